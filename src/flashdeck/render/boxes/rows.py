"""Things beside one another: the room between them, and the brackets that keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flashdeck.render.boxes import fractions, roots
from flashdeck.render.boxes.bonds import bond
from flashdeck.render.boxes.box import Box, beside, blank
from flashdeck.render.boxes.brackets import fence
from flashdeck.render.boxes.forms import Bond, Draw, Line, Write
from flashdeck.render.boxes.spacing import gap
from flashdeck.render.boxes.tree import (
    Accent,
    Brace,
    Fenced,
    Fraction,
    Framed,
    Node,
    Role,
    Root,
    Row,
    Scripts,
    Space,
    Symbol,
    Table,
    kernel,
    role,
)

_FACTORS_BEFORE = frozenset({Role.OPERAND, Role.POSTFIX, Role.NAME, Role.SLASH})
_FACTORS_BEHIND = frozenset({Role.OPERAND, Role.POSTFIX, Role.NAME, Role.SLASH, Role.BIG})
_BEHIND_SCRIPTS = frozenset({Role.OPERAND, Role.NAME})
_OPENING = tuple("([{⟨⌊⌈|‖⟦")
_SUMS = frozenset("+−-±∓⋅·×")
"""Signs beside which a quotient stands without brackets."""
_RULES = frozenset("─═_")
"""Lines that must not seem to go on over what is beside them."""
_DASHES = frozenset("─−-—═_")
"""Lines that would become one, were they to touch."""


class Place(NamedTuple):
    """A part of a row, what is right beside it, and the space an author left before it."""

    part: Node
    before: Node | None
    behind: Node | None
    space: int


def places(items: Sequence[Node]) -> list[Place]:
    """The parts of a row that are seen."""
    parts: list[Node] = []
    spaces: list[int] = []
    pending = 0
    for item in items:
        if isinstance(item, Space):
            pending += item.cells
        else:
            parts.append(item)
            spaces.append(pending)
            pending = 0
    for at in range(1, len(parts)):
        if spaces[at] == 1 and _needs_none(parts[at - 1], parts[at]):
            spaces[at] = 0
    return [
        Place(
            part,
            parts[at - 1] if at and spaces[at] < 2 else None,
            parts[at + 1] if at + 1 < len(parts) and spaces[at + 1] < 2 else None,
            spaces[at],
        )
        for at, part in enumerate(parts)
    ]


def _needs_none(before: Node, part: Node) -> bool:
    """Whether the engine's thin space is of no use: behind a minus sign, between `log` and `(`."""
    if role(before) is Role.PREFIX:
        return True
    name = isinstance(before, Symbol | Scripts) and role(before) is Role.NAME
    return name and isinstance(kernel(part), Fenced)


def written(row: Row, write: Write) -> Line:
    text, in_two = "", False
    last: tuple[Node, Line] | None = None
    found = places(row.items)
    for place in found:
        line = _written_part(place, write, alone=len(found) == 1)
        if last is not None:
            room = max(place.space, gap(last[0], place.part, write.style, write.room))
            if _calls(last[0], place, line):
                room = 0
            text += " " * max(room, _apart(last[0], last[1], place.part, line))
            in_two = in_two or (line.bond is Bond.QUOTIENT and _is_mixed(last[0], place.part))
        text += line.text
        last = place.part, line
    held = Bond.LOOSE if in_two else bond(row.items)
    return Line(text, held, last is not None and last[1].open)


def _written_part(place: Place, write: Write, *, alone: bool) -> Line:
    part = place.part
    if isinstance(part, Table) and not alone:
        return Line.atom(f"[{write(part).text}]")
    if isinstance(part, Root) and _role(place.behind) in _FACTORS_BEHIND:
        line = roots.in_brackets(part, write)
    else:
        line = write(part)
    if _begins_raised(part) and _role(place.before) in _FACTORS_BEFORE:
        return Line.atom(f"({line.text})")
    if isinstance(part, Fraction) and _is_mixed(place.before, part):
        if write.style.unicode and (sign := fractions.vulgar(part)):
            return Line(sign, Bond.APPLIED)
        if _role(place.behind) not in _FACTORS_BEHIND:
            return line
    if line.bond is Bond.QUOTIENT and _divides_more(place, line):
        return Line.atom(f"({line.text})")
    return line


def _is_mixed(before: Node | None, part: Node) -> bool:
    """Whether they are `1½`, which would be a product as `1(1/2)`."""
    number = isinstance(before, Symbol) and before.text.isdecimal()
    return number and isinstance(part, Fraction) and fractions.is_of_numbers(part)


def _role(node: Node | None) -> Role | None:
    return None if node is None else role(node)


def _begins_raised(part: Node) -> bool:
    """Whether it begins with what could be taken for an exponent of the thing before."""
    if isinstance(part, Root):
        return roots.begins_raised(part)
    return isinstance(part, Scripts) and (part.left_sub is not None or part.left_sup is not None)


def _divides_more(place: Place, line: Line) -> bool:
    """Whether a quotient could be read as one of more than its own parts."""
    if _role(place.before) in _FACTORS_BEFORE or _role(place.behind) in _FACTORS_BEHIND:
        return True
    if _role(place.before) is Role.BIG and line.text.startswith("("):
        return True
    signs = (place.before, place.behind)
    return any(
        isinstance(sign, Symbol) and sign.role is Role.BINARY and sign.text not in _SUMS
        for sign in signs
    )


def _calls(before: Node, place: Place, line: Line) -> bool:
    """Whether a name stands before brackets that were put around its argument."""
    name = isinstance(before, Symbol) and before.role is Role.NAME
    return name and place.space < 2 and _put_in_brackets(place.part, line)


def _put_in_brackets(part: Node, line: Line) -> bool:
    return isinstance(part, Fraction) and line.bond is Bond.ATOM


def _apart(before: Node, line: Line, part: Node, following: Line) -> int:
    """Room where a letter would seem to be in a script or under a bar, or brackets a function's."""
    if line.open and role(part) in _BEHIND_SCRIPTS and not following.text.startswith(_OPENING):
        return 1
    if _is_word(part, following.text) and role(before) in _FACTORS_BEFORE:
        return 1
    if following.bond is Bond.QUOTIENT and _is_mixed(before, part):
        return 1
    if _is_barred(before) and _is_barred(part):
        return 1
    letter = isinstance(before, Symbol) and before.role is Role.OPERAND and before.text.isalpha()
    return 1 if letter and _put_in_brackets(part, following) else 0


def _is_barred(node: Node) -> bool:
    found = kernel(node)
    return isinstance(found, Accent) and found.mark == "bar"


def _is_word(part: Node, text: str) -> bool:
    """Whether it is written as `hat(xy)` is."""
    return isinstance(kernel(part), Accent | Brace | Framed) and text[:2].isalpha()


def drawn(row: Row, draw: Draw) -> Box:
    return side_by_side(places(row.items), draw)


def side_by_side(parts: Sequence[Place], draw: Draw) -> Box:
    """A row, or a stretch of one."""
    return joined(parts, [drawn_part(place, draw) for place in parts], draw)


def joined(parts: Sequence[Place], drawings: Sequence[Box], draw: Draw) -> Box:
    """Parts that are drawn, with room between them; bars as high as they all are."""
    boxes: list[Box] = []
    bars: list[tuple[int, Symbol]] = []
    last: Node | None = None
    for place, box in zip(parts, drawings, strict=True):
        if last is not None:
            room = max(place.space, gap(last, place.part, draw.style, draw.room))
            room = room or _drawn_apart(last, boxes[-1], place.part, box)
            if room:
                boxes.append(blank(room))
        if isinstance(place.part, Symbol) and place.part.role is Role.BAR:
            bars.append((len(boxes), place.part))
        boxes.append(box)
        last = place.part
    whole = beside(boxes)
    if not bars or whole.height == 1:
        return whole
    for at, bar in bars:
        boxes[at] = fence(bar.text, whole.height, whole.baseline, draw.style)
    return beside(boxes)


def drawn_part(place: Place, draw: Draw) -> Box:
    if isinstance(place.part, Root):
        bare = _role(place.behind) not in _FACTORS_BEHIND
        return roots.drawn(place.part, draw, bare=bare)
    return draw(place.part)


def _drawn_apart(before: Node, left: Box, part: Node, right: Box) -> int:
    if role(part) in (Role.PUNCTUATION, Role.POSTFIX):
        return 0
    if any(isinstance(kernel(each), Fraction | Table) for each in (before, part)):
        return 1
    raised = _begins_raised(part) and role(before) in _FACTORS_BEFORE
    return 1 if raised or _runs_on(before, left, right) or _touch(left, right) else 0


def _runs_on(before: Node, left: Box, right: Box) -> bool:
    """Whether a script at the corner of brackets touches what follows, as if it were part of it."""
    if not isinstance(before, Scripts) or not isinstance(kernel(before), Fenced):
        return False
    offset = right.baseline - left.baseline
    return any(
        at != left.baseline and text[-1:].strip() and right.lines[at + offset][:1].strip()
        for at, text in enumerate(left.lines)
        if 0 <= at + offset < right.height
    )


def _touch(left: Box, right: Box) -> bool:
    """Whether a line of one would run into the other."""
    if left.height == 1 and right.height == 1:
        return False
    offset = right.baseline - left.baseline
    for at, text in enumerate(left.lines):
        if 0 <= at + offset < right.height and text and (other := right.lines[at + offset]):
            pair = text[-1] + other[0]
            if _DASHES.issuperset(pair) or (" " not in pair and not _RULES.isdisjoint(pair)):
                return True
    return False
