"""Decks as Anki names them: parts joined by `::`."""

from __future__ import annotations

from collections.abc import Iterable

import genanki

from flashdeck.export.apkg.ids import places, spread
from flashdeck.identity import digests
from flashdeck.model import DeckName
from flashdeck.render.text import clean

_JOIN = "::"
_UNNAMED = "flashdeck"


def full_name(deck: DeckName) -> str:
    """A name that Anki leaves as it is: no part is empty or holds what joins parts."""
    parts = (" ".join(clean(part).replace(_JOIN, " ").split()).strip(": ") for part in deck)
    return _JOIN.join(part for part in parts if part) or _UNNAMED


def decks(names: Iterable[DeckName]) -> dict[DeckName, genanki.Deck]:
    """A deck for every name; names that differ in case or blanks alone share one."""
    fulls = {name: full_name(name) for name in names}
    shown: dict[str, str] = {}
    for full in fulls.values():
        shown.setdefault(full.casefold(), full)
    numbers = spread(places(digests(("row",), shown)))
    made = {
        key: genanki.Deck(number, full)
        for (key, full), number in zip(shown.items(), numbers, strict=True)
    }
    return {name: made[full.casefold()] for name, full in fulls.items()}
