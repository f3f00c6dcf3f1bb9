"""Rows of separated values, with where each value stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flashdeck.model import Passage
from flashdeck.syntax.page import Range
from flashdeck.syntax.rewriting import Edit, rewritten


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its range without quotes, and whether quotes in it are doubled."""

    start: int
    end: int
    quoted: bool = False

    @property
    def range(self) -> Range:
        return self.start, self.end

    def text(self, whole: str) -> str:
        found = whole[self.start : self.end]
        return found.replace('""', '"') if self.quoted else found.strip()


Row = tuple[Cell, ...]

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def rows(text: str, start: int, separator: str) -> Iterator[Row]:
    """The rows from an offset on; a value in quotes may hold line ends. Blank lines are none."""
    cells: list[Cell] = []
    plain = re.compile(rf"[^{re.escape(separator)}\n]*")
    at = start
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        if quoted is not None and _ends(text, quoted.end(), separator):
            cells.append(Cell(*quoted.span(1), quoted=True))
            at = quoted.end()
        else:
            match = plain.match(text, at)
            end = match.end() if match else at
            cells.append(Cell(at, end))
            at = end
        if at < len(text) and text[at] == separator:
            at += 1
            if at < len(text):
                continue
            cells.append(Cell(at, at))
        if any(cell.start < cell.end for cell in cells):
            yield tuple(cells)
        cells, at = [], at + 1


def _ends(text: str, at: int, separator: str) -> bool:
    return at >= len(text) or text[at] in (separator, "\n")


_DOUBLED = re.compile('""')


def unquoted(whole: Passage) -> Passage:
    """A quoted value with each pair of quotes as one."""
    found = [Edit(*match.span(), '"') for match in _DOUBLED.finditer(whole.text)]
    return rewritten(whole, found) if found else whole


def separator_of(text: str, start: int) -> str:
    """The separator that divides the first rows most evenly; a comma where none does."""
    return max(("\t", ";", ",", "|"), key=partial(_evenness, text[start : start + 4000]))


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """In how many rows it gives as many values, more than one, as in the first."""
    found = list(rows(sample, 0, separator))[:20]
    if not found or len(found[0]) < 2:
        return 0, 0
    return sum(len(row) == len(found[0]) for row in found), len(found[0])
