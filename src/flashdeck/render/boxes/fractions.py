"""Fractions, and one thing over another without a line."""

from __future__ import annotations

from flashdeck.render.boxes.box import EMPTY, Box, Side, line, stacked, widened
from flashdeck.render.boxes.forms import Bond, Draw, Line, Room, Write
from flashdeck.render.boxes.roots import in_brackets
from flashdeck.render.boxes.tree import (
    Accent,
    Fraction,
    Node,
    Pile,
    Root,
    Scripts,
    Symbol,
    items,
)

_DIFFERENTIALS = frozenset("d∂δ𝑑")
_VULGAR = dict(
    zip(
        "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(),
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        strict=True,
    )
)


def written(fraction: Fraction, write: Write) -> Line:
    """`(a+b)/(cd)`: whatever could be read another way is in brackets."""
    write = write.within(Room.FRACTION)
    return Line(f"{_top(fraction.top, write)}/{_bottom(fraction, write)}", Bond.QUOTIENT)


def vulgar(fraction: Fraction) -> str:
    """`½`: of two numbers, where Unicode has it."""
    match fraction:
        case Fraction(Symbol(text=top), Symbol(text=bottom)):
            return _VULGAR.get(f"{top}/{bottom}", "")
        case _:
            return ""


def is_of_numbers(fraction: Fraction) -> bool:
    parts = (fraction.top, fraction.bottom)
    return all(isinstance(part, Symbol) and part.text.isdecimal() for part in parts)


def _top(top: Node, write: Write) -> str:
    found = in_brackets(top, write) if isinstance(top, Root) else write(top)
    return found.at_least(Bond.PRODUCT)


def _bottom(fraction: Fraction, write: Write) -> str:
    if not write.style.unicode:
        return write(fraction.bottom).at_least(Bond.APPLIED)
    derivative = _differential(fraction.bottom) in _DIFFERENTIALS & {_differential(fraction.top)}
    return write(fraction.bottom).at_least(Bond.PRODUCT if derivative else Bond.APPLIED)


def _differential(node: Node) -> str:
    """The `d` of `d`, `dx`, `d²y`; empty when it is none."""
    match items(node):
        case (Symbol(text=text) | Scripts(base=Symbol(text=text)),):
            return text
        case (
            Symbol(text=text) | Scripts(base=Symbol(text=text)),
            Symbol() | Accent() | Scripts(base=Symbol() | Accent()),
        ):
            return text
        case _:
            return ""


def drawn(fraction: Fraction, draw: Draw) -> Box:
    return over(draw(fraction.top), draw(fraction.bottom), draw)


def over(top: Box, bottom: Box, draw: Draw) -> Box:
    """Two boxes with a line between them, on the height of signs."""
    rule = line(draw.style.rule * (max(top.width, bottom.width, 1) + 2))
    return stacked([top, rule, bottom], 1)


def pile_written(pile: Pile, write: Write) -> Line:
    return Line(f"{write(pile.top).text}; {write(pile.bottom).text}", Bond.LOOSE)


def chosen_written(pile: Pile, write: Write) -> Line:
    """A binomial coefficient."""
    top, bottom = (write(part).text for part in (pile.top, pile.bottom))
    return Line.atom(f"({top} choose {bottom})")


def pile_drawn(pile: Pile, draw: Draw) -> Box:
    top, bottom = draw(pile.top), draw(pile.bottom)
    width = max(top.width, bottom.width)
    middle = widened(EMPTY, width, Side.CENTRE)
    return stacked([top, middle, bottom], 1)
