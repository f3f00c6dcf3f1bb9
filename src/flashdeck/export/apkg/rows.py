"""Notes and cards as rows of Anki's database, in the order of their ids.

So each goes behind those before it, and no page is written twice.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import NamedTuple

import genanki

from flashdeck.cache.store import digest
from flashdeck.export.apkg.filled import Fields
from flashdeck.export.apkg.ids import guids, places, spread
from flashdeck.export.apkg.parts import Part
from flashdeck.model import DeckName, NoteId
from flashdeck.notes.listed import ids, known, places_not_alone
from flashdeck.render.html import Html

NoteRow = tuple[int, str, int, int, str, str, str]
"""id, guid, mid, mod, tags, flds, sfld."""
CardRow = tuple[int, int, int, int, int, int]
"""id, nid, did, ord, mod, due."""

Decks = Mapping[DeckName, genanki.Deck]


class Block(NamedTuple):
    """What tells whether the rows of a part are those that are there already.

    `digest` is one of all that they follow from, but for where the part starts and what ids
    are taken: `places` are those its notes want, `numbers` those that they have, as arrays.
    """

    name: str
    digest: bytes
    start: int
    places: bytes
    numbers: bytes


class Entry(NamedTuple):
    """A part, and what else the rows of its notes need, by columns; times are in seconds.

    Without guids, its rows are as they were before.
    """

    part: Part
    block: Block
    guids: Sequence[str]
    numbers: Sequence[int]
    modified: Sequence[int]


def entries(
    html: Html, parts: Sequence[Part], key: str, decks: Decks, before: Iterable[Block] | None
) -> list[Entry]:
    """Every part; what is known from `before` tells those whose rows are as they were."""
    modified, known = _modified(html), {block.name: block for block in before or ()}
    times = [modified[part.start : part.end] for part in parts]
    marks = [b""] * len(parts)
    if before is not None:
        marks = [_mark(part, key, decks, since) for part, since in zip(parts, times, strict=True)]
    blocks = [
        block if (block := known.get(part.name)) and block.digest == mark else None
        for part, mark in zip(parts, marks, strict=True)
    ]
    named = [[] if block else _guids(part, key) for part, block in zip(parts, blocks, strict=True)]
    wishes = [
        array("q", places(first) if block is None else block.places)
        for block, first in zip(blocks, named, strict=True)
    ]
    numbers = array("q", spread([*chain.from_iterable(wishes)]))
    made = []
    for part, mark, block, first, wanted, since in zip(
        parts, marks, blocks, named, wishes, times, strict=True
    ):
        here = numbers[part.start : part.end]
        now = Block(part.name, mark, part.start, wanted.tobytes(), here.tobytes())
        moved = block is not None and block.numbers != now.numbers
        made.append(Entry(part, now, _guids(part, key) if moved else first, here, since))
    return made


def _mark(part: Part, key: str, decks: Decks, modified: list[int]) -> bytes:
    """A digest of all that the rows of a part follow from, but for the other parts."""
    facts = part.facts
    what = part.read_from if part.stands_alone else b""
    if not what:
        told = [(fact.deck, fact.ordinals, fact.basic) for fact in facts]
        what = marshal.dumps([part.digests, told], 2)
    lie_in = [decks[name].deck_id for name in part.decks]
    names = [*part.ids]
    first = _first(part)
    others = [] if first == names else first
    return digest(key, what, marshal.dumps([names, others, modified, lie_in], 2))


def _guids(part: Part, key: str) -> list[str]:
    """Notes of one family share a note type, which no note can leave in Anki."""
    return guids(key, ["basic" if fact.basic else "cloze" for fact in part.facts], _first(part))


def _first(part: Part) -> list[NoteId]:
    """The ids that the notes had at first."""
    origins = part.html.collection.origins
    if origins.keys().isdisjoint(part.ids):
        return [*part.ids]
    return [origins.get(id, id) for id in part.ids]


def _modified(html: Html) -> list[int]:
    """When each note last changed, or one that unfolds in it."""
    notes, times = html.collection.notes, html.collection.modified
    found = [time for time in map(times.get, ids(notes)) if time is not None and time > 0]
    if len(found) < len(notes):
        read = [fact.source.modified for fact in known(notes)]
        found = [time if time > 0 else 1 for time in map(times.get, ids(notes), read)]
    if html.collection.links:
        for at in places_not_alone(notes):
            unfolded = html.unfolding(notes[at])
            own = (times.get(each.id, each.span.source.modified) for each in unfolded)
            found[at] = max(found[at], *own, 1)
    return found


def order(entries: Sequence[Entry]) -> Sequence[int]:
    """The places of the notes of some entries among them, in the order of their ids."""
    numbers = [*map(float, chain.from_iterable([each.numbers for each in entries]))]
    return array("q", sorted(range(len(numbers)), key=numbers.__getitem__))


def note_rows(
    entries: Sequence[Entry],
    fields: Iterable[Fields],
    note_types: Mapping[str, genanki.Model],
    ordered: Iterable[int],
) -> list[NoteRow]:
    """The rows of notes, whose fields come in the order of the entries."""
    kinds = [note_types["cloze"].model_id, note_types["basic"].model_id]
    columns = zip(
        chain.from_iterable([each.numbers for each in entries]),
        chain.from_iterable([each.guids for each in entries]),
        [kinds[fact.basic] for each in entries for fact in each.part.facts],
        chain.from_iterable([each.modified for each in entries]),
        fields,
        strict=True,
    )
    rows = [
        (number, guid, kind, time, tags, text, first)
        for number, guid, kind, time, (text, first, tags) in columns
    ]
    return [*map(rows.__getitem__, ordered)]


def card_rows(entries: Sequence[Entry], decks: Decks, ordered: Sequence[int]) -> list[CardRow]:
    """The rows of cards; new ones come in the order of their notes."""
    ids = {name: deck.deck_id for name, deck in decks.items()}
    rows = [
        (number + ordinal, number, ids[fact.deck], ordinal, time, due)
        for each in entries
        for number, time, fact, due in zip(
            each.numbers, each.modified, each.part.facts, count(each.part.start + 1), strict=False
        )
        for ordinal in (fact.ordinals if fact.basic else _from_zero(fact.ordinals))
    ]
    if len(rows) == len(ordered):
        return [*map(rows.__getitem__, ordered)]
    rows.sort(key=itemgetter(0))
    return rows


def _from_zero(groups: Iterable[int]) -> list[int]:
    """The cards of gaps, whose groups count from one, as Anki numbers them."""
    return [group - 1 for group in groups]
