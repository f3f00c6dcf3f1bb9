"""The day that a moment of studying belongs to.

Day numbers are those of `date.toordinal`, so that they can be added, compared
and stored as they are.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, NewType

Day = NewType("Day", int)
"""A study day: the ordinal of its date."""


class Moment(NamedTuple):
    """When something happened: milliseconds since 1970 in UTC, minutes east of it, study day.

    The day is fixed when it happens, with the offset then in force: later
    travel moves nothing.
    """

    t: int
    tz: int
    day: Day


def study_day(utc_ms: int, offset_minutes: int, rollover_hour: int) -> date:
    """The date on the wall, or the one before while the hour is below the rollover."""
    # Not "UTC less four hours": that is wrong on the days on which the clocks change.
    wall = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=utc_ms, minutes=offset_minutes)
    return wall.date() - timedelta(days=1 if wall.hour < rollover_hour else 0)


def moment(utc_ms: int, offset_minutes: int, rollover_hour: int) -> Moment:
    """A moment, with the study day it belongs to."""
    day = study_day(utc_ms, offset_minutes, rollover_hour)
    return Moment(utc_ms, offset_minutes, Day(day.toordinal()))
