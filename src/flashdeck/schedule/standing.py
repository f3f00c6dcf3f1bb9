"""Words for where a card stands, by which cards are listed and chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flashdeck.schedule.card_state import CardState
    from flashdeck.schedule.study_day import Day


class Standing(StrEnum):
    """One of the things that can be said of a card; several may hold."""

    NEW = "new"
    DUE = "due"
    SUSPENDED = "suspended"
    BURIED = "buried"
    FLAGGED = "flagged"
    LEECH = "leech"


MARKS = (Standing.SUSPENDED, Standing.BURIED, Standing.FLAGGED, Standing.LEECH)
"""Those that somebody who looks over cards wants to be told."""


class Standings(NamedTuple):
    """What is known of all cards on a day; `leech` lapses make a leech, 0 none."""

    states: Mapping[str, CardState[object]]
    day: Day
    leech: int

    def of(self, card: str) -> tuple[Standing, ...]:
        """Everything that holds of a card; one that nothing is known of is new."""
        state = self.states.get(card)
        return (Standing.NEW,) if state is None else tuple(self._said(state))

    def _said(self, state: CardState[object]) -> Iterator[Standing]:
        if state.new:
            yield Standing.NEW
        if state.is_due(self.day):
            yield Standing.DUE
        if state.suspended:
            yield Standing.SUSPENDED
        if self.day < state.buried:
            yield Standing.BURIED
        if state.flagged:
            yield Standing.FLAGGED
        if state.is_leech(self.leech):
            yield Standing.LEECH
