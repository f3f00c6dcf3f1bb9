"""Findings as a test looks at them: rule, place, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flashdeck.compile.library import Request, compiled
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.settings import Settings
from reading import DIALECTS


class Finding(NamedTuple):
    """A finding, and what it and its labels point at."""

    rule: str
    line: int
    text: str
    message: str
    help: str | None
    labels: tuple[tuple[int, str], ...]


def findings(
    text: str,
    *rules: Rule,
    macros: dict[str, str] | None = None,
    demos: frozenset[str] = frozenset(),
    objection: Callable[[str, Sequence[str]], str | None] | None = None,
) -> list[Finding]:
    """What a check of one file says, of some rules or of all."""
    request = Request(
        paths=(),
        settings=Settings(macros=macros or {}),
        dialects=DIALECTS,
        demos=demos,
        objection=objection,
        stdin=text.encode(),
        modified=1,
    )
    found = compiled(request).diagnostics
    return [_finding(each) for each in found if not rules or each.rule in rules]


def _finding(found: Diagnostic) -> Finding:
    return Finding(
        rule=found.rule.name,
        line=found.span.lines[0],
        text=found.span.text,
        message=found.message,
        help=found.help,
        labels=tuple((label.span.lines[0], label.text) for label in found.labels),
    )
