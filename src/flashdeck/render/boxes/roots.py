"""Roots: a sign before one letter, a line over more."""

from __future__ import annotations

from flashdeck.render.boxes.box import Box, Side, beside, column, line
from flashdeck.render.boxes.brackets import around
from flashdeck.render.boxes.forms import Bond, Draw, Line, Room, Write
from flashdeck.render.boxes.letters import small
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.tree import Fenced, Node, Root, Symbol

_SIGNS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def written(root: Root, write: Write) -> Line:
    """`√x`, `√(a + b)`."""
    if not write.style.unicode or not _is_letter(root.body):
        return in_brackets(root, write)
    return Line(_sign(_index(root, write), write.style) + write(root.body).text, Bond.APPLIED)


def in_brackets(root: Root, write: Write) -> Line:
    """`√(x)`, for where what follows `√x` would seem to be under the root."""
    text = write(root.body).text
    if not (isinstance(root.body, Fenced) and (root.body.opening, root.body.closing) == ("(", ")")):
        text = f"({text})"
    return Line(_sign(_index(root, write), write.style) + text, Bond.APPLIED)


def begins_raised(root: Root) -> bool:
    """Whether its index could be taken for an exponent of what stands before it."""
    return root.index is not None


def _is_letter(node: Node) -> bool:
    return isinstance(node, Symbol) and len(node.text) < 4


def _index(root: Root, write: Write) -> str:
    return "" if root.index is None else write.within(Room.SCRIPT)(root.index).text


def _sign(index: str, style: Style) -> str:
    if not style.unicode:
        return "sqrt" if index in ("", "2") else f"root[{index}]"
    if (sign := _SIGNS.get(index)) is not None:
        return sign
    raised = small(index, style.superscripts)
    return f"[{index}]√" if raised is None else f"{raised}√"


def drawn(root: Root, draw: Draw, *, bare: bool = True) -> Box:
    """`bare`: one letter needs no line over it."""
    body = draw(root.body)
    index = "" if root.index is None else draw.written(root.index)
    sign = _sign(index, draw.style)
    if not draw.style.unicode:
        return beside((line(sign), around("(", body, ")", draw.style)))
    if body.height > 1:
        return beside((_hook(index, body), _roof(body)))
    if bare and _is_letter(root.body):
        return beside((line(sign), body))
    return column([" " * len(sign) + "_" * body.width, sign + body.lines[0]], 1)


def _roof(body: Box) -> Box:
    lines = ("┌" + "─" * body.width, *("│" + text for text in body.lines))
    return Box(lines, body.baseline + 1, body.width + 1)


def _hook(index: str, body: Box) -> Box:
    return column([""] * (body.height - 1) + [index, "╲"], body.baseline + 1, Side.RIGHT)
