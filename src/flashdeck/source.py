"""Source text and positions in it.

A Span holds offsets into the whole file, front matter included, in characters
of the text as read: a byte order mark is gone and CRLF has become LF. Lines and
columns are worked out only when something is shown to a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple


class Location(NamedTuple):
    """A place a person can find: both numbers count from one."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: where it came from and its whole text.

    `path` is what a person is shown; `name` is the file's place in its
    collection, with forward slashes, and the same wherever the command is run.
    `modified` is seconds since 1970.
    """

    path: str
    text: str = field(repr=False)
    name: str = ""
    modified: int = 0

    def locate(self, offset: int) -> Location:
        """Line and column of a character offset."""
        starts = _starts(self.text)
        line = bisect_right(starts, offset)
        return Location(line, offset - starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """The text of a line, without its line ending."""
        starts = _starts(self.text)
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    """Where lines begin; of few files it is ever asked, and then many times."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in one source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line it touches, counted from one."""
        last = max(self.start, self.end - 1)
        return self.source.locate(self.start).line, self.source.locate(last).line

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one, in the same file."""
        return self.source is other.source and self.start <= other.start and other.end <= self.end
