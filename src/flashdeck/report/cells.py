"""Text as a terminal shows it, and how much room it takes there."""

from __future__ import annotations

from rich.cells import cell_len

from flashdeck.controls import shown

__all__ = ["ELLIPSIS", "fitted", "padded", "shown", "width"]

ELLIPSIS = "…"


def width(text: str) -> int:
    """Terminal columns, not characters: CJK and emoji take two, combining marks none."""
    return cell_len(shown(text))


def fitted(text: str, room: int) -> str:
    """One line of at most `room` columns; what is cut off leaves an ellipsis."""
    line = shown(" ".join(text.split()))
    if cell_len(line) <= room:
        return line
    return line[: _count_within(line, room - 1)].rstrip() + ELLIPSIS


def padded(text: str, room: int) -> str:
    """One line of exactly `room` columns."""
    line = fitted(text, room)
    return line + " " * (room - cell_len(line))


def _count_within(line: str, room: int) -> int:
    """How many of the first characters fit."""
    used = 0
    for count, character in enumerate(line[: room * 4]):
        used += cell_len(character)
        if used > room:
            return count
    return min(len(line), room * 4)
