"""Notes with the names they had before, as far as they can be known again."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashdeck.following import copies
from flashdeck.following.names import named
from flashdeck.following.numbering import renumbered
from flashdeck.following.pairing import Group, Pairing, paired
from flashdeck.following.places import in_files, places, spots
from flashdeck.following.trace import Trace, kind, trace
from flashdeck.identity import order
from flashdeck.model import Note, NoteId

ROUNDS = 3


class Question(NamedTuple):
    """Notes that may be ones remembered, but not by a clear margin: a person must say which.

    Each of `new` may be any of `old`; until that is said it is a note of its own.
    """

    new: tuple[Trace, ...]
    old: tuple[Trace, ...]


class Following(NamedTuple):
    """What has become of the notes that were remembered.

    `notes` are those given, in their order, with their final ids and gap
    numbers; `traces` what to remember of each. `renames` are (from, to), in the
    order they are to be done. `vanished` were looked for and not found.
    """

    notes: tuple[Note, ...]
    traces: tuple[Trace, ...]
    renames: tuple[tuple[NoteId, NoteId], ...] = ()
    questions: tuple[Question, ...] = ()
    vanished: tuple[Trace, ...] = ()


def followed(
    notes: Sequence[Note],
    memory: Mapping[NoteId, Trace],
    *,
    retired: Mapping[NoteId, NoteId],
    in_scope: Container[str],
    gone: Container[NoteId] = frozenset(),
) -> Following:
    """The notes, known again by what is remembered.

    `notes` have the ids of `identity.note_ids`. `retired` are names that were
    given up, each with the name that took over, followed to its end. `in_scope`
    are the names of the files that were read, and of those no longer there.
    `gone` are ids that were missing before: they are looked for with more caution.
    """
    same = copies.known(notes, memory)
    found = set(same.values())
    lost = {id: each for id, each in memory.items() if id not in found and each.file in in_scope}
    questions = _paired(notes, same, memory, lost, gone)
    same |= _under_old_names(notes, same, lost, retired)
    found = set(same.values())
    names = named(notes, same, memory, retired)
    final = tuple(
        _final(note, names.ids[at], memory[same[at]] if at in same else None)
        for at, note in enumerate(notes)
    )
    traces = _traces(final, same, memory, names.origins)
    return Following(
        notes=final,
        traces=traces,
        renames=tuple(
            (same[at], traces[at].id) for at in sorted(same) if same[at] != traces[at].id
        ),
        questions=tuple(
            Question(tuple(traces[at] for at in new), tuple(lost[id] for id in old))
            for new, old in questions
            if same.keys().isdisjoint(new) and found.isdisjoint(old)
        ),
        vanished=tuple(each for id, each in lost.items() if id not in found),
    )


def _under_old_names(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    lost: Mapping[NoteId, Trace],
    retired: Mapping[NoteId, NoteId],
) -> dict[int, NoteId]:
    """Notes that ask again what one that is missing once asked."""
    found = set(same.values())
    again: dict[int, NoteId] = {}
    asked = [at for at, note in enumerate(notes) if at not in same and note.id in retired]
    for index in sorted(asked, key=lambda index: order(notes[index])):
        note = notes[index]
        old = lost.get(retired[note.id])
        if old is not None and old.id not in found and old.kind == kind(note):
            again[index] = old.id
            found.add(old.id)
    return again


def _paired(
    notes: Sequence[Note],
    same: dict[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
    gone: Container[NoteId],
) -> tuple[Group, ...]:
    """Adds to `same` what is known again; what may be is left.

    Who is known again is a neighbour by which others are, so there is more than
    one round.
    """
    pairing = Pairing({}, ())
    for _ in range(ROUNDS):
        found = set(same.values())
        left = {id: each for id, each in lost.items() if id not in found}
        if not left:
            return ()
        new = {at: trace(note, at) for at, note in enumerate(notes) if at not in same}
        if not new:
            return ()
        pairing = paired(left, new, spots(memory.values(), notes, same), gone)
        same |= pairing.same
        if not pairing.same:
            break
    return pairing.questions


def _final(note: Note, id: NoteId, before: Trace | None) -> Note:
    named_note = note if note.id == id else replace(note, id=id)
    return named_note if before is None else renumbered(named_note, before)


def _traces(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    origins: Sequence[NoteId],
) -> tuple[Trace, ...]:
    before = [memory[same[at]] if at in same else None for at in range(len(notes))]
    found: dict[int, Trace] = {}
    for file, indices in in_files(notes).items():
        stood = [old.place if (old := before[at]) and old.file == file else None for at in indices]
        for at, place in zip(indices, places(stood), strict=True):
            found[at] = trace(notes[at], place, before[at], origins[at])
    return tuple(found[at] for at in range(len(notes)))
