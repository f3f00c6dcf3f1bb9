"""What is wrong with a file rather than with one of its cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind
from flashdeck.syntax import marks
from flashdeck.syntax.elements import Element
from flashdeck.syntax.page import Page


def findings(page: Page, cards: bool, prose: Sequence[Element]) -> Iterator[Diagnostic]:
    """The header's problems, unclosed fences and comments, and what made no card."""
    yield from page.header.diagnostics
    yield from _unclosed(page)
    if not cards:
        asks = any(marks.asks(line.bare) for line in page.lines if not line.blank)
        yield Diagnostic(
            rule=rules.NO_CARDS,
            message="no cards in this file",
            span=page.span(0, 0),
            help="if its questions are meant as cards, write `TARGET DECK: name` above them"
            if asks
            else "`flashdeck init` writes an example of each form",
        )
    elif prose:
        yield _prose(page, prose)


def _prose(page: Page, prose: Sequence[Element]) -> Diagnostic:
    first, *others = prose
    count = f"{len(prose)} blocks of prose belong" if others else "a block of prose belongs"
    return Diagnostic(
        rule=rules.PROSE,
        message=f"{count} to no card: {_lines(page, prose)}",
        span=page.line_span(first.first),
    )


def _lines(page: Page, blocks: Sequence[Element]) -> str:
    lines = [page.source.locate(block.first.start).line for block in blocks]
    shown = ", ".join(map(str, lines[:12])) + (", …" if len(lines) > 12 else "")
    return f"line{'s' if len(lines) > 1 else ''} {shown}"


def _unclosed(page: Page) -> Iterator[Diagnostic]:
    text = page.source.text
    for region in page.regions:
        if region.kind is Kind.FENCE and not region.closed:
            mark = text[region.start : region.start + 3]
            yield Diagnostic(
                rule=rules.UNCLOSED_FENCE,
                message="this code fence has no end",
                span=page.span(region.start, region.start + 3),
                help=f"close it with a line {mark} of its own",
            )
    covered = [(region.start, region.end) for region in page.regions]
    at = text.find("<!--")
    while at >= 0:
        if not any(start <= at < end for start, end in covered) and at >= page.header.end:
            yield Diagnostic(
                rule=rules.UNCLOSED_COMMENT,
                message="this comment has no end",
                span=page.span(at, at + 4),
                help="close it with `-->`",
            )
        at = text.find("<!--", at + 4)
