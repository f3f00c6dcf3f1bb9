"""Prompts that are nothing but a number: some are numbered anew while other answers change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from edited_cards import Card, Files, built, notes, remembered
from flashdeck.following.following import followed
from flashdeck.model import NoteId

HEADS = (
    "Lemma 3.{}",
    "State Theorem {}.",
    "Wie lautet Satz 1.{}?",
    "Énoncer le théorème {}.",
    "Aufgabe {}",
    "What does figure {} show?",
    "Solution of exercise {}",
    "定理{}",
    "请叙述引理{}。",
    "Сформулируйте теорему {}.",
)
A = "Every bounded sequence has a convergent part."
B = "Sums of limits are limits of sums."
C = "A set is compact if it is closed and bounded."
D = "Images of compact sets are compact."
E = "Monotone limits may be taken under the integral."
NEW = "Trees have one edge fewer than nodes."
OTHER = "Whoever walks in the plane comes home."
SAID = {"A": A, "B": B, "C": C, "D": D, "E": E, "new": NEW}


def deck(head: str, cards: list[str]) -> Files:
    """The key of a card stands before its answer, if that is not the one it has in `SAID`."""
    found = []
    for number, each in enumerate(cards, 1):
        key, _, told = each.partition(": ")
        found.append(Card(key, f"Q: {head.format(number)}\nA: {told or SAID.get(key, key)}"))
    return {"a.md": tuple(found)}


class Stage(NamedTuple):
    """The origin of each card, and which cards are asked about."""

    origins: dict[str, NoteId]
    asked: frozenset[str] = frozenset()


def stages(head: str, before: list[str], *edits: list[str]) -> Iterator[Stage]:
    """What is made of a deck, and of each edit of it, one after the other."""
    first, _, memory = built(deck(head, before))
    yield Stage({key: each.origin for key, each in first.items()})
    open: dict[NoteId, tuple[NoteId, ...]] = {}
    gone = set[NoteId]()
    for after in edits:
        keyed, found = notes(deck(head, after))
        result = followed(
            found, memory.traces, retired=memory.retired, in_scope={"a.md"}, open=open, gone=gone
        )
        gone = {id for id in memory.traces if id in {each.id for each in result.vanished}}
        memory = remembered(memory, result)
        open = {
            new.id: tuple(old.id for old in question.old)
            for question in result.questions
            for new in question.new
        }
        found_by = dict(zip(keyed, result.traces, strict=True))
        asked = frozenset(key for key, each in found_by.items() if each.id in open)
        yield Stage({key: each.origin for key, each in found_by.items()}, asked)


def became(head: str, before: list[str], *edits: list[str]) -> dict[str, str]:
    """For each card which it was: itself, another, "new", or "?" if that is asked."""
    first, *_, last = stages(head, before, *edits)
    keys = {origin: key for key, origin in first.origins.items()}
    return {
        key: "?" if key in last.asked else keys.get(origin, "new")
        for key, origin in last.origins.items()
    }


def bearers(head: str, before: list[str], *edits: list[str]) -> list[set[str]]:
    """For each history the cards that ever had it, also while it was asked which one they are."""
    found: dict[NoteId, set[str]] = {}
    for stage in stages(head, before, *edits):
        for key, origin in stage.origins.items():
            found.setdefault(origin, set()).add(key)
    return [*found.values()]


FOUR = ["A", "B", "C", "D"]
ITSELF = {each: each for each in FOUR}


@pytest.mark.parametrize("head", HEADS)
def test_one_is_put_before_the_others_and_another_is_rewritten(head: str) -> None:
    for at, key in ((1, "B"), (2, "C")):
        after = ["new", *FOUR]
        after[at + 1] = f"{key}: {OTHER}"
        assert became(head, FOUR, after) == {**ITSELF, "new": "new"}
        assert became(head, FOUR, after, after) == {**ITSELF, "new": "new"}
        assert became(head, FOUR, after[1:]) == ITSELF


@pytest.mark.parametrize("head", HEADS)
def test_one_is_taken_away_and_another_is_rewritten(head: str) -> None:
    left = {"A": "A", "C": "C", "D": "D", "E": "E"}
    assert became(head, [*FOUR, "E"], ["A", "C", f"D: {OTHER}", "E"]) == left
    del left["A"]
    assert became(head, [*FOUR, "E"], ["C", f"D: {OTHER}", "E"]) == left


@pytest.mark.parametrize("head", HEADS)
def test_several_are_put_in_at_several_places(head: str) -> None:
    after = ["new", "A", "other: Slopes jump over nothing.", "B", f"C: {OTHER}", "D"]
    assert became(head, FOUR, after) == {**ITSELF, "new": "new", "other": "new"}


@pytest.mark.parametrize("head", HEADS)
def test_one_moves_past_several(head: str) -> None:
    assert became(head, [*FOUR, "E"], ["B", "C", "D", "A", "E"]) == {**ITSELF, "E": "E"}


def test_one_is_put_in_where_another_is_taken_away() -> None:
    after = ["new", "A", "C", "D"]
    assert became("Lemma {}", FOUR, after) == {"new": "new", "A": "A", "C": "C", "D": "D"}


def test_equal_short_answers_stay_in_their_turn() -> None:
    before = ["A", "1: yes", "2: yes", "B", "3: no"]
    after = ["new", *before]
    itself = {key: key for key in ("A", "1", "2", "B", "3")}
    assert became("Exercise {}", before, after) == {**itself, "new": "new"}
    assert became("Exercise {}", after, before)["2"] == "2"


def test_it_is_asked_if_the_rewritten_one_or_the_one_put_in_may_be_it() -> None:
    after = ["new", f"A: {OTHER}", "B", "C", "D"]
    found = {"new": "?", "A": "?", "B": "B", "C": "C", "D": "D"}
    assert became("Lemma {}", FOUR, after) == found
    assert became("Lemma {}", FOUR, after, after) == found


def test_it_is_asked_if_two_change_places() -> None:
    assert became("Lemma {}", FOUR, ["A", "C", "B", "D"]) == {**ITSELF, "B": "?", "C": "?"}


def test_it_is_asked_if_two_changed_places_of_which_little_is_left() -> None:
    before = ["A", "B: Probability is continuous from below.", "F: $\\int_a^b f' = f(b)-f(a)$", "D"]
    told = "B: In general, probability is whatever adds up."
    formula = "F: Recall: $\\int_a^b f'$ depends on the ends."
    itself = {each: each for each in "ABFD"}
    found = became("Lemma {}", before, ["A", formula, told, "D"])
    assert found == {**itself, "B": "?", "F": "?"}
    assert became("Lemma {}", before, ["A", told, formula, "D"]) == itself


def test_it_is_asked_if_nothing_but_a_reworded_answer_moved() -> None:
    before, after = ["A", "B"], ["new", "A: A bounded sequence has a convergent part.", OTHER]
    assert became("Lemma {}", before, after)["A"] == "?"


def test_answers_that_are_only_corrected_stay_with_their_numbers() -> None:
    after = [f"A: {NEW}", "B", f"C: {OTHER}", "D", "E"]
    assert became("Lemma {}", FOUR, after) == {**ITSELF, "E": "new"}
    yes = ["1: yes", "2: no", "3: yes"]
    assert became("Exercise {}", yes, ["1: no", "2: yes", "3: yes"]) == {
        each: each for each in "123"
    }


def test_a_file_may_be_called_otherwise_at_the_same_time() -> None:
    first, _, memory = built({**deck("Lemma {}", FOUR), "b.md": (Card("b", "Q: Why?\nA: So."),)})
    after = deck("Lemma {}", ["new", "A", f"B: {OTHER}", "C", "D"])["a.md"]
    last, result, _ = built({"week 2.md": after, "b.md": (Card("b", "Q: Why?\nA: So."),)}, memory)
    assert not result.questions
    assert all(last[key].origin == first[key].origin for key in first)


@pytest.mark.parametrize("order", [["C", "A", "D", "B"], ["new", *FOUR], ["B", "C", "D"]])
def test_a_file_and_so_its_deck_may_be_called_otherwise_too(order: list[str]) -> None:
    other = (Card("b", "Q: Why?\nA: So."),)
    first, _, memory = built({"week 1.md": (*deck("Lemma {}", FOUR)["a.md"], *other)})
    after = deck("Lemma {}", order)["a.md"]
    last, result, _ = built({"chapters/week 2.md": (*other, *after)}, memory)
    assert not result.questions
    assert all(last[key].origin == first[key].origin for key in last if key != "new")


def test_the_number_of_one_that_is_gone_says_little() -> None:
    left = ["A", "B", "C"]
    itself = {each: each for each in left}
    assert became("Lemma {}", FOUR, left, FOUR) == ITSELF
    assert became("Lemma {}", FOUR, left, ["A", "B", "C", f"D: {D} Always."]) == ITSELF
    assert became("Lemma {}", FOUR, left, [*left, "new"]) == {**itself, "new": "?"}
    assert became("Lemma {}", FOUR, left, ["new", *left]) == {**itself, "new": "new"}
    assert became("{}. What?", ["A", "B"], ["A"], ["A", "new"]) == {"A": "A", "new": "B"}


def test_what_is_still_asked_about_is_no_other_by_its_number() -> None:
    """B was rewritten, and may be what was put in; then another is put before it."""
    after = ["A", "new", f"B: {OTHER}", "C", "D"]
    more = ["A", "new", "other: Slopes jump over nothing.", f"B: {OTHER}", "C", "D"]
    open = {"A": "A", "new": "?", "B": "?", "C": "C", "D": "D"}
    assert became("Lemma {}", FOUR, after) == open
    assert became("Lemma {}", FOUR, after, more) == {**open, "other": "new"}


def test_a_number_that_was_given_up_and_taken_is_given_to_another() -> None:
    """The last but one is deleted, and one build later another is put before the last."""
    three, left = ["A", "B", "C"], ["A", "C"]
    for head in HEADS:
        found = {"A": "A", "new": "?", "C": "C"}
        assert became(head, three, left, ["A", "new", "C"]) == found


FORMULA = "F: $(fg)' = f'g + fg'$"
UNANSWERED = (
    # A formula says too little, so it is asked; then another is put in where one was taken away.
    (["A", "B", FORMULA, "D"], ["A", FORMULA, "D"], ["A", "new", FORMULA, "D"]),
    # Two changed places; then another is put before them, or one of them goes on.
    (FOUR, ["A", "C", "B", "D"], ["A", "new", "C", "B", "D"]),
    (FOUR, ["B", "A", "C", "D"], ["A", "C", "B", "D"]),
    # One was put in before the last; then one above it is taken away.
    (["A", "B", "C", FORMULA], ["A", "B", "C", "new", FORMULA], ["A", "B", "new", FORMULA]),
)


@pytest.mark.parametrize("edits", UNANSWERED)
def test_while_nobody_answers_no_history_goes_to_another(edits: tuple[list[str], ...]) -> None:
    for head in HEADS:
        assert all(len(each) == 1 for each in bearers(head, *edits))
