"""How firmly a row holds together when it is written on one line."""

from __future__ import annotations

from collections.abc import Sequence

from flashdeck.render.boxes.forms import Bond
from flashdeck.render.boxes.tree import (
    Fenced,
    Limits,
    Node,
    Role,
    Root,
    Scripts,
    Symbol,
    items,
    role,
)

_FACTORS = frozenset({Role.OPERAND, Role.NAME, Role.POSTFIX})
_LISTED = frozenset(
    {Role.OPERAND, Role.NAME, Role.POSTFIX, Role.PUNCTUATION, Role.SPACE, Role.DOTS}
)
_GIVEN = frozenset("∣|‖;:=∥")


def bond(parts: Sequence[Node]) -> Bond:
    """Of parts side by side."""
    roles = [role(part) for part in parts]
    if not _FACTORS.issuperset(roles) or isinstance(parts[-1:][0] if parts else None, Root):
        return Bond.LOOSE
    for at, found in enumerate(roles):
        if found is Role.NAME and not (at + 1 < len(parts) and _is_fenced(parts[at + 1])):
            return Bond.LOOSE
    if len(parts) == 2 and (_is_call(parts[0], parts[1]) or roles[1] is Role.POSTFIX):
        return Bond.APPLIED
    return Bond.PRODUCT


def _is_fenced(node: Node) -> bool:
    return isinstance(node, Fenced) and bool(node.opening and node.closing)


def _is_call(function: Node, argument: Node) -> bool:
    """`f(x)` or `log(a + b)`; but `x(a + b)` may be a product."""
    if not _is_fenced(argument) or not isinstance(argument, Fenced):
        return False
    if role(function) is Role.NAME:
        return True
    base = function.base if isinstance(function, Scripts | Limits) else function
    letter = isinstance(base, Symbol) and base.text[:1].isalpha()
    return letter and argument.opening in ("(", "[") and _is_list(items(argument.body))


def _is_list(parts: Sequence[Node]) -> bool:
    """Whether there is nothing in it that a product could be made with: `x`, `x, y`, `A ∣ B`."""
    before: Node | None = None
    for part in parts:
        found = role(part)
        given = isinstance(part, Symbol) and part.text in _GIVEN
        if not given and found not in _LISTED:
            return False
        joined = before is not None and role(before) is found is Role.OPERAND
        if (
            joined
            and not given
            and not _is_given(before)
            and not (before and _is_call(before, part))
        ):
            return False
        before = part
    return True


def _is_given(part: Node | None) -> bool:
    return isinstance(part, Symbol) and part.text in _GIVEN
