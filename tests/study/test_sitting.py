"""A session that is held: what is written, when, and what the clock does to it."""

from __future__ import annotations

from flashdeck.schedule.keys import FOUR
from flashdeck.schedule.sm2 import Memory
from flashdeck.schedule.study_day import Day, Moment
from flashdeck.study import events
from flashdeck.study.entries import Entry
from flashdeck.study.session import Done, Session
from flashdeck.study.sitting import Sitting
from flashdeck.study.summary import left, lines, summary
from studying import DAY, Nothing, Told, Written, due, numbered, session


def held(now: Session[Memory], clock: Told, ends: int | None = None) -> Sitting[Memory]:
    made = Sitting(now, Written().write, clock.clock(), Nothing(), FOUR, ends=ends)
    made.show()
    return made


def answer(sitting: Sitting[Memory], grade: int = 4) -> None:
    sitting.session = events.revealed(sitting.session, 1)
    sitting.grade(grade)
    sitting.show()


def test_an_entry_is_written_before_the_next_card_is_there() -> None:
    sitting = held(session(numbered(2)), Told())
    asked = sitting.session.key
    seen: list[tuple[Entry, object]] = []
    sitting.write = lambda entry, at: seen.append((entry, sitting.session.key))
    answer(sitting)
    ((_, then),) = seen
    assert then == asked != sitting.session.key


def test_the_line_is_of_the_day_that_the_key_promised() -> None:
    """Shown before the rollover and answered after it."""
    clock, days = Told(), list[int]()
    sitting = held(session(numbered(3)), clock)
    sitting.write = lambda _, at: days.append(at.day)
    clock.day = Day(DAY + 1)
    answer(sitting)
    answer(sitting)
    assert days == [DAY, DAY + 1]


def test_a_clock_set_back_changes_no_day() -> None:
    clock = Told(Day(DAY - 3))
    sitting = held(session(numbered(2)), clock)
    answer(sitting)
    assert sitting.session.day == DAY


def test_no_question_comes_when_time_is_up() -> None:
    clock = Told()
    sitting = held(session(numbered(9)), clock, ends=25_000)
    while not isinstance(sitting.session.stage, Done):
        answer(sitting)
    assert not sitting.session.stage.in_time
    assert 0 < len(sitting.session.given) < 9


def test_minutes_left_follow_the_learners_pace() -> None:
    sitting = held(session(numbered(10)), Told())
    assert sitting.left == 10 * 12_000
    told = [sitting.left]
    for _ in range(9):
        answer(sitting)
        told.append(sitting.left)
    assert told == sorted(told, reverse=True)
    assert 5_000 < told[-1] < 12_000


def test_slow_answers_and_lapses_do_not_raise_what_is_left() -> None:
    clock = Told()
    sitting = held(session(numbered(10)), clock)
    told = [sitting.left]
    for grade in (4, 1, 4, 4):
        clock.ms += 50_000
        answer(sitting, grade)
        told.append(sitting.left)
    assert told == sorted(told, reverse=True)
    sitting.undo()
    assert sitting.left > told[-1]


def test_no_more_is_left_than_the_minutes_that_were_given() -> None:
    sitting = held(session(numbered(10)), Told(), ends=30_000)
    assert sitting.left < 30_000


def test_what_is_left_to_ask_is_what_fits_into_the_minutes() -> None:
    clock = Told()
    sitting = held(session(numbered(9)), clock, ends=60_000)
    assert sitting.counts == (5, 0, 0)  # 12 s each
    answer(sitting, 1)
    left = sitting.counts
    assert 1 < left.all < 5 and left.again == 1
    clock.ms += 50_000
    assert sitting.counts.all == 1
    answer(sitting)
    assert isinstance(sitting.session.stage, Done)
    assert sitting.counts == (7, 0, 1)


def test_the_summary_says_what_was_remembered() -> None:
    found = numbered(4)
    sitting = held(session(found, {f"Deck-n{i}:0": due(DAY) for i in range(3)}), Told())
    for grade in (4, 1, 3, 5):
        answer(sitting, grade)
    while not isinstance(sitting.session.stage, Done):
        answer(sitting)
    said = lines(summary(sitting.session), tomorrow=3)
    assert said[0] == "6 answers to 4 cards in 30 s, 5.0 s each"
    assert said[1].endswith("of 3 reviews remembered")
    assert said[-1] == "3 cards due tomorrow"
    assert lines(summary(session(found)), "", 3) == []


def test_what_was_taken_back_is_no_part_of_the_summary() -> None:
    sitting = held(session(numbered(2)), Told())
    answer(sitting)
    sitting.undo()
    assert summary(sitting.session).answers == 0


def test_moments_are_those_of_the_clock() -> None:
    seen = list[Moment]()
    sitting = held(session(numbered(1)), Told())
    sitting.write = lambda _, at: seen.append(at)
    answer(sitting)
    assert seen[0].t > 0 and seen[0].day == DAY


def test_what_is_left_is_said_when_one_stops() -> None:
    sitting = held(session(numbered(4)), Told())
    answer(sitting)
    said = lines(summary(sitting.session), left(sitting.session, limited=False), 1)
    assert said[-2:] == ["3 cards left today", "1 card due tomorrow"]
    assert left(sitting.session, limited=True) == "3 cards left"
