"""Diagnostics for programs: a JSON document that keeps its shape.

`{"version": 1, "diagnostics": [{"rule", "severity", "message", "help", "path",
"line", "column", "end_line", "end_column"}]}`. Lines and columns count characters
from one; the end is exclusive; a `help` there is not is null. Keys may be added
within a version, none is taken away or changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypedDict

from flashdeck.diagnostics import Diagnostic

VERSION = 1


class Row(TypedDict):
    """One diagnostic."""

    rule: str
    severity: str
    message: str
    help: str | None
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def render(diagnostics: Iterable[Diagnostic], *, ascii_only: bool = False) -> str:
    """The document; `ascii_only` escapes the rest, for a stream that cannot write it."""
    document = {"version": VERSION, "diagnostics": rows(diagnostics)}
    return json.dumps(document, ensure_ascii=ascii_only, indent=2) + "\n"


def rows(diagnostics: Iterable[Diagnostic]) -> list[Row]:
    """The diagnostics in the order given."""
    return [_row(diagnostic) for diagnostic in diagnostics]


def _row(diagnostic: Diagnostic) -> Row:
    span = diagnostic.span
    start, end = span.source.locate(span.start), span.source.locate(span.end)
    return {
        "rule": diagnostic.rule.name,
        "severity": diagnostic.rule.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": span.source.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
