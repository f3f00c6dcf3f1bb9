"""From lines that tell of notes to what is remembered: a fold in the order of the lines.

Whoever has the same lines remembers the same, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping

from flashdeck.following.memory import Dropped, Memory, Remembered
from flashdeck.following.pages import Changing, Pages
from flashdeck.following.trace import Trace
from flashdeck.journal.built import Built
from flashdeck.journal.lines import Mark, Rename, Undo, of_rename
from flashdeck.journal.merging import When
from flashdeck.journal.seen import Seen
from flashdeck.model import NoteId

Telling = Seen | Rename | Mark | Undo | Built
"""The lines that change what is remembered; of marks, only `forget` does."""
SOON = 10 * 60 * 1000
"""Milliseconds within which a prompt is still being written."""


class Fold:
    """What is remembered, as lines go by in their order."""

    def __init__(self, memory: Memory | None = None) -> None:
        before = Memory() if memory is None else memory
        self.notes: MutableMapping[NoteId, Remembered] = (
            Changing(before.notes) if isinstance(before.notes, Pages) else dict(before.notes)
        )
        self.retired = dict(before.retired)
        self.dropped = dict(before.dropped)
        self.latest = before.latest
        self.built, self.watched, self.key = before.built, before.watched, before.key

    @property
    def memory(self) -> Memory:
        retired = {id: self._heir(id) for id in self.retired}
        notes = self.notes.pages if isinstance(self.notes, Changing) else self.notes
        return Memory(
            notes=notes,
            retired=retired,
            dropped=self.dropped,
            latest=self.latest,
            built=self.built,
            watched=self.watched,
            key=self.key,
        )

    def _heir(self, id: NoteId) -> NoteId:
        """The name that has taken over; it is never one that was given up itself."""
        while id in self.retired:
            id = self.retired[id]
        return id

    def add(self, lines: Iterable[Telling]) -> None:
        """More lines, in order, none of them undone."""
        line = None
        for line in lines:
            match line:
                case Seen(trace=None):
                    self._gone_or_back(line)
                case Seen():
                    self._seen(line)
                case Rename():
                    self._renamed(line)
                case Built():
                    self.key = self.key if line.key is None else line.key
                    if line.is_whole and line.watched:
                        self.watched = max(self.watched, line.t)
                    elif line.is_whole:
                        self.built = max(self.built, line.t)
                case Mark(kind="forget"):
                    self.notes.pop(NoteId(line.card), None)
                    self.dropped.pop(NoteId(line.card), None)
                case _:
                    pass
        if line is not None:
            self.latest = max(self.latest, line[:3])

    def _seen(self, line: Seen) -> None:
        if line.trace is None:
            return
        before = self.notes.get(line.trace.id)
        trace, earlier = line.trace, ""
        if before is None:
            modified = line.t // 1000 if line.modified is None else line.modified
        else:
            trace = trace._replace(origin=before.trace.origin)
            same = (trace.hash, line.shows) == (before.trace.hash, before.shows)
            modified = before.modified if same and not before.removed else _later(before, line.t)
            earlier = _earlier(before, trace, line.t)
        self.notes[trace.id] = Remembered(
            trace, modified, line.t, line.shows, may_be=line.may_be, earlier=earlier
        )

    def _gone_or_back(self, line: Seen) -> None:
        before = self.notes.get(NoteId(line.card))
        if before is not None:
            changes = line.removed or (line.back and before.removed)
            self.notes[before.trace.id] = before._replace(
                modified=_later(before, line.t) if changes else before.modified,
                told=line.t,
                gone=not line.back,
                removed=line.removed,
            )

    def _renamed(self, line: Rename) -> None:
        old, new = NoteId(line.card), NoteId(line.to)
        if old == new:
            self.retired = {id: self._heir(id) for id in self.retired if id != old}
            return
        before = self.notes.pop(old, None)
        if before is None and old in self.retired:
            self._parted(self._heir(old), new, line.t)
            return
        if before is not None:
            other = self.notes.get(new)
            if other is not None and other.trace.origin != before.trace.origin:
                self.dropped[other.trace.origin] = Dropped(other.trace, _later(other, line.t))
            self.notes[new] = before._replace(
                trace=before.trace._replace(id=new), modified=_later(before, line.t), told=line.t
            )
        self.retired[old] = new
        self.retired.pop(new, None)

    def _parted(self, heir: NoteId, new: NoteId, t: int) -> None:
        """A note that another device called `heir`: which of the two it is, the texts will say.

        Both have the origin of the one, by which it is known again.
        """
        before = self.notes.get(heir)
        if before is not None and new not in self.notes:
            self.notes[new] = before._replace(
                trace=before.trace._replace(id=new),
                modified=_later(before, t),
                told=t,
                gone=False,
                removed=False,
            )


def _earlier(before: Remembered, now: Trace, t: int) -> str:
    """What a note asked before what it asks now."""
    if before.trace.prompt == now.prompt or (before.earlier and t - before.told < SOON):
        return before.earlier
    return before.trace.prompt


def _later(before: Remembered, t: int) -> int:
    """Seconds: the moment, or the next second that Anki takes for later.

    What was told in the same moment, such as that a note has another name, is one change.
    """
    return max(t // 1000, before.modified + (before.told != t))


def remembered(lines: Iterable[Telling]) -> Memory:
    """What follows from lines in any order, each as often as one likes."""
    listed = {(line[:3], line[4]): line for line in lines}
    undone = {of_rename(line) for line in listed.values() if isinstance(line, Undo)}
    fold = Fold()
    fold.add(
        line
        for line in sorted(listed.values(), key=when)
        if not (isinstance(line, Rename) and of_rename(line) in undone)
    )
    return fold.memory


def when(line: Telling) -> When:
    return line[:3]
