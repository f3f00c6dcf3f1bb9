"""SM-2 against worked sequences, and against a plain telling of its rule in fractions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate, product
from math import floor
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.schedule.scheduler import GRADES
from flashdeck.schedule.sm2 import LONGEST, SM2, Memory

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "sm2.json"

grades = st.lists(st.sampled_from(GRADES), max_size=40)


class Vector(TypedDict):
    """What a sequence of grades leads to, answer by answer."""

    grades: list[int]
    ease: list[int]
    repetitions: list[int]
    interval: list[int]


VECTORS: list[Vector] = json.loads((Path(__file__).parent / "sm2.json").read_text("utf-8"))


def in_time(state: Memory, grade: int) -> Memory:
    """An answer on the day a card is due."""
    return SM2.review(state, grade, state.interval, 0)


def history(answers: Iterable[int]) -> list[Memory]:
    return list(accumulate(answers, in_time, initial=SM2.initial()))[1:]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: "".join(map(str, vector["grades"])))
def test_worked_sequences(vector: Vector) -> None:
    found = history(vector["grades"])
    assert [state.ease for state in found] == vector["ease"]
    assert [state.repetitions for state in found] == vector["repetitions"]
    assert [state.interval for state in found] == vector["interval"]


def test_our_copy_of_the_sequences_is_complete() -> None:
    if not GIVEN.exists():
        pytest.skip("the sequences it was copied from are not here")
    listed = json.loads(GIVEN.read_text("utf-8"))["vectors"]
    ours = [[v["grades"], v["ease"], v["repetitions"], v["interval"]] for v in VECTORS]
    names = ("grades", "ease_hundredths", "repetitions", "interval_days")
    assert ours == [[vector[name] for name in names] for vector in listed]


@pytest.mark.parametrize(
    ("given", "intervals", "ease"),
    [
        ("444444", [1, 6, 15, 38, 95, 238], 250),
        ("555555", [1, 6, 16, 45, 131, 393], 310),
        ("333333", [1, 6, 13, 27, 52, 94], 166),
        ("444144", [1, 6, 15, 1, 1, 6], 196),
        ("00553", [1, 1, 1, 6, 9], 136),
    ],
)
def test_sequences_to_know_by_heart(given: str, intervals: list[int], ease: int) -> None:
    found = history(map(int, given))
    assert [state.interval for state in found] == intervals
    assert found[-1].ease == ease


def told(answers: Iterable[int]) -> tuple[Fraction, int, int]:
    """Wozniak's program in fractions, with halves rounded up."""
    ease, repetitions, interval = Fraction(5, 2), 0, 0
    for q in answers:
        if q >= 3:
            repetitions += 1
            if repetitions == 1:
                interval = 1
            elif repetitions == 2:
                interval = 6
            else:
                interval = floor(interval * ease + Fraction(1, 2))
        else:
            repetitions, interval = 0, 1
        missed = 5 - q
        ease += Fraction(1, 10) - missed * (Fraction(8, 100) + missed * Fraction(2, 100))
        ease = max(ease, Fraction(13, 10))
    return ease, repetitions, interval


def test_all_sequences_of_up_to_six_grades() -> None:
    for length in range(1, 7):
        for answers in product(GRADES, repeat=length):
            ease, repetitions, interval = told(answers)
            assert history(answers)[-1] == Memory(int(ease * 100), repetitions, interval), answers


@given(grades)
def test_no_interval_is_longer_than_a_century(answers: list[int]) -> None:
    assert all(1 <= state.interval <= LONGEST for state in history(answers))


def test_fourteen_fives_stop_at_the_longest() -> None:
    assert history([5] * 14)[-1].interval == LONGEST


@given(grades)
def test_better_grades_never_come_back_sooner(answers: list[int]) -> None:
    state = (SM2.initial(), *history(answers))[-1]
    intervals = [in_time(state, grade).interval for grade in GRADES]
    assert intervals == sorted(intervals)


@given(grades, st.sampled_from(GRADES), st.integers(0, 400))
def test_late_answers_count_as_if_in_time(answers: list[int], grade: int, late: int) -> None:
    state = (SM2.initial(), *history(answers))[-1]
    assert SM2.review(state, grade, state.interval + late, 0) == in_time(state, grade)


@given(grades, st.sampled_from(GRADES[3:]), st.data())
def test_early_answers_grow_from_the_days_that_passed(
    answers: list[int], grade: int, data: st.DataObject
) -> None:
    state = (SM2.initial(), *history(answers))[-1]
    elapsed = data.draw(st.integers(1, max(1, state.interval)))
    left = state.interval - elapsed
    early = SM2.review(state, grade, elapsed, left)
    assert left <= early.interval <= max(in_time(state, grade).interval, left)
    assert early.ease == in_time(state, grade).ease


def test_an_early_answer_by_numbers() -> None:
    state = Memory(250, 3, 15)
    assert SM2.review(state, 4, 10, 5) == Memory(250, 4, 25)
    assert SM2.review(state, 4, 2, 13) == Memory(250, 4, 13)
    assert SM2.review(state, 1, 10, 5) == Memory(196, 0, 1)


@given(grades)
def test_what_is_packed_is_unpacked(answers: list[int]) -> None:
    for state in (SM2.initial(), *history(answers)):
        assert SM2.unpacked(json.loads(json.dumps(SM2.packed(state)))) == state


@pytest.mark.parametrize("value", [None, 3, "250", [], [250, 1], [250, 1, 1.5], {"ease": 250}])
def test_nothing_else_is_unpacked(value: None) -> None:
    with pytest.raises(ValueError, match="not what SM-2 remembers"):
        SM2.unpacked(value)
