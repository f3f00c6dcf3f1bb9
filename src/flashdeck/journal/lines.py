"""The lines of a journal as values.

Every line begins with what orders it: when it was written (`t`, milliseconds
since 1970 in UTC), by which device, and as its how-manieth line. Values of one
kind compare as tuples do, so that sorting puts equal lines side by side.
"""

from __future__ import annotations

from typing import NamedTuple

from flashdeck.schedule.study_day import Day

VERSION = 1

LONGEST_ANSWER = 60_000
"""Milliseconds: whoever takes longer has left the desk."""

ANSWERS = frozenset({"review", "drill"})
MARKS = frozenset({"suspend", "unsuspend", "bury", "flag", "reset", "forget"})


class Answer(NamedTuple):
    """A grade, 0 to 5, and what it was given to.

    `review` may change what is scheduled; `drill` is kept for the record only.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    grade: int
    ms: int = 0
    scheduler: str = ""
    hash: str = ""


class Mark(NamedTuple):
    """Something done to a card that is no answer.

    `suspend` hides it until `unsuspend`, `bury` until the next study day;
    `flag` sets its flag, or takes it away (`on`); after `reset` the card is
    new, after `forget` it is no longer known at all.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    on: bool = True


class Undo(NamedTuple):
    """Takes back a line of the same card, `of`, as if it had never been written.

    It is final: undoing an undo does nothing.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    of: str


class Rename(NamedTuple):
    """What `card` was called up to now is called `to` from now on.

    Both are ids of notes, or both of cards.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    to: str


class Other(NamedTuple):
    """A kind that changes no card's state, or that a newer version knows: kept and passed over."""

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day


Line = Answer | Mark | Undo | Rename | Other


def line_id(line: Line) -> str:
    """What an undo calls a line."""
    return f"{line.device}-{line.seq}"
