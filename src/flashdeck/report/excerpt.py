"""The part of a line that a span means, cut to the width there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from flashdeck.report.cells import ELLIPSIS, shown
from flashdeck.source import Span

LEAD = 24  # columns of a cut line that stay before the span: enough to find it by


class Excerpt(NamedTuple):
    """One shown line; `indent` and `length` are columns of the marks below it.

    `rest` is the last line of a span that goes on below, or None.
    """

    line: int
    column: int
    code: str
    indent: int
    length: int
    rest: int | None


def excerpt(span: Span, room: int) -> Excerpt:
    """The first line of a span in at most `room` columns, the span inside it."""
    line, column = span.source.locate(span.start)
    code = span.source.line_text(line)
    start = min(column - 1, len(code))
    end = min(max(start, start + span.end - span.start), len(code))
    last = span.lines[1]
    before, marked, after = code[:start], code[start:end], code[end:]
    cut = _clipped(before, marked, after, room)
    return Excerpt(
        line,
        column,
        "".join(cut),
        cell_len(cut[0]),
        max(1, cell_len(cut[0] + cut[1]) - cell_len(cut[0])),
        last if last > line else None,
    )


def _clipped(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """The three parts as shown, with ellipses where something was cut off.

    A character takes at most four columns and mostly one, so that the first
    `4 * room` of a part decide; a line of a megabyte costs no more than that.
    """
    near = 4 * room
    shown_parts = shown(before[-near:]), shown(marked[:near]), shown(after[:near])
    whole = len(before) <= near and len(marked) <= near and len(after) <= near
    if whole and cell_len("".join(shown_parts)) <= room:
        return shown_parts
    head, middle, tail = shown_parts
    left = _last(head, max(LEAD, room - cell_len(middle) - LEAD), cut=len(before) > near)
    left_over = room - cell_len(left) - (1 if after else 0)
    inside = _first(middle, max(1, left_over), cut=len(marked) > near)
    if inside != middle:
        return left, inside, ""
    return left, inside, _first(tail, left_over - cell_len(inside) + 1, cut=len(after) > near)


def _first(text: str, room: int, *, cut: bool) -> str:
    """The start of a text; `cut` says that more follows than the text itself."""
    if not text or (cell_len(text) <= room and not cut):
        return text
    return text[: _fitting([cell_len(char) for char in text], room - 1)] + ELLIPSIS


def _last(text: str, room: int, *, cut: bool) -> str:
    """The end of a text."""
    if not text or (cell_len(text) <= room and not cut):
        return text
    kept = _fitting([cell_len(char) for char in reversed(text)], room - 1)
    return ELLIPSIS + text[len(text) - kept :]


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many of the first columns' widths fit into the room."""
    used = 0
    for count, columns in enumerate(widths):
        used += columns
        if used > room:
            return count
    return len(widths)
