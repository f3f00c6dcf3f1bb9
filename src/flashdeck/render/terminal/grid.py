"""Tables: columns as wide as they need to be, or as the screen lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment

from flashdeck.render.terminal.blocks import BREAK, Cell, Grid, Span
from flashdeck.render.terminal.look import BOLD, DIM, PLAIN, Signs
from flashdeck.render.terminal.wrapping import Line, line_width, natural, width, wrapped

NARROWEST = 6
"""Columns of a screen that a column of a table must have, or rows are shown one by one."""

Row = Sequence[Cell]


def grid_lines(grid: Grid, room: int, signs: Signs) -> Iterator[Line]:
    """The lines of a table that is no wider than the room."""
    columns = max(len(row) for row in grid.rows)
    rows = [[*row, *[_EMPTY] * (columns - len(row))] for row in grid.rows]
    between = f" {signs.upright} "
    free = room - len(between) * (columns - 1)
    widths = _widths(rows, free)
    if widths is None:
        yield from _one_by_one(rows, room)
        return
    tall = any(
        natural(cell.words) > size for row in rows for cell, size in zip(row, widths, strict=True)
    )
    tall = tall or any(span.text == BREAK for row in rows for cell in row for span in cell.words)
    for number, row in enumerate(rows):
        if number and _is_head(rows[number - 1]):
            yield [Segment(_rule(widths, signs), DIM)]
        elif number and tall:
            yield from _row([_EMPTY] * columns, widths, between)
        yield from _row(row, widths, between)


_EMPTY = Cell((), "left", is_head=False)


def _is_head(row: Row) -> bool:
    return all(cell.is_head for cell in row if cell is not _EMPTY)


def _rule(widths: Sequence[int], signs: Signs) -> str:
    joint = f"{signs.rule}{signs.crossing}{signs.rule}"
    return joint.join(signs.rule * size for size in widths)


def _row(row: Row, widths: Sequence[int], between: str) -> Iterator[Line]:
    cells = [list(wrapped(cell.words, size)) for cell, size in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        line: Line = []
        for cell, lines, size in zip(row, cells, widths, strict=True):
            if line:
                line.append(Segment(between, DIM))
            part = lines[number] if number < len(lines) else []
            line += _placed(part, size, cell.side)
        yield line


def _placed(line: Line, size: int, side: str) -> Line:
    free = max(0, size - line_width(line))
    before = {"left": 0, "center": free // 2, "right": free}[side]
    return [Segment(" " * before, PLAIN), *line, Segment(" " * (free - before), PLAIN)]


def _widths(rows: Sequence[Row], free: int) -> list[int] | None:
    """How wide each column is; None when the room does not do for that many."""
    wanted = [max(natural(cell.words) for cell in column) for column in zip(*rows, strict=True)]
    if sum(wanted) <= free:
        return [max(1, size) for size in wanted]
    least = [
        min(size, _longest(column))
        for size, column in zip(wanted, zip(*rows, strict=True), strict=True)
    ]
    if sum(least) > free:
        least = [min(size, NARROWEST) for size in wanted]
    if sum(least) > free:
        return None
    return _shared(least, wanted, free)


def _longest(column: Iterable[Cell]) -> int:
    """The widest thing in a column that should stay on one line."""
    return max(
        (width(word) for cell in column for span in cell.words for word in _solid(span)), default=1
    )


def _solid(span: Span) -> Iterable[str]:
    return [span.text] if span.firm else span.text.split()


def _shared(least: Sequence[int], wanted: Sequence[int], free: int) -> list[int]:
    """The room shared so that no column is squeezed while another has more than its share."""
    widths = list(least)
    left = free - sum(widths)
    while left > 0:
        short = [column for column, size in enumerate(widths) if size < wanted[column]]
        narrowest = min(short, key=lambda column: (widths[column] / wanted[column], column))
        widths[narrowest] += 1
        left -= 1
    return widths


def _one_by_one(rows: Sequence[Row], room: int) -> Iterator[Line]:
    """Each row below the one before, a line or more for each cell, named by its head."""
    heads = rows[0] if _is_head(rows[0]) else None
    for number, row in enumerate(rows[1:] if heads else rows):
        if number:
            yield []
        for column, cell in enumerate(row):
            name = heads[column].words if heads else ()
            said = (*name, Span(": ", BOLD), *cell.words) if name else cell.words
            if said:
                yield from wrapped(said, room)
