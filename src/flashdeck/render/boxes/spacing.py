"""How much room is between two neighbours in a row."""

from __future__ import annotations

from flashdeck.render.boxes.forms import Room
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.tree import (
    Accent,
    Fenced,
    Limits,
    Node,
    Role,
    Symbol,
    Text,
    items,
    kernel,
    role,
)

_TIGHT = frozenset({Role.PREFIX, Role.SLASH, Role.QUANTIFIER})


def gap(left: Node, right: Node, style: Style, room: Room) -> int:
    """Free cells between the two. Text brings its own."""
    before, after = role(left), role(right)
    if before is after is Role.OPERAND:
        return _words(left, right, style) if not style.unicode else 0
    found = _gap(left, right, room)
    if before is Role.TEXT or after is Role.TEXT:
        return 0 if _spaced(left, -1) or _spaced(right, 0) else found
    return found or (0 if style.unicode else _words(left, right, style))


def _gap(left: Node, right: Node, room: Room) -> int:
    before, after = pair = (role(left), role(right))
    if after is Role.PUNCTUATION:
        return 0
    if Role.BAR in pair:
        return 0 if room is Room.SCRIPT else 1
    if Role.RELATION in pair:
        return 0 if before is after or room is Room.SCRIPT else 1
    if Role.BINARY in pair:
        return 1 if room is Room.WIDE else 0
    if before is Role.PUNCTUATION:
        return 0 if room is Room.SCRIPT or _is_decimal(left, right) else 1
    if before in _TIGHT or after in (Role.SLASH, Role.POSTFIX):
        return 0
    if before is Role.NAME:
        return 0 if _is_bracketed(right) and not isinstance(left, Limits) else 1
    if Role.DOTS in pair:
        return 0 if room is Room.SCRIPT else 1
    return 1 if after in (Role.NAME, Role.BIG, Role.QUANTIFIER) or before is Role.BIG else 0


def _is_decimal(left: Node, right: Node) -> bool:
    """Whether the two are those of `.5`, or of `0.3̅6̅`."""
    point = isinstance(left, Symbol) and left.text == "."
    if isinstance(right, Accent):
        right = next(iter(items(right.base)), right)
    return point and isinstance(right, Symbol) and right.text[:1].isdigit()


def _is_bracketed(node: Node) -> bool:
    found = kernel(node)
    return isinstance(found, Fenced) and found.opening != ""


def _spaced(node: Node, at: int) -> bool:
    return isinstance(node, Text) and node.text[at].isspace()


def _words(left: Node, right: Node, style: Style) -> int:
    """Letters that are spelled as words stand apart from others."""
    first, second = kernel(left), kernel(right)
    if isinstance(first, Fenced) or isinstance(second, Fenced):
        return 0
    before, after = _spelling(first, style), _spelling(second, style)
    joined = before[-1:].isalnum() and after[:1].isalnum()
    return 1 if joined and (len(before) > 1 or len(after) > 1) else 0


def _spelling(node: Node, style: Style) -> str:
    """How a symbol is spelled; anything else counts as a word."""
    return style.spelled(node.text) if isinstance(node, Symbol) else "words"
