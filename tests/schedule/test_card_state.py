"""Where answers take a card: which count, when it is due, what the keys promise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashdeck.schedule.card_state import NEVER, CardState, reviewed
from flashdeck.schedule.fuzz import Fuzz, fuzz, none
from flashdeck.schedule.scheduler import GRADES
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.schedule.study_day import Day

DAY = Day(740_000)
NEW = CardState(SM2.initial())

State = CardState[Memory]
steps = st.lists(st.tuples(st.sampled_from(GRADES), st.integers(0, 60)), max_size=12)


def studied(answers: list[tuple[int, int]], fuzzy: Fuzz = fuzz) -> tuple[State, Day]:
    """The state after answers, each with the days since the one before; and the last day."""
    state, day = NEW, DAY
    for grade, days in answers:
        day = Day(day + days)
        state = reviewed(SM2, "card:0", state, grade, day, fuzzy)
    return state, day


def in_time(*grades: int) -> State:
    """The state after answers on the days a card is due, without fuzz."""
    state = NEW
    for grade in grades:
        state = reviewed(SM2, "c:0", state, grade, Day(max(DAY, state.due)), none)
    return state


def test_only_the_first_answer_of_a_day_counts() -> None:
    once = reviewed(SM2, "c:0", NEW, 1, DAY, none)
    assert reviewed(SM2, "c:0", once, 5, DAY, none) == once


def test_an_answer_from_before_the_last_does_not_count() -> None:
    once = reviewed(SM2, "c:0", NEW, 4, DAY, none)
    assert reviewed(SM2, "c:0", once, 1, Day(DAY - 3), none) == once


def test_a_state_counts_what_happened() -> None:
    state = in_time(4, 4, 1, 0, 4)
    assert (state.reviews, state.lapses) == (5, 2)
    assert (state.introduced, state.last, state.due) == (DAY, DAY + 9, DAY + 10)


def test_failing_a_new_card_is_no_lapse() -> None:
    assert in_time(1).lapses == 0
    assert in_time(1, 1).lapses == 1


def test_eight_lapses_make_a_leech() -> None:
    assert not in_time(4, *[1] * 7).is_leech(8)
    assert in_time(4, *[1] * 8).is_leech(8)
    assert not in_time(4, *[1] * 8).is_leech(0)


def test_hidden_cards_are_not_due() -> None:
    state = in_time(4)
    assert state.is_due(state.due) and not state.is_due(Day(state.due - 1))
    assert not state._replace(suspended=True).is_due(state.due)
    assert not state._replace(buried=Day(state.due + 1)).is_due(state.due)
    assert state._replace(buried=state.due).is_due(state.due)
    assert not NEW.is_due(DAY) and NEW.new and NEW.last == NEVER


def test_the_fuzz_decides_what_is_early() -> None:
    """A card that was moved to the day before its interval ends is in time on that day."""
    state = CardState(Memory(250, 3, 15), due=Day(DAY + 14), interval=15, reviews=3, last=DAY)
    found = reviewed(SM2, "c:0", state, 4, Day(DAY + 14), none)
    assert found.interval == 38


@given(steps)
def test_an_answered_card_is_due_later(answers: list[tuple[int, int]]) -> None:
    state, _ = studied(answers)
    assert state.new or state.due > state.last


@given(steps)
def test_an_answer_before_its_day_is_not_lost_time(answers: list[tuple[int, int]]) -> None:
    state, _ = studied(answers, none)
    for day in range(state.last + 1, state.due):
        assert reviewed(SM2, "card:0", state, 4, Day(day), none).due >= state.due


@given(st.text(), st.integers(1, 10_000), st.integers(1, 36_500))
def test_fuzz_is_small_and_the_same_every_time(card: str, reviews: int, interval: int) -> None:
    moved = fuzz(card, reviews, interval)
    assert moved == fuzz(card, reviews, interval)
    assert abs(moved) <= min(30, 1 + interval // 20)
    assert interval + moved >= 1
    assert interval >= 4 or moved == 0


def test_fuzz_spreads_cards_evenly() -> None:
    moves = [fuzz(f"{number:016x}:0", 3, 15) for number in range(3000)]
    assert all(900 < moves.count(move) < 1100 for move in (-1, 0, 1))
