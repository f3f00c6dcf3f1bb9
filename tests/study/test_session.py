"""What the keys of a session lead to, without a terminal."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from flashdeck.model import CardId
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.keys import FOUR
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.study import events
from flashdeck.study.entries import Answered, Marked, TakenBack
from flashdeck.study.queue import Room
from flashdeck.study.session import Asking, Done, Session, Told, counts
from flashdeck.study.summary import summary
from flashdeck.study.words import promises
from studying import DAY, cards, due, notes, numbered, session

BOTH = "TARGET DECK: D\n\nsun ::: moon\n"


def answered(now: Session[Memory], grade: int) -> Session[Memory]:
    return events.graded(events.revealed(now, 1), grade, 1000).session


def asked(now: Session[Memory], *, grade: int = 4, most: int = 100) -> list[str]:
    """The cards in the order in which they come, when all are known."""
    found: list[str] = []
    while now.key is not None and len(found) < most:
        found.append(now.key)
        now = answered(now, grade)
    return found


def test_every_card_is_asked_once() -> None:
    assert sorted(asked(session(numbered(5)))) == [f"Deck-n{i}:0" for i in range(5)]


def test_without_cards_it_is_done() -> None:
    assert session(()).stage == Done()


def test_a_grade_before_the_answer_was_seen_does_nothing() -> None:
    now = session(numbered(2))
    assert events.graded(now, 4, 1000).session == now


def test_an_answer_is_an_entry_with_what_was_asked() -> None:
    now = events.revealed(session(numbered(1)), 1)
    (entry,) = events.graded(now, 4, 5310).entries
    assert isinstance(entry, Answered)
    assert (entry.card, entry.kind, entry.grade, entry.ms) == ("Deck-n0:0", "review", 4, 5310)
    assert len(entry.hash) == 16


def test_whoever_leaves_the_desk_has_answered_in_a_minute() -> None:
    (entry,) = events.graded(events.revealed(session(numbered(1)), 1), 4, 10**7).entries
    assert isinstance(entry, Answered) and entry.ms == 60_000


def test_a_lapse_comes_back_after_five_others_as_a_drill() -> None:
    now = session(numbered(9))
    first = now.key
    now = answered(now, 1)
    order = asked(now)
    assert order.index(str(first)) == 5 and len(order) == 9
    for _ in range(5):
        now = answered(now, 4)
    state = now.state(CardId(str(first)))
    step = events.graded(events.revealed(now, 1), 4, 1)
    assert isinstance(step.entries[0], Answered) and step.entries[0].kind == "drill"
    assert step.session.state(CardId(str(first))) == state


def test_a_card_comes_back_until_it_is_good() -> None:
    now = session(numbered(1))
    for grade in (1, 3, 0, 4):
        assert now.key == "Deck-n0:0"
        now = answered(now, grade)
    assert now.stage == Done()


def test_reviews_that_wait_longest_are_asked_when_not_all_fit() -> None:
    found = numbered(10)
    states = {f"{note.id}:0": due(DAY - i) for i, note in enumerate(found)}
    now = session(found, states, room=Room(10, 3))
    assert sorted(asked(now)) == ["Deck-n7:0", "Deck-n8:0", "Deck-n9:0"]


def test_new_cards_come_in_the_authors_order_and_from_all_decks() -> None:
    found = (*numbered(9, "A"), *numbered(9, "B"))
    order = asked(session(found, room=Room(4, 0)))
    assert [key for key in order if key[0] == "A"] == ["A-n0:0", "A-n1:0"]
    assert [key for key in order if key[0] == "B"] == ["B-n0:0", "B-n1:0"]


def test_new_cards_are_spread_among_reviews() -> None:
    found = numbered(12)
    states = {f"Deck-n{i}:0": due(DAY) for i in range(9)}
    order = asked(session(found, states))
    places = [order.index(f"Deck-n{i}:0") for i in (9, 10, 11)]
    assert [b - a for a, b in pairwise(places)] == [4, 4]


def test_two_cards_of_a_note_are_asked_on_different_days() -> None:
    found = notes(BOTH)
    (first,) = asked(session(found))
    state = {first: due(DAY + 6, last=DAY)}
    assert asked(session(found, state)) == []
    (second,) = asked(session(found, {first: due(DAY + 6, last=DAY - 1)}))
    assert second != first


def test_cram_asks_everything_and_changes_nothing() -> None:
    found = (*notes(BOTH), *numbered(3))
    states = {"Deck-n0:0": due(DAY + 30)}
    now = session(found, states, cram=True)
    assert len(asked(now)) == 5
    step = events.graded(events.revealed(now, 1), 5, 1)
    assert isinstance(step.entries[0], Answered) and step.entries[0].kind == "drill"
    assert all(step.session.state(key) == now.state(key) for key in now.cards)


def test_gaps_are_revealed_one_after_another() -> None:
    now = session(notes("TARGET DECK: D\n\nC: {{c1::a}} b {{c1::c}}.\n"))
    now = events.revealed(now, 2)
    assert isinstance(now.stage, Asking) and now.stage.revealed == 1
    assert isinstance(events.revealed(now, 2).stage, Told)


def test_suspended_and_buried_cards_are_gone_from_the_session() -> None:
    now = session(numbered(3))
    first, step = now.key, events.suspended(now)
    assert step.entries == (Marked(CardId(str(first)), "suspend"),)
    second, step = step.session.key, events.buried(step.session)
    assert step.entries == (Marked(CardId(str(second)), "bury"),)
    assert len(asked(step.session)) == 1
    assert step.session.state(CardId(str(first))).suspended
    assert step.session.state(CardId(str(second))).buried == DAY + 1


def test_a_flag_stays_on_the_card() -> None:
    now = session(numbered(1))
    step = events.flagged(now)
    assert step.session.key == now.key and step.session.state(CardId("Deck-n0:0")).flagged
    again = events.flagged(step.session)
    assert again.entries == (Marked(CardId("Deck-n0:0"), "flag", False),)


def test_undo_names_the_entry_and_shows_the_answer_again() -> None:
    before = events.revealed(session(numbered(3)), 1)
    after = events.graded(before, 1, 1).session
    step = events.undone(after)
    assert step.session == before
    assert step.entries == (TakenBack(CardId(str(before.key)), 0),)


def test_undo_reaches_behind_a_restart() -> None:
    found = numbered(3)
    key = CardId("Deck-n1:0")
    answered_today = {str(key): due(DAY + 6, last=DAY)}
    before = Answered(key, "review", 4, 1, "")
    step = events.undone(session(found, answered_today, earlier=[before]))
    assert step.entries == (TakenBack(key, 0),) and step.said == "undone: good (q1)"
    now = events.recalled(step.session, due(DAY))
    assert now.stage == Asking(key) and now.state(key) == due(DAY)
    assert sorted(asked(now)) == ["Deck-n0:0", "Deck-n1:0", "Deck-n2:0"]
    assert events.undone(now).said == "nothing to undo"


def test_a_leech_is_said_at_eight_lapses_and_every_four_after() -> None:
    found = numbered(1)
    said = {}
    for lapses in range(6, 14):
        now = session(found, {"Deck-n0:0": due(DAY, lapses=lapses)})
        said[lapses + 1] = bool(events.graded(events.revealed(now, 1), 1, 1).said)
    assert [lapses for lapses, spoke in said.items() if spoke] == [8, 12]


def test_a_leech_is_suspended_if_wanted_and_undo_takes_back_both() -> None:
    found = numbered(2)
    now = session(found, {"Deck-n0:0": due(DAY, lapses=7)}, leech_suspends=True)
    while now.key != "Deck-n0:0":
        now = answered(now, 4)
    shown = events.revealed(now, 1)
    assert promises(shown, FOUR)[0] == ("1", "again", "suspended")
    step = events.graded(shown, 1, 1)
    assert step.said == "a leech (forgotten 8 times): suspended; u takes it back"
    assert step.entries[1:] == (Marked(CardId("Deck-n0:0"), "suspend"),)
    assert "Deck-n0:0" not in asked(step.session)
    first = now.written
    back = events.undone(step.session)
    assert back.session == shown
    assert [each.of for each in back.entries if isinstance(each, TakenBack)] == [first + 1, first]


def test_a_leech_whose_number_is_none_is_never_said() -> None:
    now = session(numbered(1), {"Deck-n0:0": due(DAY, lapses=7)})
    now = replace(now, rules=replace(now.rules, leech=0))
    assert events.graded(events.revealed(now, 1), 1, 1).said == ""


def test_undo_says_what_was_done_and_to_which_card() -> None:
    now = session(numbered(1))
    for step, said in (
        (events.graded(events.revealed(now, 1), 1, 1), "undone: again (q0)"),
        (events.suspended(now), "undone: suspended (q0)"),
        (events.buried(now), "undone: buried (q0)"),
        (events.flagged(now), "undone: flagged (q0)"),
    ):
        assert events.undone(step.session).said == said


def test_undo_says_it_without_the_marks_of_markdown() -> None:
    now = session(notes("TARGET DECK: D\n\nWhat **is** $a_1$ ? :: b\n"))
    assert events.undone(events.buried(now).session).said == "undone: buried (What is a₁ ?)"


def test_undo_names_a_cloze_without_telling_it() -> None:
    now = session(notes("TARGET DECK: D\n\nC: {{c1::Rome}} lies in {{c2::Italy}}.\n"))
    assert events.undone(events.buried(now).session).said in (
        "undone: buried ([…] lies in Italy.)",
        "undone: buried (Rome lies in […].)",
    )


def test_only_what_is_asked_for_is_asked_and_siblings_stay_apart() -> None:
    found = (*notes(BOTH), *numbered(2))
    first, second, *_ = cards(found)
    only = frozenset({second.id})
    assert asked(session(found, asked=only)) == [second.id]
    assert asked(session(found, {first.id: due(DAY + 6, last=DAY)}, asked=only)) == []
    assert asked(session(found, asked=only, cram=True)) == [second.id]


def test_what_lapsed_before_a_restart_is_asked_again() -> None:
    key = CardId("Deck-n1:0")
    now = session(numbered(2), {str(key): due(DAY + 1, last=DAY)}, again=[key])
    assert sorted(asked(now)) == ["Deck-n0:0", "Deck-n1:0"]


def test_counts_hold_the_card_on_the_screen() -> None:
    found = numbered(3)
    now = session(found, {"Deck-n0:0": due(DAY)})
    seen = [counts(now)]
    while now.key is not None:
        now = answered(now, 4)
        seen.append(counts(now))
    assert [each.all for each in seen] == [3, 2, 1, 0]
    assert seen[0] == (2, 1, 0)


def test_an_edited_note_is_asked_as_it_now_reads_and_keeps_its_place() -> None:
    now = events.revealed(session(numbered(1)), 1)
    (new,) = session(numbered(1, "Other")).cards.values()
    step = events.edited(now, now.cards[CardId("Deck-n0:0")].note.id, {0: new})
    assert step.session.card == new
    assert [type(entry).__name__ for entry in step.entries] == ["Renamed"]
    (entry,) = events.graded(step.session, 4, 1).entries
    assert entry == Answered(new.id, "review", 4, 1, entry.hash)  # type: ignore[union-attr]
    assert events.undone(events.graded(step.session, 4, 1).session).session.card == new


def test_undo_does_not_bring_back_a_card_that_was_edited_away() -> None:
    now = session(numbered(3))
    first = now.key
    assert first is not None
    after = answered(now, 4)
    deleted = events.edited(after, after.cards[first].note.id, {}).session
    step = events.undone(deleted)
    assert step.entries == (TakenBack(first, 0),)
    assert step.said.startswith("undone: good (q") and step.said.endswith("gone from its file")
    assert len(asked(step.session)) == 2 and first not in asked(step.session)
    assert counts(step.session).all == 2
    assert events.undone(step.session).said == "nothing to undo"


def test_a_card_that_was_edited_away_and_was_to_come_again_does_not() -> None:
    now = session(numbered(2))
    first = now.key
    assert first is not None
    lapsed = answered(now, 1)
    deleted = events.edited(lapsed, lapsed.cards[first].note.id, {}).session
    assert counts(deleted).all == 1 and first not in asked(deleted)


def test_a_card_that_was_edited_away_is_not_asked() -> None:
    now = session(notes(BOTH))
    assert now.key is not None
    gone = events.edited(now, now.cards[now.key].note.id, {}).session
    assert gone.stage == Done()


def test_when_time_is_up_the_card_that_would_have_come_is_left() -> None:
    told = events.revealed(session(numbered(4)), 1)
    after = events.ended(events.graded(told, 4, 1).session)
    assert counts(after).all == 3
    drill = events.graded(events.revealed(session(numbered(1)), 1), 1, 1).session
    assert counts(drill) == counts(events.ended(drill)) == (0, 0, 1)


def test_a_card_of_an_earlier_session_that_is_new_again_is_no_review() -> None:
    found = numbered(1)
    (key,) = (card.id for card in cards(found))
    before = Answered(key, "review", 4, 9, "")
    now = session(found, {key: due(DAY + 1, last=DAY)}, earlier=[before])
    now = events.recalled(events.undone(now).session, CardState(SM2.initial()))
    after = events.graded(events.revealed(now, 1), 4, 1).session
    assert summary(after).reviews == 0


def test_a_mark_taken_back_asks_only_what_is_due() -> None:
    found = numbered(2)
    first, second = (card.id for card in cards(found))
    later = due(DAY + 1, last=DAY)
    hidden = later._replace(suspended=True)
    now = session(found, {first: hidden}, earlier=[Marked(first, "suspend")])
    now = events.recalled(events.undone(now).session, later)
    assert now.key == second and not now.earlier
    assert counts(now) == (1, 0, 0)


def test_a_suspended_card_comes_back_by_what_is_said() -> None:
    step = events.suspended(session(numbered(1)))
    assert step.said == "suspended (u: undo; later: flashdeck mark unsuspend Deck-n0)"


def test_a_lapse_stays_one_when_an_earlier_answer_is_taken_back() -> None:
    found = numbered(2)
    key = CardId("Deck-n0:0")
    states = {str(key): due(DAY + 6, last=DAY), "Deck-n1:0": due(DAY + 1, last=DAY)}
    before = [Answered(key, "review", 4, 1, "")]
    now = session(found, states, again=[CardId("Deck-n1:0")], earlier=before)
    assert counts(now) == (0, 0, 1)
    now = events.recalled(events.undone(now).session, due(DAY))
    assert now.key == key and counts(now) == (0, 1, 1)
    assert sorted(asked(now)) == ["Deck-n0:0", "Deck-n1:0"]


def test_an_undo_calls_a_picture_by_its_name() -> None:
    now = session(notes("TARGET DECK: D\n\nWhat is ![a map](<a b.png>) or ![[c.png|300]]? :: b\n"))
    assert events.undone(events.buried(now).session).said == (
        "undone: buried (What is a map or c.png?)"
    )
