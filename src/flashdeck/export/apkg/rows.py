"""Notes and cards as rows of Anki's database, in the order of their ids.

So each goes behind those before it, and no page is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

import genanki

from flashdeck.export.apkg.filled import Fields
from flashdeck.export.apkg.ids import guids, spread
from flashdeck.model import DeckName
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import ids, known, places_not_alone
from flashdeck.render.html import Html

NOTES = "INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,0,0,'')"
CARDS = "INSERT INTO cards VALUES (?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"

NoteRow = tuple[int, str, int, int, str, str, str]
"""id, guid, mid, mod, tags, flds, sfld."""
CardRow = tuple[int, int, int, int, int, int]
"""id, nid, did, ord, mod, due."""


class Entry(NamedTuple):
    """A note and what its rows need: `number` is its row's id, `modified` in seconds."""

    number: int
    guid: str
    modified: int
    due: int
    fact: Facts


def family(fact: Facts) -> str:
    """Notes of one family share a note type, which no note can leave in Anki."""
    return "basic" if fact.basic else "cloze"


def entries(html: Html, key: str) -> list[Entry]:
    """Every note with its guid, and with when it or a note unfolded in it last changed."""
    notes, origins = html.collection.notes, html.collection.origins
    facts = known(notes)
    first = [origins.get(id, id) for id in ids(notes)] if origins else ids(notes)
    named = [*guids(key, map(family, facts), first)]
    due = range(1, len(facts) + 1)
    return [*map(Entry, spread(named), named, _modified(html), due, facts)]


def _modified(html: Html) -> list[int]:
    """When each note last changed, or one that unfolds in it."""
    notes, times = html.collection.notes, html.collection.modified
    pairs = zip(ids(notes), known(notes), strict=True)
    found = [max(1, times.get(id, fact.source.modified)) for id, fact in pairs]
    if html.collection.links:
        for at in places_not_alone(notes):
            unfolded = html.unfolding(notes[at])
            own = (times.get(each.id, each.span.source.modified) for each in unfolded)
            found[at] = max(found[at], *own, 1)
    return found


def note_rows(
    entries: Iterable[Entry], fields: Iterable[Fields], note_types: Mapping[str, genanki.Model]
) -> Sequence[NoteRow]:
    """The rows of notes, whose fields come in the same order as the entries."""
    kinds = [note_types["cloze"].model_id, note_types["basic"].model_id]
    rows = [
        (number, guid, kinds[fact.basic], modified, tags, text, first)
        for (number, guid, modified, _, fact), (text, first, tags) in zip(
            entries, fields, strict=True
        )
    ]
    rows.sort(key=itemgetter(0))
    return rows


def card_rows(
    entries: Iterable[Entry], decks: Mapping[DeckName, genanki.Deck]
) -> Iterator[CardRow]:
    """The rows of cards; new ones come in the order of their notes."""
    numbers = {name: deck.deck_id for name, deck in decks.items()}
    for number, _, modified, due, fact in sorted(entries, key=attrgetter("number")):
        deck = numbers[fact.deck]
        for ordinal in fact.ordinals:
            place = ordinal if fact.basic else ordinal - 1
            yield number + place, number, deck, place, modified, due
