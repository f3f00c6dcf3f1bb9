"""Which cards a session asks, and in which order.

The order mixes decks and is the same all day: it follows from the cards and
the study day, so that starting again goes on where one stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from zlib import crc32

from flashdeck.model import Card, CardId
from flashdeck.schedule.study_day import Day
from flashdeck.study.coming import Coming, States, coming

S = TypeVar("S")
T = TypeVar("T")


NONE: Mapping[str, int] = MappingProxyType({})
MANY = 10**6
"""More cards than anybody adds."""


class Room(NamedTuple):
    """How many cards may be asked: new ones, reviews, and both together."""

    new: int
    reviews: int
    all: int | None = None


class Queue(NamedTuple):
    """Cards in the order in which they are asked, and which of them are new."""

    order: tuple[CardId, ...] = ()
    new: frozenset[CardId] = frozenset()


def queue(
    cards: Iterable[Card],
    states: States[S],
    day: Day,
    room: Room,
    asked: Collection[str] | None = None,
) -> Queue:
    """What a study day still asks: reviews, with new cards spread among them.

    Where not all reviews fit, those that wait longest are asked.
    """
    notes = list(coming(cards, states, asked))
    waiting = sorted(
        (note.due, _drawn(day, note.review), note.review)
        for note in notes
        if note.review is not None and note.due <= day
    )
    reviews = [id for _, _, id in sorted(waiting[: max(0, room.reviews)], key=lambda each: each[1])]
    fresh = _fresh(notes, day)[: max(0, room.new)]
    order = _spread(reviews, fresh)[: room.all]
    return Queue(tuple(order), frozenset(fresh) & frozenset(order))


def spare(room: Room, found: Queue, *, cram: bool) -> int:
    """How many new cards more there is room for."""
    left = [] if room.all is None else [room.all - len(found.order)]
    return max(0, min([*left, MANY if cram else room.new - len(found.new)]))


def crammed(
    cards: Iterable[Card],
    states: States[S],
    day: Day,
    most: int | None,
    asked: Collection[str] | None = None,
    done: Mapping[str, int] = NONE,
    failed: Collection[str] = (),
) -> Queue:
    """Every card that is not suspended; those of one note as far apart as can be.

    Those that were `done` more often than others on that day are left out, until all
    were as often; those that `failed` come first.
    """
    seen: Counter[str] = Counter()
    ranked = []
    for card in cards:
        state = states.get(card.id)
        if asked is not None and card.id not in asked:
            continue
        if state is None or not state.suspended:
            ranked.append(
                (card.id not in failed, seen[card.note.id], _drawn(day, card.id), card.id)
            )
            seen[card.note.id] += 1
    least = min((done.get(id, 0) for *_, id in ranked), default=0)
    order = [id for *_, id in sorted(ranked) if id in failed or done.get(id, 0) == least][:most]
    return Queue(tuple(order), frozenset(id for id in order if _is_new(states, id)))


def _is_new(states: States[S], id: CardId) -> bool:
    state = states.get(id)
    return state is None or state.new


def _fresh(notes: Iterable[Coming], day: Day) -> list[CardId]:
    """New cards: within a deck in the author's order, the decks in turn."""
    decks: dict[tuple[str, ...], list[CardId]] = {}
    for note in notes:
        if note.fresh is not None and note.new <= day < note.due:
            decks.setdefault(note.deck, []).append(note.fresh)
    turns = sorted(decks, key=lambda deck: _drawn(day, "::".join(deck)))
    rounds = zip_longest(*(decks[deck] for deck in turns))
    return [id for id in chain.from_iterable(rounds) if id is not None]


def _spread(many: Sequence[T], few: Sequence[T]) -> list[T]:
    """Both in their order, evenly mixed."""
    placed = [
        ((2 * index + 1) * len(other), which, index, each)
        for which, (ours, other) in enumerate(((many, few), (few, many)))
        for index, each in enumerate(ours)
    ]
    # One stands at (2 index + 1) / 2 len(ours) of the way; compared without fractions.
    return [each for *_, each in sorted(placed, key=lambda each: each[:3])]


def _drawn(day: Day, text: str) -> int:
    return crc32(f"{day} {text}".encode("utf-8", "surrogatepass"))
