"""Which cards are meant by a deck, a tag, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashdeck import identity
from flashdeck.compile.library import selected
from flashdeck.model import Card, CardId, Collection, Note, NoteId
from flashdeck.schedule.standing import Standing, Standings


class Choice(NamedTuple):
    """What was typed; of several decks, tags or standings any will do."""

    decks: Sequence[str] = ()
    tags: Sequence[str] = ()
    standings: Sequence[Standing] = ()


class Chosen(NamedTuple):
    """The notes that have a card that fits; `fitting` are those cards, None if all fit."""

    collection: Collection
    fitting: frozenset[CardId] | None = None

    def cards(self) -> Iterator[Card]:
        """Those that fit, in the order of their notes."""
        for note in self.collection.notes:
            yield from self.of(note)

    def of(self, note: Note) -> Sequence[Card]:
        """The cards of a note that fit."""
        cards = identity.cards(note)
        return [card for card in cards if self.fitting is None or card.id in self.fitting]


def tags_in_files(tags: Sequence[str]) -> list[str]:
    """Those that some note must have: a leech is one by its answers."""
    return [tag for tag in tags if _bare(tag) != Standing.LEECH]


def chosen(collection: Collection, choice: Choice, standings: Standings) -> Chosen:
    """The notes and cards that are meant. A leech has the tag `leech`."""
    decks, tags, wanted = choice
    if len(tags_in_files(tags)) == len(tags):
        ours = selected(collection, decks, tags)
        return _fitting(ours, frozenset(wanted), standings) if wanted else Chosen(ours)
    tagged = frozenset(note.id for note in selected(collection, (), tags).notes)
    ours = selected(collection, decks, ())
    leeches = frozenset({Standing.LEECH})
    found = _fitting(ours, leeches, standings, tagged)
    if not wanted:
        return found
    both = _fitting(ours, frozenset(wanted), standings)
    return _of(ours, (found.fitting or frozenset()) & (both.fitting or frozenset()))


def _fitting(
    collection: Collection,
    wanted: frozenset[Standing],
    standings: Standings,
    notes: frozenset[NoteId] = frozenset(),
) -> Chosen:
    """The cards of some notes, and those of which any of what is wanted holds."""
    fitting = frozenset(
        card.id
        for note in collection.notes
        for card in identity.cards(note)
        if note.id in notes or not wanted.isdisjoint(standings.of(card.id))
    )
    return _of(collection, fitting)


def _of(collection: Collection, fitting: frozenset[CardId]) -> Chosen:
    notes = tuple(
        note
        for note in collection.notes
        if any(card.id in fitting for card in identity.cards(note))
    )
    return Chosen(replace(collection, notes=notes), fitting)


def _bare(tag: str) -> str:
    return tag.lstrip("#@").rstrip("~").casefold()
