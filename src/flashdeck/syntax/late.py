"""Dialects of ours that are imported when a page may hold their marks.

Few collections have more than one or two syntaxes, and importing all of them takes as
long as reading a thousand cards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.source import Source
from flashdeck.syntax.dialect import Dialect, Marked, Reading, Sign
from flashdeck.syntax.page import Page

Cue = Callable[[Page], bool]
"""Whether a page may show evidence for a dialect: quick, and sometimes wrongly yes."""


@dataclass(frozen=True, slots=True)
class Late(Marked):
    """A dialect that is not imported before its cue is seen, or it is asked for."""

    name: str
    cue: Cue
    load: Callable[[], Dialect]

    def signs(self, page: Page) -> Iterable[Sign]:
        dialect = self.load() if self.cue(page) else None
        return dialect.signs(page) if isinstance(dialect, Marked) else ()

    def weighed(self, signs: Sequence[Sign]) -> int:
        dialect = self.load() if signs else None
        return dialect.weighed(signs) if isinstance(dialect, Marked) else 0

    def read(self, page: Page) -> Reading:
        return self.load().read(page)


def _any_of(*marks: str) -> Cue:
    """Any of these stands somewhere in the text."""
    return lambda page: any(_holds(page.source.text, mark) for mark in marks)


def _holds(text: str, mark: str) -> bool:
    """Whether a mark is in a text; that one of its characters is not takes no time to see."""
    return all(map(text.__contains__, mark)) and mark in text


def _any_like(*marks: str) -> Cue:
    """Any of these patterns; each begins with one character, which is found fast."""
    patterns = [re.compile(mark) for mark in marks]
    return lambda page: any(each.search(page.source.text) for each in patterns)


def _any_of_lower(*marks: str) -> Cue:
    """The same, in capitals or not."""

    def cue(page: Page) -> bool:
        text = page.source.text.lower()
        return any(_holds(text, mark) for mark in marks)

    return cue


def _named(*suffixes: str, top: str = "\0") -> Cue:
    """The file's name ends in one of these, or its text begins so."""

    def cue(page: Page) -> bool:
        return page.source.name.lower().endswith(suffixes) or page.source.text.startswith(top)

    return cue


def tabbed(source: Source) -> bool:
    """Whether a text may be rows that Anki wrote before it wrote lines of its own above them."""
    first = source.text[: source.text.find("\n")]
    return source.name.lower().endswith(".txt") and first.find("\t", 1) > 0


def _rows(page: Page) -> bool:
    return _TABLE(page) or tabbed(page.source)


_TABLE = _named(".csv", ".tsv", top="#")
CUES: Mapping[str, Cue] = {
    "ankcompiler": _any_of("[^uid]:"),
    "csv": _rows,
    "double": _any_of("??", "？？", "?？", "？?"),
    "logseq": _any_of_lower("#card", "[card", "#flashcard", "[flashcard", "{{cloze"),
    "markdown-anki-decks": _any_of_lower("data-question", "<h2"),
    "mdanki": _any_of("\n%", "\n[#", "notecardId:"),
    "neuracache": _any_of_lower("#flashcard", "#spaced", "⚡", "🧠"),
    "org": _named(".org", ".org>"),
    "remnote": _any_like(">[<>]", "<[<>]", ";[;<>]", ":[<>]"),
}
