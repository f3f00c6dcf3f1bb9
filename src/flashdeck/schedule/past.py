"""What another program knew of a card, as far as it can be gone on from."""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.scheduler import KNOWN, Scheduler
from flashdeck.schedule.study_day import Day

S = TypeVar("S")
T = TypeVar("T", covariant=True)

MOST = 100
"""Answers that are made up for a scheduler that cannot be told."""


class Past(NamedTuple):
    """When a card is due, and how it came to be: interval in days, ease in hundredths.

    `repetitions` are the answers in a row that were no lapses. `ease` is 0 where it is not known.
    """

    due: Day
    interval: int
    ease: int = 0
    repetitions: int = 1
    lapses: int = 0

    @property
    def last(self) -> Day:
        """The day of the last answer."""
        return Day(self.due - self.interval)


@runtime_checkable
class Adopting(Protocol[T]):
    """A scheduler that can be told where a card stands."""

    def adopted(self, ease: int, repetitions: int, interval: int) -> T:
        """What it would remember of such a card; an ease of 0 is not known."""
        ...


def adopted(scheduler: Scheduler[S], before: CardState[S], past: Past, today: Day) -> CardState[S]:
    """The state of a card as if it had been learnt here; what was done to it stays."""
    last = Day(min(past.last, today))
    return before._replace(
        memory=_memory(scheduler, past),
        due=past.due,
        interval=past.interval,
        reviews=max(1, past.repetitions + past.lapses),
        lapses=past.lapses,
        introduced=last,
        last=last,
    )


def _memory(scheduler: Scheduler[S], past: Past) -> S:
    if isinstance(scheduler, Adopting):
        told: S = scheduler.adopted(past.ease, past.repetitions, past.interval)
        return told
    memory = scheduler.review(scheduler.initial(), KNOWN, 0, 0)
    for _ in range(MOST):
        interval = scheduler.interval(memory)
        if interval >= past.interval:
            break
        memory = scheduler.review(memory, KNOWN, interval, 0)
    return memory
