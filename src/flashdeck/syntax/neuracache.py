"""The dialect of NeuraCache: a line that ends in `#flashcard` asks, what follows answers.

The answer is all up to a horizontal rule, or else the next paragraph, or what is nested
below the list item that asks; or it stands in the same line: `front : back #flashcard`,
where `⚡️` and `🧠` stand for the tag. `#spaced` marks a fact. Other tags beside these are
the card's own. A line of nothing but tags belongs to the list or the text below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.noted_ids import noted_ids
from flashdeck.syntax.outline import answering, indent, of_logseq, unindented
from flashdeck.syntax.page import Line, Page, Range, inside, whole
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import reading_around

_TAGS = re.compile(
    r"(?:^|(?<![ \t])[ \t]+)(?:#[\w/-]+[ \t]+)*(?:"
    r"#(?P<name>flashcard|spaced)(?P<both>[-_/](?:reverse|reversed|both))?(?![\w/-])"
    r"|(?P<micro>[⚡🧠])\ufe0f?(?!\S))(?:[ \t]+#[\w/-]+)*[ \t]*$",
    re.I,
)
_TAG = re.compile(r"#([\w/-]+)")
_OWN_TAG = re.compile(r"(?i)(?:flashcard|spaced)(?:[-_/](?:reverse|reversed|both))?|two-sided")
_PAIR = re.compile(r"(?<=\S)[ \t]+:[ \t]+(?=\S)")
_CLOSE_PAIR = re.compile(r"(?<=[^\s:])[ \t]*:[ \t]+(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$")


@dataclass(frozen=True, slots=True)
class NeuraCache(Marked):
    """Pages with lines that end in `#flashcard`, or `#flashcard-reverse` to ask both ways."""

    name: str = "neuracache"

    def signs(self, page: Page) -> Iterator[Sign]:
        """Where blocks have properties, or gaps of Logseq's, the tag is Logseq's as well."""
        if of_logseq(page):
            return
        covered = inside(page)
        for line in page.lines:
            if line.start not in covered and (match := _tagged(line.bare)):
                what = f"`#{match['name'].lower()}`" if match["name"] else f"`{match['micro']}`"
                alone = not line.bare[: match.start()].strip()
                yield Sign(what, line.start, own=match["name"] is not None and not alone)

    def read(self, page: Page) -> Reading:
        reader = _Reader(page)
        for line in page.lines:
            reader.take(line)
        reader.end()
        _name(page, reader.drafts)
        return reading_around(page, reader.drafts)


NEURACACHE = NeuraCache()


def _name(page: Page, drafts: list[Draft]) -> None:
    """Gives cards the ids that Obsidian_to_Anki has noted below them."""
    ends = [draft.last for draft in drafts]
    for noted in noted_ids(page):
        at = bisect_right(ends, noted.at) - 1
        if at >= 0 and noted.below(page, ends[at]):
            drafts[at].given_id = noted.name


def _tagged(bare: str) -> re.Match[str] | None:
    """The tags at the end of a line that make it a card, if it has such."""
    if "#" not in bare and "⚡" not in bare and "🧠" not in bare:
        return None
    match = _TAGS.search(bare)
    micro = match is not None and match["micro"] is not None
    return None if micro and _CLOSE_PAIR.search(bare) is None else match


class _Kind(NamedTuple):
    """What the tags of a line say: of a card, or of each item of the list below it."""

    fact: bool
    both_ways: bool
    tags: frozenset[str]


def _kind(match: re.Match[str]) -> _Kind:
    tags = _TAG.findall(match[0])
    both = match["both"] is not None or any(tag.lower() == "two-sided" for tag in tags)
    own = frozenset(tag for tag in tags if not _OWN_TAG.fullmatch(tag))
    return _Kind((match["name"] or "").lower() == "spaced", both, own)


@dataclass(slots=True)
class _Reader:
    """The open card and its answer's lines; without one, the lines that may yet ask."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    lines: list[Line] = field(default_factory=list)
    open: Draft | None = None
    fact: bool = False
    """Whether the open card needs no answer."""
    nested: int | None = None
    """How far the list item that asks is indented."""
    batch: _Kind | None = None
    """What a line of tags alone says of the list below it."""
    inside: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()
    """Where lines with tags begin whose answer ends at a rule."""

    def __post_init__(self) -> None:
        self.inside = inside(self.page)
        self.ruled = frozenset(self._ruled())

    def _ruled(self) -> Iterator[int]:
        last = None
        for line in self.page.lines:
            if line.start in self.inside:
                continue
            if _tagged(line.bare):
                last = line.start
            elif TITLE.match(line.bare):
                last = None
            elif last is not None and _RULE.match(line.bare):
                yield last
                last = None

    def take(self, line: Line) -> None:
        """One more line."""
        if line.start in self.inside:
            self.lines.append(line)
            return
        tag, title = _tagged(line.bare), TITLE.match(line.bare)
        if tag is not None:
            self._card(line, tag)
        elif title is not None:
            self.end()
            self.sections.heading(self.page, line)
        elif _RULE.match(line.bare):
            self.end()
        elif line.blank:
            self._blank(line)
        elif self.batch is not None and marks.LIST_ITEM.match(line.bare):
            self._item(line, self.batch)
        elif self._leaves(line):
            self.end()
            self.lines = [line]
        else:
            self.lines.append(line)

    def _blank(self, line: Line) -> None:
        """Ends an answer that has begun, and whatever was to ask."""
        if self.open is not None and self.open.first in self.ruled:
            self.lines.append(line)
        elif self.open is None or self._spoken() or (self.fact and self.open.prompt):
            if self.nested is None:
                self.end()
            else:
                self.lines.append(line)

    def _spoken(self) -> bool:
        return any(not each.blank for each in self.lines)

    def _leaves(self, line: Line) -> bool:
        """Whether a line is no longer nested below the item that asks."""
        return self.nested is not None and indent(line) <= self.nested

    def _card(self, line: Line, tag: re.Match[str]) -> None:
        above = self.lines if self.open is None else []
        self.end()
        kind = _kind(tag)
        if not line.bare[: tag.start()].strip() and not above:
            self.batch = kind
            self._open(line, line, [], kind)
        elif not kind.fact and (pair := self._pair(line, tag)) and not self._asks(line, tag):
            self._one_line(line, (pair.start(), pair.end(), tag.start()), kind)
        else:
            self._start(line, tag.start(), above, kind)

    def _asks(self, line: Line, tag: re.Match[str]) -> bool:
        """Whether a line with a colon is a question all the same: it ends so, and text is below."""
        if not line.bare[: tag.start()].rstrip().endswith(("?", "？", "؟")):
            return False
        text, start = self.page.source.text, line.end + 1
        end = text.find("\n", start)
        below = text[start : end if end >= 0 else len(text)]
        return bool(below.strip()) and _tagged(below) is None

    @staticmethod
    def _pair(line: Line, tag: re.Match[str]) -> re.Match[str] | None:
        """What divides a card on one line; a colon without a space before it may be text."""
        sign = _CLOSE_PAIR if tag["micro"] else _PAIR
        return sign.search(line.bare, 0, tag.start())

    def _start(self, line: Line, end: int, above: list[Line], kind: _Kind) -> None:
        item, title = marks.LIST_ITEM.match(line.bare), TITLE.match(line.bare)
        prompt: list[Range] = [(line.start + _text(line), line.start + end)]
        if not item and not title:
            prompt = [*whole(above, len(self.page.source.text)), *prompt]
        first = above[0] if above and not item and not title else line
        self._open(first, line, prompt, kind)
        if first is not line and line.start in self.ruled:
            self.ruled |= {first.start}
        self.nested = indent(line) if item else None

    def _open(self, first: Line, last: Line, prompt: list[Range], kind: _Kind) -> None:
        self.open = Draft(
            form=Form.SPLIT,
            first=first.start,
            last=last.end,
            section=self.sections.names,
            prompt=prompt,
            both_ways=kind.both_ways,
            tags=set(kind.tags),
        )
        self.fact = kind.fact

    def _one_line(self, line: Line, parts: tuple[int, int, int], kind: _Kind) -> None:
        """A whole card; `parts`: where its separator begins and ends, and its text ends."""
        start, end, last = (line.start + part for part in parts)
        self._open(line, line, [(line.start + _text(line), start)], kind)
        if self.open is not None:
            self.open.form, self.open.answer = Form.PAIR, [(end, last)]
            self.drafts.append(self.open)
        self.open, self.lines = None, []

    def _item(self, line: Line, kind: _Kind) -> None:
        """One of a list below a line of tags: a fact, or a card on one line."""
        pair = _PAIR.search(line.bare) or _CLOSE_PAIR.search(line.bare)
        self.open, self.lines = None, []
        if kind.fact or pair is None:
            self._start(line, len(line.bare), [], kind)
            self.end(batch=kind)
        else:
            self._one_line(line, (pair.start(), pair.end(), len(line.bare)), kind)

    def end(self, batch: _Kind | None = None) -> None:
        """The card is whole; nothing is open any more but the list of `batch`."""
        draft = self.open
        if draft is not None:
            self._told(draft)
            draft.last = max([draft.last, *(each.end for each in self.lines if not each.blank)])
            self.drafts.append(draft)
        self.open, self.nested, self.lines, self.batch = None, None, [], batch

    def _told(self, draft: Draft) -> None:
        """What follows the tags: an answer, or the fact itself where they stand above it."""
        text = self.page.source.text
        directly = any(line.start == draft.last + 1 for line in self.lines[:1])
        below = self.nested is not None or directly
        # What is indented directly below a line goes on with it, and is no code.
        told = unindented(self.lines, text) if below else whole(self.lines, len(text))
        if self.nested is not None:
            told = answering(self.lines, text)
        if not self.fact:
            draft.answer = told if self._spoken() else []
            if not draft.answer and draft.prompt:
                self._divide(draft)
        elif not draft.prompt:
            draft.form, draft.prompt = Form.FACT, told
        elif self._spoken():
            draft.answer = told
        else:
            draft.form = Form.FACT

    def _divide(self, draft: Draft) -> None:
        """Without an answer below, what follows a colon answers."""
        start, end = draft.prompt[-1]
        pair = _CLOSE_PAIR.search(self.page.source.text, start, end)
        if pair is not None:
            draft.form = Form.PAIR
            draft.prompt[-1], draft.answer = (start, pair.start()), [(pair.end(), end)]


def _text(line: Line) -> int:
    """Where the text of a list item, a heading or another line begins in it."""
    item, title = marks.LIST_ITEM.match(line.bare), TITLE.match(line.bare)
    return item.end() if item else title.start("title") if title else 0
