"""From the lines of all devices to where every card stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from flashdeck.journal.lines import Line
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.fuzz import Fuzz
from flashdeck.schedule.scheduler import Scheduler
from flashdeck.schedule.study_day import Day

S = TypeVar("S")


class DayCount(NamedTuple):
    """What a study day saw: cards reviewed for the first time, and again."""

    new: int = 0
    reviews: int = 0


class Replayed(NamedTuple, Generic[S]):
    """What follows from a journal. A card it does not know is in neither mapping."""

    cards: Mapping[str, CardState[S]]
    days: Mapping[Day, DayCount]


def replay(lines: Iterable[Line], scheduler: Scheduler[S], fuzz: Fuzz) -> Replayed[S]:
    """The same whatever the order of the lines, and however often each is there."""
    raise NotImplementedError
