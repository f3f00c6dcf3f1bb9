"""Boxes of characters, and how they are put together.

All lines of a box have its width, in terminal cells. The baseline is the line
that a formula stands on, counted from 0 at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rich.cells import cell_len


class Side(Enum):
    """Where a narrow box stands in a wide column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of text; `width` is in terminal cells."""

    lines: tuple[str, ...]
    baseline: int
    width: int

    @property
    def above(self) -> int:
        """How many lines are above the baseline."""
        return self.baseline

    @property
    def below(self) -> int:
        return len(self.lines) - self.baseline - 1

    @property
    def height(self) -> int:
        return len(self.lines)

    def __str__(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)


EMPTY = Box(("",), 0, 0)


def cells(text: str) -> int:
    """How wide a text is in a terminal."""
    return len(text) if text.isascii() else cell_len(text)


@lru_cache(maxsize=4096)
def line(text: str) -> Box:
    return Box((text,), 0, cells(text))


def blank(width: int, height: int = 1, baseline: int = 0) -> Box:
    return Box((" " * width,) * height, baseline, width)


def column(lines: Sequence[str], baseline: int, side: Side = Side.LEFT) -> Box:
    """Texts below one another, made equally wide."""
    width = max(map(cells, lines))
    return Box(tuple(_filled(text, width - cells(text), side) for text in lines), baseline, width)


def beside(boxes: Iterable[Box]) -> Box:
    """Boxes in a row, their baselines on one line."""
    parts = [box for box in boxes if box.width]
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    width = sum([box.width for box in parts])
    above = max([box.baseline for box in parts])
    below = max([len(box.lines) - box.baseline for box in parts]) - 1
    if above == below == 0:
        return Box(("".join([box.lines[0] for box in parts]),), 0, width)
    columns = [
        box.lines if len(box.lines) > above + below else reaching(box, above, below).lines
        for box in parts
    ]
    return Box(tuple(map("".join, zip(*columns))), above, width)  # noqa: B905  # equal by now


def reaching(box: Box, above: int, below: int) -> Box:
    """The box with blank lines, until it has so many on both sides of its baseline."""
    over, under = max(0, above - box.baseline), max(0, below - box.below)
    if not over and not under:
        return box
    empty = (" " * box.width,)
    return Box(empty * over + box.lines + empty * under, box.baseline + over, box.width)


def stacked(boxes: Sequence[Box], standing: int, side: Side = Side.CENTRE) -> Box:
    """Boxes below one another; the baseline is that of the box with the index `standing`."""
    width = max(box.width for box in boxes)
    lines = [text for box in boxes for text in widened(box, width, side).lines]
    before = sum(box.height for box in boxes[:standing])
    return Box(tuple(lines), before + boxes[standing].baseline, width)


def widened(box: Box, width: int, side: Side) -> Box:
    """The box in a column of a width that is at least its own."""
    room = width - box.width
    if room <= 0:
        return box
    return Box(tuple(_filled(text, room, side) for text in box.lines), box.baseline, width)


def _filled(text: str, room: int, side: Side) -> str:
    if side is Side.LEFT:
        return text + " " * room
    if side is Side.RIGHT:
        return " " * room + text
    return " " * (room // 2) + text + " " * (room - room // 2)
