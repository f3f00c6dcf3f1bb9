"""Notes and cards as rows of Anki's database, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import genanki

from flashdeck.export.apkg.ids import guid, spread
from flashdeck.export.apkg.note_fields import tags
from flashdeck.model import Basic, DeckName, Note, ordinals
from flashdeck.render.html import Html

_TO_SYNC = -1
_SEPARATOR = "\x1f"


class Entry(NamedTuple):
    """A note and what its rows need: `number` is its row's id, `modified` in seconds."""

    note: Note
    guid: str
    number: int
    modified: int


def family(note: Note) -> str:
    """Notes of one family share a note type, which no note can leave in Anki."""
    return "basic" if isinstance(note, Basic) else "cloze"


def entries(html: Html, key: str) -> list[Entry]:
    """Every note with its guid, and with when it or a note unfolded in it last changed."""
    notes = html.collection.notes
    origins = html.collection.origins
    guids = [guid(key, family(note), origins.get(note.id, note.id)) for note in notes]
    return [
        Entry(note, ident, number, _modified(note, html))
        for note, ident, number in zip(notes, guids, spread(guids), strict=True)
    ]


def _modified(note: Note, html: Html) -> int:
    known = html.collection.modified
    own = known.get(note.id, note.span.source.modified)
    if not html.collection.links:
        return max(1, own)
    unfolded = (known.get(each.id, each.span.source.modified) for each in html.unfolding(note))
    return max(1, own, *unfolded)


def note_rows(
    entries: Iterable[Entry],
    fields: Iterable[Sequence[str]],
    note_types: Mapping[str, genanki.Model],
) -> Iterator[tuple[int | str, ...]]:
    """id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data."""
    kinds = {name: each.model_id for name, each in note_types.items()}
    for (note, ident, number, modified), filled in zip(entries, fields, strict=True):
        listed = tags(note) if note.tags else ()
        tag_text = f" {' '.join(listed)} " if listed else ""
        kind = kinds[family(note)]
        text = _SEPARATOR.join(filled)
        yield number, ident, kind, modified, _TO_SYNC, tag_text, text, filled[0], 0, 0, ""


def card_rows(
    entries: Iterable[Entry], decks: Mapping[DeckName, genanki.Deck]
) -> Iterator[tuple[int, ...]]:
    """id, nid, did, ord, mod, usn, due; new cards come in the order of their notes."""
    for due, (note, _, number, modified) in enumerate(entries, 1):
        first = 0 if isinstance(note, Basic) else 1
        for ordinal in ordinals(note):
            place = ordinal - first
            deck = decks[note.deck].deck_id
            yield number + place, number, deck, place, modified, _TO_SYNC, due
