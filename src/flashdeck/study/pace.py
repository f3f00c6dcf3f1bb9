"""How long it takes: from the learner's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

UNKNOWN = 12_000
"""Milliseconds for an answer of somebody who never gave one."""

LATEST = 100
MINUTE = 60_000


def pace(times: Sequence[int]) -> int:
    """Milliseconds an answer takes: the median of the latest."""
    latest = [time for time in times[-LATEST:] if time > 0]
    return int(median(latest)) if latest else UNKNOWN


def minutes(answers: int, pace: int) -> int:
    """Whole minutes for so many answers, rounded up."""
    return -(-answers * pace // MINUTE)
