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


def render(diagnostics: Iterable[Diagnostic], width: int) -> Iterator[Text]:
    """The lines of all blocks for a terminal of so many columns, each block ended by a blank one.

    Lines of cards are cut to the width around what is meant; messages are not.
    """
    for diagnostic in diagnostics:
        yield from block(diagnostic, width)
        yield Text()


def block(diagnostic: Diagnostic, width: int) -> Iterator[Text]:
    """The lines that show one diagnostic."""
    style = STYLES[diagnostic.rule.severity]
    places = (Label(diagnostic.span, ""), *diagnostic.labels)
    digits = max(len(str(place.span.source.locate(place.span.start).line)) for place in places)
    digits = max(2, digits)  # so that arrows are always indented
    room = max(NARROWEST, width) - digits - 3
    yield Text.assemble(
        (f"{diagnostic.rule.severity}[{diagnostic.rule.name}]", style),
        (f": {shown(diagnostic.message)}", "bold"),
    )
    for index, place in enumerate(places):
        found = excerpt(place.span, room)
        yield _arrow(place, found, digits, first=index == 0)
        yield from _code(found, digits, "^" if index == 0 else "-", style, place.text)
    if diagnostic.help is not None:
        yield Text.assemble((" " * (digits + 1) + "= ", GUTTER), f"help: {shown(diagnostic.help)}")


def _arrow(place: Label, found: Excerpt, digits: int, *, first: bool) -> Text:
    path = shown(place.span.source.path)
    arrow = " " * (digits - 1) + ("--> " if first else "::: ")
    return Text.assemble((arrow, GUTTER), f"{path}:{found.line}:{found.column}")


def _code(found: Excerpt, digits: int, mark: str, style: str, text: str) -> Iterator[Text]:
    blank = " " * (digits + 1) + "|"
    said = _said(shown(text), found.rest)
    marks = Text(" " * found.indent).append(mark * found.length, style).append(f" {said}", style)
    marks.rstrip()
    yield Text(blank, GUTTER)
    yield Text.assemble((f"{found.line:>{digits}} |", GUTTER), f" {found.code}".rstrip())
    yield Text.assemble((f"{blank} ", GUTTER), marks)


def _said(text: str, rest: int | None) -> str:
    """What stands beside the marks; `rest` is the line to which they would go on."""
    if rest is None:
        return text
    return f"{text} (to line {rest})" if text else f"to line {rest}"
