"""From the bytes of a journal file to its lines.

Nothing is refused: a line that cannot be read is a fault with its number, and
costs no other line. A last line without its end is one that was being written;
if it says something it counts, else it is left for the next time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate, count
from operator import add
from pathlib import Path
from typing import NamedTuple, TypeGuard

from flashdeck.diagnostics import Severity
from flashdeck.journal.lines import MENDED, Line, Row, read
from flashdeck.journal.lines import row as row_of
from flashdeck.schedule.scheduler import GRADES
from flashdeck.schedule.study_day import Day

CHUNK = 1 << 16
"""Bytes read at once: what fits the processor's cache is read half as fast again."""
GRADE = {str(grade): grade for grade in GRADES}


CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
IN_CONFLICT = "it is a conflict mark of git"


class Fault(NamedTuple):
    """Something wrong with a journal: in which file, and at which line, counted from one."""

    file: str
    line: int
    severity: Severity
    message: str
    help: str


class Place(NamedTuple):
    """How far a file was read."""

    bytes: int = 0
    lines: int = 0


class Piece(NamedTuple):
    """Rows that stand near one another, and the byte at which each begins."""

    rows: list[Row]
    starts: list[int]


class Reader:
    """Reads on from a place; `place` and `faults` are where it is and what it found so far.

    `unfinished` is what is wrong with a last line that was left for the next time.
    """

    def __init__(self, path: Path, place: Place = Place()) -> None:  # noqa: B008 (frozen)
        self.path = path
        self.place = place
        self.faults: list[Fault] = []
        self.unfinished: Fault | None = None
        self._damaged: list[tuple[int, str]] = []
        self._days: dict[str, Day] = {}
        self._texts: dict[str, str] = {}

    def pieces(self) -> Iterator[Piece]:
        """All rows that can be read, in the order of the file."""
        rest = b""
        with self.path.open("rb") as file:
            file.seek(self.place.bytes)
            while chunk := file.read(CHUNK):
                whole, end, rest = (rest + chunk).rpartition(b"\n")
                if end:
                    yield self._piece(whole)
        yield self._last(rest)
        self._report()

    def _piece(self, whole: bytes) -> Piece:
        """The rows of lines, of which only the last lacks its end."""
        raw = whole.split(b"\n")
        ends = map(add, accumulate(map(len, raw)), count(self.place.bytes + 1))
        starts = [self.place.bytes, *ends]
        rows = self._plain(whole) or [None for _ in raw]
        number = self.place.lines
        self.place = Place(starts.pop(), number + len(raw))
        if _are_all_there(rows) and not self._damaged:
            return Piece(rows, starts)
        kept = Piece([], [])
        for row, data, start in zip(rows, raw, starts, strict=True):
            number += 1
            found = self._row(data, number) if row is None else row
            if found is not None:
                self._report()
                kept.rows.append(found)
                kept.starts.append(start)
        return kept

    def _last(self, data: bytes) -> Piece:
        """What stands behind the last line end."""
        number, start = self.place.lines + 1, self.place.bytes
        found = _read(data) if data.strip() else None
        if found is None:
            return Piece([], [])
        if isinstance(found, str):
            self.unfinished = _unfinished(self.path, number)
            return Piece([], [])
        # Its line end, when it comes, is read as an empty line of the same number.
        self.place = Place(start + len(data), number - 1)
        return Piece([row_of(found)], [start])

    def _row(self, data: bytes, number: int) -> Row | None:
        """A line in whatever form; None if it is empty or damaged."""
        if not data.strip():
            return None
        found = _read(data)
        if isinstance(found, str):
            self._damaged.append((number, found))
            return None
        if found.kind == MENDED:
            self.faults += (_mended(self.path, number) for number, _ in self._damaged)
            self._damaged.clear()
        return row_of(found)

    def _report(self) -> None:
        """No word about damaged lines has come behind them."""
        if self._damaged:
            self.faults += (_damaged(self.path, number, why) for number, why in self._damaged)
            self._damaged.clear()

    def _plain(self, whole: bytes) -> list[Row | None]:
        """The answers that stand as they are written here; None for every other line.

        All but a few lines of a journal are such, and reading them so takes half
        the time that JSON takes. Nothing at all if the bytes are no text.
        """
        try:
            text = f"{whole.decode()}\n"
        except UnicodeDecodeError:
            return []
        one, days = self._texts.setdefault, self._days
        return [
            (
                int(t),
                one(device, device),
                int(seq),
                one(card, card),
                one(kind, kind),
                day,
                GRADE[grade],
            )
            if (day := days.get(on) or self._day(on))
            else None
            for device, seq, t, on, card, kind, grade in _PLAIN.findall(text)
        ]

    def _day(self, text: str) -> Day | None:
        try:
            return self._days.setdefault(text, Day(date.fromisoformat(text).toordinal()))
        except ValueError:
            return None


def _are_all_there(rows: list[Row | None]) -> TypeGuard[list[Row]]:
    return all(rows)


_TEXT = r'[^"\\\x00-\x1f]'
_PLAIN = re.compile(
    rf'\{{"v":1,"id":"({_TEXT}+)-([1-9][0-9]{{0,14}})"'
    r',"t":([1-9][0-9]{0,14}),"tz":(?:0|-?[1-9][0-9]*+)'
    r',"day":"([0-9]{4}-[0-9]{2}-[0-9]{2})"'
    rf',"card":"({_TEXT}*+)","kind":"(review|drill)","grade":([0-5])'
    rf',"ms":(?:0|[1-9][0-9]{{0,8}}),"with":"{_TEXT}*+","hash":"{_TEXT}*+"\}}\r?\n'
    r"|[^\n]*+\n"
)
"""An answer as `written` writes it, or any other line."""


def _read(data: bytes) -> Line | str:
    if data.startswith(CONFLICT):
        return IN_CONFLICT
    try:
        return read(data.decode())
    except UnicodeDecodeError:
        return "it is not UTF-8"


def _damaged(path: Path, number: int, why: str) -> Fault:
    return Fault(
        path.name,
        number,
        Severity.ERROR,
        f"a line is damaged: {why}",
        "nothing is lost; `flashdeck doctor --restore` takes the marks out, then commit the file"
        if why == IN_CONFLICT
        else "nothing else is lost; mend the line, or delete it to be rid of this message",
    )


def _mended(path: Path, number: int) -> Fault:
    return Fault(
        path.name,
        number,
        Severity.INFO,
        "a line was not finished, because the program was stopped",
        "nothing to do: the answer that was being written is asked again",
    )


def _unfinished(path: Path, number: int) -> Fault:
    return Fault(
        path.name,
        number,
        Severity.WARNING,
        "the last line is not complete, and is passed over",
        "nothing to do: it is still being written, or its answer is asked again",
    )
