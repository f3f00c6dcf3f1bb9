"""A session as a value: what is asked, what was answered, what every key leads to.

Nothing here reads a clock or writes a line. An event gives the next session
and the entries to write down; whoever shows the next card has written them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

from flashdeck.model import Card, CardId, NoteId
from flashdeck.schedule.card_state import CardState, reviewed
from flashdeck.schedule.fuzz import Fuzz
from flashdeck.schedule.keys import NAMES
from flashdeck.schedule.scheduler import KNOWN, Scheduler
from flashdeck.schedule.study_day import Day
from flashdeck.study.entries import Entry, Returnable
from flashdeck.study.queue import Queue

S = TypeVar("S")

APART = 5
"""Answers between a lapse and the next time its card is asked, if there are other cards."""


class Asking(NamedTuple):
    """A card's question; so many of its gaps are revealed."""

    key: CardId
    revealed: int = 0


class Told(NamedTuple):
    """A card with its answer."""

    key: CardId


class Reading(NamedTuple):
    """Notes that were opened from one another, the last on top, and where they were opened."""

    notes: tuple[NoteId, ...]
    below: Asking | Told


class Done(NamedTuple):
    """Nothing is left to ask, or time is up."""

    in_time: bool = True


Stage = Asking | Told | Reading | Done


class Given(NamedTuple):
    """An answer of this session."""

    key: CardId
    kind: str
    grade: int
    ms: int


class Waiting(NamedTuple):
    """A card that lapsed, and after how many answers."""

    key: CardId
    since: int


@dataclass(frozen=True, slots=True)
class Rules(Generic[S]):
    """What holds for a whole session.

    So many lapses make a `leech`, 0 none. `names` are those of the grades.
    """

    scheduler: Scheduler[S]
    fuzz: Fuzz
    cram: bool = False
    leech: int = 0
    leech_suspends: bool = False
    names: Mapping[int, str] = field(default_factory=lambda: NAMES)

    def tells(self, before: CardState[S], after: CardState[S]) -> bool:
        """Whether a lapse made a leech, or was one more half as many times since."""
        if after.lapses == before.lapses or not after.is_leech(self.leech):
            return False
        return (after.lapses - self.leech) % max(1, self.leech // 2) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Generic[S]):
    """Cards go by the id they had when it began: `cards` says how they read and are called now.

    `again` waits for answers of KNOWN or better, `ahead` is asked before all
    else. `past` is the session before each event that can be taken back, the
    last on top; `earlier` are the entries from before it began, counted from 0.
    How often something was written is no part of what it is, nor are the cards
    that an editor `deleted`: no undo brings them back. The day leaves room for
    `spare` new cards besides those in the queue.
    """

    rules: Rules[S]
    day: Day
    queue: Queue
    states: Mapping[str, CardState[S]]
    cards: Mapping[CardId, Card] = field(compare=False, repr=False)
    changed: Mapping[str, CardState[S]] = field(default_factory=dict)
    at: int = 0
    gone: frozenset[CardId] = frozenset()
    deleted: frozenset[CardId] = field(default=frozenset(), compare=False)
    ahead: tuple[CardId, ...] = ()
    again: tuple[Waiting, ...] = ()
    given: tuple[Given, ...] = ()
    stage: Stage = Done()  # noqa: RUF009 (frozen)
    earlier: tuple[Returnable, ...] = ()
    past: Past[S] | None = field(default=None, repr=False)
    written: int = field(default=0, compare=False)
    spare: int = 0

    @property
    def key(self) -> CardId | None:
        """The card it is about."""
        match self.stage:
            case Asking(key) | Told(key) | Reading(_, Asking(key) | Told(key)):
                return key
            case _:
                return None

    @property
    def card(self) -> Card | None:
        key = self.key
        return None if key is None else self.cards[key]

    @property
    def hidden(self) -> frozenset[CardId]:
        """Cards that are not asked any more."""
        return self.gone | self.deleted

    def state(self, key: CardId) -> CardState[S]:
        """Where a card stands now."""
        found = self.changed.get(key) or self.states.get(key)
        return CardState(self.rules.scheduler.initial()) if found is None else found

    def drills(self, key: CardId) -> bool:
        """Whether an answer changes no schedule."""
        return self.rules.cram or self.state(key).last >= self.day

    def after(self, key: CardId, grade: int) -> CardState[S]:
        """Where a grade leads: what a key promises, and what is then stored."""
        state = self.state(key)
        if self.drills(key):
            return state
        rules, card = self.rules, self.cards[key].id
        found = reviewed(rules.scheduler, card, state, grade, self.day, rules.fuzz)
        suspends = rules.leech_suspends and rules.tells(state, found)
        return found._replace(suspended=True) if suspends else found


class Past(NamedTuple, Generic[S]):
    """The session before an event, what it wrote, and as the how-manieth entries from 0."""

    before: Session[S]
    entries: tuple[Returnable, ...]
    number: int


class Step(NamedTuple, Generic[S]):
    """What an event leads to: entries to write down first, and something to say."""

    session: Session[S]
    entries: tuple[Entry, ...] = ()
    said: str = ""


class Counts(NamedTuple):
    """What is left to ask, the card on the screen included."""

    new: int
    due: int
    again: int

    @property
    def all(self) -> int:
        return self.new + self.due + self.again


def begun(session: Session[S]) -> Session[S]:
    """With its first card asked."""
    return advanced(session)


def counts(session: Session[S], most: int | None = None) -> Counts:
    """What is left, or the first `most` of it: the card on the screen, what waits, the queue."""
    hidden, here = session.hidden, session.key
    drills = here is not None and session.drills(here) and not session.rules.cram
    waiting = [each.key for each in session.again if each.key not in hidden]
    first = [key for key in session.ahead if key not in hidden]
    if here is not None:
        (waiting if drills else first).insert(0, here)
    first = first[:most]
    again = len(waiting) if most is None else min(len(waiting), most - len(first))
    room = None if most is None else most - len(first) - again
    queued = [key for key in session.queue.order[session.at :] if key not in hidden][:room]
    left = [*first, *queued]
    new = sum(key in session.queue.new or session.state(key).new for key in left)
    return Counts(new, len(left) - new, again)


def advanced(session: Session[S]) -> Session[S]:
    """With the next card asked; done when none is left."""
    hidden = session.hidden
    # What an editor deleted keeps its place: it may come back.
    ahead = tuple(key for key in session.ahead if key not in session.gone)
    if (first := next((key for key in ahead if key not in hidden), None)) is not None:
        left = tuple(key for key in ahead if key != first)
        return replace(session, ahead=left, stage=Asking(first))
    at, order = session.at, session.queue.order
    while at < len(order) and order[at] in hidden:
        at += 1
    again = tuple(each for each in session.again if each.key not in session.gone)
    waits = next((each for each in again if each.key not in hidden), None)
    if waits and (at >= len(order) or len(session.given) - waits.since >= APART):
        left_again = tuple(each for each in again if each is not waits)
        stage: Stage = Asking(waits.key)
        return replace(session, ahead=ahead, at=at, again=left_again, stage=stage)
    if at < len(order):
        return replace(session, ahead=ahead, at=at + 1, again=again, stage=Asking(order[at]))
    return replace(session, ahead=ahead, at=at, again=again, stage=Done())


def postponed(session: Session[S]) -> Session[S]:
    """With the card on the screen as the next one, for when it can be asked again."""
    key = session.key
    if key is None:
        return session
    if session.drills(key) and not session.rules.cram:
        return replace(session, again=(Waiting(key, -APART), *session.again))
    return replace(session, ahead=(key, *session.ahead))


def waits(session: Session[S], key: CardId) -> bool:
    """Whether a card is on the screen, or would come."""
    if key == session.key or key in session.ahead:
        return True
    return any(key == each.key for each in session.again) or (
        key in session.queue.order[session.at :]
    )


def lapsed(session: Session[S], key: CardId, grade: int) -> tuple[Waiting, ...]:
    """Who waits to be asked again after a grade."""
    if grade >= KNOWN:
        return session.again
    return (*session.again, Waiting(key, len(session.given) + 1))
