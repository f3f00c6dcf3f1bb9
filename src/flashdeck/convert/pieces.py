"""A file taken apart: its cards, its headings, and the prose between them."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from flashdeck.convert.hiding import Comments
from flashdeck.convert.org_pieces import comments_within, found_between
from flashdeck.model import Note, passages
from flashdeck.syntax import marks
from flashdeck.syntax.org_outline import before_titles
from flashdeck.syntax.page import Page, inside
from flashdeck.syntax.sections import DEEPEST, TITLE
from flashdeck.syntax.sr_options import Options, options

REVIEW_DATA = re.compile(
    r"(?:(?<![ \t])[ \t]+)?(?:<!--[ \t]*(?:SR:|ID:|SC:|fsrs|srs?[- ]data)[^\n]*?-->"
    r"|%%[ \t]*(?:ID|SR):[^\n]*?%%)"
)
"""What other tools have noted in comments: when a card is due, or what its note is called."""

_CLOSERS = re.compile(r"(?:\n[ \t]*\n[ \t]*-{3,}[ \t]*)+\Z")

_NAMES = re.compile(r"[ \t]*(?:TARGET DECK|FILE TAGS)(?::|[ \t]).*")
"""A line that names the deck or the tags, which Obsidian_to_Anki finds in comments as well."""

_OUTLINES = ("logseq", "remnote")
"""Dialects in which all is nested in list items, prose and headings too."""


class Prose(NamedTuple):
    """Text that belongs to no card, and where it began in the file."""

    text: str
    at: int


class Heading(NamedTuple):
    """A heading that is no card: a section."""

    level: int
    name: str
    line: str
    at: int


class Placed(NamedTuple):
    """A note, the comments in it that are to be kept, and its text as it stood."""

    note: Note
    comments: tuple[str, ...]
    text: str
    at: int


Piece = Prose | Heading | Placed


def pieces(page: Page, notes: Iterable[Note], dialect: str) -> list[Piece]:
    """The pieces of a file, in order; `dialect` is what it was read in."""
    ordered = sorted(notes, key=lambda note: (note.span.start, note.span.end))
    if dialect == "csv":
        return [Placed(note, (), "", note.span.start) for note in ordered]
    before = before_titles(page.source.text if dialect == "org" else "")
    comments = Comments(page, [(note.span.start, note.span.end) for note in ordered])
    taker = _Taker(page, dialect, inside(page), options(page.settings), before, comments)
    found: list[Piece] = []
    at = page.header.end
    for note in ordered:
        found += taker.between(at, note.span.start, note.section)
        found += _of_org(page, note) if dialect == "org" else _placed(page, note)
        at = max(at, note.span.end)
    return [*found, *taker.between(at, len(page.source.text), ())]


def _of_org(page: Page, note: Note) -> Iterator[Piece]:
    """A note of an org file, whose comments are its own."""
    text = page.source.text[note.span.start : note.span.end]
    yield Placed(note, tuple(comments_within(text)), text, note.span.start)


def _placed(page: Page, note: Note) -> Iterator[Piece]:
    """A note; comments in it of several lines stand above it from now on."""
    start, end = note.span.start, note.span.end
    text = page.source.text
    first = bisect_left(page.comments, start, key=lambda each: each.start)
    later = islice(page.comments, first, None)
    within = [each for each in takewhile(lambda each: each.start < end, later) if each.end <= end]
    told = [each.span.start for each in passages(note)]  # a card may itself stand in a comment
    about = [each for each in within if not any(each.start <= at < each.end for at in told)]
    comments = [text[each.start : each.end] for each in about]
    kept = [each for each in comments if REVIEW_DATA.fullmatch(each) is None]
    yield from (Prose(each, start) for each in kept if "\n" in each)
    begin = text.rfind("\n", 0, start) + 1
    begin = begin if not text[begin:start].strip() else start
    stood = _CLOSERS.sub("", REVIEW_DATA.sub("", text[begin:end]).rstrip())
    whole = any("\n" in each for each in kept)
    short = tuple(each for each in kept if "\n" not in each)
    yield Placed(note, short, "" if whole else stood, start)


@dataclass(frozen=True, slots=True)
class _Taker:
    """Takes headings and prose from between the cards of a page.

    `covered` are the offsets of lines inside code and formulas.
    """

    page: Page
    dialect: str
    covered: frozenset[int]
    options: Options
    before_titles: re.Pattern[str]
    comments: Comments

    def between(self, start: int, end: int, section: Sequence[str]) -> Iterator[Piece]:
        """What a half-open range without cards holds; `section` is that of the card below."""
        if self.dialect == "org":
            yield from self._of_org(start, end)
            return
        for begin, stop, hiding in self.comments.parts(start, end):
            if hiding is None:
                yield from self._plain(begin, stop, section)
            else:
                yield from self._hidden(begin, hiding.text(self.page.source.text, begin, stop))

    def _plain(self, start: int, end: int, section: Sequence[str]) -> Iterator[Piece]:
        found: list[tuple[int, str]] = []
        for at, line in self._lines(start, end):
            literal = at in self.covered or self.comments.holds(at)
            heading = None if literal else self._heading(at, line, section)
            if heading is not None:
                yield from self._prose(found)
                yield heading
                found = []
            elif literal or not self._is_mark(line):
                found.append((at, line))
            elif tags := self._other_tags(line):
                found.append((at, tags))
        yield from self._prose(found)

    def _prose(self, lines: Sequence[tuple[int, str]]) -> Iterator[Prose]:
        """Prose; of an outline, not indented, and one item alone is a paragraph."""
        for prose in _prose(lines):
            outline = self.dialect in _OUTLINES
            yield prose._replace(text=_unnested(prose.text)) if outline else prose

    def _hidden(self, at: int, text: str) -> Iterator[Prose]:
        """What a comment around cards holds beside them, as a comment of its own."""
        told = "\n".join(line for line in text.split("\n") if _NAMES.fullmatch(line) is None)
        told = told.strip()
        if told:
            apart = "\n" if "\n" in told else " "
            yield Prose(f"<!--{apart}{told}{apart}-->", at)

    def _of_org(self, start: int, end: int) -> Iterator[Piece]:
        before = self.before_titles
        for text, at, level in found_between(self.page.source, start, end, before):
            if level is None:
                yield Prose(text, at)
            elif text:
                yield Heading(level, text, f"{'#' * level} {text}", at)

    def _is_mark(self, line: str) -> bool:
        """Whether a line only says that cards stand below it, or in which deck."""
        names = self.dialect == "o2a" and _NAMES.fullmatch(line) is not None
        return names or self.options.tag_line.fullmatch(line) is not None

    def _other_tags(self, line: str) -> str:
        """The tags beside the one that names a deck, which are the author's own."""
        named = self.options.tag
        return " ".join(word for word in line.split() if word[0] == "#" and not named.match(word))

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The lines that begin in a range, or what is left of one; without review data."""
        text, at = self.page.source.text, start
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            line = text[at:stop]
            if text.rfind("\n", 0, at) + 1 not in self.page.header.taken:
                cleared = line if self.comments.holds(at) else REVIEW_DATA.sub("", line)
                if cleared.strip() or not line.strip():
                    yield at, cleared
            at = stop + 1

    def _heading(self, at: int, line: str, section: Sequence[str]) -> Heading | None:
        item = marks.LIST_ITEM.match(line) if self.dialect in _OUTLINES else None
        title = TITLE.match(line[item.end() :] if item else line)
        if item is not None and (name := title["title"] if title else line[item.end() :].strip()):
            if name in section:
                level = min(DEEPEST, 2 + section.index(name))
                return Heading(level, name, f"{'#' * level} {name}", at)
        elif title is not None and title["title"]:
            name = marks.CARD_TAG.sub("", marks.ID.sub("", title["title"])).strip()
            return Heading(len(title["level"]), name, line.strip(), at)
        if self.dialect == "flat" and section and line.strip() == section[-1]:
            return Heading(2, section[-1], f"## {section[-1]}", at)
        return None


def _unnested(text: str) -> str:
    """What stands in an outline, for itself."""
    lines = textwrap.dedent(text)
    item = marks.LIST_ITEM.match(lines)
    if item is None or re.search(r"\n[ \t]*(?:[-*+]|\d+[.)])[ \t]", lines):
        return lines
    first, line, rest = lines[item.end() :].partition("\n")
    return f"{first}{line}{textwrap.dedent(rest)}"


def _prose(lines: Sequence[tuple[int, str]]) -> Iterator[Prose]:
    """Prose without the rules and blank lines around it."""
    kept = [not (not line.strip() or marks.RULE.match(line)) for _, line in lines]
    if any(kept):
        first, last = kept.index(True), len(kept) - kept[::-1].index(True)
        text = "\n".join(line for _, line in lines[first:last])
        yield Prose(text.rstrip(), lines[first][0])
