"""What a sequence of grades does to a card that is always answered on the day it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from flashdeck.schedule.scheduler import Scheduler

S = TypeVar("S")


class Given(NamedTuple):
    """A grade, the days since the first that it was given on, and what it led to."""

    grade: int
    day: int
    memory: object
    interval: int


def sequence(scheduler: Scheduler[S], grades: Iterable[int]) -> Iterator[Given]:
    """One row for each grade, in order."""
    memory, day, interval = scheduler.initial(), 0, 0
    for grade in grades:
        day += interval
        memory = scheduler.review(memory, grade, interval, 0)
        interval = scheduler.interval(memory)
        yield Given(grade, day, memory, interval)
