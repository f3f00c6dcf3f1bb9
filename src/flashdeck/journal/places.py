"""Where a line stands: the number of its file and its offset there, in one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from flashdeck.journal.lines import Line, read

SHIFT = 40
"""Bits for the offset: a journal of a terabyte."""


def place_of(number: int, start: int) -> int:
    return number << SHIFT | start


class Moved(Exception):
    """No line stands there: the file is not the one that was read."""


class Lines:
    """Lines by their places; the files stay open until the end of the block."""

    def __init__(self, files: Mapping[int, Path]) -> None:
        self._paths = files
        self._open: dict[int, BinaryIO] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()

    def at(self, places: Iterable[int]) -> list[Line]:
        """The lines at some places."""
        return [self._line(place) for place in places]

    def _line(self, place: int) -> Line:
        file = self._file(place >> SHIFT)
        file.seek(place & (1 << SHIFT) - 1)
        found = read(file.readline().decode("utf-8", "replace"))
        if isinstance(found, str):
            raise Moved
        return found

    def _file(self, number: int) -> BinaryIO:
        if number not in self._open:
            self._open[number] = self._paths[number].open("rb")
        return self._open[number]
