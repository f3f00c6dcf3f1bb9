"""Where one card stands, and where an answer takes it.

What a key promises and what is stored are one function: a preview is `reviewed`
with each grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from flashdeck.schedule.fuzz import Fuzz
from flashdeck.schedule.scheduler import FORGOTTEN, Scheduler
from flashdeck.schedule.study_day import Day

S = TypeVar("S")

NEVER = Day(0)
"""No day: before all others."""


class CardState(NamedTuple, Generic[S]):
    """Where a card stands.

    `memory` is the scheduler's. `reviews` counts the answers that changed it, at
    most one a study day; `lapses` those below 3, but for the first. `introduced`
    and `last` are the days of the first and the latest of them. All five begin
    anew after a reset. A card is hidden until the day `buried`, which excludes it.
    A day that was never is NEVER.
    """

    memory: S
    due: Day = NEVER
    interval: int = 0
    reviews: int = 0
    lapses: int = 0
    introduced: Day = NEVER
    last: Day = NEVER
    buried: Day = NEVER
    suspended: bool = False
    flagged: bool = False

    @property
    def new(self) -> bool:
        """Whether it was never reviewed."""
        return self.reviews == 0

    def is_leech(self, lapses: int) -> bool:
        """Whether it was forgotten as often as makes a leech; 0: there are none."""
        return 0 < lapses <= self.lapses

    def is_due(self, day: Day) -> bool:
        """Whether it waits for a review; a new card waits for none."""
        return self.reviews > 0 and self.due <= day and not self.is_hidden(day)

    def is_hidden(self, day: Day) -> bool:
        return self.suspended or day < self.buried


class Step(NamedTuple):
    """An answer on its way to a card's state: the card's id then, the study day, the grade."""

    card: str
    day: Day
    grade: int


def reviewed(
    scheduler: Scheduler[S], card: str, state: CardState[S], grade: int, day: Day, fuzz: Fuzz
) -> CardState[S]:
    """The state after one answer."""
    return after(scheduler, state, [Step(card, day, grade)], fuzz)[0]


def after(
    scheduler: Scheduler[S],
    state: CardState[S],
    steps: Iterable[tuple[str, Day, int]],
    fuzz: Fuzz,
) -> tuple[CardState[S], list[Day]]:
    """The state after some answers, and the days of those that counted.

    Only the first of a study day counts. One from a day before the last, as it
    comes from a clock that was set back, does not count either.
    """
    memory, due, interval, reviews, lapses, introduced, last, *_ = state
    review, interval_of = scheduler.review, scheduler.interval
    counted = []
    for card, day, grade in steps:  # a million of them: nothing is made that can be spared
        if day <= last:
            continue
        if reviews:
            memory = review(memory, grade, day - last, due - day if due > day else 0)
            lapses += grade < FORGOTTEN
        else:
            memory = review(memory, grade, 0, 0)
            introduced = day
        reviews += 1
        interval = interval_of(memory)
        due = Day(day + interval + fuzz(card, reviews, interval))
        last = day
        counted.append(day)
    state = state._replace(
        memory=memory,
        due=due,
        interval=interval,
        reviews=reviews,
        lapses=lapses,
        introduced=introduced,
        last=last,
    )
    return state, counted
