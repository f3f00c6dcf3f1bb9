"""The dialect of Logseq: a block with `#card` asks, the blocks nested below it answer.

Gaps are `{{cloze so}}`, with a hint behind two backslashes. Properties such as
`card-repeats:: 3` are no text; `id::` names the card, `deck::` its deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashdeck.model import DeckName
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap
from flashdeck.syntax.outline import Item, items, unindented
from flashdeck.syntax.page import Line, Page, Range
from flashdeck.syntax.whole_file import reading_around

_CARD = re.compile(r"[ \t]*(?<![\w/&#])#(?:card|\[\[card\]\])(?![\w/-])|[ \t]*\[\[card\]\]")
_CLOZE = re.compile(r"\{\{cloze[ \t]+(?P<inner>[^{}\n]+?)(?:\\\\(?P<hint>[^{}\n]*))?\}\}")
_PROPERTY = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?P<key>[A-Za-z][\w.-]*):: ?(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Logseq:
    """Outlines with `#card` or `{{cloze …}}` in them."""

    name: str = "logseq"

    def evidence(self, page: Page) -> int:
        text = page.source.text
        return weight(self.signs(page)) if "card" in text or "{{cloze" in text else 0

    def signs(self, page: Page) -> Iterator[Sign]:
        for item in items(page):
            if _CARD.search(item.first.bare):
                yield Sign("`#card`", item.first.start, own=True)
            if _CLOZE.search(item.first.bare):
                yield Sign("`{{cloze …}}`", item.first.start, own=True)

    def read(self, page: Page) -> Reading:
        deck = _deck(page)
        drafts = [_draft(page, item, deck) for item in items(page) if _asks(item)]
        return reading_around(page, drafts)


LOGSEQ = Logseq()


def gaps(bare: str) -> Iterator[Gap]:
    """`{{cloze so\\\\hint}}`."""
    for match in _CLOZE.finditer(bare):
        hint = (match["hint"] or "").strip() or None
        yield Gap(match.start(), match.end(), *match.span("inner"), None, hint)


def _asks(item: Item) -> bool:
    own = "\n".join(line.bare for line in item.lines)
    return _CARD.search(own) is not None


def _deck(page: Page) -> DeckName | None:
    """The deck that the page's own properties name, above all its blocks."""
    for line in page.lines:
        found = _PROPERTY.fullmatch(line.bare)
        if found is None:
            break
        if found["key"].lower() == "deck":
            return (*page.settings.deck, *marks.deck_of(found["value"].strip(" []")))
    return None


def _draft(page: Page, item: Item, deck: DeckName | None) -> Draft:
    told = {match["key"].lower(): match for line in item.lines if (match := _property(line))}
    prompt = [line for line in item.lines if not _property(line)]
    size = len(page.source.text)
    cloze = _CLOZE.search("\n".join(line.bare for line in prompt)) is not None
    below = [line for line in item.nested if not _property(line)]
    draft = Draft(
        form=Form.FACT if cloze else Form.SPLIT,
        first=item.first.start,
        last=item.end,
        section=item.section,
        deck=_named(page, told.get("deck")) or deck,
        prompt=list(_without_tag(prompt, item, size)),
        answer=unindented(below, size),
        gaps=gaps if cloze else None,
    )
    if (named := told.get("id")) is not None:
        draft.given_id = named["value"].strip() or None
    return draft


def _property(line: Line) -> re.Match[str] | None:
    return _PROPERTY.fullmatch(line.bare)


def _named(page: Page, told: re.Match[str] | None) -> DeckName | None:
    deck = marks.deck_of(told["value"].strip(" []")) if told else ()
    return (*page.settings.deck, *deck) if deck else None


def _without_tag(lines: list[Line], item: Item, size: int) -> Iterator[Range]:
    """The lines of the prompt from the item's text on, without the mark that makes it a card."""
    for line in lines:
        end = min(line.end + 1, size)
        start = item.start if line is item.first else line.end - len(line.bare.lstrip())
        if tag := _CARD.search(line.bare):
            yield start, max(start, line.start + tag.start())
            behind = line.bare[tag.end() :]
            start = max(start, line.end - len(behind.lstrip() if start == item.start else behind))
        yield start, end
