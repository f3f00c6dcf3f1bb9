"""Formulas wider than their room, on several lines.

They break at wide spaces, before relations, before operators, behind commas, then
anywhere; lines that go on are set in. What cannot break is written on one line, and that wrapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flashdeck.render.boxes import fractions, tables
from flashdeck.render.boxes.box import EMPTY, Box, Side, beside, blank, cells, column, stacked
from flashdeck.render.boxes.brackets import around
from flashdeck.render.boxes.drawing import Drawing
from flashdeck.render.boxes.rows import Place, drawn_part, joined, places, side_by_side
from flashdeck.render.boxes.tree import (
    Fenced,
    Fraction,
    Node,
    Role,
    Row,
    Symbol,
    Table,
    Text,
    kernel,
    role,
)

_Break = Callable[[Place, Place], bool]
"""Whether a line may end between two neighbours."""

_HOLDING = frozenset({Role.PREFIX, Role.NAME, Role.BIG, Role.QUANTIFIER, Role.SLASH})
_HELD = frozenset({Role.PUNCTUATION, Role.POSTFIX, Role.SLASH})


def _at_space(before: Place, place: Place) -> bool:
    return place.space > 1


def _at_relation(before: Place, place: Place) -> bool:
    return role(place.part) is Role.RELATION and role(before.part) is not Role.RELATION


def _at_sign(before: Place, place: Place) -> bool:
    return role(place.part) in (Role.BINARY, Role.BAR)


def _at_comma(before: Place, place: Place) -> bool:
    return role(before.part) is Role.PUNCTUATION


def _at_factor(before: Place, place: Place) -> bool:
    if role(before.part) in _HOLDING or not _anywhere(before, place):
        return False
    return role(place.part) not in _HELD


def _anywhere(before: Place, place: Place) -> bool:
    """But not between a function and its brackets: these can be broken themselves."""
    behind, fenced = kernel(before.part), kernel(place.part)
    return not isinstance(fenced, Fenced) or not isinstance(behind, Symbol)


_LEVELS: tuple[tuple[_Break, int], ...] = (
    (_at_space, 2),
    (_at_relation, 2),
    (_at_sign, 4),
    (_at_comma, 4),
    (_at_factor, 4),
    (_anywhere, 4),
)
"""Where lines end, the best places first, and how far the next is set in."""

_NARROWEST = 8
"""In less room than this, a part is not broken."""


def fitted(node: Node, width: int, draw: Drawing) -> Box:
    """The formula in a box of that width, or wider where nothing in it can break."""
    box = draw(node)
    if box.width <= width or width < _NARROWEST:
        return box
    match node:
        case Row(items=items):
            return _lines(places(items), width, draw)
        case Fraction(top=top, bottom=bottom):
            return fractions.over(
                fitted(top, width - 2, draw), fitted(bottom, width - 2, draw), draw
            )
        case Fenced(body=body):
            inner = fitted(body, width - 2, draw)
            return around(node.opening, inner, node.closing, draw.style, high=True)
        case Table() if node.gaps:
            return _table(node, width, draw)
        case Text(text=text):
            return column(list(wrapped(draw.style.spelled(text), width)), 0)
        case _:
            return box


def _lines(parts: Sequence[Place], width: int, draw: Drawing) -> Box:
    lines: list[Box] = []
    for indent, stretch in _stretches(parts, width, draw):
        box = _squeezed(stretch, width - indent, draw)
        if lines and lines[-1].below + box.above > 0:
            lines.append(blank(0))
        lines.append(beside((blank(indent), box)))
    return stacked(lines, 0, Side.LEFT) if lines else EMPTY


def _squeezed(stretch: Sequence[Place], room: int, draw: Drawing) -> Box:
    """One line, the widest part of it broken if it has to be."""
    boxes = [drawn_part(place, draw) for place in stretch]
    box = joined(stretch, boxes, draw)
    if box.width <= room:
        return box
    widest = max(range(len(boxes)), key=lambda at: boxes[at].width)
    left = room - (box.width - boxes[widest].width)
    boxes[widest] = fitted(stretch[widest].part, left, draw)
    return joined(stretch, boxes, draw)


def _stretches(
    parts: Sequence[Place], width: int, draw: Drawing
) -> Iterator[tuple[int, Sequence[Place]]]:
    """The parts of each line, with how far it is set in."""
    current: list[Place] = []
    indent = 0

    def fits(more: Sequence[Place], start: int) -> bool:
        return side_by_side([*current, *more], draw).width <= width - start

    for level, chunk in _chunks(parts, 0, width, draw):
        if current and not fits(chunk, indent):
            yield indent, current
            current, indent = [], _LEVELS[level][1]
        current += chunk
    if current:
        yield indent, current


def _chunks(
    parts: Sequence[Place], level: int, width: int, draw: Drawing
) -> Iterator[tuple[int, list[Place]]]:
    """What a line must not break: taken apart further only where it would not fit on one."""
    for chunk in _split(parts, _LEVELS[level][0]):
        whole = side_by_side(chunk, draw).width <= width - _LEVELS[level][1]
        if whole or level + 1 == len(_LEVELS) or len(chunk) == 1:
            yield level, chunk
        else:
            first = True
            for inner, piece in _chunks(chunk, level + 1, width, draw):
                yield (level if first else inner), piece
                first = False


def _split(parts: Sequence[Place], may_end: _Break) -> Iterator[list[Place]]:
    current: list[Place] = []
    for place in parts:
        if current and may_end(current[-1], place):
            yield current
            current = []
        current.append(place)
    if current:
        yield current


def _table(table: Table, width: int, draw: Drawing) -> Box:
    """The table with its widest column narrowed."""
    rows = [[draw(cell) for cell in row] for row in table.rows]
    widths = [
        max((row[at].width for row in rows if at < len(row)), default=0)
        for at in range(len(table.gaps))
    ]
    widest = max(range(len(widths)), key=widths.__getitem__)
    room = width - (tables.laid(rows, table, draw).width - widths[widest])
    if room < _NARROWEST:
        return tables.laid(rows, table, draw)
    narrow = [
        [
            fitted(cell, room, draw) if at == widest else box
            for at, (cell, box) in enumerate(zip(cells_, boxes, strict=True))
        ]
        for cells_, boxes in zip(table.rows, rows, strict=True)
    ]
    return tables.laid(narrow, table, draw)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Text in lines, broken at spaces, and in words too long for one."""
    current = ""
    for word in text.split(" "):
        joined = f"{current} {word}" if current else word
        if cells(joined) <= width:
            current = joined
            continue
        if current:
            yield current
        *full, current = _pieces(word, width)
        yield from full
    yield current


def _pieces(word: str, width: int) -> Iterator[str]:
    current = ""
    for sign in word:
        if current and cells(current + sign) > width:
            yield current
            current = ""
        current += sign
    yield current
