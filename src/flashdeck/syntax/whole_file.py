"""What is wrong with a file rather than with one of its cards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, region_at
from flashdeck.source import Source, Span
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Reading
from flashdeck.syntax.drafts import Draft, reading
from flashdeck.syntax.noted_ids import unread_ids
from flashdeck.syntax.page import Line, Page, inside

_SECTION = re.compile(
    r" {0,3}#{1,6}(?:[ \t]|$)|[ \t]*(?:-{3,}|\*{3,}|_{3,}|\+{3})[ \t]*$"
    r"|[ \t]*#[^\s#]\S*(?:[ \t]+#[^\s#]\S*)*[ \t]*$"
)


def reading_around(
    page: Page, drafts: Sequence[Draft], found: Sequence[Diagnostic] = ()
) -> Reading:
    """The notes of a page and all that is wrong with it, where what is in no card is prose."""
    notes, told = reading(page, drafts)
    return Reading(notes, (*found, *told, *findings_around(page, drafts, found)))


def findings_around(
    page: Page, drafts: Sequence[Draft], found: Iterable[Diagnostic] = ()
) -> Iterator[Diagnostic]:
    """The findings of a page, where blocks outside of its cards, and not yet told of, are prose."""
    found = list(found)
    known = {each.span.start for each in found}
    ranges = sorted((draft.first, draft.last) for draft in drafts)
    covered, prose, above = inside(page), list[Line](), False
    for line in page.lines:
        at = bisect_right(ranges, line.start, key=itemgetter(0)) - 1
        told = at >= 0 and line.start < max(ranges[at][1], ranges[at][0] + 1)
        mark = line.start not in covered and _SECTION.match(line.bare) is not None
        text = not told and not mark and (line.start in covered or not line.blank)
        if text and not above and page.line_span(line).start not in known:
            prose.append(line)
        above = text
    open_ones = [each.span.start for each in found if each.rule is rules.UNCLOSED_NOTE]
    yield from unread_ids(page, [*ranges, *((at, len(page.source.text)) for at in open_ones[-1:])])
    yield from findings(page, bool(drafts), prose)


def findings(page: Page, cards: bool, prose: Sequence[Line]) -> Iterator[Diagnostic]:
    """The header's problems, unclosed fences and comments, and what made no card.

    `prose` are the first lines of the blocks that belong to none.
    """
    yield from page.header.diagnostics
    yield from _unclosed(page)
    if not cards:
        asks = any(marks.asks(line.bare) for line in page.lines if not line.blank)
        yield no_cards(page.source, asks=asks)
    elif prose:
        yield _prose(page, prose)


def no_cards(source: Source, *, asks: bool) -> Diagnostic:
    """What is said of a file that gave none; `asks` where a line of it is a question."""
    return Diagnostic(
        rule=rules.NO_CARDS,
        message="no cards in this file",
        span=Span(source, 0, 0),
        help="if its questions are meant as cards, write `TARGET DECK: name` above them"
        if asks
        else "`flashdeck init` writes an example of each form",
    )


def _prose(page: Page, prose: Sequence[Line]) -> Diagnostic:
    first, *others = prose
    count = f"{len(prose)} blocks of prose belong" if others else "a block of prose belongs"
    return Diagnostic(
        rule=rules.PROSE,
        message=f"{count} to no card: {_lines(page, prose)}",
        span=page.line_span(first),
    )


def _lines(page: Page, blocks: Sequence[Line]) -> str:
    lines = [page.source.locate(block.start).line for block in blocks]
    shown = ", ".join(map(str, lines[:12])) + (", …" if len(lines) > 12 else "")
    return f"line{'s' if len(lines) > 1 else ''} {shown}"


def _unclosed(page: Page) -> Iterator[Diagnostic]:
    text = page.source.text
    for region in page.regions:
        if not region.closed and region.kind is Kind.FENCE:
            mark = text[region.start : region.start + 3]
            yield Diagnostic(
                rule=rules.UNCLOSED_FENCE,
                message="this code fence has no end",
                span=page.span(region.start, region.start + 3),
                help=f"close it with a line {mark} of its own",
            )
    at = text.find("<!--")
    while at >= 0:
        if at >= page.header.end and region_at(page.regions, at) is None:
            yield Diagnostic(
                rule=rules.UNCLOSED_COMMENT,
                message="this comment has no end",
                span=page.span(at, at + 4),
                help="close it with `-->`",
            )
        at = text.find("<!--", at + 4)
