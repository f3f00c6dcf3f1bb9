"""Adding lines to the journal of one device: each is on the disk before the call returns."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from flashdeck.journal import locks, spare
from flashdeck.journal.built import Built
from flashdeck.journal.built import written as built_written
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import (
    DRILL,
    LONGEST_ANSWER,
    MENDED,
    REVIEW,
    Adopt,
    Answer,
    Mark,
    Other,
    Rename,
    Undo,
    line_id,
    read,
    written,
)
from flashdeck.journal.seen import Seen
from flashdeck.journal.seen import written as seen_written
from flashdeck.schedule.study_day import Moment

Anything = Answer | Mark | Undo | Adopt | Rename | Other | Seen | Built

L = TypeVar("L", bound=Anything)

WINDOW = 1 << 12
AT_ONCE = 5_000
"""Lines that are made before they are written."""


class Written(NamedTuple):
    """Where in a file the last lines stand: a half-open range of its bytes."""

    name: str
    start: int
    end: int


class _End(NamedTuple):
    """Where a file ends: its size, the last number given, and what stands behind the last line."""

    size: int
    seq: int
    torn: bytes = b""


class Pen:
    """Writes the lines of one device.

    Others may write to the same file, such as a build that watches: each line
    is added under the file's lock, with the number that follows the last.
    """

    def __init__(self, folder: Folder, device: str, *, patient: bool = True) -> None:
        """One that is not patient raises BlockingIOError where others wait for the file."""
        self.device = device
        self._patient = patient
        self._folder = folder
        self._path = folder.journal_of(device)
        self._end: _End | None = None
        self.last = Written(self._path.name, 0, 0)

    def answer(
        self,
        at: Moment,
        card: str,
        grade: int,
        ms: int,
        *,
        drill: bool = False,
        scheduler: str,
        hash: str = "",
    ) -> Answer:
        """A grade, 0 to 5, given after so many milliseconds; `hash` is that of the content."""
        kind = DRILL if drill else REVIEW
        spent = max(0, min(ms, LONGEST_ANSWER))
        return self._added(
            at,
            lambda seq: Answer(
                at.t, self.device, seq, card, kind, at.day, grade, spent, scheduler, hash
            ),
        )

    def mark(self, at: Moment, card: str, kind: str, *, on: bool = True) -> Mark:
        """One of lines.MARKS; `on` is for flags."""
        return self._added(at, lambda seq: Mark(at.t, self.device, seq, card, kind, at.day, on))

    def undo(self, at: Moment, line: Answer | Mark | Rename) -> Undo:
        """Take back a line, of whatever device."""
        return self._added(
            at,
            lambda seq: Undo(at.t, self.device, seq, line.card, "undo", at.day, line_id(line)),
        )

    def rename(self, at: Moment, old: str, new: str) -> Rename:
        """What was called `old` is called `new`: both notes, or both cards."""
        return self._added(at, lambda seq: Rename(at.t, self.device, seq, old, "rename", new))

    def _added(self, at: Moment, line_with: Callable[[int], L]) -> L:
        (line,) = self.together(at, [line_with])
        return line

    def together(self, at: Moment, lines_with: Sequence[Callable[[int], L]]) -> Sequence[L]:
        """Lines of one moment, each made from its number, when all are on the disk."""
        return self.all_at_once(
            at, lambda first: [line(seq) for seq, line in enumerate(lines_with, first)]
        )

    def all_at_once(self, at: Moment, lines_from: Callable[[int], Sequence[L]]) -> Sequence[L]:
        """The same of lines that are made together, from the number of the first."""
        fresh = not self._path.exists()
        with self._path.open("a+b", buffering=0) as file, locks.held(file, patient=self._patient):
            end = self._found(file)
            mend = self._mend(end, at)
            first = end.seq + 1 + (MENDED.encode() in mend)
            lines = lines_from(first)
            _write(file, mend)
            for start in range(0, len(lines), AT_ONCE):
                some = lines[start : start + AT_ONCE]
                _write(file, "".join([_text(line, at) for line in some]).encode())
            os.fsync(file.fileno())
            self._end = _End(file.seek(0, os.SEEK_END), first + len(lines) - 1)
            self.last = Written(self._path.name, end.size, self._end.size)
            spare.follow(self._folder, self.device, end.size, self._end.size)
        if fresh:
            _settle(self._path.parent)
        return lines

    def _found(self, file: BinaryIO) -> _End:
        """The end as it is known, or as somebody else left it.

        No number is given again that a line had which was lost, and may be brought back.
        """
        size = file.seek(0, os.SEEK_END)
        if self._end is None or self._end.size != size:
            taken = spare.ready(self._folder, self.device, size)
            end = _end(file, size, self.device)
            return end._replace(seq=max(end.seq, taken))
        return self._end

    def _mend(self, end: _End, at: Moment) -> bytes:
        """What must come first, so that a line begins where one can.

        Half a line gets a word behind it, or it would be reported for good.
        """
        if not end.torn:
            return b""
        if not isinstance(read(end.torn.decode("utf-8", "replace")), str):
            return b"\n"
        return b"\n" + written(Other(at.t, self.device, end.seq + 1, "", MENDED), at).encode()


def _text(line: Anything, at: Moment) -> str:
    match line:
        case Seen():
            return seen_written(line)
        case Built():
            return built_written(line)
        case _:
            return written(line, at)


def _end(file: BinaryIO, size: int, device: str) -> _End:
    """The end of a file that is read backwards until a line says its number."""
    window = WINDOW
    while True:
        start = max(0, size - window)
        file.seek(start)
        *lines, torn = file.read(size - start).split(b"\n")
        complete = lines[1:] if start else lines
        if (seq := _last_number([*complete, torn], device)) is not None or not start:
            return _End(size, seq or 0, torn)
        window *= 8


def _last_number(lines: list[bytes], device: str) -> int | None:
    """The number of the last line of a device, and one more for each unreadable line behind it."""
    unreadable = 0
    for data in reversed(lines):
        found = read(data.decode("utf-8", "replace")) if data.strip() else None
        if isinstance(found, str):
            unreadable += 1
        elif found is not None and found.device == device:
            return found.seq + unreadable
    return None


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all of it: a raw file may take less."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _settle(folder: Path) -> None:
    """Make the name of a new file last too, where folders can be flushed."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
