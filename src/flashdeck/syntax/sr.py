"""The dialect of obsidian-spaced-repetition: `::`, `:::`, a lone `?` or `??`, and `==gaps==`.

A tag `#flashcards` turns a file's cards on; `#flashcards/a/b` names their deck. A
blank line ends a card. Its own settings say which marks count (`sr_options`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.model import DeckName
from flashdeck.syntax import marks, near_marks
from flashdeck.syntax.dialect import Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Line, Page, Range, inside, whole
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.sr_options import Options, ignored, options
from flashdeck.syntax.unseen import fields, inline_fields
from flashdeck.syntax.whole_file import reading_around

_SCHEDULED = re.compile(r"<!--SR:")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")


@dataclass(frozen=True, slots=True)
class SpacedRepetition:
    """Files that hold a flashcard tag, or the plug-in's notes on when a card is due."""

    name: str = "sr"

    def evidence(self, page: Page) -> int:
        return weight(self.signs(page))

    def signs(self, page: Page) -> Iterator[Sign]:
        """Shared marks count only beside one of its own: alone, the native dialect reads them."""
        if ignored(page.source, page.settings):
            return
        chosen = options(page.settings)
        own = list(_own(page, chosen))
        yield from own
        for line in page.lines if own or chosen.folders else ():
            if chosen.pair(line.bare) is not None:
                yield Sign(f"`{chosen.pair_mark}`", line.start, own=chosen.folders)
            elif chosen.splits(line.bare):
                yield Sign(f"`{chosen.split_mark}`", line.start, own=chosen.folders)

    def read(self, page: Page) -> Reading:
        chosen = options(page.settings)
        reader = _Reader(_untagged(page, chosen), chosen, deck=_first_deck(page, chosen))
        for line in reader.page.lines:
            reader.take(line)
        reader.end()
        drafts = _tagged(page, chosen, reader.drafts)
        near = (*near_marks.gaps(page), *fields(page, drafts), *inline_fields(page))
        return reading_around(reader.page, drafts, (*reader.found, *near))


SR = SpacedRepetition()


def _own(page: Page, chosen: Options) -> Iterator[Sign]:
    if _front_tagged(page, chosen):
        yield Sign("tags: flashcards", 0, own=True)
    if any(chosen.tag.search(name) for name in page.header.deck or ()):
        yield Sign("`#flashcards`", 0, own=True)
    text = page.source.text
    for line in page.lines if "#" in text and chosen.tag.search(text) else ():
        if chosen.tag.search(line.bare):
            yield Sign("`#flashcards`", line.start, own=True)
    for match in _SCHEDULED.finditer(page.source.text):
        yield Sign("`<!--SR:`", match.start(), own=True)


def _front_tagged(page: Page, chosen: Options) -> bool:
    """Whether a flashcard tag stands in front matter."""
    return page.header.flashcards or any(chosen.deck_of_tag(tag) is not None for tag in page.tags)


def _tagged(page: Page, chosen: Options, drafts: list[Draft]) -> list[Draft]:
    """Without highlights above the first tag: they are only that, where a tag stands below them."""
    if chosen.folders or _front_tagged(page, chosen):
        return drafts
    first = next((line.end for line in page.lines if chosen.tag.search(line.bare)), 0)
    marked = [draft for draft in drafts if draft.form is not Form.FACT or draft.last >= first]
    return marked or drafts


def _first_deck(page: Page, chosen: Options) -> DeckName | None:
    """What the first tag that names a deck says: it counts for what stands above it too.

    Not so where front matter names one.
    """
    if page.header.names_deck or any(chosen.deck_of_tag(tag) for tag in page.tags):
        return None
    texts = ("::".join(page.header.deck or ()), *(line.bare for line in page.lines))
    tags = (tag for text in texts for tag in chosen.tag.finditer(text))
    decks = (marks.deck_of((tag["deck"] or "").replace("/", "::")) for tag in tags)
    return next(((*page.settings.deck, *deck) for deck in decks if deck), None)


def _untagged(page: Page, chosen: Options) -> Page:
    """The page in the deck that a tag in its front matter names, without that tag."""
    named = {tag: chosen.deck_of_tag(tag) for tag in sorted(page.tags)}
    decks = [deck for deck in named.values() if deck]
    deck = (*page.settings.deck, *decks[0]) if decks else page.deck
    if chosen.folders and "/" in page.source.name:
        deck = (*page.settings.deck, *page.source.name.split("/")[:-1])
    deck = tuple(part for name in deck if (part := chosen.tag.sub("", name).strip()))
    kept = frozenset(tag for tag, deck in named.items() if deck is None)
    return replace(page, tags=kept, deck=deck)


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the lines since the last blank one."""

    page: Page
    chosen: Options
    drafts: list[Draft] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    deck: DeckName | None = None
    card_deck: DeckName | None = None
    """The deck of the lines at hand, where a tag at their beginning names one."""
    lines: list[Line] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    """Where the text of a line begins whose tag was taken off, by the line's own start."""
    split: int | None = None
    """How many of the lines stand above a lone `?`."""
    both_ways: bool = False
    tabled: bool = False
    """Whether a row of the table at hand was warned of."""
    inside: frozenset[int] = frozenset()
    headed: bool = False
    """Whether the first of the lines is a heading: it asks if a `?` follows at once."""

    def __post_init__(self) -> None:
        self.inside = inside(self.page)

    def take(self, line: Line) -> None:
        """One more line; a tag in it counts from here on, unless a card begins with it."""
        bare = line.bare
        tag = None if line.start in self.inside else self.chosen.tag.search(bare)
        if tag is not None and tag["deck"] and not self.chosen.first_tag.match(bare):
            if TITLE.match(bare):
                self.end()
            self.deck = self._deck(tag["deck"]) or self.deck
        if line.start in self.inside:
            self.lines.append(line)
        elif not bare.strip():
            if self.split is None or self.chosen.end_mark is None:
                self.end()
            else:
                self.lines.append(line)
        elif self.chosen.end_mark is not None and bare.strip() == self.chosen.end_mark:
            self.end()
        elif tagged := self.chosen.tag_line.fullmatch(bare):
            self.end()
            self.deck = self._deck(tagged["deck"]) or self.deck
        elif (title := TITLE.match(bare)) and (pair := self.chosen.pair(title["title"])):
            self.end()
            start = line.start + title.start("title")
            self._pair(line, start, start + pair.start(), start + pair.end(), pair[0])
        elif title:
            self.end()
            name = self.chosen.tag.sub("", title["title"]).strip()
            self.sections.enter(len(title["level"]), name)
            self.starts[line.start] = line.start + title.start("title")
            self.lines, self.headed = [line], True
        else:
            self._text(line)

    def _text(self, line: Line) -> None:
        if self.chosen.splits(line.bare) and self.split is None:
            self._split(line)
            return
        if not self.lines and _RULE.match(line.bare):
            return  # it divides the page, and belongs to no card
        if not self.lines or (self.headed and len(self.lines) == 1 and self.split is None):
            self._first(line)
        pair = self.chosen.pair(line.bare)
        if pair is None:
            self.lines.append(line)
        elif _TABLE_ROW.match(line.bare):
            self._row(line)
        elif self.split is not None:
            self._warn_of_pair(line)
            self.lines.append(line)
        else:
            item = marks.LIST_ITEM.match(line.bare)
            start = self.starts.get(line.start, line.start + (item.end() if item else 0))
            edges = line.start + pair.start(), line.start + pair.end()
            self._pair(line, start, *edges, pair[0])

    def _first(self, line: Line) -> None:
        """Take the flashcard tag off a card's first line."""
        tag = self.chosen.first_tag.match(line.bare)
        if tag is not None:
            self.card_deck = self._deck(tag["deck"])
            self.starts[line.start] = line.start + tag.end()

    def _deck(self, path: str | None) -> DeckName | None:
        deck = marks.deck_of((path or "").replace("/", "::"))
        return (*self.page.settings.deck, *deck) if deck else None

    def _split(self, line: Line) -> None:
        if not self.lines and self._ends_below(line):
            self._warn(
                rules.EMPTY_CARD, "this card is empty", line, "write what it asks and its answer"
            )
            return
        if not self.lines:
            self._warn(
                rules.MISSING_PROMPT,
                f"nothing stands above this `{line.bare.strip()}`",
                line,
                "write the question directly above it, without a blank line",
            )
            return
        if self.headed and len(self.lines) > 1:
            self.lines = self.lines[1:]
        elif self.headed:
            self.sections.leave()
        self.headed = False
        self.split = len(self.lines)
        self.both_ways = self.chosen.both_ways(line.bare)
        self.lines.append(line)

    def _ends_below(self, line: Line) -> bool:
        """Whether nothing stands directly below a line."""
        below = self.page.source.text[line.end + 1 :].split("\n", 1)[0]
        return not below.strip()

    def _pair(self, line: Line, start: int, end: int, behind: int, mark: str) -> None:
        """A card on one line; what stood above it without a blank line is no part of it."""
        draft = self._draft(Form.PAIR, line, line)
        draft.prompt = [(start, end)]
        told = line.bare[behind - line.start :]
        draft.answer = [(line.end - len(told.lstrip()), line.end)]
        draft.both_ways = self.chosen.reverses(mark)
        self.drafts.append(draft)
        self._clear()

    def end(self) -> None:
        """A blank line, a heading, or the end of the file."""
        if self.headed and self.split is None:
            self.lines = self.lines[1:]
        if self.split is not None:
            draft = self._draft(Form.SPLIT, self.lines[0], self.lines[-1])
            draft.prompt = self._ranges(self.lines[: self.split])
            draft.answer = self._ranges(self.lines[self.split + 1 :])
            draft.both_ways = self.both_ways
            self.drafts.append(draft)
        elif self.lines and any(self.chosen.gaps(self._bare())):
            draft = self._draft(Form.FACT, self.lines[0], self.lines[-1])
            draft.prompt = self._ranges(self.lines)
            draft.gaps = self.chosen.gaps
            self.drafts.append(draft)
        self._clear()

    def _clear(self) -> None:
        self.lines, self.starts, self.split = [], {}, None
        self.card_deck, self.headed, self.tabled = None, False, False

    def _bare(self) -> str:
        return "\n".join(line.bare for line in self.lines)

    def _ranges(self, lines: list[Line]) -> list[Range]:
        size = len(self.page.source.text)
        ranges = whole(lines, size)
        if lines and lines[0].start in self.starts:
            ranges[0] = self.starts[lines[0].start], ranges[0][1]
        return ranges

    def _draft(self, form: Form, first: Line, last: Line) -> Draft:
        return Draft(
            form=form,
            first=first.start,
            last=last.end,
            section=self.sections.names,
            deck=self.card_deck or self.deck,
            rewrite=self.chosen.without_tags,
        )

    def _row(self, line: Line) -> None:
        """A row of a table, which makes no card; one warning is enough for a table."""
        if not self.tabled:
            self._warn(
                rules.LOOKS_LIKE_PROMPT,
                "this looks like a card, but stands in a table",
                line,
                "write it on a line of its own, without `|`; if it is code, in backticks",
            )
        self.tabled = True
        self.lines.append(line)

    def _warn_of_pair(self, line: Line) -> None:
        self._warn(
            rules.LOOKS_LIKE_PROMPT,
            "this looks like a card, but stands in an answer",
            line,
            "leave a blank line above it to make it a card of its own",
        )

    def _warn(self, rule: Rule, message: str, line: Line, remedy: str) -> None:
        span = self.page.line_span(line)
        self.found.append(Diagnostic(rule=rule, message=message, span=span, help=remedy))
