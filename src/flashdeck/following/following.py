"""Notes with the names they had before, as far as they can be known again."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.trace import Trace, trace
from flashdeck.model import Note, NoteId


class Question(NamedTuple):
    """Notes that may be ones remembered, but not by a clear margin: a person must say which.

    Each of `new` may be any of `old`; until that is said it is a note of its own.
    """

    new: tuple[Trace, ...]
    old: tuple[Trace, ...]


class Following(NamedTuple):
    """What has become of the notes that were remembered.

    `notes` are those given, in their order, with their final ids and gap
    numbers; `traces` what to remember of each. In `renames`, (from, to), no name
    is needed again after it was given up. `vanished` were looked for and not found.
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
    """The notes known again by what is remembered.

    `notes` have the ids of `identity.note_ids`. `retired` are names that were
    given up, with the name that took over, followed to its end. `in_scope` are
    the names of the files that were read, and of those no longer there. `gone`
    are ids that were missing before: they are looked for with more caution.
    """
    places: dict[str, int] = {}
    traces = []
    for note in notes:
        file = note.span.source.name
        places[file] = places.get(file, -1) + 1
        traces.append(trace(note, places[file], memory.get(note.id)))
    seen = {each.id for each in traces}
    vanished = [each for id, each in memory.items() if id not in seen and each.file in in_scope]
    return Following(tuple(notes), tuple(traces), vanished=tuple(vanished))
