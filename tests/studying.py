"""Sessions as tests hold them: made-up cards, a clock that is told the time, no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flashdeck import identity
from flashdeck.model import Card, CardId, Note, NoteId
from flashdeck.schedule import fuzz
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.schedule.study_day import Day, Moment
from flashdeck.study.entries import Entry, Returnable
from flashdeck.study.queue import Queue, Room, crammed, queue
from flashdeck.study.session import Rules, Session, Waiting, begun
from flashdeck.study.sitting import Clock, Reread
from reading import read

DAY = Day(740_000)
LEECH = 8
ROOMY = Room(1000, 1000)

States = Mapping[str, CardState[Memory]]


def notes(text: str) -> tuple[Note, ...]:
    return read(text).notes


def numbered(count: int, deck: str = "Deck") -> tuple[Note, ...]:
    """Notes that ask for a number each, with ids `n0`, `n1`, …"""
    made = notes(f"TARGET DECK: {deck}\n\n" + "".join(f"q{i} :: a{i}\n\n" for i in range(count)))
    return tuple(replace(note, id=NoteId(f"{deck}-n{i}")) for i, note in enumerate(made))


def cards(found: Iterable[Note]) -> list[Card]:
    return [card for note in found for card in identity.cards(note)]


def due(day: int, *, lapses: int = 0, last: int = DAY - 10) -> CardState[Memory]:
    """A card that was reviewed ten days ago."""
    return CardState(
        Memory(250, 2, 6), Day(day), 6, 2 + lapses, lapses, Day(DAY - 20), last=Day(last)
    )


def session(
    found: Iterable[Note],
    states: States | None = None,
    *,
    room: Room = ROOMY,
    cram: bool = False,
    day: Day = DAY,
    again: Iterable[CardId] = (),
    earlier: Iterable[Returnable] = (),
    asked: frozenset[CardId] | None = None,
    leech: int = LEECH,
    leech_suspends: bool = False,
) -> Session[Memory]:
    """A session of some notes' cards that has begun."""
    ours, known = cards(found), dict(states or {})
    order: Queue = (
        crammed(ours, known, day, room.all, asked) if cram else queue(ours, known, day, room, asked)
    )
    before = tuple(earlier)
    return begun(
        Session(
            rules=Rules(SM2, fuzz.fuzz, cram, leech, leech_suspends),
            day=day,
            queue=order,
            states=known,
            cards={card.id: card for card in ours},
            again=tuple(Waiting(key, -100) for key in again),
            earlier=before,
            written=len(before),
        )
    )


class Told:
    """A clock that says what it is told, and goes on by five seconds a look."""

    def __init__(self, day: Day = DAY) -> None:
        self.day = day
        self.ms = 0

    def clock(self) -> Clock:
        return Clock(lambda: Moment(self.ms, 0, self.day), self.tick)

    def tick(self) -> int:
        self.ms += 5_000
        return self.ms


class Nothing:
    """An outside in which nothing happens."""

    def __init__(self, states: States | None = None) -> None:
        self.states = states or {}

    def state(self, card: CardId) -> CardState[Memory]:
        return self.states[card]

    def edit(self, card: Card) -> Reread:
        return Reread({}, "no editor")

    def demo(self, name: str) -> str:
        return f"no demo {name}"

    def view(self, note: Note, targets: Sequence[str]) -> str:
        return f"no viewer of {', '.join(targets)}"

    def news(self) -> str:
        return ""


class Written:
    """Entries, in the order in which they were written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def write(self, entry: Entry, at: Moment) -> None:
        self.entries.append(entry)
