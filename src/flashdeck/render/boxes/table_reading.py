"""Tables of MathML: the engine says in styles how the columns stand and where lines are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from flashdeck.render.boxes.box import Side
from flashdeck.render.boxes.tree import NOTHING, Node, Table

_MARGINS = ("width: 50%", "width: 7.5%")
"""Columns at the edge of the page: empty, or the number of the equation."""

ReadCell = Callable[[Element, bool], Node]


def table(element: Element, read: ReadCell) -> Table:
    rows = [[cell for cell in row if not _is_margin(cell)] for row in element]
    tags = [_tag(row, read) for row in element]
    rules = {
        index for index, row in enumerate(rows) if any(_has(cell, "border-top") for cell in row)
    }
    if len(rows) > 1 and not any(len(cell) or cell.text for cell in rows[-1]):
        del rows[-1], tags[-1]  # nothing but the rule above it, or a line break too many
    widest = max(rows, key=len, default=[])
    bars = {at + 1 for row in rows for at, cell in enumerate(row) if _has(cell, "border-right")}
    return Table(
        tuple(tuple(read(cell, _continues(cell)) for cell in row) for row in rows),
        tuple(tuple(map(_side, row)) for row in rows),
        tuple(_gap(widest, index) for index in range(len(widest))),
        frozenset(bars | ({0} if _has(element, "border-left") else set())),
        frozenset(rules | ({0} if _has(element, "border-top") else set())),
        tuple(tags) if any(tags) else (),
    )


def _style(element: Element) -> str:
    return element.get("style", "")


def _has(element: Element, words: str) -> bool:
    return words in _style(element)


def _is_margin(cell: Element) -> bool:
    return _style(cell).startswith(_MARGINS)


def _tag(row: Element, read: ReadCell) -> Node | None:
    found = [read(cell, False) for cell in row if _is_margin(cell)]
    return next((each for each in found if each is not NOTHING), None)


def _continues(cell: Element) -> bool:
    """Whether the cell goes on where the one before it ended, as behind the `&` of `&=`."""
    return _has(cell, "padding-left: 0")


def _side(cell: Element) -> Side:
    if _has(cell, "text-align: left"):
        return Side.LEFT
    return Side.RIGHT if _has(cell, "text-align: right") else Side.CENTRE


def _gap(row: Sequence[Element], index: int) -> int:
    if index == 0:
        return 0
    if _continues(row[index]):
        return 1
    return 3 if _continues(row[index - 1]) else 2
