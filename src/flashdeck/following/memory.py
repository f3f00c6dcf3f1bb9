"""What a journal remembers of all notes of a collection, and when they changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.following.trace import Trace
from flashdeck.model import NoteId

NEVER = -(2**53)
"""Before the time of any line."""


class Remembered(NamedTuple):
    """One note.

    `modified`, in seconds since 1970, is when its content last changed: that of
    its trace, or `shows`, a hash of what stands elsewhere and is shown with it.
    `told`, in milliseconds, is when something was last written of it, and of a
    note that is `gone` from its sources when that was noticed; of one that is
    `removed` Anki was told so. It may be any of the notes `may_be`: nobody has
    said yet. `earlier` is what it asked before what it asks now, but for what was soon
    another, such as a prompt half typed.
    """

    trace: Trace
    modified: int
    told: int
    shows: str = ""
    gone: bool = False
    removed: bool = False
    may_be: tuple[NoteId, ...] = ()
    earlier: str = ""


class Dropped(NamedTuple):
    """A note that was found to be another one, after both were given to Anki."""

    trace: Trace
    modified: int


@dataclass(frozen=True, slots=True)
class Memory:
    """All notes by id; ids that were given up, each with the one that has taken over.

    `latest` is the last line of a journal that it follows from: its time,
    device and number. `built` is when all of them were last in a package, in milliseconds,
    or `watched`, in one that `--watch` made, and `key` that of the last package, None where
    nobody knows.
    """

    notes: Mapping[NoteId, Remembered] = field(default_factory=dict)
    retired: Mapping[NoteId, NoteId] = field(default_factory=dict)
    dropped: Mapping[NoteId, Dropped] = field(default_factory=dict)
    latest: tuple[int, str, int] = field(default=(NEVER, "", 0), compare=False)
    built: int = NEVER
    watched: int = NEVER
    key: str | None = None

    @property
    def traces(self) -> dict[NoteId, Trace]:
        """What notes are compared with."""
        return {id: each.trace for id, each in self.notes.items()}

    @property
    def open(self) -> dict[NoteId, tuple[NoteId, ...]]:
        """The notes of which nobody has said yet which of others they are."""
        return {id: each.may_be for id, each in self.notes.items() if each.may_be}

    @property
    def gone(self) -> frozenset[NoteId]:
        """The ids of notes that were missing before."""
        return frozenset(id for id, each in self.notes.items() if each.gone)


NOTHING = Memory()
