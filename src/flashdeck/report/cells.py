"""Text as a terminal shows it, and how much room it takes there."""

from __future__ import annotations

import re

from rich.cells import cell_len

TAB = "    "
ELLIPSIS = "…"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """Text that can send a terminal nothing: a tab has one width, controls are pictures.

    Marks that turn the direction of a whole line count as controls.
    """
    return _CONTROL.sub(lambda match: _picture(match[0]), text)


def _picture(character: str) -> str:
    match ord(character):
        case 9:
            return TAB
        case 127:
            return "␡"
        case code if code < 32:
            return chr(0x2400 + code)
        case _:
            return "\N{REPLACEMENT CHARACTER}"


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
