"""A file as the dialects see it: its text, its mask, its header and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.masks import Region
from flashdeck.model import DeckName
from flashdeck.source import Source, Span


class Line(NamedTuple):
    """One line, without its end; `bare` is its text with code, mathematics and comments hidden."""

    start: int
    end: int
    bare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, ready to be read.

    `lines` holds the lines below the header that are not wholly comment, header
    lines such as TARGET DECK taken out. `deck` is the file's deck with the
    collection's prefix, `tags` those of the collection and of the header.
    """

    source: Source
    regions: tuple[Region, ...]
    lines: tuple[Line, ...]
    deck: DeckName
    tags: frozenset[str]
    dialect: str | None = None
    flashcards: bool = False
    explicit_deck: bool = False

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
