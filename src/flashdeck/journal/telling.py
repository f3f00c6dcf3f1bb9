"""What a journal does not say yet of the notes as they now are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from flashdeck.following.following import Following
from flashdeck.following.memory import Memory, Remembered
from flashdeck.following.settled import unlike
from flashdeck.journal.built import Built
from flashdeck.journal.lines import Rename
from flashdeck.journal.memory import Fold
from flashdeck.journal.seen import Seen
from flashdeck.model import NoteId
from flashdeck.notes.listed import ids

_seen_line = partial(tuple.__new__, Seen)
"""A line of all its fields, at half the cost: the first build has one for every note."""
NOWHERE = (0, "", 0)
"""Before a line has its time, device and number."""


class Notes(NamedTuple):
    """Notes as they are now.

    `shows` is a hash of what stands elsewhere and is shown with a note;
    `modified` are the times of their files, in seconds. Notes of which
    `outside` are the files belong to no collection, and nothing is written of
    them. Of notes that are gone Anki is told in a package if `buries`.
    """

    following: Following
    shows: Mapping[NoteId, str]
    modified: Mapping[NoteId, int]
    outside: frozenset[str] = frozenset()
    buries: frozenset[NoteId] = frozenset()
    waiting: frozenset[NoteId] = frozenset()


class Untold(NamedTuple):
    """Lines without time, device and number, in order, and what their time is to be."""

    lines: Sequence[Seen | Rename | Built]
    t: int

    def placed(self, device: str, first: int) -> list[Seen | Rename | Built]:
        """The lines with all that, the first with that number."""
        return [
            line._replace(t=self.t, device=device, seq=seq)
            if isinstance(line, Built)
            else _seen_line((self.t, device, seq, *line[3:]))
            if isinstance(line, Seen)
            else Rename(self.t, device, seq, *line[3:])
            for seq, line in enumerate(self.lines, first)
        ]


def tellings(notes: Notes, memory: Memory, t: int, built: Built | None = None) -> Untold:
    """The lines that are missing; `t` is now, in milliseconds.

    A line is later than those that it takes the place of, whatever the clock says. A package
    that is `built` of what is told of is told of last, if nothing says that of it yet.
    """
    found = notes.following
    concerned = [id for pair in found.renames for id in pair]
    renames = [Rename(*NOWHERE, old, "rename", new) for old, new in found.renames]
    fold = Fold(memory)
    fold.add(renames)
    # A name that was given up means another note only if that is said.
    names = ids(found.notes) if fold.retired else ()
    taken = [id for id in names if id in fold.retired]
    renames += [Rename(*NOWHERE, id, "rename", id) for id in taken]
    concerned += taken
    seen = [*_seen(notes, fold.notes), *_gone(notes, fold.notes)]
    concerned += [NoteId(line.card) for line in seen]
    before = (memory.notes[id].told for id in concerned if id in memory.notes)
    t = max([t, *(told + 1 for told in before)])
    lines: list[Seen | Rename | Built] = [*renames, *seen]
    if built is not None and (lines or _is_news(built, memory)):
        return Untold([*lines, built], t if lines else max(t, memory.latest[0] + 1))
    return Untold(lines, t)


def _is_news(built: Built, memory: Memory) -> bool:
    """Whether nothing tells of a package of all that is remembered, or not of one like this."""
    last = max(memory.built, memory.watched) if built.watched else memory.built
    return last < memory.latest[0] or memory.key != built.key


def _seen(notes: Notes, memory: Mapping[NoteId, Remembered]) -> Iterator[Seen]:
    found = notes.following
    may_be = {
        each.id: tuple(old.id for old in question.old)
        for question in (*found.questions, *found.waiting)
        for each in question.new
    }
    for at in unlike(found, notes.shows):
        trace = found.traces[at]
        if trace.file in notes.outside or trace.id in notes.waiting:
            continue
        before, shows = memory.get(trace.id), notes.shows.get(trace.id, "")
        others = may_be.get(trace.id, ())
        if before is None:
            yield Seen(
                *NOWHERE,
                trace.id,
                trace=trace,
                modified=notes.modified.get(trace.id) or None,
                shows=shows,
                may_be=others,
            )
        elif (before.trace, before.shows, before.may_be) != (
            trace._replace(origin=before.trace.origin),
            shows,
            others,
        ):
            known = trace._replace(origin=trace.id)  # it follows from the renames
            yield Seen(*NOWHERE, trace.id, trace=known, shows=shows, may_be=others)
        elif before.gone:
            yield Seen(*NOWHERE, trace.id, back=True)


def _gone(notes: Notes, memory: Mapping[NoteId, Remembered]) -> Iterator[Seen]:
    """Those that have left, but for those that may still be found."""
    asked = {each.id for question in notes.following.questions for each in question.old}
    for trace in notes.following.vanished:
        before, removed = memory.get(trace.id), trace.id in notes.buries
        if trace.id in asked or before is None:
            continue
        if not before.gone or (removed and not before.removed):
            yield Seen(*NOWHERE, trace.id, removed=removed)
