"""Diagnostics for editors and grep: one line each, `path:line:column: severity[rule] message`."""

from __future__ import annotations

from collections.abc import Iterable

from flashdeck.diagnostics import Diagnostic
from flashdeck.report.cells import shown


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each diagnostic, each ended."""
    return "".join(f"{line(diagnostic)}\n" for diagnostic in diagnostics)


def line(diagnostic: Diagnostic) -> str:
    """One diagnostic without its help and its labels."""
    span, rule = diagnostic.span, diagnostic.rule
    place = span.source.locate(span.start)
    where = f"{span.source.path}:{place.line}:{place.column}"
    return shown(f"{where}: {rule.severity}[{rule.name}] {diagnostic.message}")
