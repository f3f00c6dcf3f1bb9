"""Decks before and after an edit, and what following makes of it.

A card is a text with a key that says which card it is to the person who edits;
the program never sees the keys. Where a key is there before and after, that
person speaks of one card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flashdeck.following.following import Following, followed
from flashdeck.following.past import Reading, unread
from flashdeck.following.trace import Trace
from flashdeck.identity import note_ids
from flashdeck.model import Note, NoteId
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.native import NATIVE
from flashdeck.syntax.page import page

DECKS = Path(__file__).parent / "following" / "decks"
CARDS = Path(__file__).parents[1] / "cards"


class Card(NamedTuple):
    key: str
    text: str


Files = dict[str, tuple[Card, ...]]


class Edit(NamedTuple):
    """`name` is what kind of edit it is; `about` are the keys of the cards it is about."""

    name: str
    before: Files
    after: Files
    about: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of one card that an edit is about."""

    edit: str
    key: str
    verdict: str
    """followed, asked or wrong; missed if it should have been followed; apart if it should not."""


class Memory(NamedTuple):
    traces: dict[NoteId, Trace]
    retired: dict[NoteId, NoteId]


EMPTY = Memory({}, {})


@cache
def decks() -> Files:
    """The decks of these tests: one card a block, named by its text."""
    return {
        path.name: tuple(
            Card(block, block) for block in path.read_text("utf-8").strip().split("\n\n")
        )
        for path in sorted(DECKS.glob("*.md"))
    }


@cache
def own_cards() -> Files:
    """The cards that come with the project, each as written."""
    files: Files = {}
    for path in sorted(CARDS.glob("*.md")):
        text = path.read_text("utf-8")
        found = NATIVE.read(page(Source(path.name, text, path.name), Settings())).notes
        files[path.name] = tuple(Card(each.span.text, each.span.text.strip()) for each in found)
    return files


@cache
def _read(name: str, cards: tuple[Card, ...]) -> tuple[tuple[str, Note], ...]:
    """The notes of a file with the keys of their cards."""
    text, starts = "", []
    for card in cards:
        starts.append(len(text))
        text += card.text + "\n\n---\n\n"
    read = NATIVE.read(page(Source(name, text, name), Settings())).notes
    assert len(read) == len(cards), f"{name} holds {len(read)} notes, not {len(cards)}"
    return tuple((card.key, note) for card, note in zip(cards, read, strict=True))


def notes(files: Files) -> tuple[list[str], list[Note]]:
    """All notes with the ids they have by themselves, and their keys."""
    read = [each for name, cards in files.items() for each in _read(name, cards)]
    ids = note_ids([note for _, note in read])
    return [key for key, _ in read], [
        replace(note, id=ids[index]) for index, (_, note) in enumerate(read)
    ]


def built(
    files: Files,
    memory: Memory = EMPTY,
    *,
    past: Reading = unread,
    gone: Container[NoteId] = frozenset(),
) -> tuple[dict[str, Trace], Following, Memory]:
    """What a build makes of the files: traces by key, everything, and what is remembered."""
    keys, found = notes(files)
    scope = {*files, *(trace.file for trace in memory.traces.values())}
    retired = memory.retired
    result = followed(found, memory.traces, retired=retired, in_scope=scope, past=past, gone=gone)
    return dict(zip(keys, result.traces, strict=True)), result, remembered(memory, result)


@cache
def _built_first(
    files: tuple[tuple[str, tuple[Card, ...]], ...],
) -> tuple[Mapping[str, Trace], Memory]:
    traces, _, memory = built(dict(files))
    return traces, memory


def remembered(memory: Memory, result: Following) -> Memory:
    """What the journal would say after a build."""
    traces, retired = {**memory.traces}, {**memory.retired}
    for old, new in result.renames:
        traces[new] = traces.pop(old)._replace(id=new)
        retired = {name: new if now == old else now for name, now in retired.items()}
        retired[old] = new
        retired.pop(new, None)
    traces.update({trace.id: trace for trace in result.traces})
    return Memory(traces, {name: id for name, id in retired.items() if name not in traces})


def outcomes(edit: Edit) -> list[Outcome]:
    """What became of the cards an edit is about; wrong is reported for any card of the deck."""
    before, memory = _built_first(tuple(edit.before.items()))
    after, result, _ = built(edit.after, memory)
    return [*verdicts(edit.name, edit.about, before, after, result)]


def verdicts(
    name: str,
    about: Container[str],
    before: Mapping[str, Trace],
    after: Mapping[str, Trace],
    result: Following,
) -> Iterator[Outcome]:
    """What became of some cards, and of each that was taken for another."""
    owners = {trace.origin: key for key, trace in before.items()}
    asked = {
        (new.id, old.origin) for each in result.questions for new in each.new for old in each.old
    }
    for key, trace in after.items():
        verdict = _verdict(key, trace, before, owners, asked)
        if key in about or verdict == "wrong":
            yield Outcome(name, key, verdict)


def _verdict(
    key: str,
    trace: Trace,
    before: Mapping[str, Trace],
    owners: Mapping[NoteId, str],
    asked: set[tuple[NoteId, NoteId]],
) -> str:
    if trace.origin in owners:
        return "followed" if owners[trace.origin] == key else "wrong"
    if any(id == trace.id for id, _ in asked):
        return "asked"
    return "missed" if key in before else "apart"


def changed(files: Files, key: str, *cards: Card) -> Files:
    """The files with other cards in the place of one."""
    return {
        name: tuple(each for card in listed for each in (cards if card.key == key else (card,)))
        for name, listed in files.items()
    }


def rewritten(files: Files, key: str, text: str) -> Files:
    return changed(files, key, Card(key, text))


def moved(files: Files, key: str, to: str, at: int = 0) -> Files:
    """The files with a card taken to another place."""
    card = next(each for listed in files.values() for each in listed if each.key == key)
    rest = {
        name: tuple(each for each in listed if each.key != key) for name, listed in files.items()
    }
    rest[to] = (*rest[to][:at], card, *rest[to][at:])
    return rest


def renamed(files: Files, old: str, new: str) -> Files:
    return {new if name == old else name: listed for name, listed in files.items()}


def key_of(files: Files, part: str) -> str:
    """The key of the one card that holds a text."""
    found = [card.key for listed in files.values() for card in listed if part in card.text]
    assert len(found) == 1, f"{len(found)} cards hold {part!r}"
    return found[0]


def table(found: Sequence[Outcome]) -> str:
    """How many of each verdict, for each kind of edit and for all."""
    verdicts = ("followed", "asked", "missed", "apart", "wrong")
    lines = [f"{'':36}" + "".join(f"{verdict:>10}" for verdict in verdicts)]
    for name in [*dict.fromkeys(each.edit for each in found), ""]:
        counts = Counter(each.verdict for each in found if name in ("", each.edit))
        row = "".join(f"{counts[verdict]:>10}" for verdict in verdicts)
        lines.append(f"{name or 'all':36}{row}")
    return "\n".join(lines)


def all_outcomes(edits: Iterable[Edit]) -> list[Outcome]:
    return [outcome for edit in edits for outcome in outcomes(edit)]
