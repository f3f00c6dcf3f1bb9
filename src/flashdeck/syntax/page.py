"""A file as the dialects see it: its text, its mask, its header and its lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, count
from operator import add, itemgetter, sub
from typing import NamedTuple

from flashdeck import rules
from flashdeck.masks import Kind, Region, masked, regions
from flashdeck.model import DeckName, Passage, passage
from flashdeck.settings import Settings
from flashdeck.source import Source, Span
from flashdeck.syntax.conflicts import with_conflicts
from flashdeck.syntax.header import Header, header

Range = tuple[int, int]

_COMMENT = Kind.COMMENT


class Line(NamedTuple):
    """One line, without its end; `bare` is its text with code, mathematics and comments hidden."""

    start: int
    end: int
    bare: str

    @property
    def blank(self) -> bool:
        return not self.bare.strip()


_line = partial(tuple.__new__, Line)
"""A line of its three fields: much is read into lines, and so it costs half as much."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """One file, ready to be read; equal to itself alone, so that what is found in it can be kept.

    `lines` holds the lines that are not wholly comment and not part of the
    header: front matter, TARGET DECK and the like are taken out. `deck` is the
    file's deck below the collection's prefix, `tags` are those of the
    collection and of the header. `settings` are the collection's.
    """

    source: Source
    regions: tuple[Region, ...]
    comments: tuple[Region, ...]
    lines: tuple[Line, ...]
    header: Header
    deck: DeckName
    tags: frozenset[str]
    settings: Settings

    @property
    def bare(self) -> str:
        """Its lines as one text, with code, mathematics and comments hidden."""
        return "\n".join([line.bare for line in self.lines])

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def line_span(self, line: Line) -> Span:
        """The text of a line without the white space around it."""
        text = self.source.text[line.start : line.end]
        return self.span(
            line.start + len(text) - len(text.lstrip()), line.start + len(text.rstrip())
        )

    def passage(self, ranges: Iterable[Range], *, flat: bool = False) -> Passage | None:
        """The passage made of ranges of the file, comments taken out."""
        kept = self._uncommented(ranges) if self.comments else ranges
        return passage(self.source, kept, flat=flat)

    def _uncommented(self, ranges: Iterable[Range]) -> Iterator[Range]:
        for start, end in ranges:
            at = bisect_right(self.comments, start, key=lambda comment: comment.end)
            while at < len(self.comments) and self.comments[at].start < end:
                yield start, max(start, self.comments[at].start)
                start = self.comments[at].end
                at += 1
            yield start, end


def whole(lines: Sequence[Line], size: int) -> list[Range]:
    """The ranges of whole lines with their line ends, as few as can be."""
    ranges: list[Range] = []
    for line in lines:
        end = min(line.end + 1, size)
        if ranges and ranges[-1][1] == line.start:
            ranges[-1] = ranges[-1][0], end
        else:
            ranges.append((line.start, end))
    return ranges


def around(ranges: Sequence[Range], at: int) -> Range | None:
    """The one of some disjoint ranges, in order, in which a place lies."""
    index = bisect_right(ranges, at, key=itemgetter(0)) - 1
    return ranges[index] if index >= 0 and at < ranges[index][1] else None


def inside(page: Page) -> frozenset[int]:
    """Where lines begin that lie in a fence or a formula: no mark counts there."""
    text, found = page.source.text, set()
    for region in page.regions:
        if region.kind is not _COMMENT:
            at = text.find("\n", region.start, region.end)
            while at >= 0:
                found.add(at + 1)
                at = text.find("\n", at + 1, region.end)
    return frozenset(found)


def page(source: Source, settings: Settings) -> Page:
    """A source made ready to be read."""
    found = with_conflicts(source.text, regions(source.text))
    bare = masked(source.text, found)
    top = header(source, bare)
    below = found[bisect_left(found, top.end, key=lambda region: region.start) :]
    commented = any(region.kind is _COMMENT for region in found)
    return Page(
        source=source,
        regions=below,
        comments=tuple([each for each in below if each.kind is _COMMENT]) if commented else (),
        lines=_lines(source.text, bare, top, commented=commented),
        header=top,
        deck=(*settings.deck, *(top.deck or _path_deck(source))),
        tags=settings.tags | top.tags,
        settings=settings,
    )


def untitled(page: Page) -> Page:
    """The page, where a title is text like any other and names no deck."""
    title = page.header.title
    if title is None:
        return page
    text, found = page.source.text, page.header.diagnostics
    top = replace(
        page.header,
        deck=None,
        taken=page.header.taken - {title},
        title=None,
        diagnostics=tuple(each for each in found if each.rule is not rules.GUESSED_DECK),
    )
    return replace(
        page,
        header=top,
        deck=(*page.settings.deck, *_path_deck(page.source)),
        lines=_lines(text, masked(text, page.regions), top, commented=bool(page.comments)),
    )


def _lines(text: str, bare: str, top: Header, *, commented: bool) -> tuple[Line, ...]:
    told = bare[top.end :].split("\n")
    if not told[-1]:
        told.pop()  # behind the last line end there is no line
    sizes = [*map(len, told)]
    ends = [*map(add, accumulate(sizes), count(top.end))]  # each above ends in one character
    starts = [*map(sub, ends, sizes)]
    lines = [*map(_line, zip(starts, ends, told, strict=True))]
    for taken in sorted(top.taken, reverse=True):
        at = bisect_left(starts, taken)
        if starts[at : at + 1] == [taken]:
            del lines[at]
    return tuple([each for each in lines if _is_text(each, text)] if commented else lines)


def _is_text(line: Line, text: str) -> bool:
    """Whether it is not wholly comment."""
    return bool(line.bare.strip()) or not text[line.start : line.end].strip()


def _path_deck(source: Source) -> DeckName:
    """The folders and the name of a file, as decks."""
    *folders, last = source.name.strip("<>").split("/")
    stem, dot, _ = last.rpartition(".")
    parts = [*folders, stem if dot and stem else last]
    return tuple(part for part in parts if part.strip(". ")) or ("Cards",)
