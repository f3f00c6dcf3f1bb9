"""What a target is: a syntax that cards can be written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from flashdeck.convert.escaping import Escapes
from flashdeck.model import Basic, DeckName, Note
from flashdeck.settings import Settings


class Part(Enum):
    """What a note has beside a question and an answer; the value names it to its author."""

    TAGS = "tags"
    VERBS = "the `@` of verbs"
    CONTEXT = "the context"
    SOURCE = "the source"
    DEMO = "the demo"
    ID = "the id"
    BOTH_WAYS = "the second way of asking"
    NUMBERS = "the numbers of gaps"
    HINTS = "the hints of gaps"
    STATEMENT = "the form of a fact without a question"
    UNTAGGED = "a fact without a tag"
    EXTRA = "the text below a cloze"
    BLANK_LINES = "blank lines"
    SECTION = "the section"
    BELOW = "a place below no heading"
    DECK = "the deck"
    COMMENTS = "comments"
    PROSE = "prose"
    GAPS = "gaps in formulas or in each other"
    MARKS = "text that looks like a mark"
    SPELLING = "the spelling of some Markdown"


class Entry(NamedTuple):
    """A note to be written: with its own tags, the comments in it, and its text until now.

    `tags` are those that the file does not give to all its notes. `original` is
    empty where the note is not what its text says, or the text holds more, or is not
    native. `deck` is there where it is not the file's and each note says its own. A question
    on a `line` stands there with its answer.
    """

    note: Note
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    original: str = ""
    deck: DeckName | None = None
    line: bool = False


class Form(NamedTuple):
    """A way of writing a note.

    `open` is a text that goes on until something ends it; `ends` one that ends an
    open text above it; `takes` one that takes text above it for its own. `level` is
    that of a heading. A `last` one holds Markdown in another markup.
    """

    text: str
    open: bool = False
    ends: bool = False
    takes: bool = False
    level: int | None = None
    last: bool = False


class Head(NamedTuple):
    """What a file says of all its notes, and the other `values` of its front matter."""

    title: str | None
    deck: DeckName | None
    tags: frozenset[str]
    values: Mapping[str, object]


class Outline(NamedTuple):
    """How files are written in which headlines hold everything, notes too.

    `deeper` puts a text's headlines below so many others. `prose` writes Markdown
    that is no note, `top` what stands above all.
    """

    deeper: Callable[[str, int], str]
    prose: Callable[[str], str]
    top: Callable[[Head], str]


MARKDOWN = (".md", ".markdown", ".txt")
"""Suffixes of files in Markdown, the usual one first."""


def _no_line(_deck: DeckName | None, _settings: Settings) -> None:
    """No deck can be named in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A syntax to write: its dialect, what its notes can have, and how.

    `forms` gives the ways of writing a note, the cleanest first. `deck_line` names
    the deck of what follows, or the file's with None; it gives nothing for a deck
    that cannot be named so. In one that `leads`, such a line stands above all cards.
    `foreign` finds marks that its dialect reads although they are another program's.
    `escapes` keep text from being a mark, `ids` are those that can be written. Where
    headings do not end a card, `headings_end` is false. `table` targets hold rows and nothing else.
    Those with an `outline` name decks with each note; a target that `respells` writes another
    markup than Markdown. `both_say` is what else a note can have that is asked both ways.
    """

    name: str
    dialect: str
    suffixes: tuple[str, ...]
    says: frozenset[Part]
    forms: Callable[[Entry, Settings], Iterator[Form]]
    escapes: Escapes
    deck_line: Callable[[DeckName | None, Settings], str | None] = _no_line
    ids: re.Pattern[str] = re.compile(r"\w[\w:.-]*")
    rule: str = "---"
    toml: bool = False
    leads: bool = False
    headings_end: bool = True
    foreign: re.Pattern[str] | None = None
    table: Callable[[list[Entry], str], str] | None = None
    outline: Outline | None = None
    respells: bool = False
    both_say: frozenset[Part] = frozenset()

    def parts(self, note: Note) -> frozenset[Part]:
        """What can be said of a note."""
        both = isinstance(note, Basic) and note.both_ways
        return self.says | self.both_say if both else self.says


EVERYTHING = frozenset(Part)
