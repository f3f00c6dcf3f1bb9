"""The laws of a session, looked for exceptions by keys in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flashdeck.journal.lines import Answer, Mark, Undo
from flashdeck.journal.replay import Rules, replay
from flashdeck.model import Note
from flashdeck.schedule.scheduler import KNOWN
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.schedule.study_day import Day
from flashdeck.study import events
from flashdeck.study.entries import Answered, Entry, Marked, TakenBack
from flashdeck.study.history import lapsed
from flashdeck.study.queue import Room
from flashdeck.study.session import Done, Session, Step, Told, waits
from studying import DAY, cards, notes, numbered, session

NOTES = (*numbered(6, "A"), *numbered(4, "B"), *notes("TARGET DECK: C\n\nsun ::: moon\n"))
NEW, REVIEWS = 4, 5
LEECH = 2
RULES = Rules(SM2)


class Learner(RuleBasedStateMachine):
    """Somebody who studies for some days, on two devices, and stops whenever they like."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Answer | Mark | Undo] = []
        self.day = DAY
        self.device = "one"
        self.cram = False

    @initialize()
    def begin(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new session, from the journal alone."""
        found = replay(self.lines, RULES)
        done = found.days.get(self.day)
        new, reviews = (done.new, done.reviews) if done is not None else (0, 0)
        undone = {line.of for line in self.lines if isinstance(line, Undo)}
        today = [
            line
            for line in self.lines
            if not isinstance(line, Undo)
            and line.day == self.day
            and f"{line.device}-{line.seq}" not in undone
        ]
        known = {card.id for card in cards(NOTES)}
        self.entries: list[Answer | Mark | Undo] = []
        self.session = session(
            NOTES,
            found.cards,
            day=self.day,
            room=Room(max(0, NEW - new), max(0, REVIEWS - reviews)),
            cram=self.cram,
            leech=LEECH,
            leech_suspends=self.device == "two",
            again=() if self.cram else [id for id in known if id in lapsed(today)],
        )

    def take(self, step: Step[Memory]) -> None:
        for entry in step.entries:
            line = self._line(entry)
            self.entries.append(line)
            self.lines.append(line)
        self.session = step.session

    def _line(self, entry: Entry) -> Answer | Mark | Undo:
        head = (len(self.lines) + 1, self.device, len(self.lines) + 1)
        match entry:
            case Answered():
                return Answer(*head, entry.card, entry.kind, self.day, entry.grade)
            case Marked():
                return Mark(*head, entry.card, entry.kind, self.day, entry.on)
            case TakenBack(card, of):
                line = self.entries[of]
                return Undo(*head, card, "undo", self.day, f"{line.device}-{line.seq}")
            case _:
                raise AssertionError(entry)

    @rule(grades=st.lists(st.sampled_from([1, 3, 4, 5]), min_size=1, max_size=9))
    def answers(self, grades: list[int]) -> None:
        for grade in grades:
            if not isinstance(self.session.stage, Done):
                self.answer(grade)

    def answer(self, grade: int) -> None:
        shown = events.revealed(self.session, 1)
        assert isinstance(shown.stage, Told)
        key, promised = shown.stage.key, shown.after(shown.stage.key, grade)
        step = events.graded(shown, grade, 1000)
        self.take(step)
        assert step.session.state(key) == promised
        assert events.undone(step.session).session == shown

    @rule(of=st.sampled_from([events.suspended, events.buried, events.flagged]))
    @precondition(lambda self: not isinstance(self.session.stage, Done))
    def mark(self, of: Callable[[Session[Memory]], Step[Memory]]) -> None:
        before = self.session
        step = of(before)
        self.take(step)
        assert events.undone(step.session).session == before

    @rule(times=st.integers(1, 4))
    @precondition(lambda self: self.session.past is not None)
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.take(events.undone(self.session))

    @rule(note=st.sampled_from(NOTES), between=st.integers(0, 2))
    @precondition(lambda self: not isinstance(self.session.stage, Done))
    def cut_out_and_put_back(self, note: Note, between: int) -> None:
        ours = cards([note])
        names = {card.id for card in ours}
        waiting = {key for key in self.session.cards if waits(self.session, key)}
        now = events.edited(self.session, note.id, {}).session
        if isinstance(now.stage, Done):
            return
        self.session = now
        assert not names & {self.session.key}
        self.answers([4] * between)
        if isinstance(self.session.stage, Done):
            self.restart()
            return
        self.session, _ = events.joined(self.session, ours[:1], "")
        there = {key for key in self.session.cards if waits(self.session, key)}
        assert there & names == waiting & names - self.session.gone

    @precondition(lambda self: self.session.past is not None)
    @rule(device=st.sampled_from(["one", "two"]), cram=st.booleans())
    def start_again(self, device: str, cram: bool) -> None:
        self.device, self.cram = device, cram
        self.restart()

    @precondition(lambda self: self.session.past is not None)
    @rule(days=st.integers(1, 9))
    def sleep(self, days: int) -> None:
        self.day = Day(self.day + days)
        self.restart()

    @invariant()
    def the_journal_says_what_the_session_says(self) -> None:
        if not hasattr(self, "session"):
            return
        found = replay(self.lines, RULES).cards
        for card in cards(NOTES):
            assert self.session.state(card.id) == found.get(card.id, RULES.initial)

    @invariant()
    def limits_hold_over_sessions_and_devices(self) -> None:
        for done in replay(self.lines, RULES).days.values():
            assert done.new <= NEW and done.reviews <= REVIEWS

    @invariant()
    def no_card_comes_twice_unless_it_lapsed(self) -> None:
        if not hasattr(self, "session") or self.session.rules.cram:
            return
        given = self.session.given
        for key, times in Counter(each.key for each in given).items():
            grades = [each.grade for each in given if each.key == key]
            assert all(grade < KNOWN for grade in grades[: times - 1])

    @invariant()
    def cards_of_a_note_are_answered_on_different_days(self) -> None:
        days = [
            (state.last, card.rpartition(":")[0])
            for card, state in replay(self.lines, RULES).cards.items()
            if state.reviews
        ]
        assert len(days) == len(set(days))


def test_sessions_keep_their_laws() -> None:
    run_state_machine_as_test(
        Learner, settings=settings(max_examples=60, stateful_step_count=40, deadline=None)
    )


def test_cram_changes_no_state() -> None:
    def crammed(now: Session[Memory], grades: list[int]) -> Session[Memory]:
        for grade in grades:
            now = events.graded(events.revealed(now, 1), grade, 1).session
        return now

    before = session(NOTES, cram=True)
    after = crammed(before, [1, 3, 4, 5, 1, 4, 4])
    assert all(after.state(key) == before.state(key) for key in before.cards)
