"""Into which deck obsidian-spaced-repetition puts a card: its tags, in their order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import DeckName
from flashdeck.syntax.drafts import Draft
from flashdeck.syntax.page import Page, Range, inside
from flashdeck.syntax.sr_options import Options


class _Tag(NamedTuple):
    """A flashcard tag: where it stands, and the deck that it names, () for none."""

    at: int
    deck: DeckName


def front_tagged(page: Page, chosen: Options) -> bool:
    """Whether a flashcard tag stands in front matter."""
    return page.header.flashcards or any(chosen.deck_of_tag(tag) is not None for tag in page.tags)


def untagged(page: Page, chosen: Options) -> Page:
    """The page without flashcard tags among its tags, and in the name of its deck."""
    kept = frozenset(tag for tag in page.tags if chosen.deck_of_tag(tag) is None)
    return replace(page, tags=kept, deck=_base(page, chosen))


def decked(page: Page, chosen: Options, drafts: Sequence[Draft]) -> None:
    """Put each card without a tag of its own into the deck that a tag of the file names.

    That is the last tag above it that belongs to no card, else the first one of
    front matter, else the first one in the file, whatever that belongs to.
    """
    if chosen.folders:
        return
    front = next(_of_front(page, chosen), None)
    tags = list(_of_text(page, chosen))
    level = _of_no_card(tags, drafts)
    first = () if page.header.names_deck or not tags else tags[0].deck
    for draft in drafts:
        if draft.deck is None:
            above = bisect_left(level, draft.first, key=itemgetter(0)) - 1
            named = _first_on_line(page, level, above) if above >= 0 else front
            draft.deck = _below(page, first if named is None else named)


def several(page: Page, chosen: Options) -> Iterator[Diagnostic]:
    """A remark where the plug-in has cards in several decks: a note has one."""
    if chosen.folders:
        return
    text = page.source.text
    front = [deck for deck in dict.fromkeys(_of_front(page, chosen)) if deck]
    if len(front) > 1:
        at = max(0, text.find("/".join(front[0]), 0, page.header.end))
        yield _several(page, (at, at + len("/".join(front[0]))), front)
        return
    tags = [tag for tag in _of_text(page, chosen) if tag.deck]
    for one, two in pairwise(tags):
        if one.deck != two.deck and "\n" not in text[one.at : two.at]:
            yield _several(page, (one.at, two.at - 1), [one.deck, two.deck])
            return


def _several(page: Page, place: Range, decks: Sequence[DeckName]) -> Diagnostic:
    named = ", ".join(f"`{'::'.join(deck)}`" for deck in decks)
    return Diagnostic(
        rule=rules.GUESSED_DECK,
        message=f"obsidian-spaced-repetition has these cards in {len(decks)} decks, {named}: "
        "the first counts",
        span=page.span(*place),
        help="if another is meant, put it first",
    )


def _base(page: Page, chosen: Options) -> DeckName:
    deck = page.deck
    if chosen.folders and "/" in page.source.name:
        deck = (*page.settings.deck, *page.source.name.split("/")[:-1])
    return tuple(part for name in deck if (part := chosen.tag.sub("", name).strip()))


def _below(page: Page, deck: DeckName) -> DeckName | None:
    return (*page.settings.deck, *deck) if deck else None


def _of_front(page: Page, chosen: Options) -> Iterator[DeckName]:
    """The decks of flashcard tags in front matter, as they are listed."""
    for tag in page.header.listed:
        if (deck := chosen.deck_of_tag(tag)) is not None:
            yield deck


def _of_text(page: Page, chosen: Options) -> Iterator[_Tag]:
    if page.header.title is not None:
        for match in chosen.tag.finditer("::".join(page.header.deck or ())):
            yield _Tag(page.header.title, chosen.named(match))
    text = page.source.text
    if "#" not in text or chosen.tag.search(text) is None:
        return
    covered = inside(page)
    for line in page.lines:
        if "#" in line.bare and line.start not in covered:
            for match in chosen.tag.finditer(line.bare):
                yield _Tag(line.start + match.start(), chosen.named(match))


def _of_no_card(tags: Sequence[_Tag], drafts: Sequence[Draft]) -> list[_Tag]:
    ranges = sorted((draft.first, draft.last) for draft in drafts)
    found = []
    for tag in tags:
        at = bisect_right(ranges, tag.at, key=itemgetter(0)) - 1
        if at < 0 or tag.at >= ranges[at][1]:
            found.append(tag)
    return found


def _first_on_line(page: Page, tags: Sequence[_Tag], last: int) -> DeckName:
    """Of tags on one line, the first: a note has one deck."""
    while last and "\n" not in page.source.text[tags[last - 1].at : tags[last].at]:
        last -= 1
    return tags[last].deck
