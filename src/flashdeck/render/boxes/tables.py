"""Matrices, cases, aligned equations: cells in rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashdeck.render.boxes.box import EMPTY, Box, Side, beside, blank, line, reaching, widened
from flashdeck.render.boxes.forms import Bond, Draw, Line, Write
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.tree import Node, Table, Text, items


def written(table: Table, write: Write) -> Line:
    """`a, b; c, d`; equations one behind the other."""
    rows = [_row(table, cells, write) for cells in table.rows]
    for index, tag in enumerate(table.tags):
        if tag is not None and index < len(rows):
            rows[index] = f"{rows[index].rstrip(',;')}  {write(tag).text}"
    aligned = any(gap == 1 for gap in table.gaps)
    kept = [row.rstrip(",; ") if aligned else row for row in rows[:-1]] + rows[-1:]
    return Line("; ".join(row.strip() for row in kept if row.strip()), Bond.LOOSE)


def _row(table: Table, cells: Sequence[Node], write: Write) -> str:
    text = ""
    for index, cell in enumerate(cells):
        found = write(cell)
        own = f"({found.text})" if ", " in found.text and found.bond < Bond.APPLIED else found.text
        if index == 0:
            text = own if len(table.gaps) > 1 and table.gaps[1] == 2 else found.text
        elif index in table.bars:
            text += f" | {own}"
        elif table.gaps[index] == 1:
            text = f"{text} {found.text}".strip()
        elif table.gaps[index] == 3:
            text = f"{text.rstrip(', ')}, {found.text}" if found.text else text
        else:
            text += f", {own}"
    return text


def cases_written(table: Table, write: Write) -> str:
    """`x if x ≥ 0; −x otherwise`, without the commas that end lines."""
    if any(gap == 1 for gap in table.gaps):
        return written(table, write).text
    return "; ".join(_case(cells, write) for cells in table.rows if cells)


def _case(cells: Sequence[Node], write: Write) -> str:
    text = write(cells[0]).text.rstrip(",; ")
    for cell in cells[1:]:
        found = write(cell).text.strip().rstrip(",;.")
        words = isinstance(items(cell)[0] if items(cell) else cell, Text)
        text += (" " if words else ", ") + found if found else ""
    return text


def drawn(table: Table, draw: Draw) -> Box:
    return laid([[draw(cell) for cell in row] for row in table.rows], table, draw)


def laid(rows: list[list[Box]], table: Table, draw: Draw) -> Box:
    """The cells of a table, once they are drawn."""
    count = len(table.gaps)
    if not count:
        return EMPTY
    widths = [
        max((row[at].width for row in rows if at < len(row)), default=0) for at in range(count)
    ]
    edges = [_edge(table, at, draw.style.bar) for at in range(count + 1)]
    parts = [
        _laid_row(row, sides, widths, edges) for row, sides in zip(rows, table.sides, strict=True)
    ]
    parts = [
        _tagged(part, tag, draw)
        for part, tag in zip(parts, table.tags or [None] * len(rows), strict=True)
    ]
    rules = {at: _rule(table, at, widths, edges, draw.style) for at in table.rules}
    between = beside(
        [_standing(edge, blank(width)) for edge, width in zip(edges, [*widths, 0], strict=True)]
    )
    return _joined(parts, rules, between)


def _edge(table: Table, at: int, bar: str) -> str:
    """What stands before a column, or behind the last."""
    gap = table.gaps[at] if at < len(table.gaps) else 0
    if at not in table.bars:
        return " " * gap
    return f"{' ' * (at > 0)}{bar}{' ' * (at < len(table.gaps))}"


def _laid_row(row: list[Box], sides: Sequence[Side], widths: list[int], edges: list[str]) -> Box:
    above = max((box.above for box in row), default=0)
    below = max((box.below for box in row), default=0)
    boxes: list[Box] = []
    for at, width in enumerate(widths):
        cell = row[at] if at < len(row) else EMPTY
        side = sides[at] if at < len(sides) else Side.LEFT
        boxes.append(_standing(edges[at], reaching(widened(cell, width, side), above, below)))
    boxes.append(_standing(edges[-1], blank(0, above + below + 1, above)))
    return beside(boxes) if any(box.width for box in boxes) else blank(0)


def _standing(edge: str, box: Box) -> Box:
    """A box with the same text before each of its lines."""
    if not edge:
        return box
    return Box(tuple(edge + text for text in box.lines), box.baseline, len(edge) + box.width)


def _tagged(row: Box, tag: Node | None, draw: Draw) -> Box:
    return row if tag is None else beside((row, line("   "), draw(tag)))


def _rule(table: Table, at: int, widths: list[int], edges: list[str], style: Style) -> Box:
    """The line above a row, or below the last."""
    left, inner, right = tuple(style.grid[0 if at == 0 else 2 if at == len(table.rows) else 1])
    text = ""
    for index, (edge, width) in enumerate(zip(edges, [*widths, 0], strict=True)):
        cross = left if index == 0 else right if index == len(widths) else inner
        text += edge.replace(" ", style.rule).replace(style.bar, cross) + style.rule * width
    return line(text)


def _joined(rows: list[Box], rules: Mapping[int, Box], between: Box) -> Box:
    """The rows below one another; those that would touch have a free line between them."""
    parts: list[Box] = []
    starts: list[int] = []
    for at, row in enumerate(rows):
        if at in rules:
            parts.append(rules[at])
        elif at and rows[at - 1].below + row.above > 0:
            parts.append(between)
        starts.append(sum(part.height for part in parts))
        parts.append(row)
    if len(rows) in rules:
        parts.append(rules[len(rows)])
    width = max(part.width for part in parts)
    lines = tuple(text for part in parts for text in widened(part, width, Side.LEFT).lines)
    middle = len(rows) // 2
    if len(rows) % 2 and not rules:
        return Box(lines, starts[middle] + rows[middle].baseline, width)
    return Box(lines, (len(lines) - 1) // 2, width)
