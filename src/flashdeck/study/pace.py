"""How long it takes: from the learner's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

UNKNOWN = 12_000
"""Milliseconds for an answer of somebody who never gave one."""

LATEST = 100
MINUTE = 60_000

PATIENCE = 20
"""Answers of a session after which it counts as much as those from before it."""


def pace(times: Sequence[int]) -> int:
    """Milliseconds an answer takes: the median of the latest; few of them count for little."""
    latest = [time for time in times[-LATEST:] if time > 0]
    missing = max(0, PATIENCE - len(latest))
    return (missing * UNKNOWN + len(latest) * _middle(latest)) // (missing + len(latest))


def adapted(usual: int, times: Sequence[int]) -> int:
    """The usual pace, moved towards that of this session the longer it lasts."""
    return (PATIENCE * usual + len(times) * _middle(times)) // (PATIENCE + len(times))


def _middle(times: Sequence[int]) -> int:
    return int(median(times)) if times else 0


def within(ms: int, pace: int) -> int:
    """How many answers there is time for, the last one begun in time."""
    return -(-ms // max(1, pace))


class Left(NamedTuple):
    """So many answers, and the milliseconds they are told to take."""

    answers: int
    ms: int


def left(before: Left, answers: int, pace: int) -> Left:
    """What is told next: nobody is told more than before, unless there is more to answer."""
    ms = answers * pace
    if answers <= before.answers:
        ms = min(ms, before.ms)
    return Left(answers, ms)
