"""What a card says, block by block: the values a screen of any width is laid out from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rich.style import Style

from flashdeck.render.terminal.formulas import Equation
from flashdeck.render.terminal.pictures import Picture


class Span(NamedTuple):
    """Words of one style; a `firm` one, such as a formula, is broken only if it is long.

    The text BREAK alone ends a line.
    """

    text: str
    style: Style
    firm: bool = False


Words = tuple[Span, ...]
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own."""

    equation: Equation
    style: Style


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, and below it the words that say what it shows."""

    picture: Picture
    words: Words


@dataclass(frozen=True, slots=True)
class Fence:
    """Code, every line of it as it stands."""

    words: Words


@dataclass(frozen=True, slots=True)
class Items:
    """Things behind their marks; `loose` ones have blank lines between them."""

    items: tuple[tuple[Block, ...], ...]
    marks: tuple[str, ...]
    style: Style
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks behind a bar, whose style says whether they are a quote or a callout."""

    blocks: tuple[Block, ...]
    style: Style


class Cell(NamedTuple):
    """A cell of a table; `side` is left, center or right."""

    words: Words
    side: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across; a heavy one has a title."""

    title: str | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """Words at both ends of one line, if there is room for it."""

    left: Words
    right: Words


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks with nothing between them."""

    blocks: tuple[Block, ...]


Block = Paragraph | Display | Figure | Fence | Items | Quote | Grid | Rule | Ends | Stack


def words(blocks: Iterable[Block], style: Style) -> Words:
    """Everything that blocks say in one run of words, for a place that has no room for blocks."""
    found: list[Span] = []
    for block in blocks:
        if found:
            found.append(Span(BREAK, style))
        found += _said(block, style)
    return tuple(found)


def _said(block: Block, style: Style) -> Words:
    match block:
        case Paragraph(words=said) | Figure(words=said) | Fence(words=said):
            return said
        case Display(equation=equation, style=around):
            return tuple(Span(text, around + own, firm=True) for text, own in equation.inline())
        case Items(items=items, marks=marks):
            return words(
                (Paragraph(_marked(*pair, style)) for pair in zip(marks, items, strict=True)), style
            )
        case Quote(blocks=inner) | Stack(blocks=inner):
            return words(inner, style)
        case Grid(rows=rows):
            cells = (Paragraph(cell.words) for row in rows for cell in row)
            return words(cells, style)
        case Ends(left=left, right=right):
            return (*left, Span(" ", style), *right)
        case Rule(title=title):
            return (Span(title or "", style),)


def _marked(mark: str, item: Iterable[Block], style: Style) -> Words:
    return (Span(f"{mark} ", style), *words(item, style))
