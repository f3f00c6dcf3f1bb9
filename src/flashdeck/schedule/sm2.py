"""SM-2 in exact integers (Wozniak, 1990).

Where his text and his program differ, the program is followed: the ease
changes after every grade, and the interval grows by the ease from before.
Halves round up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flashdeck.schedule.scheduler import FORGOTTEN, Json

LONGEST = 36_500
"""Days; without a limit, fourteen answers of 5 in a row pass the year 9999."""

FIRST = (1, 6)
"""Intervals after the first and the second answer in a row that was no lapse."""

LEAST_EASE = 130
CHANGE = (-80, -54, -32, -14, 0, 10)
"""What each grade does to the ease, in hundredths."""


class Memory(NamedTuple):
    """What SM-2 remembers of a card: the ease in hundredths, the interval in days."""

    ease: int = 250
    repetitions: int = 0
    interval: int = 0


class Sm2:
    """Intervals of 1 and 6 days, then the last one times the ease."""

    name = "sm2"
    version = 1

    def initial(self) -> Memory:
        return Memory()

    def review(self, state: Memory, grade: int, elapsed: int, left: int) -> Memory:
        """A card that is answered early grows from the days that passed, not from those to come.

        It is never due sooner than it was, unless it was forgotten.
        """
        # A million answers are replayed at once: neither min, max nor Memory(…) is free.
        before, repetitions, interval = state
        ease = before + CHANGE[grade]
        if ease < LEAST_EASE:
            ease = LEAST_EASE
        if grade < FORGOTTEN:
            return tuple.__new__(Memory, (ease, 0, 1))
        if repetitions < len(FIRST):
            interval = FIRST[repetitions]
        else:
            base = elapsed if left and elapsed < interval else interval
            interval = (base * before + 50) // 100
        if interval < left:
            interval = left
        if interval > LONGEST:
            interval = LONGEST
        return tuple.__new__(Memory, (ease, repetitions + 1, interval))

    def adopted(self, ease: int, repetitions: int, interval: int) -> Memory:
        return Memory(
            ease=max(LEAST_EASE, ease) if ease else Memory().ease,
            repetitions=max(1, repetitions),
            interval=min(max(1, interval), LONGEST),
        )

    def interval(self, state: Memory) -> int:
        return state.interval

    def shown(self, state: Memory) -> Mapping[str, int | float]:
        return {"ease": state.ease / 100, "repetitions": state.repetitions}

    def packed(self, state: Memory) -> Json:
        return list(state)

    def unpacked(self, value: Json) -> Memory:
        match value:
            case [int() as ease, int() as repetitions, int() as interval]:  # `int(ease)` is slow
                return Memory(ease, repetitions, interval)
            case _:
                raise ValueError("not what SM-2 remembers")


SM2 = Sm2()
