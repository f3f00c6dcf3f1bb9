"""Tables: columns as wide as they need to be, or as the screen lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment

from flashdeck.render.terminal.blocks import BREAK, Cell, Grid, Span
from flashdeck.render.terminal.look import BOLD, DIM, PLAIN, Signs
from flashdeck.render.terminal.wrapping import Line, line_width, natural, width, wrapped

Row = Sequence[Cell]


def grid_lines(grid: Grid, room: int, whole: int, signs: Signs) -> Iterator[Line]:
    """The lines of a table in a room, or if need be in as much as the whole screen has."""
    columns = max(len(row) for row in grid.rows)
    rows = [[*row, *[_EMPTY] * (columns - len(row))] for row in grid.rows]
    between = f" {signs.upright} "
    lines = len(between) * (columns - 1)
    widths = _widths(rows, room - lines) or _widths(rows, whole - lines)
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
    """How wide each column is; None where a word would have to be cut."""
    columns = list(zip(*rows, strict=True))
    wanted = [max(1, *(natural(cell.words) for cell in column)) for column in columns]
    if sum(wanted) <= free:
        return wanted
    for whole in (True, False):
        least = [_longest(column, whole=whole) for column in columns]
        if sum(least) <= free:
            return _shared(least, wanted, free)
    return None


def _longest(column: Iterable[Cell], *, whole: bool) -> int:
    """The widest thing in a column that should stay on one line; formulas if they are `whole`."""
    parts = (
        part
        for cell in column
        for span in cell.words
        for part in ([span.text] if whole and span.firm else span.text.split())
    )
    return max(map(width, parts), default=1)


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
