"""Notes that are gone, as a package tells Anki of them: tagged, to be found and deleted there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from flashdeck.following.following import Following
from flashdeck.following.memory import Memory, Remembered
from flashdeck.following.trace import BASIC, Trace
from flashdeck.model import (
    Basic,
    Cloze,
    Collection,
    Deletion,
    Note,
    NoteId,
    Passage,
    Statement,
)
from flashdeck.notes.listed import extended
from flashdeck.source import Source, Span

TAG = "flashdeck/removed"
"""In Anki `flashdeck::removed`."""
_NOTHING = "…"
WasBuilt = Callable[[Trace, float], bool]
"""Whether a note may have been in a package before a moment, in milliseconds."""


class Tombstone(NamedTuple):
    """A note as far as it is remembered, with its origin, and when it was found to be gone."""

    note: Note
    origin: NoteId
    modified: int


def left(found: Following, memory: Memory) -> frozenset[NoteId]:
    """The notes that are gone, but for those that a new one may be."""
    asked = {each.id for question in found.questions for each in question.old}
    gone = {each.id for each in found.vanished} - asked
    return frozenset(gone & memory.notes.keys())


class Graves(NamedTuple):
    """Notes of which Anki is told that they are gone.

    `notes` are ids of those that are, `dropped` origins of those that were found to be others;
    so many are `unknown` to Anki, as they were in no package, and so many were `brief`:
    there for minutes only.
    """

    notes: frozenset[NoteId] = frozenset()
    dropped: frozenset[NoteId] = frozenset()
    unknown: int = 0
    brief: int = 0


Said = tuple[object, ...]


def said(each: Trace) -> Said:
    """What a note asks and answers: of two that say the same one may be a copy of the other."""
    return each.kind, each.prompt, each.answer, each.gaps


def tombstones(
    graves: Graves, memory: Memory, alive: Mapping[Said, str] = MappingProxyType({})
) -> list[Tombstone]:
    """Of the notes that are gone, and of those that were found to be others, in one order.

    `alive` are the files of the notes that are there, by what they say.
    """
    lost = [memory.notes[id] for id in sorted(graves.notes)]
    twins = defaultdict(list)
    for one in lost:
        twins[said(one.trace)].append(one)
    stones = [
        Tombstone(
            _note(each.trace, alive), each.trace.origin, _stamped(each, twins[said(each.trace)])
        )
        for each in lost
    ]
    for origin, each in sorted(memory.dropped.items()):
        if origin not in graves.dropped:
            continue
        name = NoteId(f"{origin}-removed")  # the note that it was found to be may bear its name
        note = _note(each.trace._replace(id=name), alive)
        stones.append(Tombstone(note, origin, each.modified))
    return stones


def _stamped(each: Remembered, twins: Sequence[Remembered]) -> int:
    """A time after that of the note, and after that of others with its text that are gone, too.

    Until those were gone, what Anki was told of this one named their file.
    """
    others = (_since(other) + 1 for other in twins if other is not each)
    return max([_since(each), *others])


def _since(each: Remembered) -> int:
    """A time after that of the note itself."""
    return each.modified if each.removed else max(each.modified + 1, each.told // 1000)


def graves(gone: Iterable[NoteId], memory: Memory, was_built: WasBuilt) -> Graves:
    """Those of the notes that are gone, and of those found to be others, that Anki may have."""
    listed = [memory.notes[id] for id in gone]
    known = [each for each in listed if was_built(each.trace, each.told if each.gone else inf)]
    dropped = [
        origin
        for origin, each in memory.dropped.items()
        if was_built(each.trace._replace(origin=origin), (each.modified + 1) * 1000)
    ]
    unknown = len(listed) - len(known)
    return Graves(frozenset(each.trace.id for each in known), frozenset(dropped), unknown)


def buried(collection: Collection, dead: Graves, memory: Memory, found: Following) -> Collection:
    """The collection with tombstones among its notes."""
    stones = tombstones(dead, memory, _alive(dead, found))
    origins = {each.note.id: each.origin for each in stones}
    modified = {each.note.id: each.modified for each in stones}
    return replace(
        collection,
        notes=extended(collection.notes, [each.note for each in stones]),
        origins={**collection.origins, **origins},
        modified={**collection.modified, **modified},
    )


def _alive(dead: Graves, found: Following) -> dict[Said, str]:
    """The files of the notes that may say what one of the dead says, by that.

    A file with such a note was followed, but for one that was found to be another one.
    """
    if not (dead.notes or dead.dropped):
        return {}
    traces = found.traces if dead.dropped else [found.traces[at] for at in found.rest]
    return {said(each): each.file for each in traces}


def _note(trace: Trace, alive: Mapping[Said, str]) -> Note:
    span = Span(Source(trace.file, "", trace.file), 0, 0)
    told = f"once in {trace.file}; gone from there"
    if (file := alive.get(said(trace))) is not None:
        told += f": the card with the same text, in {file}, is another note"
    if trace.kind == BASIC:
        return Basic(
            id=trace.id,
            deck=trace.deck,
            section=trace.section,
            tags=frozenset({TAG}),
            source_note=told,
            span=span,
            front=_passage(trace.prompt, trace),
            back=_passage(trace.answer, trace),
        )
    text, gaps = _filled(trace)
    kind = Cloze if gaps else Statement
    return kind(
        id=trace.id,
        deck=trace.deck,
        section=trace.section,
        tags=frozenset({TAG}),
        source_note=told,
        span=span,
        text=_passage(text, trace),
        deletions=gaps,
    )


def _filled(trace: Trace) -> tuple[str, tuple[Deletion, ...]]:
    """The text with a gap of each number that ever was, or its cards would be empty in Anki."""
    text = trace.prompt
    gaps: list[Deletion] = []
    for number, hidden in trace.gaps:
        start = text.find(hidden)
        if start < 0 or any(gap.start < start + len(hidden) and start < gap.end for gap in gaps):
            start = len(text) + 1
            text = f"{text} {hidden}"
        gaps.append(Deletion(number, start, start + len(hidden)))
    return text, tuple(sorted(gaps, key=lambda gap: gap.start))


def _passage(text: str, trace: Trace) -> Passage:
    shown = text or _NOTHING
    source = Source(trace.file, shown, trace.file)
    return Passage(shown, Span(source, 0, len(shown)))
