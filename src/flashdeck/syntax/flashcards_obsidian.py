"""The dialect of flashcards-obsidian: `#card` behind a question, and the paragraph below.

`#card-reverse` asks both ways. `::` and `:::` make cards of one line, `==so==`,
`{so}` and `{2:so}` gaps of any other. A block id of thirteen digits is the note's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from flashdeck.masks import Region
from flashdeck.model import DeckName
from flashdeck.settings import Settings, Vault
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.flashcards_v2 import CALLOUT, FENCE, QUOTED, fenced, fences, second
from flashdeck.syntax.gaps import Gap, highlighted
from flashdeck.syntax.outline import of_logseq
from flashdeck.syntax.page import Line, Page, inside, whole
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import reading_around

PLUGIN = "flashcards-obsidian"
_TAGS = re.compile(r"(?<![ \t])(?:[ \t]+#[\w/-]+)+[ \t]*$")
_ID = re.compile(r"(?:^|[ \t])\^(?P<id>\d{13}|q-[a-z0-9]{4})[ \t]*$")
ANY_ID = re.compile(r"\^(?:\d{13}|q-[a-z0-9]{4})")
_ONWARD = re.compile(r"(?:(?!\^\d{13})[^\n]+\n)+\^\d{13}[ \t]*(?:\n|$)")
_NOTED = re.compile(r"(?m)^\^\d{13}[ \t]*$")
_WAY = re.compile(r"[-/](?:reverse|spaced|reminder)$", re.IGNORECASE)
_CURLY = re.compile(r"(?<![{\\])\{(?!\{)(?:(?P<number>\d{1,2}):)?(?P<inner>[^{}\n]+)\}(?!\})")
_DECK = re.compile(r"(?mi)^cards-deck[ \t]*:")


@dataclass(frozen=True)
class Options:
    """The plug-in's settings; `folders` says that folders are decks, `tags` are those of all.

    A deck that is a folder stands below `above`; with `folder_tags` the folder is a tag as well.
    """

    tag: str = "card"
    pair_mark: str = "::"
    reversed_mark: str = ":::"
    folders: bool = False
    folder_tags: bool = False
    above: DeckName = ()
    deck: DeckName = ()
    tags: frozenset[str] = frozenset()

    @cached_property
    def card(self) -> re.Pattern[str]:
        """A line that ends in the card tag, and perhaps others."""
        return re.compile(
            rf"(?P<asked>.*?)(?<!\S)#(?P<kind>{re.escape(self.tag)}(?:[-/](?P<how>reverse|spaced|reminder))?)"
            r"(?P<tags>(?:[ \t]+#[\w/-]+)*)[ \t]*",
            re.IGNORECASE,
        )

    @cached_property
    def pair(self) -> re.Pattern[str]:
        """The mark of a card on one line, with the space around it."""
        longest = sorted((self.pair_mark, self.reversed_mark), key=len, reverse=True)
        either = "|".join(map(re.escape, longest))
        return re.compile(rf"(?<=[^\s:])[ \t]*(?P<mark>{either})(?!:)[ \t]*(?=\S)")


def options(settings: Settings) -> Options:
    """What the vault's settings of the plug-in say; an empty text says nothing."""
    return _said(settings.vault)


@lru_cache(maxsize=2)
def _said(vault: Vault | None) -> Options:
    given = vault.plugin(PLUGIN) if vault else {}
    default = Options()

    def text(name: str, usual: str) -> str:
        value = given.get(name)
        return value.strip() if isinstance(value, str) and value.strip() else usual

    hashtag, tags = given.get("hashtag"), given.get("defaultTags")
    named = hashtag.get("basicTag") if isinstance(hashtag, dict) else None
    deck = text("defaultDeck", text("deck", "Default"))
    return Options(
        tag=text("flashcardsTag", named if isinstance(named, str) else default.tag).lstrip("#"),
        pair_mark=text("inlineSeparator", default.pair_mark),
        reversed_mark=text(
            "inlineReverseSeparator", text("inlineSeparatorReverse", default.reversed_mark)
        ),
        folders=given.get("folderBasedDecks", given.get("folderBasedDeck", bool(given))) is True,
        folder_tags=given.get("folderBasedTags") is True,
        above=marks.deck_of(text("folderDeckPrefix", "")),
        deck=() if deck == "Default" else marks.deck_of(deck),
        tags=frozenset(
            tag
            for each in (given.get("defaultAnkiTag"), *(tags if isinstance(tags, list) else ()))
            if isinstance(each, str)
            for tag in marks.tags_of(each)
        ),
    )


@dataclass(frozen=True, slots=True)
class FlashcardsObsidian(Marked):
    """Pages with `#card` below or behind plain text, or ids that the plug-in wrote."""

    name: str = "flashcards-obsidian"

    def signs(self, page: Page) -> Iterator[Sign]:
        """A heading with `#card` is a card in our own syntax too."""
        if not _may_hold(page) or of_logseq(page):
            return
        covered, chosen = inside(page), _options_of(page)
        own = list(_own(page, chosen, covered))
        yield from own
        for line in page.lines if own else ():
            if line.start not in covered and chosen.pair.search(line.bare):
                yield Sign(f"`{chosen.pair_mark}`", line.start)

    def read(self, page: Page) -> Reading:
        chosen = _options_of(page)
        page = _addressed(page, chosen)
        reader = _Reader(page, chosen, inside(page), second(page))
        cards = fences(page)
        for line in page.lines:
            while cards and cards[0].end <= line.start:
                cards.pop(0)
            if not cards or line.start < cards[0].start:
                reader.take(line)
            elif line.start == cards[0].start:
                reader.fence(cards[0])
        reader.end()
        return reading_around(page, reader.drafts)


FLASHCARDS_OBSIDIAN = FlashcardsObsidian()


def _may_hold(page: Page) -> bool:
    text, tag = page.source.text.lower(), options(page.settings).tag.lower()
    told = ("#" in text and f"#{tag}" in text) or "cards-deck" in text or FENCE in text
    return told or ANY_ID.search(page.source.text) is not None


def _options_of(page: Page) -> Options:
    """The settings; where nobody has any, the tag is the one below which ids stand."""
    chosen, vault = options(page.settings), page.settings.vault
    text = page.source.text
    if (vault is not None and vault.plugin(PLUGIN)) or f"#{chosen.tag}" in text.lower():
        return chosen
    tag = _tag_above_ids(page) if _NOTED.search(text) else None
    return chosen if tag is None else replace(chosen, tag=tag)


def _tag_above_ids(page: Page) -> str | None:
    """The first of the tags at the end of a line, which most ids of the plug-in stand below."""
    covered, found, last = inside(page), Counter[str](), None
    for line in page.lines:
        if line.start in covered:
            continue
        if tags := _TAGS.search(line.bare):
            last = _WAY.sub("", tags[0].split()[0].lstrip("#"))
        elif TITLE.match(line.bare):
            last = None
        elif _NOTED.fullmatch(line.bare) and last is not None:
            found[last] += 1
            last = None
    return max(found, key=lambda tag: (found[tag], tag), default=None)


def gaps(bare: str) -> Iterator[Gap]:
    """`==so==`, `{so}` and `{2:so}`."""
    yield from highlighted(bare)
    for match in _CURLY.finditer(bare):
        number = int(match["number"]) if match["number"] else None
        yield Gap(match.start(), match.end(), *match.span("inner"), number or None)


def _addressed(page: Page, chosen: Options) -> Page:
    """The page in the deck that its folder is, or that the settings name, and with their tags."""
    folders = tuple(page.source.name.split("/")[:-1])
    tags = {"::".join("-".join(each.split()) for each in folders)} if chosen.folder_tags else set()
    page = replace(page, tags=page.tags | chosen.tags | (tags - {""}))
    if page.header.names_deck:
        return page
    deck = (*chosen.above, *folders) if chosen.folders and folders else chosen.deck
    return replace(page, deck=(*page.settings.deck, *deck)) if deck else page


def _own(page: Page, chosen: Options, covered: frozenset[int]) -> Iterator[Sign]:
    yield from (Sign("a fence `flashcard`", each.start, own=True) for each in fences(page))
    held = False
    for line in page.lines:
        if line.start in covered:
            continue
        card, item = chosen.card.fullmatch(line.bare), marks.LIST_ITEM.match(line.bare)
        held = held or card is not None or chosen.pair.search(line.bare) is not None
        if card is not None and not item and (card["how"] or not TITLE.match(line.bare)):
            yield Sign(f"`#{card['kind'].lower()}`", line.start, own=True)
        elif _ID.search(line.bare):
            yield Sign("`^1234567890123`", line.start, own=True)
    if held and _DECK.search(page.source.text, 0, page.header.end):
        yield Sign("cards-deck", 0, own=True)


@dataclass(slots=True)
class _Reader:
    """The lines since the last blank one; the open card, once a tag was found."""

    page: Page
    chosen: Options
    inside: frozenset[int]
    second: bool = False
    """Whether the page is written for the plug-in's second version."""
    drafts: list[Draft] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    lines: list[Line] = field(default_factory=list)
    open: Draft | None = None
    recent: Draft | None = None
    """The card on the line above: an id may follow."""
    last_title: Line | None = None
    level: int = 0
    """The level of the heading that asks, where all below it answers; else 0."""
    item: int | None = None
    """How far the item of a list is indented that is a card, where what is nested is too."""
    quoted: Draft | None = None

    def take(self, line: Line) -> None:
        """One more line."""
        if self._quoted(line) or self._nested(line):
            return
        if line.start in self.inside or (line.blank and self._goes_on(line)):
            self.lines.append(line)
        elif line.blank:
            self._blank(line)
        elif (card := self.chosen.card.fullmatch(line.bare)) is not None:
            self._card(line, card)
        elif named := _ID.fullmatch(line.bare.strip()):
            self._named(named["id"], line)
        elif (title := TITLE.match(line.bare)) and not 0 < self.level < len(title["level"]):
            self.end()
            self.sections.heading(self.page, line)
            self.last_title = line
        elif self.open is None:
            self._alone(line)
        else:
            self.lines.append(line)

    def _goes_on(self, line: Line) -> bool:
        """Whether white space in a line is text to the plug-in: it noted the id further below."""
        told = line.end > line.start and self.open is not None and any(self.lines)
        match = _ONWARD.match(self.page.source.text, line.start) if told else None
        return match is not None and f"#{self.chosen.tag}".lower() not in match[0].lower()

    def _blank(self, line: Line) -> None:
        """Ends an answer that has begun, or whatever was to ask."""
        if self.open is None or (not self.level and any(not each.blank for each in self.lines)):
            self.end()
        elif self.level:
            self.lines.append(line)
        self.recent = None

    def _card(self, line: Line, card: re.Match[str]) -> None:
        above = [] if self.open is not None else self.lines
        title, item = TITLE.match(line.bare), marks.LIST_ITEM.match(line.bare)
        heading = self.last_title if not above and not card["asked"].strip() else None
        self.end()
        begin = title.start("title") if title else item.end() if item else 0
        prompt = [(line.start + begin, line.start + max(begin, card.end("asked")))]
        first = line
        if heading is not None and (found := TITLE.match(heading.bare)):
            prompt, first = [(heading.start + found.start("title"), heading.end)], heading
            self.sections.leave()
        elif above and not title and not item:
            prompt, first = [*whole(above, len(self.page.source.text)), *prompt], above[0]
        names = self.sections.above(len(title["level"])) if title else self.sections.names
        self.open = Draft(
            form=Form.FACT if card["how"] in ("spaced", "reminder") else Form.SPLIT,
            first=first.start,
            last=line.end,
            section=names,
            prompt=prompt,
            tags={tag.lstrip("#") for tag in card["tags"].split()},
            both_ways=(card["how"] or "").lower() == "reverse",
            gaps=lambda _: (),
        )
        self.last_title = None
        asking = TITLE.match(self.page.source.text, first.start, first.end)
        self.level = len(asking["level"]) if self.second and asking else 0
        if self.open.form is Form.FACT:
            self.recent = self.open
            self.end()

    def _alone(self, line: Line) -> None:
        """A line that may be a card of its own; else it may yet ask."""
        self.last_title = None
        item = marks.LIST_ITEM.match(line.bare)
        begin = item.end() if item else 0
        tags, named = _TAGS.search(line.bare), _ID.search(line.bare)
        end = min([len(line.bare), *(found.start() for found in (tags, named) if found)])
        pair = self.chosen.pair.search(line.bare, begin, end)
        if pair is None and not any(gaps(line.bare)):
            self.lines.append(line)
            return
        self.end()
        draft = Draft(
            form=Form.PAIR if pair else Form.C,
            first=line.start,
            last=line.end,
            section=self.sections.names,
            prompt=[(line.start + begin, line.start + (pair.start() if pair else end))],
            tags=set() if tags is None else {tag.lstrip("#") for tag in tags[0].split()},
            given_id=named["id"] if named else None,
            both_ways=pair is not None and pair["mark"] == self.chosen.reversed_mark,
            gaps=gaps,
        )
        if pair is not None:
            draft.answer = [(line.start + pair.end(), line.start + end)]
        self.drafts.append(draft)
        self.recent = draft
        self.item = len(item["indent"]) if self.second and item and pair else None

    def fence(self, region: Region) -> None:
        """A fence that is a card."""
        self.end()
        if (draft := fenced(self.page, region, gaps)) is not None:
            draft.section = self.sections.names
            self.drafts.append(draft)
            self.recent = draft

    def _quoted(self, line: Line) -> bool:
        """Whether a line is one of a callout that is a card."""
        opening = None if line.start in self.inside else CALLOUT.match(line.bare)
        quote = QUOTED.match(self.page.source.text, line.start, line.end)
        if opening is not None:
            self.end()
            self.quoted = Draft(
                form=Form.CALLOUT,
                first=line.start,
                last=line.end,
                section=self.sections.names,
                prompt=[(line.start + opening.end(), line.end)],
            )
            self.drafts.append(self.quoted)
            self.recent = self.quoted
        elif self.quoted is not None and quote is not None:
            end = min(line.end + 1, len(self.page.source.text))
            self.quoted.answer.append((quote.end(), end))
            self.quoted.last = line.end
        else:
            self.quoted = None
        return self.quoted is not None

    def _nested(self, line: Line) -> bool:
        """Whether a line is nested below the item of a list that is a card."""
        if self.item is None or self.recent is None:
            return False
        told = self.page.source.text[line.start : line.end]
        indent = len(told) - len(told.lstrip(" \t"))
        if told.strip() and indent <= self.item:
            self.item = None
            return False
        start = line.start + min(indent, self.item + 2)
        last = self.recent.answer[-1][1]
        break_at = [(last, last + 1)] if self.page.source.text[last : last + 1] == "\n" else []
        self.recent.answer += [*break_at, (start, line.end)]
        if told.strip():
            self.recent.last = line.end
        return True

    def _named(self, given: str, line: Line) -> None:
        """An id on a line of its own, below a card or at the end of its answer."""
        draft = self.open or self.recent
        if draft is not None:
            draft.given_id, draft.last = given, line.end
        self.end()

    def end(self) -> None:
        """The open card is whole."""
        draft = self.open
        if draft is not None:
            draft.answer = whole(self.lines, len(self.page.source.text))
            told = [line for line in self.lines if not line.blank]
            draft.last = max([draft.last, *(line.end for line in told)])
            if told and (named := _ID.search(told[-1].bare)):
                draft.given_id = named["id"]
                start, _ = draft.answer[-1]
                draft.answer[-1] = start, told[-1].start + named.start()
            self.drafts.append(draft)
        self.open, self.lines, self.level, self.item = None, [], 0, None
