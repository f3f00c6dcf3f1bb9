"""Comments of several lines: what they hold stays in them, but for cards of Obsidian_to_Anki.

Their author hides notes from readers by a comment around them. The notes leave it; other
text in it stays a comment, of its own on each side of them. Ranges are half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flashdeck.masks import Region
from flashdeck.syntax.page import Page, Range


class Hiding(NamedTuple):
    """A comment around cards: where it begins, and where its end stands, if it has one."""

    start: int
    end: int
    closes: int

    def text(self, source: str, start: int, end: int) -> str:
        """What a part of it holds, without its marks."""
        opens = self.start + (4 if source.startswith("<!--", self.start) else 2)
        return source[max(start, opens) : min(end, self.closes)]


@dataclass(frozen=True)
class Comments:
    """The comments of a page, and where its cards stand, in order."""

    page: Page
    cards: Sequence[Range]

    def holds(self, at: int) -> bool:
        """Whether an offset lies within a comment that no card stands in."""
        index = bisect_right(self._kept, at, key=lambda each: each.start) - 1
        return index >= 0 and self._kept[index].start < at < self._kept[index].end

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, Hiding | None]]:
        """A range between cards in parts: those in a comment around cards, and the others."""
        index = bisect_left(self.hiding, start, key=lambda each: each.end)
        for each in self.hiding[index:]:
            if each.start >= end:
                break
            if start < each.start:
                yield start, each.start, None
            yield max(start, each.start), min(end, each.end), each
            start = min(end, each.end)
        if start < end:
            yield start, end, None

    @cached_property
    def hiding(self) -> list[Hiding]:
        return list(self._hiding())

    def _hiding(self) -> Iterator[Hiding]:
        at = 0
        for comment in self.page.comments:
            first = bisect_right(self.cards, (comment.start, -1))
            inside = first < len(self.cards) and self.cards[first][0] < comment.end
            if inside and comment.start >= at and self.cards[first][0] > comment.start:
                at, closes = self._end(comment, first)
                yield Hiding(comment.start, at, closes)

    def _end(self, comment: Region, index: int) -> Range:
        """Where a comment around cards ends: one in a card, such as an id, ends it too soon."""
        end, text = comment.end, self.page.source.text
        while index < len(self.cards) and self.cards[index][0] < end:
            behind = self.cards[index][1]
            index += 1
            if end <= behind:
                close, opens = text.find("-->", behind), text.find("<!--", behind)
                if close >= 0 and not 0 <= opens < close:
                    return close + 3, close
                if index == len(self.cards) or not self.cards[index][0] < opens < close:
                    return behind, behind
                end = opens
        return end, comment.inner_end

    @cached_property
    def _kept(self) -> list[Region]:
        starts = {each.start for each in self.hiding}
        return [each for each in self.page.comments if each.start not in starts]
