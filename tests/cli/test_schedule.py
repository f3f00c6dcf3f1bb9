"""`flashdeck schedule`: what grades do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commands import Typed, alone
from flashdeck import plugins


def test_each_grade_has_a_row(typed: Typed) -> None:
    status, out, err = typed("schedule", "4", "4", "5", "1", "43")
    assert (status, err) == (0, "")
    assert [line.split() for line in out.split("\n")[:8]] == [
        "day grade ease repetitions interval due on day".split(),
        "0 4 good 2.50 1 1 day 1".split(),
        "1 4 good 2.50 2 6 days 7".split(),
        "7 5 easy 2.60 3 15 days 22".split(),
        "22 1 again 2.06 0 1 day 23".split(),
        "23 4 good 2.06 1 1 day 24".split(),
        "24 3 hard 1.92 2 6 days 30".split(),
        [],
    ]
    assert "Below 4 a card is asked again" in out


def test_what_is_not_needed_is_not_explained(typed: Typed) -> None:
    assert "Below" not in typed("schedule", "445").out


@pytest.mark.parametrize("grades", [["445"], ["4", "4", "5"], ["4", "45"], ["4,4,5"]])
def test_as_json(typed: Typed, grades: list[str]) -> None:
    status, out, err = typed("schedule", *grades, "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {"grade": 4, "ease": 2.5, "repetitions": 1, "interval": 1},
        {"grade": 4, "ease": 2.5, "repetitions": 2, "interval": 6},
        {"grade": 5, "ease": 2.6, "repetitions": 3, "interval": 15},
    ]


def test_columns_stand_below_one_another(typed: Typed) -> None:
    head, *rows = typed("schedule", "5" * 16).out.removesuffix("\n").split("\n")
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize("wrong", ["6", "4x", "-1", "٣", ",", ""])
def test_other_grades_are_wrong_usage(typed: Typed, wrong: str) -> None:
    status, out, err = typed("schedule", "--", wrong)
    assert (status, out) == (2, "")
    assert "grades are digits from 0 to 5" in err


def test_without_grades_there_is_nothing_to_show(typed: Typed) -> None:
    assert typed("schedule").status == 2


def test_an_unknown_scheduler_says_which_there_are(typed: Typed) -> None:
    status, out, err = typed("schedule", "4", "--with", "sm3")
    assert (status, out) == (2, "")
    assert err == "flashdeck: no scheduler 'sm3'; there are: sm2\n"


def test_ours_can_be_used() -> None:
    assert plugins.scheduler("sm2").name == "sm2"


STEADY = """
class Steady:
    name, version = "steady", 1
    def initial(self): return 0
    def review(self, state, grade, elapsed, left): return state + 1
    def interval(self, state): return 3
    def shown(self, state): return {"answers": state}
    def packed(self, state): return state
    def unpacked(self, value): return value
STEADY = Steady()
"""


def test_somebody_elses_scheduler_can_be_used(here: Path, tmp_path: Path) -> None:
    info = tmp_path / "steady-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: steady\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[flashdeck.schedulers]\nsteady = steady:STEADY\n")
    (tmp_path / "steady.py").write_text(STEADY)
    path = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    status, out, err = alone(
        "schedule", "40", "--with", "steady", "--format", "json", cwd=here, environ=path
    )
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {"grade": 4, "answers": 1, "interval": 3},
        {"grade": 0, "answers": 2, "interval": 3},
    ]
    (here / "flashdeck.yaml").write_text("scheduler: steady\n")
    assert alone("doctor", cwd=here, environ=path).status == 0
