"""What follows from lines: the same in any order, and nothing from what was undone."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flashdeck.journal.lines import Adopt, Answer, Line, Mark, Rename, Undo, line_id
from flashdeck.journal.replay import DayCount, Rules, replay
from flashdeck.schedule.past import Past
from flashdeck.schedule.scheduler import Json
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.schedule.study_day import Day
from journaling import CARDS, DAY, answer, at, fresh, histories


def mark(card: str, kind: str, day: int, seq: int, *, on: bool = True) -> Mark:
    when = at(day, seq)
    return Mark(when.t, "desk-1a", seq, card, kind, when.day, on)


def undo(line: Answer | Mark | Rename, seq: int) -> Undo:
    when = at(30, seq)
    return Undo(when.t, "desk-1a", seq, line.card, "undo", when.day, line_id(line))


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_copies_change_nothing(lines: list[Line], random: Random) -> None:
    shuffled = [*lines, *lines[: len(lines) // 2]]
    random.shuffle(shuffled)
    assert fresh(shuffled) == fresh(lines)


@given(histories())
def test_two_devices_agree_whoever_reads_whose_file_first(lines: list[Line]) -> None:
    desk = [line for line in lines if line.device == "desk-1a"]
    phone = [line for line in lines if line.device != "desk-1a"]
    assert fresh([*desk, *phone]) == fresh([*phone, *desk])


def test_the_first_device_in_time_decides() -> None:
    early, late = answer("a:0", 1, 0, 1, "phone"), answer("a:0", 5, 0, 2, "desk-1a")
    assert fresh([late, early]).cards["a:0"].memory == Memory(196, 0, 1)


def test_a_drill_changes_nothing() -> None:
    drill = answer("a:0", 1, 0, 1)._replace(kind="drill")
    assert fresh([drill]).cards == {}
    assert fresh([drill]).days == {}


def test_days_count_new_cards_and_others() -> None:
    found = fresh([answer("a:0", 4, 0, 1), answer("b:0", 4, 0, 2), answer("a:0", 4, 1, 3)])
    assert found.days == {DAY: DayCount(2, 0), DAY + 1: DayCount(0, 1)}


def test_marks() -> None:
    lines: list[Line] = [answer("a:0", 4, 0, 1)]
    for seq, kind in enumerate(("suspend", "flag", "bury"), 2):
        lines.append(mark("a:0", kind, 3, seq))
    state = fresh(lines).cards["a:0"]
    assert (state.suspended, state.flagged, state.buried) == (True, True, DAY + 4)
    lines += [mark("a:0", "unsuspend", 4, 9), mark("a:0", "flag", 4, 10, on=False)]
    state = fresh(lines).cards["a:0"]
    assert (state.suspended, state.flagged, state.reviews) == (False, False, 1)


def test_a_reset_card_is_new_and_stays_suspended() -> None:
    lines: list[Line] = [
        answer("a:0", 4, 0, 1),
        mark("a:0", "suspend", 1, 2),
        mark("a:0", "reset", 2, 3),
    ]
    state = fresh(lines).cards["a:0"]
    assert state.new and state.suspended and state.memory == SM2.initial()
    again = fresh([*lines, answer("a:0", 4, 2, 4)])
    assert again.cards["a:0"].introduced == DAY + 2
    assert again.days[Day(DAY + 2)] == DayCount(1, 0)


def test_a_forgotten_card_is_not_known_until_it_is_answered() -> None:
    lines: list[Line] = [answer("a:0", 4, 0, 1), mark("a:0", "forget", 2, 2)]
    assert fresh(lines).cards == {}
    assert fresh([*lines, answer("a:0", 4, 3, 3)]).cards["a:0"].reviews == 1


def test_an_undo_is_final_and_takes_back_marks_too() -> None:
    first, second = answer("a:0", 4, 0, 1), mark("a:0", "suspend", 0, 2)
    taken = undo(second, 3)
    assert not fresh([first, second, taken]).cards["a:0"].suspended
    back = Undo(taken.t, "desk-1a", 4, "a:0", "undo", taken.day, line_id(taken))
    assert not fresh([first, second, taken, back]).cards["a:0"].suspended


def test_an_undo_written_by_a_clock_that_was_set_back_counts() -> None:
    line = answer("a:0", 4, 5, 1)
    early = Undo(at(0).t, "desk-1a", 2, "a:0", "undo", at(0).day, line_id(line))
    assert fresh([line, early]).cards == {}


def test_a_clock_set_back_loses_no_answer() -> None:
    lines = [answer("a:0", 4, 9, 1), answer("b:0", 4, 2, 2), answer("a:0", 4, 3, 3)]
    found = fresh(lines)
    assert found.cards["a:0"].reviews == 2 and found.cards["b:0"].reviews == 1
    assert found.cards["a:0"].last == DAY + 9


def test_a_rename_takes_the_history_along() -> None:
    lines: list[Line] = [answer("a:0", 4, 0, 1), answer("a:1", 4, 0, 2)]
    renamed = Rename(at(1).t, "desk-1a", 3, "a", "rename", "z")
    found = fresh([*lines, renamed, answer("z:0", 4, 1, 4)])
    assert set(found.cards) == {"z:0", "z:1"}
    assert found.cards["z:0"].reviews == 2


def test_a_device_that_did_not_hear_of_a_rename_answers_the_same_card() -> None:
    lines: list[Line] = [answer("r:0", 4, 0, 1), Rename(at(1).t, "desk-1a", 2, "r", "rename", "a")]
    lines += [answer("r:0", 4, 2, 1, "phone"), mark("r:0", "flag", 3, 3)]
    found = fresh(lines)
    assert set(found.cards) == {"a:0"}
    assert (found.cards["a:0"].reviews, found.cards["a:0"].flagged) == (2, True)
    back = Rename(at(4).t, "desk-1a", 4, "a", "rename", "r")
    assert {id: each.reviews for id, each in fresh([*lines, back]).cards.items()} == {"r:0": 2}


def test_a_card_that_two_devices_renamed_is_the_first_of_both_until_they_are_joined() -> None:
    lines: list[Line] = [answer("r:0", 4, 0, 1)]
    lines += [Rename(at(1).t, "desk-1a", 2, "r", "rename", "a")]
    lines += [Rename(at(2).t, "phone", 1, "r", "rename", "b")]
    lines += [answer("a:0", 4, 3, 3), answer("b:0", 4, 4, 2, "phone")]
    assert {id: each.reviews for id, each in fresh(lines).cards.items()} == {"a:0": 2, "b:0": 1}
    joined = Rename(at(5).t, "desk-1a", 4, "a", "rename", "b")
    assert {id: each.reviews for id, each in fresh([*lines, joined]).cards.items()} == {"b:0": 3}


def test_a_name_that_another_note_has_taken_is_its_own_from_then_on() -> None:
    lines: list[Line] = [answer("r:0", 4, 0, 1), answer("r:0", 4, 3, 5)]
    lines += [Rename(at(1).t, "desk-1a", 2, "r", "rename", "a")]
    lines += [Rename(at(2).t, "desk-1a", 3, "r", "rename", "r")]
    assert {id: each.reviews for id, each in fresh(lines).cards.items()} == {"a:0": 1, "r:0": 1}


def test_gaps_move_up_without_running_into_one_another() -> None:
    lines: list[Line] = [answer("a:1", 4, 0, 1), answer("a:2", 4, 0, 2), answer("a:2", 4, 1, 3)]
    up = [
        Rename(at(2).t, "desk-1a", 4, "a:2", "rename", "a:3"),
        Rename(at(2).t, "desk-1a", 5, "a:1", "rename", "a:2"),
    ]
    found = fresh([*lines, *up])
    assert {card: state.reviews for card, state in found.cards.items()} == {"a:2": 1, "a:3": 2}


def test_an_undone_rename_leaves_to_each_card_what_was_answered_as_it() -> None:
    lines: list[Line] = [answer("a:0", 4, 0, 1), answer("b:0", 4, 3, 3)]
    renamed = Rename(at(1).t, "desk-1a", 2, "a", "rename", "b")
    assert set(fresh([*lines, renamed]).cards) == {"b:0"}
    assert fresh([*lines, renamed, undo(renamed, 4)]).cards == fresh(lines).cards


def test_a_renamed_card_is_due_when_it_was() -> None:
    lines: list[Line] = [answer("a:0", 4, day, seq) for seq, day in enumerate((0, 1, 7, 22), 1)]
    renamed = Rename(at(40).t, "desk-1a", 9, "a:0", "rename", "z:0")
    assert fresh([*lines, renamed]).cards["z:0"] == fresh(lines).cards["a:0"]


def test_without_fuzz_a_card_is_due_when_its_interval_ends() -> None:
    lines = [answer("a:0", 4, day, seq) for seq, day in enumerate((0, 1, 7), 1)]
    assert replay(lines, Rules(SM2, fuzzy=False)).cards["a:0"].due == DAY + 7 + 15


class Undoing(RuleBasedStateMachine):
    """Answers, marks and undos in any order: what was undone might never have been."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.kept: list[Answer | Mark] = []
        self.day = 0

    @rule(card=st.sampled_from(CARDS), grade=st.integers(0, 5))
    def answer(self, card: str, grade: int) -> None:
        self.add(answer(card, grade, self.day, len(self.lines) + 1))

    @rule(card=st.sampled_from(CARDS), kind=st.sampled_from(["suspend", "bury", "reset", "flag"]))
    def mark(self, card: str, kind: str) -> None:
        self.add(mark(card, kind, self.day, len(self.lines) + 1))

    @rule(days=st.integers(1, 20))
    def sleep(self, days: int) -> None:
        self.day += days

    @precondition(lambda self: bool(self.kept))
    @rule()
    def undo(self) -> None:
        taken, seq = self.kept.pop(), len(self.lines) + 1
        when = at(self.day, seq)
        line = Undo(when.t, "desk-1a", seq, taken.card, "undo", when.day, line_id(taken))
        self.lines.append(line)

    def add(self, line: Answer | Mark) -> None:
        self.lines.append(line)
        self.kept.append(line)

    @invariant()
    def undone_lines_might_never_have_been(self) -> None:
        assert fresh(self.lines) == fresh(self.kept)


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=50)


def adopt(card: str, seq: int, past: Past, day: int = 0) -> Adopt:
    when = at(day, seq)
    return Adopt(when.t, "desk-1a", seq, card, "adopt", when.day, past, "other")


PAST = Past(due=Day(DAY + 9), interval=10, ease=230, repetitions=4, lapses=2)


def test_an_adopted_card_stands_where_it_stood_elsewhere() -> None:
    state = fresh([adopt("a:0", 1, PAST)]).cards["a:0"]
    assert (state.due, state.interval, state.lapses) == (DAY + 9, 10, 2)
    assert (state.last, state.reviews, state.new) == (DAY - 1, 6, False)
    assert state.memory == Memory(230, 4, 10)


def test_what_was_answered_here_counts_more_than_what_is_adopted() -> None:
    answered = [answer("a:0", 4, 0, 1)]
    assert fresh([*answered, adopt("a:0", 2, PAST)]) == fresh(answered)


def test_an_adopted_card_goes_on_and_may_be_reset_and_adopted_anew() -> None:
    lines: list[Line] = [adopt("a:0", 1, PAST), answer("a:0", 4, 9, 2)]
    state = fresh(lines).cards["a:0"]
    assert (state.reviews, state.interval) == (7, 23)
    assert fresh(lines).days == {DAY + 9: DayCount(0, 1)}
    lines += [mark("a:0", "reset", 10, 3), adopt("a:0", 4, PAST, 11)]
    assert fresh(lines).cards["a:0"].due == DAY + 9


def test_a_scheduler_that_cannot_be_told_is_shown_answers() -> None:
    class Doubling:
        """Twice as long each time."""

        name, version = "doubling", 1

        def initial(self) -> int:
            return 0

        def review(self, state: int, grade: int, elapsed: int, left: int) -> int:
            return max(1, 2 * state)

        def interval(self, state: int) -> int:
            return state

        def shown(self, state: int) -> dict[str, int | float]:
            return {}

        def packed(self, state: int) -> Json:
            return state

        def unpacked(self, value: Json) -> int:
            return 0

    found = replay([adopt("a:0", 1, PAST)], Rules(Doubling())).cards["a:0"]
    assert (found.memory, found.interval) == (16, 10)


def test_of_two_branches_that_used_one_number_an_undo_takes_back_its_own_line() -> None:
    """One machine answered a card on a branch, and again on another, before git joined them."""
    here, there = answer("a:0", 1, 0, 5), answer("a:0", 4, 3, 5)
    undone_here = undo(here, 6)._replace(t=at(1).t)
    undone_there = undo(there, 6)._replace(t=at(4).t)
    assert fresh([here, there]).cards["a:0"].reviews == 2
    assert fresh([here, undone_here, there]).cards == fresh([there]).cards
    assert fresh([here, there, undone_there]).cards == fresh([here]).cards
    assert fresh([here, undone_here, there, undone_there]).cards == {}


def test_an_undo_on_one_branch_leaves_a_rename_of_that_number_on_another() -> None:
    renamed = Rename(at(1).t, "desk-1a", 5, "a", "rename", "b")
    other = answer("c:0", 4, 2, 5)
    lines: list[Line] = [answer("a:0", 4, 0, 4), renamed, other]
    assert set(fresh([*lines, undo(other, 6)]).cards) == {"b:0"}
