"""A result for people: lines of text, at most 80 columns wide.

What colour shows on a terminal has a sign as well, so that a pipe loses nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from flashdeck.controls import shown
from flashdeck.demo import drawing
from flashdeck.demo.caveat import caveat
from flashdeck.demo.demo import (
    Bars,
    Cell,
    Check,
    Curves,
    Part,
    Pictures,
    Plane,
    Result,
    Step,
    Table,
)

WIDEST = 80
NARROWEST = 40
MARK = "*"


@dataclass(frozen=True, slots=True)
class Look:
    """What the screen can show."""

    width: int
    coloured: bool
    ascii: bool = False

    @property
    def room(self) -> int:
        return max(NARROWEST, min(self.width, WIDEST))


def step_lines(step: Step, number: int, look: Look) -> Iterator[Text]:
    """One stage: its title, and its parts with an empty line after each."""
    yield from _paragraph(f"{number}  {step.title}", look, "bold")
    yield Text()
    for part in step.parts:
        yield from _part(part, look)
        yield Text()


def closing_lines(result: Result, look: Look, chosen: str = "") -> Iterator[Text]:
    """The point, and the checks; `chosen` are the options that were typed."""
    doubt = caveat(result, chosen)
    point = result.point if doubt is None else f"To be shown: {result.point}"
    yield from _paragraph(point, look, "bold")
    yield Text()
    if doubt is not None:
        yield from _paragraph(doubt, look)
        yield Text()
    rows = tuple(
        (check.name, _measured(check.value), _bound(check), "ok" if check.ok else "FAILED")
        for check in result.checks
    )
    marked = frozenset((row, 3) for row, check in enumerate(result.checks) if not check.ok)
    columns = ("check", "value", "bound", "ok")
    yield from _table(Table(columns=columns, rows=rows, marked=marked), look)


def _part(part: Part, look: Look) -> Iterator[Text]:
    match part:
        case str():
            yield from _paragraph(part, look)
        case Table():
            yield from _titled(part.title, look)
            yield from _table(part, look)
        case Curves():
            yield from _titled(f"{part.title} (from {part.low:.4g} to {part.high:.4g})", look)
            yield from _curves(part, look)
        case Bars():
            yield from _titled(part.title, look)
            yield from _bars(part, look)
        case Pictures():
            yield from _titled(part.title, look)
            yield from drawing.side_by_side(part.images, look.room, look.coloured, look.ascii)
        case Plane():
            yield from _titled(part.title, look)
            yield from drawing.scattered(part.points, look.room)


def _titled(title: str, look: Look) -> Iterator[Text]:
    if title:
        yield from _paragraph(title, look, "italic")


def _paragraph(text: str, look: Look, style: str = "") -> Iterator[Text]:
    for line in textwrap.wrap(_sayable(text, look), look.room):
        yield Text(line, style)


def _table(table: Table, look: Look) -> Iterator[Text]:
    """Words to the left, numbers to the right, a star behind what is marked."""
    cells = [[_sayable(_shown(cell, table.digits), look) for cell in row] for row in table.rows]
    starred = {column for _, column in table.marked}
    heads = [_sayable(name, look) for name in table.columns]
    widths = [
        max(len(head), *(len(row[column]) for row in cells)) if cells else len(head)
        for column, head in enumerate(heads)
    ]
    left = [_is_words(table, column) for column in range(len(heads))]
    yield _row(heads, widths, left, starred, set(), "bold")
    rule = sum(widths) + 2 * (len(widths) - 1) + len(starred)
    yield Text(_sayable("─" * rule, look), "dim")
    for number, row in enumerate(cells):
        marked = {column for line, column in table.marked if line == number}
        yield _row(row, widths, left, starred, marked, "")


def _row(
    cells: list[str],
    widths: list[int],
    left: list[bool],
    starred: set[int],
    marked: set[int],
    style: str,
) -> Text:
    line = Text(style=style)
    for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = cell.ljust(width) if left[column] else cell.rjust(width)
        star = (MARK if column in marked else " ") if column in starred else ""
        line.append("  " if column else "")
        line.append(text + star, "bold green" if column in marked else None)
    line.rstrip()
    return line


def _is_words(table: Table, column: int) -> bool:
    kinds = [isinstance(row[column], str) for row in table.rows]
    return all(kinds) or (column == 0 and any(kinds))


def _shown(cell: Cell, digits: int) -> str:
    match cell:
        case None:
            return "--"
        case str():
            return cell
        case float():
            return f"{cell:.{digits}f}".replace("-", "−") if abs(cell) < 1e6 else f"{cell:.2e}"
        case _:
            return str(cell)


def _curves(curves: Curves, look: Look) -> Iterator[Text]:
    names = [_sayable(name, look) for name, _ in curves.lines]
    widest = max(map(len, names))
    for name, (_, values) in zip(names, curves.lines, strict=True):
        drawn = drawing.sparkline(values, curves.low, curves.high, look.room - widest - 12)
        yield Text(f"{name.ljust(widest)}  {_sayable(drawn, look)}  {values[-1]:8.4f}")


def _bars(bars: Bars, look: Look) -> Iterator[Text]:
    names = [_sayable(name, look) for name, _ in bars.lines]
    widest = max(map(len, names))
    for name, (_, value) in zip(names, bars.lines, strict=True):
        share = value / bars.whole if bars.whole else 0
        drawn = drawing.bar(share, look.room - widest - 14)
        yield Text(f"{name.ljust(widest)}  {value:8.{bars.digits}f}  {_sayable(drawn, look)}")


def _measured(value: float) -> str:
    """Four digits, whatever the size."""
    return f"{value:.4g}".replace("-", "−")


def _bound(check: Check) -> str:
    if check.low is None:
        return "a number" if check.high is None else f"≤ {_measured(check.high)}"
    if check.high is None:
        return f"≥ {_measured(check.low)}"
    if check.low == check.high:
        return f"= {_measured(check.low)}"
    return f"{_measured(check.low)} … {_measured(check.high)}"


def _sayable(text: str, look: Look) -> str:
    return drawing.in_ascii(shown(text)) if look.ascii else shown(text)
