"""Dialects in which some headings are prompts, and what stands below is the answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from flashdeck.syntax.dialect import Reading
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import numbered_only
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.page import Line, Page, Range, inside
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import reading_around

Asked = Callable[[int, str], tuple[int, int] | None]
"""From a heading's level and title to the part of the title that asks; None for no card."""

Told = Callable[[Draft, Line, Page], bool]
"""Whether a line says something about the card, instead of being part of it."""


def _nothing(_draft: Draft, _line: Line, _page: Page) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What makes a card, what divides its front from its back, and what is said of it.

    `deeper` says that headings below a card's level belong to its answer, unless they ask
    too. What follows a second divider belongs to no card.
    """

    asked: Asked
    split: re.Pattern[str] | None = None
    end: re.Pattern[str] | None = None
    told: Told = _nothing
    deeper: bool = False


@dataclass(slots=True)
class _Reader:
    """The open card, and where its level and its split stand."""

    page: Page
    rules: Rules
    drafts: list[Draft] = field(default_factory=list)
    prose: int = 0
    sections: Sections = field(default_factory=Sections)
    open: Draft | None = None
    level: int = 0
    divided: bool = False

    def heading(self, line: Line, match: re.Match[str]) -> bool:
        """Whether a heading begins a card or ends one; else it is text of the open card."""
        level, title = len(match["level"]), match["title"]
        asked = self.rules.asked(level, title)
        if asked is None and self.open is not None and self.rules.deeper and level > self.level:
            return False
        self.open = None
        if asked is None:
            self.sections.heading(self.page, line)
            return True
        at = line.start + match.start("title")
        self.level, self.divided = level, False
        self.open = Draft(
            form=Form.HEADING,
            first=line.start,
            last=line.end,
            section=self.sections.above(level),
            prompt=[(at + asked[0], at + asked[1])],
        )
        self.drafts.append(self.open)
        return True

    def text(self, line: Line) -> None:
        """One line that is no heading."""
        draft, rules = self.open, self.rules
        if draft is None:
            return
        split = rules.split is not None and rules.split.fullmatch(line.bare)
        if (split and self.divided) or (rules.end is not None and rules.end.fullmatch(line.bare)):
            self.open = None
            return
        if split:
            self.divided = True
            # Whatever stood between the heading and this mark belongs to the front.
            draft.prompt = [(draft.prompt[0][0], self._end(draft.prompt[0][1])), *draft.answer]
            draft.answer = []
        elif not rules.told(draft, line, self.page):
            self.add(line)
        if not line.blank:
            draft.last = line.end

    def add(self, line: Line) -> None:
        """A line of the answer, as far as is known."""
        if self.open is not None:
            self.open.answer.append((line.start, self._end(line.end)))
            if not line.blank:
                self.open.last = line.end

    def _end(self, at: int) -> int:
        """Behind the line that ends here."""
        return min(at + 1, len(self.page.source.text))


def read(
    page: Page, rules: Rules, opening: Draft | None = None, names: Iterable[tuple[int, str]] = ()
) -> Reading:
    """The cards of a page, behind one that its dialect found above them.

    `names` are ids, with the place in the file of each: that of the card it stands in.
    """
    reader, covered = _Reader(page, rules), inside(page)
    for line in page.lines:
        if line.start in covered:
            reader.add(line)
        elif (match := TITLE.match(line.bare)) is None or not reader.heading(line, match):
            reader.text(line)
    for at, name in names:
        if (index := bisect_right(reader.drafts, at, key=lambda draft: draft.first)) > 0:
            reader.drafts[index - 1].given_id = name
    first = [] if opening is None else [opening]
    return reading_around(page, [*first, *reader.drafts])


def titles(page: Page) -> Iterator[tuple[Line, int, str]]:
    """The headings of a page, with level and title."""
    covered = inside(page)
    for line in page.lines:
        if line.start not in covered and (match := TITLE.match(line.bare)):
            yield line, len(match["level"]), match["title"]


def range_of(match: re.Match[str] | None) -> Range | None:
    return None if match is None else match.span(1)


def gapped(page: Page, draft: Draft) -> Draft:
    """The draft, as a cloze if its question has gaps."""
    asked = "".join(page.source.text[start:end] for start, end in draft.prompt)
    if NUMBERED.search(asked):
        draft.form, draft.gaps = Form.C, numbered_only
    return draft
