"""The dialect of md2anki: a heading with an id is a note, `# Name (id)` the deck.

Lines below the heading up to a first `---` belong to the question. Headings
`Subdeck: Name` are decks below the deck. `{=:one, two:=}` in backquotes are tags, those
below a deck's heading for all its notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flashdeck.model import DeckName
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.headed import gapped, titles
from flashdeck.syntax.page import Line, Page, Range, inside, untitled
from flashdeck.syntax.sections import TITLE
from flashdeck.syntax.whole_file import reading_around

_UUID = r"[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}"
ID = re.compile(rf"(?m)\({_UUID}\)[ \t]*$")
_ID = re.compile(r"(?<![ \t])[ \t]+\((?P<id>[^()\s]+)\)[ \t]*$")
"""To md2anki any word in brackets at the end is an id."""
_DECK_ID = re.compile(r"(?<![ \t])[ \t]+\(\d+\)[ \t]*$")
_SUBDECK = re.compile(r"Subdeck:[ \t]+")
_TAGS = re.compile(r"(?:(?<![ \t])[ \t]+)?`\{=:(?P<tags>[^`\n]*?):=\}`")
_SAID = re.compile(r"(?:(?<![ \t])[ \t]+)?`\{=(?::[^`\n]*?:|<[^`\n]*?>)=\}`")
_SPLIT = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Md2Anki(Marked):
    """Pages with headings that end in such an id as md2anki writes, or with its tags."""

    name: str = "md2anki"

    def signs(self, page: Page) -> Iterator[Sign]:
        text = page.source.text
        for line, level, title in titles(page) if ID.search(text) else ():
            if level > 1 and ID.search(title):
                yield Sign("a heading with an id", line.start, own=True)
        for match in _TAGS.finditer(text) if "`{=:" in text else ():
            yield Sign("`{=:tags:=}`", match.start(), own=True)

    def read(self, page: Page) -> Reading:
        page = untitled(page)
        reader = _Reader(page)
        for line in page.lines:
            reader.take(line)
        below = tuple(line for line in page.lines if line.start not in reader.said)
        drafts = [gapped(page, draft) for draft in reader.drafts]
        return reading_around(replace(page, lines=below), drafts)


MD2ANKI = Md2Anki()


def said(page: Page) -> frozenset[int]:
    """Where the lines begin that only name a deck, or the tags of its notes."""
    reader = _Reader(untitled(page))
    for line in reader.page.lines:
        reader.take(line)
    return frozenset((*reader.said, *reader.named))


@dataclass(frozen=True, slots=True)
class _Deck:
    """A deck that is open: the level of its heading, its name, and the tags of its notes."""

    level: int
    name: str
    tags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Reader:
    """The decks that are open, and the note."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    decks: list[_Deck] = field(default_factory=list)
    open: Draft | None = None
    divided: bool = False
    said: set[int] = field(default_factory=set)
    """Where lines begin that only say tags."""
    named: set[int] = field(default_factory=set)
    """Where the headings of decks begin."""
    inside: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.inside = inside(self.page)

    def take(self, line: Line) -> None:
        """One more line."""
        title = None if line.start in self.inside else TITLE.match(line.bare)
        if title is None:
            self._text(line)
        elif len(title["level"]) == 1 or _SUBDECK.match(title["title"]):
            self.named.add(line.start)
            self._deck(len(title["level"]), self._title(line, title))
        else:
            self._note(line, title)

    def _title(self, line: Line, title: re.Match[str]) -> str:
        start, end = title.span("title")
        return self.page.source.text[line.start + start : line.start + end]

    def _leave(self, level: int) -> None:
        self.open = None
        while self.decks and self.decks[-1].level >= level:
            self.decks.pop()

    def _deck(self, level: int, title: str) -> None:
        self._leave(level)
        name = _DECK_ID.sub("", _SUBDECK.sub("", title, count=1))
        above: set[str] = self.decks[-1].tags if self.decks else set()
        self.decks.append(_Deck(level, _SAID.sub("", name).strip(), above | set(_tags(title))))

    def _note(self, line: Line, title: re.Match[str]) -> None:
        self._leave(len(title["level"]))
        start, end = (line.start + at for at in title.span("title"))
        named = _ID.search(title["title"])
        asked = self._told(start, end if named is None else start + named.start())
        self.open = Draft(
            form=Form.HEADING,
            first=line.start,
            last=line.end,
            prompt=[*asked, (line.end, min(line.end + 1, len(self.page.source.text)))],
            tags=set(self.decks[-1].tags) if self.decks else set(),
            deck=self._path(),
            given_id=None if named is None else named["id"],
        )
        self.divided = False
        self.open.tags.update(_tags(self.page.source.text[line.start : line.end]))
        self.drafts.append(self.open)

    def _path(self) -> DeckName | None:
        names = tuple(deck.name for deck in self.decks if deck.name)
        return (*self.page.settings.deck, *names) if names else None

    def _text(self, line: Line) -> None:
        """A line of the note, or of what is said of the deck."""
        draft, text = self.open, self.page.source.text
        tags = set(_tags(text[line.start : line.end])) if line.start not in self.inside else set()
        if draft is None:
            if self.decks:
                self.decks[-1].tags.update(tags)
            self.said.update([line.start] if tags else [])
            return
        draft.tags.update(tags)
        if not self.divided and line.start not in self.inside and _SPLIT.fullmatch(line.bare):
            self.divided = True
            draft.prompt, draft.answer = [*draft.prompt, *draft.answer], []
        else:
            draft.answer += self._told(line.start, min(line.end + 1, len(text)))
        if not line.blank:
            draft.last = line.end

    def _told(self, start: int, end: int) -> Iterator[Range]:
        """A range without tags and types of card."""
        for match in _SAID.finditer(self.page.source.text, start, end):
            yield start, match.start()
            start = match.end()
        yield start, end


def _tags(text: str) -> Iterator[str]:
    for match in _TAGS.finditer(text):
        for tag in match["tags"].split(","):
            if tag.strip():
                yield "-".join(tag.split())
