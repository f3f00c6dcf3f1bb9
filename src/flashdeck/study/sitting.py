"""A session that is being held: steps are written down before they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from flashdeck.model import Card, CardId, Note, NoteId
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.study_day import Moment
from flashdeck.study import events
from flashdeck.study.entries import Entry
from flashdeck.study.pace import Left, adapted, left, pace, within
from flashdeck.study.session import Counts, Done, Reading, Session, Step, counts

S = TypeVar("S")

Write = Callable[[Entry, Moment], None]
"""Puts an entry on the disk; only then it returns."""


class Clock(NamedTuple):
    """What time it is: on the wall, and in milliseconds that never go back."""

    now: Callable[[], Moment]
    ticks: Callable[[], int]


class Reread(NamedTuple):
    """Cards by ordinal, as a file now has them, for each id that a note had there.

    A note that is gone has none; one that cannot be read now is not there. Of
    notes that had no id there, `added` are the cards to ask.
    """

    notes: Mapping[NoteId, Mapping[int, Card]]
    said: str
    added: tuple[Card, ...] = ()


class Outside(Protocol[S]):
    """What a session cannot do by itself."""

    def state(self, card: CardId) -> CardState[S]:
        """Where a card stands by the journal as it now is."""
        ...

    def edit(self, card: Card) -> Reread:
        """Opens the card's file in an editor, waits, and reads it again."""
        ...

    def demo(self, name: str) -> str:
        """Runs a demo, and waits; what there is to say afterwards."""
        ...

    def view(self, note: Note, targets: Sequence[str]) -> str:
        """Opens pictures and sounds that a note shows, without waiting; what there is to say."""
        ...

    def news(self) -> str:
        """What went wrong since with what was opened."""
        ...


@dataclass
class Sitting(Generic[S]):
    """The session as it stands; `times` are those of earlier answers, in milliseconds.

    `keys` are the grades by key. `ends` is the tick after which no card is asked.
    `usual` is the learner's pace before it, `told` what was last said to be left.
    `remarks` are said when a card of those notes is asked.
    """

    session: Session[S]
    write: Write
    clock: Clock
    outside: Outside[S]
    keys: Mapping[str, int]
    times: Sequence[int] = ()
    ends: int | None = None
    remarks: Mapping[NoteId, str] = field(default_factory=dict)
    shown: int = 0
    usual: int = field(init=False)
    told: Left = field(init=False)

    def __post_init__(self) -> None:
        self.usual = pace(self.times)
        answers = counts(self.session).all
        self.told = Left(answers, answers * self.usual)

    @property
    def left(self) -> int:
        """Milliseconds until nothing is left to ask, at the learner's pace, or time is up."""
        ms = self.told.ms
        return ms if self.ends is None else max(0, min(ms, self.ends - self.clock.ticks()))

    @property
    def counts(self) -> Counts:
        """What is left to ask in the time there is, a card on the screen in any case.

        When time is up: all that was not asked.
        """
        if self.ends is None or isinstance(self.session.stage, Done):
            return counts(self.session)
        return counts(self.session, max(1, within(self.ends - self.clock.ticks(), self._pace)))

    @property
    def remark(self) -> str:
        """What is to be said of the card on the screen."""
        card = self.session.card
        return "" if card is None else self.remarks.get(card.note.id, "")

    @property
    def _pace(self) -> int:
        return adapted(self.usual, [each.ms for each in self.session.given])

    def _tell(self) -> None:
        self.told = left(self.told, counts(self.session).all, self._pace)

    def show(self) -> None:
        """The card on the screen was not there before."""
        self.shown = self.clock.ticks()

    def take(self, step: Step[S]) -> str:
        """Make a step; what there is to say of it."""
        for entry in step.entries:
            now = self.clock.now()
            self.write(entry, now._replace(day=self.session.day))
        self.session = step.session
        self._tell()
        return step.said

    def grade(self, grade: int) -> str:
        """An answer to the card on the screen; the next one is of the day that it is now."""
        said = self.take(events.graded(self.session, grade, self.clock.ticks() - self.shown))
        self.session = events.dated(self.session, self.clock.now().day)
        if self._is_late() and not isinstance(self.session.stage, Done):
            self.session = events.ended(self.session)
        return said

    def undo(self) -> str:
        """As if the last entry had never been made, be it of an earlier session of the day."""
        before = self.session
        said = self.take(events.undone(before))
        if before.past is None and self.session.written > before.written:
            card = before.cards[before.earlier[-1].card]
            self.session = events.recalled(self.session, self.outside.state(card.id))
            self._tell()
        return said

    def edit(self) -> str:
        """The file of the note on the screen in an editor, and then as it reads now."""
        card = self.session.card
        if card is None:
            return ""
        found = self.outside.edit(card)
        while found.notes and isinstance(self.session.stage, Reading):
            self.session = events.closed(self.session)
        self.session, said = events.joined(self.session, found.added, found.said)
        for note, cards in found.notes.items():
            self.take(events.edited(self.session, note, cards))
        self._tell()
        return said

    def demo(self) -> str:
        card = self.session.card
        if card is None or card.note.demo is None:
            return "this card has no demo"
        return self.outside.demo(card.note.demo)

    def _is_late(self) -> bool:
        return self.ends is not None and self.clock.ticks() >= self.ends
