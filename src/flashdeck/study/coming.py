"""From which day on a note has a card to ask.

The cards of one note are kept on different days: of those that are due the one
that waits longest is asked, a new one only when none is due, and none on a day
on which another was answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from flashdeck.model import Card, CardId, DeckName
from flashdeck.schedule.card_state import CardState

S = TypeVar("S")

NEVER_AGAIN = 10**9
"""A day after all others."""

States = Mapping[str, CardState[S]]


class Coming(NamedTuple):
    """The days from which a review and a new card wait, and the cards."""

    deck: DeckName
    due: int
    new: int
    review: CardId | None
    fresh: CardId | None


def coming(
    cards: Iterable[Card], states: States[S], asked: Collection[str] | None = None
) -> Iterator[Coming]:
    """One for each note; the cards of a note stand together.

    `asked` are the only ones that may be asked, if not all may; the others of
    their notes count for the days.
    """
    for _, siblings in groupby(cards, key=lambda card: card.note.id):
        yield _of_note(list(siblings), states, asked)


def _of_note(siblings: list[Card], states: States[S], asked: Collection[str] | None) -> Coming:
    known = {card.id: state for card in siblings if (state := states.get(card.id)) is not None}
    tomorrow = max((state.last + 1 for state in known.values()), default=0)
    reviews = []
    fresh = []
    for card in siblings:
        state = known.get(card.id)
        if asked is not None and card.id not in asked:
            continue
        if state is None:
            fresh.append((tomorrow, 0, card.ordinal, card.id))
        elif state.suspended:
            continue
        elif state.new:
            fresh.append((max(tomorrow, state.buried), 0, card.ordinal, card.id))
        else:
            first = max(tomorrow, state.buried, state.due)
            reviews.append((first, int(state.due), card.ordinal, card.id))
    due, new = min(reviews, default=None), min(fresh, default=None)
    return Coming(
        siblings[0].note.deck,
        NEVER_AGAIN if due is None else due[0],
        NEVER_AGAIN if new is None else new[0],
        None if due is None else due[3],
        None if new is None else new[3],
    )
