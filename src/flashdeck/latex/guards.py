"""Formulas that would exhaust the engine, refused before it sees them.

It recurses into groups until the stack is full, which ends the process, and its
time doubles with every bracket that is opened and not closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flashdeck.latex.problems import Problem

LONGEST = 20_000
DEEPEST = 200
MOST_OPEN = 12

_STRUCTURE = re.compile(
    r"\\(?:left|right)\b\s*(?:\\[A-Za-z]+|\\.|[^\\{}])?"
    r"|\\(?P<word>[A-Za-z]+)|\\.|[{}()\[\]&^_⟨⟩⌈⌉⌊⌋⟦⟧]",
    re.DOTALL,
)
_IN = frozenset(["{", r"\left", r"\begin"])
_OUT = frozenset(["}", r"\right", r"\end"])
_OPENING = frozenset(
    r"""( [ \{ ⟨ ⌈ ⌊ ⟦ \lbrace \lbrack \lparen \langle \lang \lceil \lfloor \lgroup \lmoustache
    \lvert \lVert \ulcorner \llcorner \llbracket \lBrace \bra \Bra \mathopen
    \bigl \Bigl \biggl \Biggl""".split()
)
_CLOSING = frozenset(
    r""") ] \} ⟩ ⌉ ⌋ ⟧ \rbrace \rbrack \rparen \rangle \rang \rceil \rfloor \rgroup \rmoustache
    \rvert \rVert \urcorner \lrcorner \rrbracket \rBrace""".split()
)


@dataclass(slots=True)
class _Level:
    """One group: how many brackets stand open in it, and how many were left so."""

    table: bool = False
    open: int = 0
    lost: int = 0


@dataclass(slots=True)
class _Depth:
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    most_open: int = 0
    chain: int = 0
    chain_end: int = -1

    def read(self, text: str, mark: str, start: int, end: int) -> None:
        gap = text[self.chain_end : start] if self.chain_end >= 0 else "x"
        chained = not gap.strip() and mark not in _IN and mark not in _OUT
        self.chain = self.chain + 1 if chained else 0
        self.chain_end = end
        if mark in _IN:
            self.levels.append(_Level(table=mark == r"\begin"))
        elif mark in _OUT:
            self.close()
        elif mark in _OPENING:
            self.levels[-1].open += 1
        elif mark in _CLOSING:
            self.levels[-1].open -= self.levels[-1].open > 0
        elif mark in ("&", r"\\") and self.levels[-1].table:
            self.settle()

    def settle(self) -> int:
        level = self.levels[-1]
        left = level.open + level.lost
        self.most_open = max(self.most_open, left)
        level.open = level.lost = 0
        return left

    def close(self) -> None:
        left = self.settle()
        if len(self.levels) > 1:
            self.levels.pop()
        self.levels[-1].lost += left


def refused(tex: str) -> Problem | None:
    """Why the engine must not see a formula; None when it may."""
    if len(tex) > LONGEST:
        return Problem(0, 1, f"a formula of more than {LONGEST:,} characters")
    depth = _Depth()
    for match in _STRUCTURE.finditer(tex):
        mark = match[0] if match["word"] or match[0][0] != "\\" else match[0][:2]
        if match["word"] is None and match[0].startswith((r"\left", r"\right")):
            mark = r"\left" if match[0].startswith(r"\left") else r"\right"
        depth.read(tex, mark, match.start(), match.end())
        if len(depth.levels) + depth.chain > DEEPEST:
            return Problem(match.start(), match.end(), f"more than {DEEPEST} groups in one another")
    depth.close()
    if depth.most_open > MOST_OPEN or depth.levels[0].lost > MOST_OPEN:
        return Problem(0, len(tex), f"more than {MOST_OPEN} brackets that nothing closes")
    return None
