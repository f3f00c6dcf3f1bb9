"""The dialect of hashcards: `Q:`, `A:` and `C:` at the beginning of a line, and `---`.

A card goes on to the next one, to a line `---`, or to a heading, which we take for a
section where it does not stand in a question or begin an answer. Gaps are `[so]`.
Front matter is TOML: `name` is the deck.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax import marks, near_marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import has_gaps, spanning
from flashdeck.syntax.noted_ids import NotedId, noted_ids
from flashdeck.syntax.page import Line, Page, Range, inside
from flashdeck.syntax.rewriting import literal_brackets, restored
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import reading_around

_MARK = re.compile(r"([QAC]):")
_SIGNS = {mark: f"`{mark}`" for mark in ("Q:", "A:", "C:")}
_RULE = re.compile(r"[ \t]*---[ \t]*$")
_BEGINS = re.compile(r"[QC]:")
_BEGUN = re.compile(r"\n[QC]:")
_NATIVE = re.compile(
    r"[ \t]*>[ \t]*\[!|[ \t]*\?\??[ \t]*$| {0,3}#flashcards|.*\S[ \t]+:::?[ \t]+\S"
    r"|.*\{#[\w:.-]+\}[ \t]*$| {0,3}#{1,6}[ \t].*[?？؟][ \t]*$|START[ \t]*$"
)
_ANY = re.compile(r"[@#>=]|::|START|Source:|demo:|^[ \t]*\?")
"""Without one of these in a line, none of those marks is."""
_SEARCHED = ("@", "#", ">", "=", "::", "START", "Source:", "demo:")
_LONE = re.compile(r"\n[ \t]*\?")
"""And without one of these in a text, which is sooner said."""


@dataclass(frozen=True, slots=True)
class Hashcards(Marked):
    """Pages with no other marks than `Q:`, `A:` and `C:`; with others they are native."""

    name: str = "hashcards"

    def signs(self, page: Page) -> Iterator[Sign]:
        text = page.source.text
        if _BEGUN.search(f"\n{text}") is None or _has_native(page):
            return
        yield Sign("no other marks", 0)
        if page.header.toml:
            yield Sign("a name in TOML", 0, own=True)
        for line in page.lines:
            if what := _SIGNS.get(line.bare[:2]):
                yield Sign(what, line.start)
            elif TITLE.match(line.bare):
                yield Sign("a heading", line.start)

    def read(self, page: Page) -> Reading:
        reader, noted = _Reader(page), deque(noted_ids(page))
        for line in page.lines:
            while noted and noted[0].at < line.start:
                reader.name(noted.popleft())
            reader.take(line)
        for named in noted:
            reader.name(named)
        reader.close()
        near = (*near_marks.letters(page), *near_marks.gaps(page))
        return reading_around(page, reader.drafts, (*reader.found, *near))


HASHCARDS = Hashcards()


def _has_native(page: Page) -> bool:
    text, bare = page.source.text, f"\n{page.bare}"
    possible = "{{c" in text or any(mark in bare for mark in _SEARCHED) or _LONE.search(bare)
    return bool(possible) and any(_native(line, text) for line in page.lines)


def _native(line: Line, text: str) -> bool:
    """Whether a line has a mark that hashcards would show as text."""
    if _ANY.search(line.bare) is None and "{{c" not in text[line.start : line.end]:
        return False
    return (
        _NATIVE.match(line.bare) is not None
        or marks.TAG_LINE.match(line.bare) is not None
        or marks.VERB_LINE.match(line.bare) is not None
        or marks.SOURCE.match(line.bare) is not None
        or marks.DEMO.match(line.bare) is not None
        or has_gaps(line.bare, text[line.start : line.end])
    )


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the open card, and whether its answer has begun."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    open: Draft | None = None
    answering: bool = False
    inside: frozenset[int] = frozenset()
    headed: int | None = None
    """The level of the heading that the open answer begins with."""
    titles: frozenset[int] = frozenset()
    """Where headings begin that are the titles of what follows, and no part of an answer."""

    def __post_init__(self) -> None:
        self.inside = inside(self.page)
        self.titles = frozenset(self._titles())

    def _titles(self) -> Iterator[int]:
        """Headings with nothing but others between them and the next card."""
        last = True
        for line in reversed(self.page.lines):
            if line.start in self.inside:
                last = False
            elif TITLE.match(line.bare):
                if last:
                    yield line.start
            elif not line.blank:
                last = _BEGINS.match(line.bare) is not None or _RULE.match(line.bare) is not None

    def take(self, line: Line) -> None:
        """One more line."""
        covered = line.start in self.inside
        mark = None if covered else _MARK.match(line.bare)
        if mark is None and not covered and self._closes(line):
            return
        if mark is not None and mark[1] in "QC":
            self._start(line, Form.QA if mark[1] == "Q" else Form.C)
        elif mark is not None and not self.answering and self._asks():
            self.answering = True
            self._add(line, 2)
        elif mark is not None:
            self._warn(line)
            self.close()
        else:
            self._add(line, 0)

    def _closes(self, line: Line) -> bool:
        """Whether the line is `---`, or ends the card as a heading; then nothing is open."""
        if _RULE.match(line.bare):
            self.close()
            return True
        title = TITLE.match(line.bare)
        if title is None or self._within(line, len(title["level"])):
            return False
        self.sections.heading(self.page, line)
        self.close()
        return True

    def _within(self, line: Line, level: int) -> bool:
        """Whether a heading is part of the open card: of its question, or of an answer of such."""
        if self.open is None:
            return False
        if not self.answered():
            return line.start not in self.titles
        if not self._told():
            self.headed = level
            return True
        return self.headed is not None and level >= self.headed and line.start not in self.titles

    def _told(self) -> bool:
        """Whether the open answer or cloze has any text."""
        if self.open is None:
            return False
        text, told = self.page.source.text, self.open.answer if self.answering else self.open.prompt
        return any(text[start:end].strip() for start, end in told)

    def _asks(self) -> bool:
        return self.open is not None and self.open.form is Form.QA

    def _start(self, line: Line, form: Form) -> None:
        self.close()
        self.open = Draft(form=form, first=line.start, last=line.end, section=self.sections.names)
        if form is Form.C:
            self.open.gaps, self.open.rewrite = spanning, literal_brackets
            self.open.restore = restored
        self._add(line, 2)

    def _add(self, line: Line, size: int) -> None:
        """A line to what is being read, without its first characters."""
        if self.open is None:
            return
        told = line.bare[size:]
        start = line.end - len(told.lstrip()) if size else line.start
        span: Range = start, min(line.end + 1, len(self.page.source.text))
        (self.open.answer if self.answering else self.open.prompt).append(span)
        if not line.blank:
            self.open.last = line.end

    def name(self, noted: NotedId) -> None:
        """Give the card directly above an id that id, and end it."""
        if self.open is not None and self.answered() and noted.below(self.page, self.open.last):
            self.open.given_id = noted.name
            self.close()

    def answered(self) -> bool:
        """Whether what is open can be a card: a cloze, or a question whose answer has begun."""
        return self.answering or not self._asks()

    def close(self) -> None:
        if self.open is not None:
            self.drafts.append(self.open)
        self.open, self.answering, self.headed = None, False, None

    def _warn(self, line: Line) -> None:
        self.found.append(
            Diagnostic(
                rule=rules.MISSING_PROMPT,
                message="this answer has no prompt",
                span=self.page.line_span(line),
                help="write `Q:` and the question above it; until then the card is left out",
            )
        )
