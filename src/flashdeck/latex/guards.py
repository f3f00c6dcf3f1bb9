"""Formulas that would exhaust the engine, refused before it sees them.

It recurses into groups, and into arguments without braces, until the stack is
full, which ends the process.
"""

from __future__ import annotations

import re

from flashdeck.latex.problems import Problem

LONGEST = 20_000
DEEPEST = 200

_MARK = re.compile(r"\\(?:[A-Za-z]+|.)|[{}^_]", re.DOTALL)
_IN = frozenset(["{", r"\left", r"\begin"])
_OUT = frozenset(["}", r"\right", r"\end"])


def refused(tex: str) -> Problem | None:
    """Why the engine must not see a formula; None when it may."""
    if len(tex) > LONGEST:
        return Problem(0, 1, f"a formula of more than {LONGEST:,} characters")
    if len(tex) <= DEEPEST:
        return None  # every group takes a character at least
    depth = chain = at = 0
    for match in _MARK.finditer(tex):
        # Commands in a row may each be the argument of the one before.
        chain = chain + 1 if not tex[at : match.start()].strip() else 0
        at = match.end()
        if match[0] in _IN:
            depth, chain = depth + 1, 0
        elif match[0] in _OUT:
            depth = max(0, depth - 1)
        if depth + chain > DEEPEST:
            return Problem(match.start(), at, f"more than {DEEPEST} groups in one another")
    return None
