"""The cards of obsidian-spaced-repetition in a page: runs of lines, and the marks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.model import DeckName
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.page import Line, Page, Range, inside, whole
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.sr_options import FIRST_TAG, INLINE_FIELD, Options, deck_of_path

_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_EMPTY_FIELD = re.compile(r"[^\W\d][\w -]{0,40}::[ \t]*")


class Blocks(NamedTuple):
    """The cards of a page in order, and what is wrong with its marks."""

    drafts: list[Draft]
    diagnostics: list[Diagnostic]


def blocks(page: Page, chosen: Options) -> Blocks:
    """The cards of a page; they have a deck only where they begin with a tag."""
    reader = _Reader(page, chosen)
    for line in page.lines:
        reader.take(line)
    reader.end()
    return Blocks(reader.drafts, reader.found)


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the lines since the last blank one."""

    page: Page
    chosen: Options
    drafts: list[Draft] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    lines: list[Line] = field(default_factory=list)
    section: tuple[str, ...] = ()
    """The headings above the lines at hand."""
    splits: dict[str, int] = field(default_factory=dict)
    """How many of the lines stand above the first of each mark that stands alone."""
    mark: str | None = None
    """The last such mark: it divides question and answer."""
    tabled: bool = False
    """Whether a row of the table at hand was warned of."""
    inside: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.inside = inside(self.page)

    def take(self, line: Line) -> None:
        """One more line."""
        bare = line.bare.strip()
        if line.start in self.inside:
            self._add(line)
        elif not bare:
            self._blank(line)
        elif bare == self.chosen.end_mark:
            self.end()
        elif (pair := self.chosen.pair(line.bare)) is not None:
            self._pair(line, pair)
        elif self.chosen.splits(bare):
            self._split(line, bare)
        elif self.lines or not _RULE.match(line.bare):
            self._add(line)
            self.sections.heading(self.page, line)

    def _add(self, line: Line) -> None:
        if not self.lines:
            self.section = self.sections.names
        self.lines.append(line)

    def _blank(self, line: Line) -> None:
        if self.chosen.end_mark is None or not (self.mark or self._gaps()):
            self.end()
        else:
            self._add(line)

    def _split(self, line: Line, mark: str) -> None:
        if self.lines:
            self.splits.setdefault(mark, len(self.lines))
            self.mark = mark
            self._add(line)
        elif self._ends_below(line):
            remedy = "write what it asks and its answer"
            self._warn(rules.EMPTY_CARD, "this card is empty", line, remedy)
        else:
            self._warn(
                rules.MISSING_PROMPT,
                f"nothing stands above this `{mark}`",
                line,
                "write the question directly above it, without a blank line",
            )

    def _ends_below(self, line: Line) -> bool:
        """Whether nothing stands directly below a line."""
        text, start = self.page.source.text, line.end + 1
        end = text.find("\n", start)
        return not text[start : end if end >= 0 else len(text)].strip()

    def _pair(self, line: Line, pair: re.Match[str]) -> None:
        """A card on one line; what stood above it without a blank line is no part of it."""
        self._tell_of_pair(line, pair.start())
        tabled = self.tabled
        self._clear()
        self.tabled = tabled and _TABLE_ROW.match(line.bare) is not None
        title = TITLE.match(line.bare)
        item = title or marks.LIST_ITEM.match(line.bare)
        begin = title.start("title") if title else item.end() if item else 0
        own = FIRST_TAG.match(line.bare)
        if _EMPTY_FIELD.fullmatch(line.bare, begin):
            self._field(line, begin, len(line.bare.rstrip()), "makes no card")
            return
        if not line.bare[begin : pair.start()].strip():
            begin = 0
        draft = self._draft(Form.PAIR, line, line, own)
        draft.section = self.sections.names
        start = line.start + (own.end() if own else begin)
        draft.prompt = [(start, line.start + pair.start())]
        told = line.bare[pair.end() :]
        draft.answer = [(line.end - len(told.lstrip()), line.end)]
        draft.both_ways = self.chosen.reverses(pair[0])
        self.drafts.append(draft)

    def _tell_of_pair(self, line: Line, at: int) -> None:
        """What is lost by a card on one line, and where it is hardly meant as one."""
        if self.mark is not None:
            self._warn(
                rules.LOOKS_LIKE_PROMPT,
                f"this line takes the place of the card above it with `{self.mark}`",
                line,
                "leave a blank line above it; if it is code, put it in backticks",
            )
        elif _TABLE_ROW.match(line.bare) and not self.tabled:
            self.tabled = True
            self._warn(
                rules.LOOKS_LIKE_PROMPT,
                "a row of a table was taken for a card",
                line,
                "if it is none, put `::` in backticks",
            )
        for match in INLINE_FIELD.finditer(line.bare):
            if match.start() < at < match.end():
                self._field(line, *match.span(), "made a card")

    def _field(self, line: Line, start: int, end: int, made: str) -> None:
        span = self.page.span(line.start + start, line.start + end)
        self.found.append(
            Diagnostic(
                rule=rules.DATAVIEW_FIELD,
                message=f"`{span.text}` looks like a field of Dataview, and {made}",
                span=span,
                help="put it into the front matter, or in backticks",
            )
        )

    def end(self) -> None:
        """A blank line, an end mark, or the end of the file."""
        if self.mark is not None:
            at = self.splits[self.mark]
            draft = self._block(Form.SPLIT, self.lines[:at])
            draft.answer = self._ranges(self.lines[at + 1 :])
            draft.both_ways = self.chosen.both_ways(self.mark)
            self.drafts.append(draft)
        elif self.lines and self._gaps():
            draft = self._block(Form.FACT, self.lines)
            draft.gaps = self.chosen.gaps
            self.drafts.append(draft)
        self._clear()

    def _clear(self) -> None:
        self.lines, self.splits, self.mark, self.tabled = [], {}, None, False

    def _gaps(self) -> bool:
        text = "\n".join(line.bare for line in self.lines)
        return any(self.chosen.gaps(text)) or ("{{c" in text and bool(NUMBERED.search(text)))

    def _block(self, form: Form, front: list[Line]) -> Draft:
        """A card of several lines, without the tag it begins with and a lone heading's marks."""
        own = FIRST_TAG.match(front[0].bare)
        draft = self._draft(form, front[0], self.lines[-1], own)
        draft.prompt = self._ranges(front)
        title = TITLE.match(front[0].bare)
        if own or (title and len(front) == 1):
            begin = own.end() if own else title.start("title") if title else 0
            draft.prompt[0] = front[0].start + begin, draft.prompt[0][1]
        if title and len(front) == 1 and form is Form.SPLIT:
            self.sections.leave()
        return draft

    def _ranges(self, lines: list[Line]) -> list[Range]:
        return whole(lines, len(self.page.source.text))

    def _draft(self, form: Form, first: Line, last: Line, own: re.Match[str] | None) -> Draft:
        return Draft(
            form=form,
            first=first.start,
            last=last.end,
            section=self.section,
            deck=self._deck(own["path"]) if own else None,
            rewrite=self.chosen.without_tags,
        )

    def _deck(self, tag: str) -> DeckName | None:
        """The deck of a card that begins with a tag; one of flashcards need not name any."""
        if self.chosen.folders:
            return None
        named = self.chosen.deck_of_tag(tag)
        deck = deck_of_path(tag) if named is None else named or self.page.deck
        return deck if named == () else (*self.page.settings.deck, *deck)

    def _warn(self, rule: Rule, message: str, line: Line, remedy: str) -> None:
        span = self.page.line_span(line)
        self.found.append(Diagnostic(rule=rule, message=message, span=span, help=remedy))
