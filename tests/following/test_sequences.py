"""Many edits after one another, old states checked out between them: no card becomes another."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from edited_cards import EMPTY, Card, Files, built, decks
from edits_kept import misspelt
from flashdeck.model import NoteId

BUILDS = 6
Chance = random.Random


def place(files: Files, chance: Chance) -> tuple[str, int]:
    """A card of a file."""
    name = chance.choice([name for name in sorted(files) if files[name]])
    return name, chance.randrange(len(files[name]))


def put(files: Files, name: str, at: int, *cards: Card) -> Files:
    listed = files[name]
    return {**files, name: (*listed[:at], *cards, *listed[at + 1 :])}


def mistyped(files: Files, chance: Chance) -> Files:
    name, at = place(files, chance)
    card = files[name][at]
    return put(files, name, at, Card(card.key, misspelt(card.text, 1) or card.text))


def answered(files: Files, chance: Chance) -> Files:
    name, at = place(files, chance)
    card = files[name][at]
    more = " (see the lecture)" if card.text.startswith("Q:") else ""
    return put(files, name, at, Card(card.key, card.text + more))


def deleted(files: Files, chance: Chance) -> Files:
    return put(files, *place(files, chance))


def moved(files: Files, chance: Chance) -> Files:
    name, at = place(files, chance)
    card = files[name][at]
    left = put(files, name, at)
    to = chance.choice(sorted(left))
    there = chance.randrange(len(left[to]) + 1)
    return {**left, to: (*left[to][:there], card, *left[to][there:])}


def renamed(files: Files, chance: Chance) -> Files:
    name = chance.choice(sorted(files))
    return {f"x{each}" if each == name else each: listed for each, listed in files.items()}


def swapped(files: Files, chance: Chance) -> Files:
    """Two cards with each other's answers."""
    name, at = place(files, chance)
    one, other = files[name][at], files[name][at - 1]
    if at == 0 or not (one.text.startswith("Q:") and other.text.startswith("Q:")):
        return files
    (mine, told), (theirs, said) = (each.text.split("\n", 1) for each in (one, other))
    changed = put(files, name, at, Card(one.key, f"{mine}\n{said}"))
    return put(changed, name, at - 1, Card(other.key, f"{theirs}\n{told}"))


def shuffled(files: Files, chance: Chance) -> Files:
    name = chance.choice(sorted(files))
    return {**files, name: tuple(chance.sample(files[name], len(files[name])))}


def prefixed(files: Files, chance: Chance) -> Files:
    del chance
    return {
        name: tuple(
            Card(key, text.replace("Q: ", "Q: Exam: ", 1) if "Exam" not in text else text)
            for key, text in listed
        )
        for name, listed in files.items()
    }


EDITS: tuple[Callable[[Files, Chance], Files], ...] = (
    mistyped,
    answered,
    deleted,
    moved,
    renamed,
    swapped,
    shuffled,
    prefixed,
)


@pytest.mark.parametrize("seed", range(40))
def test_no_card_becomes_another_over_many_edits(seed: int) -> None:
    chance = random.Random(seed)
    known = decks()
    files: Files = {name: tuple(chance.sample(known[name], 7)) for name in sorted(known)[::2]}
    states, memory = [files], EMPTY
    owners: dict[NoteId, str] = {}
    followed = 0
    for _ in range(BUILDS):
        traces, _, memory = built(files, memory)
        for key, trace in traces.items():
            assert owners.setdefault(trace.origin, key) == key
            followed += 1
        for _ in range(chance.randrange(1, 5)):
            files = chance.choice(EDITS)(files, chance)
        if chance.random() < 0.25:
            files = chance.choice(states)
        states.append(files)
    assert len(owners) <= followed / 3
