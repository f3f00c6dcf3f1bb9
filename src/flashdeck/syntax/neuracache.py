"""The dialect of NeuraCache: a line that ends in `#flashcard` asks, what follows answers.

The answer is the next paragraph, or what is nested below the list item that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.outline import indent, unindented
from flashdeck.syntax.page import Line, Page, Range, inside, whole
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import reading_around

_TAG = re.compile(
    r"[ \t]+#(?P<name>flashcard|spaced)(?P<both>[-_/](?:reverse|reversed|both))?[ \t]*$", re.I
)


@dataclass(frozen=True, slots=True)
class NeuraCache:
    """Pages with lines that end in `#flashcard`, or `#flashcard-reverse` to ask both ways."""

    name: str = "neuracache"

    def evidence(self, page: Page) -> int:
        return weight(self.signs(page)) if "#" in page.source.text else 0

    def signs(self, page: Page) -> Iterator[Sign]:
        covered = inside(page)
        for line in page.lines:
            if line.start not in covered and (match := _TAG.search(line.bare)):
                yield Sign(f"`#{match['name'].lower()}`", line.start, own=True)

    def read(self, page: Page) -> Reading:
        reader = _Reader(page)
        for line in page.lines:
            reader.take(line)
        reader.end()
        return reading_around(page, reader.drafts)


NEURACACHE = NeuraCache()


@dataclass(slots=True)
class _Reader:
    """The open card and its answer's lines; without one, the lines that may yet ask."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    lines: list[Line] = field(default_factory=list)
    open: Draft | None = None
    nested: int | None = None
    """How far the list item that asks is indented."""
    inside: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.inside = inside(self.page)

    def take(self, line: Line) -> None:
        """One more line."""
        if line.start in self.inside:
            self.lines.append(line)
            return
        tag, title = _TAG.search(line.bare), TITLE.match(line.bare)
        if tag is not None:
            self._start(line, tag)
        elif title is not None:
            self.end()
            self.sections.heading(self.page, line)
        elif line.blank:
            self._blank(line)
        elif self._leaves(line):
            self.end()
            self.lines = [line]
        else:
            self.lines.append(line)

    def _blank(self, line: Line) -> None:
        """Ends an answer that has begun, and whatever was to ask."""
        if self.open is None or any(not each.blank for each in self.lines):
            if self.nested is None:
                self.end()
            else:
                self.lines.append(line)

    def _leaves(self, line: Line) -> bool:
        """Whether a line is no longer nested below the item that asks."""
        return self.nested is not None and indent(line) <= self.nested

    def _start(self, line: Line, tag: re.Match[str]) -> None:
        above = self.lines if self.open is None else []
        self.end()
        item, title = marks.LIST_ITEM.match(line.bare), TITLE.match(line.bare)
        begin = item.end() if item else title.start("title") if title else 0
        prompt: list[Range] = [(line.start + begin, line.start + tag.start())]
        if not item and not title:
            prompt = [*whole(above, len(self.page.source.text)), *prompt]
        first = above[0] if above and not item and not title else line
        self.open = Draft(
            form=Form.SPLIT,
            first=first.start,
            last=line.end,
            section=self.sections.names,
            prompt=prompt,
            both_ways=tag["both"] is not None,
        )
        self.nested = indent(line) if item else None

    def end(self) -> None:
        """The card is whole; nothing is open any more."""
        draft = self.open
        if draft is not None:
            size = len(self.page.source.text)
            nested = self.nested is not None
            draft.answer = (unindented if nested else whole)(self.lines, size)
            draft.last = max([draft.last, *(each.end for each in self.lines if not each.blank)])
            self.drafts.append(draft)
        self.open, self.nested, self.lines = None, None, []
