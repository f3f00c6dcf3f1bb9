"""A file of org as a note of Markdown: what a card shows that embeds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.org_markup import from_org
from flashdeck.syntax.org_outline import outline
from flashdeck.syntax.page import Page, Range, page


def as_markdown(source: Source) -> str:
    """Its headings and the text below them, without keywords, drawers and tags."""
    return "\n\n".join(filter(None, _parts(page(source, Settings()))))


def _parts(read: Page) -> Iterator[str]:
    found = outline(read)
    yield _text(read, found.above)
    for headline in found.headlines:
        yield f"{'#' * min(headline.level, 6)} {_text(read, [headline.title])}"
        yield _text(read, headline.body)


def _text(read: Page, ranges: Iterable[Range]) -> str:
    told = read.passage(ranges)
    return "" if told is None else from_org(told).text.strip("\n")
