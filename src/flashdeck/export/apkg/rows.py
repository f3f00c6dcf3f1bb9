"""Notes and cards as rows of Anki's database, in the order of their ids.

So each goes behind those before it, and no page is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from operator import itemgetter
from typing import NamedTuple

import genanki

from flashdeck.export.apkg.filled import Fields
from flashdeck.export.apkg.ids import guids, spread
from flashdeck.model import DeckName
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import ids, known, places_not_alone
from flashdeck.render.html import Html


class Insertion(NamedTuple):
    """Into which table rows go, and how what is known of one becomes its values."""

    table: str
    values: str


NOTES = Insertion("notes", "(?,?,?,?,-1,?,?,?,0,0,'')")
CARDS = Insertion("cards", "(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')")

NoteRow = tuple[int, str, int, int, str, str, str]
"""id, guid, mid, mod, tags, flds, sfld."""
CardRow = tuple[int, int, int, int, int, int]
"""id, nid, did, ord, mod, due."""


class Entries(NamedTuple):
    """What the rows of notes need, by columns: `numbers` are the rows' ids, times in seconds."""

    numbers: Sequence[int]
    guids: Sequence[str]
    modified: Sequence[int]
    facts: Sequence[Facts]


def family(fact: Facts) -> str:
    """Notes of one family share a note type, which no note can leave in Anki."""
    return "basic" if fact.basic else "cloze"


def entries(html: Html, key: str) -> Entries:
    """Every note with its guid, and with when it or a note unfolded in it last changed."""
    notes, origins = html.collection.notes, html.collection.origins
    facts = known(notes)
    first = [origins.get(id, id) for id in ids(notes)] if origins else ids(notes)
    named = guids(key, map(family, facts), first)
    return Entries([*spread(named)], named, _modified(html), facts)


def _modified(html: Html) -> list[int]:
    """When each note last changed, or one that unfolds in it."""
    notes, times = html.collection.notes, html.collection.modified
    read = [fact.source.modified for fact in known(notes)]
    found = [time if time > 0 else 1 for time in map(times.get, ids(notes), read)]
    if html.collection.links:
        for at in places_not_alone(notes):
            unfolded = html.unfolding(notes[at])
            own = (times.get(each.id, each.span.source.modified) for each in unfolded)
            found[at] = max(found[at], *own, 1)
    return found


def note_rows(
    entries: Entries, fields: Iterable[Fields], note_types: Mapping[str, genanki.Model]
) -> Sequence[NoteRow]:
    """The rows of notes, whose fields come in the same order as the entries."""
    kinds = [note_types["cloze"].model_id, note_types["basic"].model_id]
    of = [kinds[fact.basic] for fact in entries.facts]
    columns = zip(entries.numbers, entries.guids, of, entries.modified, fields, strict=True)
    rows = [
        (number, guid, kind, time, tags, text, first)
        for number, guid, kind, time, (text, first, tags) in columns
    ]
    rows.sort(key=itemgetter(0))
    return rows


def card_rows(entries: Entries, decks: Mapping[DeckName, genanki.Deck]) -> Sequence[CardRow]:
    """The rows of cards; new ones come in the order of their notes."""
    numbers, _, modified, facts = entries
    ids = {name: deck.deck_id for name, deck in decks.items()}
    rows = [
        (number + place, number, ids[fact.deck], place, time, due)
        for number, time, due, fact in zip(numbers, modified, count(1), facts, strict=False)
        for place in (fact.ordinals if fact.basic else _from_zero(fact.ordinals))
    ]
    rows.sort(key=itemgetter(0))
    return rows


def _from_zero(groups: Iterable[int]) -> list[int]:
    """The cards of gaps, whose groups count from one, as Anki numbers them."""
    return [group - 1 for group in groups]
