"""Notes that are made only when they are looked at.

Of a file that has not changed the facts of its notes are kept beside them, and most of
what is done with a note needs no more. Each function here takes any notes, and is quick
where they are `Listed`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import eq, is_, itemgetter
from typing import NamedTuple

from flashdeck.identity import content_id
from flashdeck.lazy import Lazy
from flashdeck.model import Note, NoteId, identified
from flashdeck.notes.facts import Facts, Gist, facts


class Notes(NamedTuple):
    """The notes of one file, with the gists of all of them, or of none.

    All of them follow from what `digest` is one of.
    """

    notes: Sequence[Note]
    gists: Sequence[Gist] = ()
    digest: bytes = b""


_FILE = itemgetter(0)


class Listed(Lazy[Note]):
    """Notes with their facts and ids.

    `read` has for each its file, whose notes have no ids, and its place among them.
    `made` are notes that are not as they were read, or were looked at before.
    """

    def __init__(
        self,
        facts: Sequence[Facts],
        ids: Sequence[NoteId],
        read: Sequence[tuple[Notes, int]],
        made: Mapping[int, Note] | None = None,
    ) -> None:
        self.facts, self.ids, self._read = facts, ids, read
        self._made = dict(made or {})

    def __len__(self) -> int:
        return len(self.ids)

    def made(self, at: int) -> Note:
        note = self._made.get(at)
        if note is None:
            file, place = self._read[at]
            note = self._made[at] = identified(file.notes[place], self.ids[at])
        return note

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as of a list

    @cached_property
    def not_alone(self) -> Sequence[int]:
        """The places of notes that may show something else."""
        return [at for at, fact in enumerate(self.facts) if not fact.alone]

    @cached_property
    def asked(self) -> Sequence[NoteId]:
        """The ids they have from what they ask."""
        return [fact.asked for fact in self.facts]

    @cached_property
    def given(self) -> Sequence[str | None]:
        """The ids that their authors gave."""
        return [fact.given for fact in self.facts]

    def gist(self, at: int) -> Gist | None:
        """The gist of a note that is as it was read, if it is known."""
        file, place = self._read[at]
        return file.gists[place] if file.gists and at not in self._made else None

    def gists(self) -> Iterator[Gist | None]:
        """Those of all notes, which are made by file."""
        last, told = None, tuple[Gist, ...]()
        for at, (file, place) in enumerate(self._read):
            if file is not last:
                last, told = file, tuple(file.gists)
            yield told[place] if told and at not in self._made else None

    def read_from(self, start: int, end: int) -> bytes:
        """A digest of what the notes of a range follow from, but for their ids.

        There is one if they are all notes of a file, as they were read.
        """
        first = self._read[start][0]
        files = map(_FILE, self._read[start:end])
        is_whole = len(first.notes) == end - start and all(map(is_, files, repeat(first)))
        return first.digest if is_whole else b""

    def replaced(self, notes: Mapping[int, Note]) -> Listed:
        """The same, but for some notes that are others now."""
        if not notes:
            return self
        ids, known, read = [*self.ids], [*self.facts], [*self._read]
        for at, note in notes.items():
            ids[at], known[at], read[at] = note.id, facts(note), (Notes((note,)), 0)
        return Listed(known, ids, read, {**self._made, **notes})

    def extended(self, notes: Sequence[Note]) -> Listed:
        """With more notes behind them."""
        size = len(self)
        return Listed(
            [*self.facts, *map(facts, notes)],
            [*self.ids, *(note.id for note in notes)],
            [*self._read, *((Notes(notes), at) for at in range(len(notes)))],
            {**self._made, **dict(enumerate(notes, size))},
        )

    def picked(self, places: Sequence[int]) -> Listed:
        """Some of them."""
        made = {to: self._made[at] for to, at in enumerate(places) if at in self._made}
        return Listed(
            [self.facts[at] for at in places],
            [self.ids[at] for at in places],
            [self._read[at] for at in places],
            made,
        )


def known(notes: Sequence[Note]) -> Sequence[Facts]:
    """The facts of some notes, in their order."""
    return notes.facts if isinstance(notes, Listed) else [*map(facts, notes)]


def ids(notes: Sequence[Note]) -> Sequence[NoteId]:
    """Their ids."""
    return notes.ids if isinstance(notes, Listed) else [note.id for note in notes]


def read_from(notes: Sequence[Note], start: int, end: int) -> bytes:
    """As `Listed.read_from`; nothing where it is not known."""
    return notes.read_from(start, end) if isinstance(notes, Listed) else b""


def given(notes: Sequence[Note]) -> Sequence[str | None]:
    """The ids that their authors gave."""
    return notes.given if isinstance(notes, Listed) else [note.given_id for note in notes]


def asked(notes: Sequence[Note]) -> Sequence[NoteId]:
    """The ids they have from what they ask."""
    return notes.asked if isinstance(notes, Listed) else [*map(content_id, notes)]


def places_not_alone(notes: Sequence[Note]) -> Sequence[int]:
    """Which of them may show or mean something else: all of which the opposite is not known."""
    if isinstance(notes, Listed):
        return notes.not_alone
    return range(len(notes))


def not_alone(notes: Sequence[Note]) -> list[Note]:
    """Those notes themselves."""
    return [notes[at] for at in places_not_alone(notes)]


def by_id(notes: Sequence[Note], wanted: Container[NoteId]) -> dict[NoteId, Note]:
    """Those of some ids."""
    return {id: notes[at] for at, id in enumerate(ids(notes)) if id in wanted}


def picked(notes: Sequence[Note], places: Sequence[int]) -> Sequence[Note]:
    """Those at some places."""
    if isinstance(notes, Listed):
        return notes.picked(places)
    return tuple([notes[at] for at in places])


def replaced(notes: Sequence[Note], others: Mapping[int, Note]) -> Sequence[Note]:
    """The same, but for some that are others now."""
    if isinstance(notes, Listed):
        return notes.replaced(others)
    return tuple([others.get(at, note) for at, note in enumerate(notes)])


def extended(notes: Sequence[Note], more: Sequence[Note]) -> Sequence[Note]:
    """The notes, and more behind them."""
    return notes.extended(more) if isinstance(notes, Listed) else (*notes, *more)
