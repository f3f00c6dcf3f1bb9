"""Blocks on a screen of a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.segment import ControlType, Segment
from rich.style import Style

from flashdeck.render.terminal.blocks import (
    BREAK,
    Block,
    Display,
    Ends,
    Fence,
    Figure,
    Grid,
    Items,
    Paragraph,
    Quote,
    Rule,
    Span,
    Stack,
    words,
)
from flashdeck.render.terminal.grid import grid_lines
from flashdeck.render.terminal.look import DIM, PLAIN, Signs
from flashdeck.render.terminal.wrapping import Line, line_width, natural, width, wrapped

MEASURE = 88
"""Lines of words are no longer than this, however wide the screen: long ones are hard to read."""
NARROWEST = 8
"""Where less than this would be left, things are not indented."""


@dataclass(frozen=True, slots=True)
class Room:
    """How wide words may be, and how wide what cannot be broken may be."""

    words: int
    whole: int

    def less(self, indent: int) -> Room:
        """The room behind an indent; the same where that would leave too little."""
        return Room(min(self.words, self.whole - indent), self.whole - indent)


def room(width: int) -> Room:
    """The room of a whole screen."""
    return Room(min(width, MEASURE), width)


def lines(
    blocks: Iterable[Block], room: Room, signs: Signs, *, close: bool = False
) -> Iterator[Line]:
    """The lines of blocks, with blank ones between them; `close`: only where it takes them."""
    before: Block | None = None
    for block in blocks:
        if before is not None and not (close and _may_touch(before, block)):
            yield []
        yield from _lines(block, room, signs)
        before = block


def _may_touch(above: Block, below: Block) -> bool:
    return isinstance(above, Paragraph | Items) and isinstance(below, Paragraph | Items)


def _lines(block: Block, room: Room, signs: Signs) -> Iterator[Line]:
    match block:
        case Paragraph(words=said):
            yield from wrapped(said, room.words)
        case Display():
            yield from _display(block, room)
        case Figure():
            yield from _figure(block, room)
        case Fence():
            yield from _fence(block, room, signs)
        case Items():
            yield from _items(block, room, signs)
        case Quote(blocks=inner, style=style):
            yield from _behind(f"{signs.bar} ", style, inner, room, signs)
        case Grid():
            yield from grid_lines(block, room.words, room.whole, signs)
        case Rule(title=title):
            yield [_rule(title, room.words, signs)]
        case Ends():
            yield from _ends(block, room)
        case Stack(blocks=inner):
            for each in inner:
                yield from _lines(each, room, signs)


def _display(block: Display, room: Room) -> Iterator[Line]:
    """In the middle; what is wider than the screen, on lines as words are."""
    drawn = block.equation.display(room.words) or block.equation.display(room.whole)
    if not drawn:
        yield from wrapped(words([block], PLAIN), room.words)
        return
    indent = max(0, (room.words - sum(width(text) for text, _ in drawn[0])) // 2)
    for line in drawn:
        yield [
            Segment(" " * indent, PLAIN),
            *(Segment(text, block.style + style) for text, style in line),
        ]


def _figure(block: Figure, room: Room) -> Iterator[Line]:
    """Codes on its first line, which have no width there; the lines below are left free."""
    cells = block.picture.cells(room.whole)
    # A control, as rich leaves those out where there is no terminal; it never looks which one.
    control = ((ControlType.CURSOR_UP, cells.height),)
    yield [Segment(block.picture.codes(cells), None, control)]
    for _ in range(cells.height - 1):
        yield []
    yield from wrapped(block.words, room.words)


def _fence(block: Fence, room: Room, signs: Signs) -> Iterator[Line]:
    """Lines of code behind a bar; long ones go on below."""
    bar, size = _indent(f"{signs.upright} ", room)
    line: list[Span] = []
    for span in (*block.words, Span(BREAK, PLAIN)):
        if span.text != BREAK:
            line.append(span)
            continue
        yield from _code(line, bar, max(1, room.whole - size), signs)
        line = []


def _code(line: list[Span], bar: Line, room: int, signs: Signs) -> Iterator[Line]:
    if natural(line) <= room:
        yield [*bar, *(Segment(span.text, span.style) for span in line)]
        return
    mark = Segment(f"{signs.goes_on} ", DIM)
    first = line[0].text
    indent = len(first) - len(first.lstrip(" "))
    line[0] = line[0]._replace(text="\u00a0" * indent + first[indent:])  # no break in front of it
    for number, part in enumerate(wrapped(line, max(1, room - 2))):
        yield [*bar, *([mark] if number else []), *part]


def _items(block: Items, room: Room, signs: Signs) -> Iterator[Line]:
    size = max(map(width, block.marks)) + 1
    for number, (mark, item) in enumerate(zip(block.marks, block.items, strict=True)):
        if number and block.loose:
            yield []
        inner = lines(item, _behind_room(size, room), signs, close=not block.loose)
        first = Segment(f"{mark:>{size - 1}} ", block.style)
        rest = Segment(" " * size, PLAIN)
        yield from _prefixed(inner, first, rest, room)


def _behind(
    bar: str, style: Style, blocks: Iterable[Block], room: Room, signs: Signs
) -> Iterator[Line]:
    prefix = Segment(bar, style)
    inner = lines(blocks, _behind_room(width(bar), room), signs)
    yield from _prefixed(inner, prefix, prefix, room)


def _behind_room(indent: int, room: Room) -> Room:
    return room.less(indent) if room.whole - indent >= NARROWEST else room


def _prefixed(inner: Iterable[Line], first: Segment, rest: Segment, room: Room) -> Iterator[Line]:
    if room.whole - width(first.text) < NARROWEST:
        yield [Segment(first.text.strip()[: room.whole], first.style)]
        yield from inner
        return
    number = -1
    for number, line in enumerate(inner):
        yield [rest if number else first, *line]
    if number < 0:
        yield [first]


def _indent(bar: str, room: Room) -> tuple[Line, int]:
    if room.whole - width(bar) < NARROWEST:
        return [], 0
    return [Segment(bar, DIM)], width(bar)


def _rule(title: str | None, size: int, signs: Signs) -> Segment:
    if title is None:
        return Segment(signs.rule * size, DIM)
    named = f"{signs.heavy * 2} {title} "
    if width(named) > size:
        return Segment(title if width(title) <= size else signs.heavy * size, DIM)
    return Segment(named + signs.heavy * (size - width(named)), DIM)


def _ends(block: Ends, room: Room) -> Iterator[Line]:
    """The right end on the last line of the left one, or else on one of its own."""
    *above, last = wrapped(block.left, room.words)
    yield from above
    size = natural(block.right)
    if block.right and line_width(last) + size + 2 > room.words:
        yield from [last] if last else []
        last = []
    if size > room.words:
        yield from wrapped(block.right, room.words)
        return
    right = [Segment(span.text, span.style) for span in block.right]
    yield [*last, Segment(" " * (room.words - line_width(last) - size), PLAIN), *right]
