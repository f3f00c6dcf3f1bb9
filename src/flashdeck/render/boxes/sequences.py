"""Things in a row, made out by their neighbours: pairs of brackets, signs, dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flashdeck.render.boxes.symbols import FUNCTIONS
from flashdeck.render.boxes.tree import (
    APPLIED,
    NOTHING,
    Fenced,
    Limits,
    Node,
    Role,
    Scripts,
    Symbol,
    Text,
    items,
    kernel,
    role,
    row,
)

_AWAITING = frozenset(
    {
        Role.BINARY,
        Role.RELATION,
        Role.PREFIX,
        Role.PUNCTUATION,
        Role.SLASH,
        Role.QUANTIFIER,
        Role.BIG,
        Role.BAR,
        Role.OPEN,
    }
)
"""Behind these, a sign belongs to what follows it, and a bar opens."""

_BASES = frozenset({Role.OPERAND, Role.NAME})
_BRACKETS = frozenset({Role.OPEN, Role.CLOSE, Role.EDGE})


def sequence(parts: list[Node], *, goes_on: bool = False) -> Node:
    """The parts as one thing. `goes_on`: an operand stands before the first, out of sight."""
    parts = list(_seen(parts))
    if len(parts) > 1 and not _BRACKETS.isdisjoint(map(role, parts)):
        parts = _paired(parts)
    return row(list(_signed(_attached(parts), goes_on)))


def _is_number(parts: list[Node], at: int) -> bool:
    part = parts[at] if 0 <= at < len(parts) else None
    return isinstance(part, Symbol) and part.text[:1].isdigit()


def _seen(parts: list[Node]) -> Iterator[Node]:
    """Without what is empty, and three points as one sign."""
    kept: list[Node] = []
    for part in parts:
        if part == _POINT and kept[-2:] == [_POINT, _POINT]:
            kept[-2:] = [Symbol("…", Role.DOTS)]
        elif part is not NOTHING:
            kept += items(part)
    for at, part in enumerate(kept):
        if part == _COMMA and not (_is_number(kept, at - 1) and _is_number(kept, at + 1)):
            kept[at] = Symbol(",", Role.PUNCTUATION)
    return iter(kept)


_COMMA = Symbol(",")
"""Without room behind it: in `10{,}000`, and wherever the engine sets things close."""
_POINT = Symbol(".", Role.PUNCTUATION)


@dataclass(slots=True)
class _Level:
    """What stands behind a bracket that is open."""

    opening: Symbol | None = None
    parts: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.opening.text if self.opening is not None else ""

    @property
    def is_bar(self) -> bool:
        return self.opening is not None and self.opening.role is Role.EDGE


def _paired(parts: list[Node]) -> list[Node]:
    """With brackets and what they hold as one; a bracket alone is an operand."""
    levels = [_Level()]
    for part in parts:
        found = kernel(part)
        kind = role(part)
        if not isinstance(found, Symbol) or kind not in _BRACKETS:
            levels[-1].parts.append(part)
        elif isinstance(part, Symbol) and _opens(part, levels[-1]):
            levels.append(_Level(part))
        elif (depth := _closed(found, levels)) > 0:
            _spill(levels, depth + 1)
            level = levels.pop()
            body = row(list(_signed(_attached(level.parts))))
            levels[-1].parts.append(_around(part, Fenced(level.text, body, found.text)))
        else:
            levels[-1].parts.append(_around(part, replace(found, role=Role.OPERAND)))
    _spill(levels, 1)
    return levels[0].parts


def _opens(bracket: Symbol, level: _Level) -> bool:
    if bracket.role is not Role.EDGE:
        return bracket.role is Role.OPEN
    return not level.parts or _awaits(level.parts[-1])


def _awaits(part: Node) -> bool:
    """Whether something has to follow."""
    if isinstance(part, Text):
        return part.text.endswith(" ")
    if part is APPLIED or (found := role(part)) in _AWAITING:
        return True
    name = kernel(part) if found is Role.NAME else None
    return isinstance(name, Symbol) and name.text in FUNCTIONS


def _closed(bracket: Symbol, levels: list[_Level]) -> int:
    """The index of the level that a bracket closes; 0 when it closes none."""
    if bracket.role is Role.EDGE or bracket.text in "|‖":
        return len(levels) - 1 if _closes(bracket, levels[-1]) else 0
    proper = [index for index, level in enumerate(levels) if index and not level.is_bar]
    if proper:
        return proper[-1]
    return len(levels) - 1 if bracket.text == "⟩" and len(levels) > 1 else 0


def _closes(bar: Symbol, level: _Level) -> bool:
    return level.text == bar.text or (level.text == "⟨" and bar.role is Role.CLOSE)


def _spill(levels: list[_Level], size: int) -> None:
    """Brackets that nothing closes stand for themselves."""
    while len(levels) > size:
        level = levels.pop()
        if level.opening is not None:
            levels[-1].parts.append(replace(level.opening, role=Role.OPERAND))
        levels[-1].parts += level.parts


def _around(part: Node, inner: Node) -> Node:
    """The part with its kernel replaced."""
    if isinstance(part, Scripts | Limits):
        return replace(part, base=_around(part.base, inner))
    return inner


def _attached(parts: list[Node]) -> list[Node]:
    """With scripts of nothing, as in `{}^{14}C`, given to what follows them."""
    if not any(isinstance(part, Scripts) and part.base is NOTHING for part in parts):
        return parts
    kept: list[Node] = []
    for part in parts:
        before = kept[-1] if kept else None
        if isinstance(before, Scripts) and before.base is NOTHING and role(part) in _BASES:
            bare = part if isinstance(part, Scripts) and not _left(part) else Scripts(part)
            kept[-1] = replace(bare, left_sub=before.sub, left_sup=before.sup)
        else:
            kept.append(part)
    return kept


def _left(part: Scripts) -> bool:
    return part.base is NOTHING or part.left_sub is not None or part.left_sup is not None


def _signed(parts: list[Node], goes_on: bool = False) -> Iterator[Node]:
    """With signs that belong to what follows them marked so, and functions as names."""
    awaited = not goes_on
    for at, part in enumerate(parts):
        found = role(part)
        if part is APPLIED:
            awaited = True
        elif found is Role.BINARY and awaited:
            yield _as(part, Role.PREFIX)
        elif found in _BRACKETS:
            yield _as(part, Role.OPERAND)
            awaited = False
        else:
            applied = at + 1 < len(parts) and parts[at + 1] is APPLIED
            yield _as(part, Role.NAME) if applied else part
            if found is Role.OPERAND:
                awaited = False
            elif found is not Role.SPACE:
                awaited = _awaits(part)


def _as(part: Node, found: Role) -> Node:
    """The part with another role, if it is a symbol."""
    symbol = kernel(part)
    return _around(part, replace(symbol, role=found)) if isinstance(symbol, Symbol) else part
