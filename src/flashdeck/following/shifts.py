"""Prompts that were renumbered: each asks now what answers the one beside it answered.

An equal prompt proves nothing where a whole chain of notes took the answers of each other:
who puts a theorem before others, or takes one away, numbers all that follow anew.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.labels import are_labels
from flashdeck.following.trace import BASIC, Trace, gist_at
from flashdeck.following.words import words
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import known as facts

SEVERAL = 3
"""How many answers that moved on alike need say little."""
ENOUGH = 2
"""Words of content of an answer by which fewer are known."""
MOST = 2_500
"""Pairs of notes of one answer that are compared."""

_TOKEN = re.compile(r"\d+|[^\W\d]+|\W")
_ROMAN = re.compile("M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Shift(NamedTuple):
    """Notes, by their index, each with the remembered one whose answer it gives, in order.

    `is_clear` says that their prompts were counted on, all by the same number, as those of
    theorems are. Of `fresh`,
    the note that asks what the first one asked, nothing is known if an answer was put in.
    """

    moved: tuple[tuple[int, NoteId], ...]
    is_clear: bool
    fresh: int | None


class _Told(NamedTuple):
    """What changed: notes with an equal prompt and another answer, and those with a new prompt."""

    moved: Mapping[int, NoteId]
    prompts: Mapping[int, str]
    answers: Mapping[int, str]
    olds: Mapping[NoteId, Trace]


def shifts(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
) -> Iterator[Shift]:
    """The chains of notes that took each other's answers, `same` being known by their prompts."""
    told = _told(notes, same, memory, lost)
    if told is None:
        return
    links = _links(told)
    taking = {at: id for id, at in links.items()}
    standing = {id: at for at, id in told.moved.items()}
    for start in sorted(links):
        fresh = standing.get(start)
        if fresh is not None and fresh in taking:
            continue
        chain = [*_chain(start, links, told.moved)]
        steps = _steps(told, chain)
        ends = (fresh is None) + (chain[-1][0] not in told.moved)
        if not any(at in told.moved for at, _ in chain):
            continue
        labelled = bool(steps) and _labelled(told, chain)
        if ends == 2 or (ends == 1 and (labelled or (steps and len(chain) > 1))):
            yield Shift(tuple(chain), labelled, fresh)


def _told(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
) -> _Told | None:
    read = facts(notes)
    changed = {
        at: gist_at(notes, at)
        for at, id in same.items()
        if read[at].basic and read[at].hash != memory[id].hash and read[at].given != id
    }
    moved = {at: same[at] for at, each in changed.items() if each.answer != memory[same[at]].answer}
    if not moved:
        return None
    gists = {at: changed[at] for at in moved}
    gists |= {
        at: gist_at(notes, at) for at, fact in enumerate(read) if at not in same and fact.basic
    }
    return _Told(
        moved=moved,
        prompts={at: each.prompt for at, each in gists.items()},
        answers={at: each.answer for at, each in gists.items()},
        olds={id: each for id, each in lost.items() if each.kind == BASIC}
        | {id: memory[id] for id in moved.values()},
    )


def _links(told: _Told) -> dict[NoteId, int]:
    """Which note answers now what a remembered one answered."""
    giving, given = _by_answer(told)
    alone = {
        ids[0]: given[answer][0]
        for answer, ids in giving.items()
        if len(ids) == len(given[answer]) == 1 and not words(answer).common
    }
    counts = Counter(
        each for id, at in alone.items() for each in steps(told.olds[id].prompt, told.prompts[at])
    )
    (step, count), *_ = (*counts.most_common(1), (0, 0))
    if count < SEVERAL - 1:
        return alone
    for answer, ids in giving.items():  # of equal answers each goes as far as the others went
        if len(ids) * len(given[answer]) > MOST or ids[0] in alone:
            continue
        for id in ids:
            prompt = told.olds[id].prompt
            near = [at for at in given[answer] if step in steps(prompt, told.prompts[at])]
            if len(near) == 1 and near[0] not in alone.values():
                alone[id] = near[0]
    return alone


def _by_answer(told: _Told) -> tuple[dict[str, list[NoteId]], dict[str, list[int]]]:
    giving: dict[str, list[NoteId]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for at, answer in told.answers.items():
        given[answer].append(at)
    there = {*told.moved.values()}
    seen: set[tuple[str, NoteId]] = set()
    for id in sorted(told.olds, key=lambda id: (id not in there, id)):
        answer, origin = told.olds[id].answer, told.olds[id].origin
        if answer and answer in given and (answer, origin) not in seen:
            giving[answer].append(id)  # of one note that two devices named, only one
            seen.add((answer, origin))
    return giving, given


def _chain(
    start: NoteId, links: Mapping[NoteId, int], moved: Mapping[int, NoteId]
) -> Iterator[tuple[int, NoteId]]:
    """From note to note: which gives the answer of one, and so on with the one it asked for."""
    id: NoteId | None = start
    while id is not None and id in links:
        at = links[id]
        yield at, id
        id = moved.get(at)


def _steps(told: _Told, chain: Iterable[tuple[int, NoteId]]) -> frozenset[int]:
    """By how much all prompts of a chain were counted on; empty if not by the same."""
    found = [steps(told.olds[id].prompt, told.prompts[at]) for at, id in chain]
    return frozenset.intersection(*found)


def _labelled(told: _Told, chain: Sequence[tuple[int, NoteId]]) -> bool:
    """Whether authors number what is asked: else answers may have been corrected by a row.

    Of two cards or one, the answers must also say enough to be taken for no other.
    """
    enough = len(chain) >= SEVERAL or all(_says_enough(told.answers[at]) for at, _ in chain)
    return enough and all(are_labels(told.olds[id].prompt, told.prompts[at]) for at, id in chain)


def _says_enough(answer: str) -> bool:
    read = words(answer)
    return read.telling and read.size >= ENOUGH


def steps(old: str, new: str) -> frozenset[int]:
    """By how much one number or letter was counted on between two prompts; empty if by none."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) != len(after):
        return frozenset()
    other = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    if len(other) != 1:
        return frozenset()
    (mine, theirs) = (dict(_ordinals(each)) for each in other[0])
    return frozenset(theirs[kind] - mine[kind] for kind in mine.keys() & theirs.keys())


def _ordinals(token: str) -> Iterator[tuple[str, int]]:
    """What a token may count, by how it is written."""
    if token.isdecimal():
        yield "digits", int(token)
    elif len(token) == 1 and token.isalpha():
        yield "letter", ord(token)
    if token.isascii() and token.isalpha() and _ROMAN.fullmatch(token):
        values = [_VALUES[each] for each in token.lower()]
        after = [*values[1:], 0]
        yield "roman", sum(-x if x < y else x for x, y in zip(values, after, strict=True))


def contradicted(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    open: Mapping[NoteId, Container[NoteId]],
) -> list[int]:
    """Notes with an equal prompt of which is still asked if they are not another."""
    asked = defaultdict(list)
    for id, pasts in open.items():
        if id in memory:
            asked[memory[id].kind, memory[id].prompt].append(pasts)
    read = facts(notes)
    return [
        at
        for at, id in (same.items() if asked else ())
        if read[at].hash != memory[id].hash and memory[id].answer != gist_at(notes, at).answer
        if any(id in pasts for pasts in asked.get((memory[id].kind, memory[id].prompt), ()))
    ]
