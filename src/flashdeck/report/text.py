"""Diagnostics for people: the line that is meant, with carets under the part of it.

error[unclosed-cloze]: `{{c1::` is not closed
 --> cards/geo.md:12:9
   |
12 | Paris is {{c1::the capital of France.
   |          ^^^^^^
   = help: end the gap with `}}`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from flashdeck.diagnostics import Diagnostic, Label, Severity
from flashdeck.report.cells import shown
from flashdeck.report.excerpt import Excerpt, excerpt

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
GUTTER = "bold blue"
NARROWEST = 40


Line = tuple[tuple[str, str], ...]
"""Texts beside one another, each with its style."""


def render(diagnostics: Iterable[Diagnostic], width: int) -> Iterator[Text]:
    """The lines of all blocks for a terminal of so many columns, each block ended by a blank one.

    Lines of cards are cut to the width around what is meant; messages are not.
    """
    for line in _lines(diagnostics, width):
        yield Text.assemble(*line)


def plain(diagnostics: Iterable[Diagnostic], width: int) -> Iterator[str]:
    """The same without colours, in a third of the time."""
    for line in _lines(diagnostics, width):
        yield "".join([text for text, _ in line])


def _lines(diagnostics: Iterable[Diagnostic], width: int) -> Iterator[Line]:
    for diagnostic in diagnostics:
        yield from _block(diagnostic, width)
        yield ()


def _block(diagnostic: Diagnostic, width: int) -> Iterator[Line]:
    """The lines that show one diagnostic."""
    style = STYLES[diagnostic.rule.severity]
    places = (Label(diagnostic.span, ""), *diagnostic.labels)
    digits = max(len(str(place.span.source.locate(place.span.start).line)) for place in places)
    digits = max(2, digits)  # so that arrows are always indented
    room = max(NARROWEST, width) - digits - 3
    head = f"{diagnostic.rule.severity}[{diagnostic.rule.name}]"
    yield (head, style), (f": {shown(diagnostic.message)}", "bold")
    for index, place in enumerate(places):
        found = excerpt(place.span, room)
        yield _arrow(place, found, digits, first=index == 0)
        yield from _code(found, digits, "^" if index == 0 else "-", style, place.text)
    if diagnostic.help is not None:
        yield (" " * (digits + 1) + "= ", GUTTER), (f"help: {shown(diagnostic.help)}", "")


def _arrow(place: Label, found: Excerpt, digits: int, *, first: bool) -> Line:
    path = shown(place.span.source.path)
    arrow = " " * (digits - 1) + ("--> " if first else "::: ")
    return (arrow, GUTTER), (f"{path}:{found.line}:{found.column}", "")


def _code(found: Excerpt, digits: int, mark: str, style: str, text: str) -> Iterator[Line]:
    blank = " " * (digits + 1) + "|"
    said = _said(shown(text), found.rest)
    yield ((blank, GUTTER),)
    yield (f"{found.line:>{digits}} |", GUTTER), (f" {found.code}".rstrip(), "")
    marks = f"{mark * found.length} {said}".rstrip()
    yield (f"{blank} ", GUTTER), (" " * found.indent, ""), (marks, style)


def _said(text: str, rest: int | None) -> str:
    """What stands beside the marks; `rest` is the line to which they would go on."""
    if rest is None:
        return text
    return f"{text} (to line {rest})" if text else f"to line {rest}"
