"""What a scheduler is: how an answer changes what is remembered of a card.

A scheduler knows neither cards nor the calendar. It is given numbers of study
days and returns a number of days, so the same answers lead to the same state
on every device, whenever they are replayed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

GRADES = range(6)
"""0 to 5, as Wozniak wrote them; below 3 the card was forgotten."""

FORGOTTEN = 3
"""Grades below this one are lapses."""

KNOWN = 4
"""Grades below this one are asked again in the same sitting."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

S = TypeVar("S")


class Scheduler(Protocol[S]):
    """One way of spacing reviews; `S` is what it remembers of a card, a frozen value."""

    @property
    def name(self) -> str:
        """How settings and the journal call it."""
        ...

    @property
    def version(self) -> int:
        """Raised whenever the same answers lead to another state: caches are then rebuilt."""
        ...

    def initial(self) -> S:
        """What is remembered of a card that was never answered."""
        ...

    def review(self, state: S, grade: int, elapsed: int, left: int) -> S:
        """What is remembered after an answer; the state given is not changed.

        `elapsed` is the number of study days since the last review (0 at the
        first), `left` how many were left until the card was due: 0 when it was
        due that day or before.
        """
        ...

    def interval(self, state: S) -> int:
        """Days from the last review to the next; at least 1 after a review, 0 before."""
        ...

    def shown(self, state: S) -> Mapping[str, int | float]:
        """What a person may want to know of a state, by name."""
        ...

    def packed(self, state: S) -> Json:
        """The state as it is kept in a cache."""
        ...

    def unpacked(self, value: Json) -> S:
        """The state that was packed; ValueError or TypeError for anything else."""
        ...
