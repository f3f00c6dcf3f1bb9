"""The dialect of markdown-anki-decks: `## ` asks, all below it answers.

The first `# ` names the deck, wherever it stands; later ones are text. A question of
several lines stands in `<div data-question markdown="block">` or `<h2 markdown="block">`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flashdeck.model import Passage
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.headed import gapped, titles
from flashdeck.syntax.page import Line, Page, inside
from flashdeck.syntax.rewriting import Edit, rewritten
from flashdeck.syntax.sections import TITLE
from flashdeck.syntax.whole_file import reading_around

MARK = "data-question"

_OPENS = re.compile(
    rf"[ \t]*<(?P<tag>h2(?=[^<>]*\smarkdown)|\w+(?=[^<>]*\s{MARK}))[^<>]*>[ \t]*", re.IGNORECASE
)
_MARKUP = re.compile(r"[`*]")
_ESCAPED = re.compile(r"\\(?=\\[()\[\]])")


@dataclass(frozen=True, slots=True)
class MarkdownAnkiDecks(Marked):
    """Pages with questions in HTML; others are known only by `dialect:` in their front matter."""

    name: str = "markdown-anki-decks"

    def signs(self, page: Page) -> Iterator[Sign]:
        covered = inside(page)
        for line in page.lines:
            if line.start not in covered and _OPENS.fullmatch(line.bare):
                yield Sign("a question in HTML", line.start, own=True)

    def read(self, page: Page) -> Reading:
        page = _titled(page)
        reader = _Reader(page)
        for line in page.lines:
            reader.take(line)
        return reading_around(page, [gapped(page, draft) for draft in reader.drafts])


MARKDOWN_ANKI_DECKS = MarkdownAnkiDecks()


@dataclass(slots=True)
class _Reader:
    """The open card, and the tag that its question ends with."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    open: Draft | None = None
    asking: str | None = None
    inside: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.inside = inside(self.page)

    def take(self, line: Line) -> None:
        """One more line."""
        covered = line.start in self.inside
        title = None if covered else TITLE.match(line.bare)
        opens = None if covered else _OPENS.fullmatch(line.bare)
        if self.asking is not None:
            self._asked(line)
        elif opens is not None:
            self.asking = opens["tag"].lower()
            self._start(line, line.end)
        elif title is not None and len(title["level"]) == 2:
            self._start(line, line.start + title.start("title"), line.start + title.end("title"))
        elif self.open is not None:
            self.open.answer.append((line.start, self._end(line)))
            self.open.last = self.open.last if line.blank else line.end

    def _start(self, line: Line, start: int, end: int | None = None) -> None:
        self.open = Draft(
            form=Form.HEADING,
            first=line.start,
            last=line.end,
            prompt=[] if end is None else [(start, end)],
            rewrite=_unescaped,
        )
        self.drafts.append(self.open)

    def _asked(self, line: Line) -> None:
        """A line of a question in HTML, or its end."""
        if line.bare.strip().lower() == f"</{self.asking}>":
            self.asking = None
        elif self.open is not None:
            self.open.prompt.append((line.start, self._end(line)))
        if self.open is not None:
            self.open.last = line.end

    def _end(self, line: Line) -> int:
        return min(line.end + 1, len(self.page.source.text))


def _titled(page: Page) -> Page:
    """The page in the deck that its first heading of the first level names, wherever that is."""
    first = next((line for line, level, _ in titles(page) if level == 1), None)
    if page.header.names_deck or (first is None and page.header.title is None):
        return page
    found = None if first is None else TITLE.match(page.source.text, first.start, first.end)
    named = page.deck[-1] if found is None else found["title"]
    return replace(page, deck=(*page.settings.deck, *marks.deck_of(_MARKUP.sub("", named))))


def _unescaped(whole: Passage) -> Passage:
    r"""Mathematics in `\\(`, as the tool's Markdown wants it, in `\(`."""
    edits = [Edit(*match.span(), "") for match in _ESCAPED.finditer(whole.text)]
    return rewritten(whole, edits) if edits else whole
