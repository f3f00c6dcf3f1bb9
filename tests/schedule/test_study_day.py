"""The study day: on the wall, in every zone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.schedule.study_day import moment, study_day

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "study_day.json"


class Vector(TypedDict):
    """A moment somewhere, and the study day it belongs to."""

    zone: str
    local: str
    fold: int
    t: int
    offset: int
    rollover: int
    day: str


VECTORS: list[Vector] = json.loads((Path(__file__).parent / "study_days.json").read_text("utf-8"))


def label(vector: Vector) -> str:
    return f"{vector['zone']} {vector['local']} {vector['fold']}"


@pytest.mark.parametrize("vector", VECTORS, ids=label)
def test_the_day_on_the_wall(vector: Vector) -> None:
    found = study_day(vector["t"], vector["offset"], vector["rollover"])
    assert found.isoformat() == vector["day"]


@pytest.mark.parametrize("vector", VECTORS, ids=label)
def test_the_moments_are_those_of_their_zones(vector: Vector) -> None:
    try:
        zone = ZoneInfo(vector["zone"])
    except ZoneInfoNotFoundError:
        pytest.skip("no time zones on this machine")
    local = datetime.fromisoformat(vector["local"]).replace(tzinfo=zone, fold=vector["fold"])
    assert local.timestamp() * 1000 == vector["t"]
    assert local.utcoffset() == timedelta(minutes=vector["offset"])


def test_our_copy_of_the_cases_is_complete() -> None:
    if not GIVEN.exists():
        pytest.skip("the cases it was copied from are not here")
    names = ("zone", "local", "fold", "utc_ms", "offset_min", "rollover_hour", "study_day")
    listed = json.loads(GIVEN.read_text("utf-8"))["vectors"]
    assert [list(vector.values()) for vector in VECTORS] == [
        [vector[name] for name in names] for vector in listed
    ]


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.integers(-720, 840),
    st.integers(0, 23),
)
def test_a_day_begins_at_its_hour(wall: datetime, offset: int, rollover: int) -> None:
    utc = wall.replace(tzinfo=UTC) - timedelta(minutes=offset)
    day = study_day(int(utc.timestamp() * 1000), offset, rollover)
    begin = datetime.combine(day, datetime.min.time()) + timedelta(hours=rollover)
    assert begin <= wall < begin + timedelta(days=1)


def test_a_moment_knows_its_day() -> None:
    found = moment(1_767_227_400_000, 0, 4)
    assert date.fromordinal(found.day) == date(2025, 12, 31)
