"""Diagnostics as GitHub workflow commands, which show them beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable

from flashdeck.diagnostics import Diagnostic, Severity

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """One command for each diagnostic, each on a line of its own."""
    return "".join(f"{command(diagnostic)}\n" for diagnostic in diagnostics)


def command(diagnostic: Diagnostic) -> str:
    """One diagnostic, its help in the same annotation."""
    properties = ",".join(f"{key}={_property(value)}" for key, value in _place(diagnostic).items())
    said = diagnostic.message if diagnostic.help is None else _with_help(diagnostic)
    return f"::{COMMANDS[diagnostic.rule.severity]} {properties}::{_data(said)}"


def _with_help(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}\nhelp: {diagnostic.help}"


def _place(diagnostic: Diagnostic) -> dict[str, str]:
    """Columns are only allowed for a span within one line."""
    span = diagnostic.span
    start, end = span.source.locate(span.start), span.source.locate(span.end)
    place = {
        "title": f"flashdeck ({diagnostic.rule.name})",
        "file": span.source.path,
        "line": str(start.line),
        "endLine": str(span.lines[1]),
    }
    if start.line == end.line:
        place |= {"col": str(start.column), "endColumn": str(end.column)}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
