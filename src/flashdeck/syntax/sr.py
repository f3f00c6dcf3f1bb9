"""The dialect of obsidian-spaced-repetition: `::`, `:::`, a lone `?` or `??`, and `==gaps==`.

A tag `#flashcards` turns a file's cards on; `#flashcards/a/b` names their deck. A
blank line ends a card. Its own settings say which marks count (`sr_options`). What
the plug-in takes for a card is one, also where its author hardly meant it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flashdeck.syntax import near_marks, sr_near
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Page, inside
from flashdeck.syntax.sr_blocks import blocks
from flashdeck.syntax.sr_decks import decked, front_tagged, several, untagged
from flashdeck.syntax.sr_options import PLUGIN, Options, ignored, options
from flashdeck.syntax.unseen import at_home, fields, unread
from flashdeck.syntax.whole_file import reading_around

_END = "+++"
"""What most of those set who end cards with a mark."""
_SCHEDULED = re.compile(r"<!--SR:")


@dataclass(frozen=True, slots=True)
class SpacedRepetition(Marked):
    """Files that hold a flashcard tag, or the plug-in's notes on when a card is due."""

    name: str = "sr"

    def signs(self, page: Page) -> Iterator[Sign]:
        """Shared marks count only beside one of its own: alone, the native dialect reads them."""
        if ignored(page.source, page.settings):
            return
        chosen = options(page.settings)
        own = list(_own(page, chosen))
        shared = list(_shared(page, chosen)) if own or chosen.folders else []
        if shared or at_home(page) or (own and _gapped(page, chosen)):
            yield from own
            yield from shared

    def read(self, page: Page) -> Reading:
        chosen = _ended(page, options(page.settings))
        drafts, found = blocks(page, chosen)
        drafts = drafts if at_home(page) else _below_tag(page, chosen, drafts)
        decked(page, chosen, drafts)
        near = (
            *near_marks.gaps(page),
            *near_marks.wide(page),
            *near_marks.glued(page, sorted((draft.first, draft.last) for draft in drafts)),
            *sr_near.near(page, chosen, drafts),
            *fields(page, drafts),
            *unread(page, drafts),
            *several(page, chosen),
        )
        return reading_around(untagged(page, chosen), drafts, (*found, *near))


SR = SpacedRepetition()


def _gapped(page: Page, chosen: Options) -> bool:
    return any(True for line in page.lines for _ in chosen.gaps(line.bare))


def _ended(page: Page, chosen: Options) -> Options:
    """The options, where `+++` ends cards if it stands below some and nobody has said what does."""
    vault = page.settings.vault
    if "\n+++" not in page.source.text or (vault is not None and vault.plugin(PLUGIN)):
        return chosen
    asked, covered = False, inside(page)
    for line in page.lines:
        asked = asked or chosen.splits(line.bare)
        if asked and line.bare.strip() == _END and line.start not in covered:
            return replace(chosen, end_mark=_END)
    return chosen


def _below_tag(page: Page, chosen: Options, drafts: list[Draft]) -> list[Draft]:
    """Without highlights above the first tag: they are only that, where a tag stands below them."""
    if front_tagged(page, chosen):
        return drafts
    first = next((line.end for line in page.lines if chosen.tag.search(line.bare)), 0)
    marked = [draft for draft in drafts if draft.form is not Form.FACT or draft.last >= first]
    return marked or drafts


def _shared(page: Page, chosen: Options) -> Iterator[Sign]:
    """The marks that others have as well; where folders are decks, they are the plug-in's own."""
    for line in page.lines:
        if chosen.pair(line.bare) is not None:
            yield Sign(f"`{chosen.pair_mark}`", line.start, own=chosen.folders)
        elif chosen.splits(line.bare):
            yield Sign(f"`{chosen.split_mark}`", line.start, own=chosen.folders)


def _own(page: Page, chosen: Options) -> Iterator[Sign]:
    if front_tagged(page, chosen):
        yield Sign("tags: flashcards", 0, own=True)
    if any(chosen.tag.search(name) for name in page.header.deck or ()):
        yield Sign("`#flashcards`", 0, own=True)
    text = page.source.text
    for line in page.lines if "#" in text and chosen.tag.search(text) else ():
        if chosen.tag.search(line.bare):
            yield Sign("`#flashcards`", line.start, own=True)
    for match in _SCHEDULED.finditer(page.source.text):
        yield Sign("`<!--SR:`", match.start(), own=True)
