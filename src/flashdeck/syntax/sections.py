"""The headings that a place stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flashdeck.syntax.page import Line, Page

TITLE = re.compile(
    r" {0,3}(?P<level>#{1,6})[ \t]+"
    r"(?P<title>(?:[^ \t\n]++(?:[ \t]++(?!#+[ \t]*$)[^ \t\n]++)*+)?)(?:[ \t]+#+)?[ \t]*$"
)
"""A heading, and its words without `#` behind them; white space takes no longer than it is."""

DEEPEST = 6
"""Levels of headings that Markdown has."""


@dataclass(slots=True)
class Sections:
    """Headings by level, outermost first."""

    open: list[tuple[int, str]] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.open)

    def above(self, level: int) -> tuple[str, ...]:
        """The headings that a heading of some level stands below."""
        return tuple(name for depth, name in self.open if depth < level)

    def heading(self, page: Page, line: Line) -> bool:
        """Whether the line is a heading; then it is the innermost one."""
        match = TITLE.match(line.bare)
        if match is None:
            return False
        start, end = match.span("title")
        title = page.source.text[line.start + start : line.start + end]
        self.enter(len(match["level"]), title.strip())
        return True

    def enter(self, level: int, name: str) -> None:
        """Leave all headings of this level or below, and enter one."""
        self.close(level)
        self.open.append((level, name))

    def close(self, level: int) -> None:
        """Leave all headings of this level or below."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()

    def leave(self) -> None:
        """Take back the heading entered last."""
        self.open.pop()
