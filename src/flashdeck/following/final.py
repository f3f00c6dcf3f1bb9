"""Notes as they are now, and what to remember of each, once it is known which they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flashdeck.following.numbering import renumbered
from flashdeck.following.places import in_files, places
from flashdeck.following.trace import BASIC, TEXT, Stands, Trace, drawn, gist_at, moved
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import ids
from flashdeck.notes.listed import known as facts


def changed(
    notes: Sequence[Note],
    names: Sequence[NoteId],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
) -> Iterator[tuple[int, Note]]:
    """The notes that get another id, or other numbers for their gaps, by their index."""
    for at, (id, fact) in enumerate(zip(ids(notes), facts(notes), strict=True)):
        before = memory[same[at]] if at in same else None
        if id == names[at] and (fact.basic or before is None or before.hash == fact.hash):
            continue
        note = notes[at]
        final = note if id == names[at] else replace(note, id=names[at])
        final = final if before is None else renumbered(final, before)
        if final is not note:
            yield at, final


def traces(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    origins: Sequence[NoteId],
) -> tuple[Trace, ...]:
    before = [memory[same[at]] if at in same else None for at in range(len(notes))]
    names, contents = ids(notes), facts(notes)
    found: dict[int, Trace] = {}
    for file, indices in in_files(contents).items():
        stood = [old.place if (old := before[at]) and old.file == file else None for at in indices]
        for at, place in zip(indices, places(stood), strict=True):
            fact, old = contents[at], before[at]
            if old is not None and old.hash == fact.hash:
                found[at] = moved(old, names[at], file, place)
                continue
            kind = BASIC if fact.basic else TEXT
            stands = Stands(kind, fact.hash, file, place, fact.deck)
            first = origins[at] if old is None else old.origin
            found[at] = drawn(names[at], first, gist_at(notes, at), stands, old)
    return tuple(found[at] for at in range(len(notes)))
