"""Large operators, and arrows with text."""

from __future__ import annotations

from flashdeck.render.boxes.box import Box, line, stacked
from flashdeck.render.boxes.forms import Draw, Line, Room, Write
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.symbols import INTEGRALS
from flashdeck.render.boxes.tree import Arrow, Node, Symbol


def big(node: Node, style: Style) -> Box | None:
    """An operator in its large form, if it has one."""
    lines = style.big.get(node.text) if isinstance(node, Symbol) else None
    if lines is None:
        return None
    return Box(lines, len(lines) // 2, len(lines[0]))


def integral(node: Node, style: Style) -> Box | None:
    """The large form of what has its limits beside it."""
    return big(node, style) if isinstance(node, Symbol) and node.text in INTEGRALS else None


_SHAFTS = {"⇒": "═", "⇐": "═", "⇔": "═", "⟹": "═", "⟸": "═", "⟺": "═", "=": "═"}
_LEFT = frozenset("←⇐⟵⟸↞↩↼↽⇇")
_BOTH = {"↔": "←→", "⟷": "←→", "⇔": "⇐⇒", "⟺": "⇐⇒"}
_SHORT = {"⟶": "→", "⟵": "←", "⟹": "⇒", "⟸": "⇐"}
_PLAIN = {"→": ("", "-", ">"), "←": ("<", "-", ""), "↔": ("<", "-", ">"), "⇒": ("", "=", ">")}
_PLAIN |= {"⇐": ("<", "=", ""), "⇔": ("<", "=", ">"), "=": ("", "=", ""), "↦": ("|", "-", ">")}


def arrow_written(arrow: Arrow, write: Write) -> Line:
    """`─f→`; with text on both sides, as scripts."""
    write = write.within(Room.SCRIPT)
    left, shaft, right = _ends(arrow.text, write.style)
    labels = [write(part).text.strip() for part in (arrow.over, arrow.under) if part is not None]
    if len(labels) == 1 and arrow.over is not None:
        return Line.atom(f"{left or shaft}{labels[0]}{right or shaft}")
    sign = write.style.spelled(arrow.text)
    if len(labels) == 1:
        return Line.atom(f"{sign}_({labels[0]})")
    return Line.atom(f"{sign}^({labels[0]})_({labels[1]})" if labels else sign)


def arrow_drawn(arrow: Arrow, draw: Draw) -> Box:
    draw = draw.within(Room.SCRIPT)
    over = None if arrow.over is None else draw(arrow.over)
    under = None if arrow.under is None else draw(arrow.under)
    left, shaft, right = _ends(arrow.text, draw.style)
    length = 2 + max(box.width for box in (over, under, line("")) if box is not None)
    parts = [over, line(left + shaft * length + right), under]
    kept = [part for part in parts if part is not None]
    return stacked(kept, 0 if over is None else 1)


def _ends(sign: str, style: Style) -> tuple[str, str, str]:
    """The left end of an arrow, its shaft, and its right end."""
    sign = _SHORT.get(sign, sign)
    if not style.unicode:
        return _PLAIN.get(sign, ("", "-", style.spelled(sign)))
    shaft = _SHAFTS.get(sign, "─")
    if sign == "=":
        return "", shaft, ""
    if (both := _BOTH.get(sign)) is not None:
        return both[0], shaft, both[1]
    return (sign, shaft, "") if sign in _LEFT else ("", shaft, sign)
