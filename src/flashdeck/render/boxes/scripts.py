"""Sub- and superscripts on any side, and what stands right above and below a thing."""

from __future__ import annotations

from collections.abc import Mapping

from flashdeck.render.boxes import operators
from flashdeck.render.boxes.box import EMPTY, Box, Side, beside, line, stacked, widened
from flashdeck.render.boxes.brackets import around
from flashdeck.render.boxes.forms import Bond, Draw, Line, Room, Write
from flashdeck.render.boxes.letters import small
from flashdeck.render.boxes.tree import (
    Accent,
    Fenced,
    Fraction,
    Limits,
    Node,
    Pile,
    Role,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    Text,
    items,
    role,
)

_PRIMES = frozenset("′″‴⁗")
_LOOSE = Fraction | Pile | Root | Row | Scripts | Table
"""What would share its scripts with its last letter."""


def written(scripts: Scripts, write: Write) -> Line:
    """`xᵢ²` where Unicode has the letters, `x_(ij)^∞` where not."""
    base = _base(scripts.base, write)
    before = "".join(
        _script(sign, script, write.within(Room.SCRIPT)).text
        for sign, script in (("^", scripts.left_sup), ("_", scripts.left_sub))
        if script is not None
    )
    bounds = role(scripts.base) is Role.BIG
    right = _scripts(scripts.sub, scripts.sup, write, bounds=bounds)
    return Line(before + base + right.text, Bond.APPLIED, right.open)


def _base(base: Node, write: Write) -> str:
    found = write(base)
    return (
        found.text
        if not isinstance(base, _LOOSE | Accent)
        else found.at_least(Bond.ATOM)
        if found.text
        else ""
    )


def _scripts(sub: Node | None, sup: Node | None, write: Write, *, bounds: bool) -> Line:
    """`bounds`: none would take the upper one for an exponent of the lower."""
    write = write.within(Room.SCRIPT)
    below = Line.atom("") if sub is None else _script("_", sub, write)
    above = Line.atom("") if sup is None else _script("^", sup, write)
    if _PRIMES.issuperset(above.text):
        return Line(above.text + below.text, Bond.APPLIED, below.open)
    if sub is not None and not bounds and above.text[:1] not in ("", "^") and _takes(sub):
        below = Line.atom(f"_({write(sub).text.strip()})")
    return Line(below.text + above.text, Bond.APPLIED, above.open)


def _script(sign: str, node: Node, write: Write) -> Line:
    """A script as small letters, as one bare word, or in brackets."""
    text = write(node).text.strip()
    signs = write.style.superscripts if sign == "^" else write.style.subscripts
    if (letters := small(text, signs)) is not None:
        return Line.atom(letters)
    if len(text) == 1 or (isinstance(node, Symbol | Text) and text.isalnum()):
        return Line(sign + text, Bond.APPLIED, True)
    return Line.atom(sign + (text if _in_brackets(node) else f"({text})"))


def _takes(script: Node) -> bool:
    """Whether its last letter would seem to have an exponent: `x_(n+k)²`, but `xᵢⱼ²`, `xₙ₊₁²`."""
    parts = items(script)
    signs = (Role.BINARY, Role.RELATION)
    ends = isinstance(parts[-1], Symbol) and parts[-1].text.isdecimal() if parts else True
    return not ends and any(role(part) in signs for part in parts)


def _in_brackets(node: Node) -> bool:
    return isinstance(node, Fenced) and bool(node.opening and node.closing)


def limits_written(limits: Limits, write: Write) -> Line:
    """As scripts of an operator, where nothing else is meant by these; in words otherwise."""
    base = write(limits.base)
    if role(limits.base) is not Role.OPERAND:
        right = _scripts(limits.under, limits.over, write, bounds=True)
        text = f"({base.text})" if isinstance(limits.base, Scripts) else base.text
        return Line(text + right.text, Bond.APPLIED, right.open)
    places = ((limits.over, "above"), (limits.under, "below"))
    labels = [f"{write(label).text} {place}" for label, place in places if label is not None]
    return Line.atom(f"({base.text} with {' and '.join(labels)})")


def drawn(scripts: Scripts, draw: Draw) -> Box:
    base = _drawn_base(scripts.base, draw)
    small_draw = draw.within(Room.SCRIPT)
    left = _column(scripts.left_sub, scripts.left_sup, base, small_draw, Side.RIGHT)
    lift = 1 if base.above and _is_power(scripts.base) else 0
    bounds = role(scripts.base) is Role.BIG
    right = _column(scripts.sub, scripts.sup, base, small_draw, Side.LEFT, lift, bounds)
    return beside((left, base, right))


def _is_power(base: Node) -> bool:
    """Whether what is at its upper corner is an exponent, which must not seem a factor."""
    return isinstance(base, _LOOSE) or _in_brackets(base)


def _drawn_base(base: Node, draw: Draw) -> Box:
    if draw.room is not Room.SCRIPT and (big := operators.integral(base, draw.style)) is not None:
        return big
    box = draw(base)
    if isinstance(base, _LOOSE) and box.width:
        return around("(", box, ")", draw.style)
    return box


def _column(
    sub: Node | None,
    sup: Node | None,
    base: Box,
    draw: Draw,
    side: Side,
    lift: int = 0,
    bounds: bool = False,
) -> Box:
    """The scripts of one side: in small letters level with the base, or off its corners.

    `lift`: how many lines the upper one is above the corner. `bounds`: as in `_scripts`.
    """
    if sub is None and sup is None:
        return EMPTY
    low, high = EMPTY if sub is None else draw(sub), EMPTY if sup is None else draw(sup)
    if _PRIMES.issuperset(high.lines[0]):
        lift, bounds = 0, True
    parted = sub is not None and not bounds and high.width > 0 and _takes(sub)
    low_small = _small(low, draw.style.subscripts) if base.below == 0 and not parted else None
    high_small = _small(high, draw.style.superscripts) if base.above == 0 else None
    if low_small is not None and high_small is not None:
        low_first = side is Side.LEFT and not _PRIMES.issuperset(high_small)
        return line(low_small + high_small if low_first else high_small + low_small)
    placed = [
        (0, line(low_small)) if low_small is not None else (max(1, base.below), low),
        (0, line(high_small))
        if high_small is not None
        else (min(-1, -base.above - lift) - high.height + 1, high),
    ]
    return _collected([(start, box) for start, box in placed if box.width], side)


def _small(box: Box, signs: Mapping[str, str]) -> str | None:
    return small(box.lines[0], signs) if box.height == 1 else None


def _collected(placed: list[tuple[int, Box]], side: Side) -> Box:
    """Boxes in one column, each from its own line on; line 0 is that of the baseline."""
    if not placed:
        return EMPTY
    width = max(box.width for _, box in placed)
    top = min(0, *(start for start, _ in placed), 0)
    bottom = max(start + box.height for start, box in placed)
    lines = [" " * width] * (max(bottom, 1) - top)
    for start, box in placed:
        lines[start - top : start - top + box.height] = widened(box, width, side).lines
    return Box(tuple(lines), -top, width)


def limits_drawn(limits: Limits, draw: Draw) -> Box:
    if draw.room is Room.SCRIPT and role(limits.base) is Role.BIG:
        return drawn(Scripts(limits.base, limits.under, limits.over), draw)
    base = operators.big(limits.base, draw.style) or draw(limits.base)
    label = draw.within(Room.SCRIPT)
    parts = [] if limits.over is None else [label(limits.over)]
    standing = len(parts)
    parts.append(base)
    if limits.under is not None:
        parts.append(label(limits.under))
    return stacked(parts, standing)
