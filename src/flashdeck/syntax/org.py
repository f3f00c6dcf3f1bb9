"""The dialect of Org mode: org-drill's headlines with `:drill:`, and those of its like.

These are org-fc's `:fc:`, anki-editor's notes, and what stands below pamparam's `:cards:`.

What a headline asks depends on its DRILL_CARD_TYPE, FC_TYPE or ANKI_NOTE_TYPE. The
text is org's; `org_markup` makes Markdown of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import DeckName
from flashdeck.syntax import marks, whole_file
from flashdeck.syntax.dialect import OWN, Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, reading
from flashdeck.syntax.org_anki import anki
from flashdeck.syntax.org_cards import Entry, drill, fc, pam
from flashdeck.syntax.org_findings import grouped, in_org, misspelt, unclosed
from flashdeck.syntax.org_outline import Headline, Outline, outline
from flashdeck.syntax.page import Line, Page

_NO_TAGS = frozenset(
    {"drill", "cards", "leech", "fc", "suspended", "noexport", "ATTACH", "ARCHIVE"}
)


@dataclass(frozen=True, slots=True)
class Org(Marked):
    """Files called .org; nothing else in them is a card."""

    name: str = "org"

    def weighed(self, signs: Sequence[Sign]) -> int:
        """More than any mark weighs: in an org file, marks of Markdown are text."""
        return 1000 * OWN if signs else 0

    def signs(self, page: Page) -> Iterator[Sign]:
        if _is_org(page):
            yield Sign("an org file", 0, own=True)
            for headline in outline(page).headlines:
                if kind := _kind(headline):
                    yield Sign(f"`{kind}`", headline.start, own=True)

    def read(self, page: Page) -> Reading:
        found = outline(page)
        reader = _Reader(_tagged(page, found), found)
        for headline in found.headlines:
            reader.take(headline)
        notes, wrong = reading(reader.page, reader.drafts)
        prose = tuple(_prose(found, reader.reach, page))
        whole_page = whole_file.findings(page, bool(reader.drafts), prose)
        return Reading(notes, (*grouped(reader.found), *map(in_org, wrong), *whole_page))


ORG = Org()


def _is_org(page: Page) -> bool:
    return page.source.name.lower().endswith((".org", ".org>"))


_READ = {":drill:": drill, ":ANKI_NOTE_TYPE:": anki, ":fc:": fc, ":cards:": pam}


def _kind(headline: Headline) -> str | None:
    """Whose card a headline is: the mark that says so."""
    if "drill" in headline.tags:
        return ":drill:"
    if "ANKI_NOTE_TYPE" in headline.properties:
        return ":ANKI_NOTE_TYPE:"
    if "fc" in headline.tags:
        return ":fc:"
    return ":cards:" if headline.parent and "cards" in headline.parent.tags else None


def _tagged(page: Page, found: Outline) -> Page:
    """The page with the tags and the deck that its keywords name."""
    told = " ".join(found.keywords.get("FILETAGS", ())).replace(":", " ").split()
    deck = marks.deck_of(found.property("ANKI_DECK") or "")
    named = (*page.settings.deck, *deck) if deck else page.deck
    return replace(page, tags=page.tags | (set(told) - _NO_TAGS), deck=named)


def _prose(found: Outline, cards: dict[int, int], page: Page) -> Iterator[Line]:
    """Where text begins that stands below a headline which is no card, nor part of one.

    `cards` are the ends of what is a card's, by where it begins.
    """
    ends = sorted(cards.items())
    reach = list(accumulate((end for _, end in ends), max))
    bodies = [found.above, *(headline.body for headline in found.headlines)]
    for start, end in (each for body in bodies for each in body[:1]):
        text = page.source.text[start:end]
        at = end - len(text.lstrip())
        above = bisect_right(ends, (at, len(page.source.text) + 1)) - 1
        if text.strip() and (above < 0 or at >= reach[above]):
            stop = page.source.text.find("\n", at)
            stop = len(page.source.text) if stop < 0 else stop
            yield Line(at, stop, page.source.text[at:stop])


@dataclass(slots=True)
class _Reader:
    """The cards so far."""

    page: Page
    outline: Outline
    drafts: list[Draft] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    reach: dict[int, int] = field(default_factory=dict)

    def take(self, headline: Headline) -> None:
        """One more headline; COMMENT and ARCHIVE are other programs' words, and hide no card."""
        kind = _kind(headline)
        if kind is None:
            self.found.extend(misspelt(self.page, headline))
            return
        self.found.extend(unclosed(self.page, headline))
        entry = Entry(self.page, self.outline, headline, _kind)
        read = _READ[kind](entry)
        self.found.extend(read.diagnostics)
        for draft in read.drafts:
            draft.tags |= self._tags(headline, entry)
            draft.deck = self._deck(entry)
            self.drafts.append(draft)
            self.reach[headline.start] = headline.last

    def _tags(self, headline: Headline, entry: Entry) -> set[str]:
        own = {tag for each in (headline, *headline.outer()) for tag in each.tags}
        return (own | set((entry.value("ANKI_TAGS") or "").split())) - _NO_TAGS

    def _deck(self, entry: Entry) -> DeckName | None:
        deck = marks.deck_of(entry.inherited("ANKI_DECK") or "")
        return (*self.page.settings.deck, *deck) if deck else None
