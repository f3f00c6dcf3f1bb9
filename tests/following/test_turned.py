"""Cards whose sides changed places: their history is of the other direction, so it is asked."""

from __future__ import annotations

import pytest

from edited_cards import Card, Files, built, notes
from flashdeck.following.following import followed

PAIRS = (
    ("der Hund", "the dog"),
    ("Was ist die Hauptstadt von Peru?", "Lima"),
    ("снег", "the snow"),
    ("猫", "the cat"),
    ("$e^{i\\pi}$", "$-1$"),
)
OTHERS = (("the heart", "el corazón"), ("the hand", "la mano"))


def deck(*pairs: tuple[str, str]) -> Files:
    return {"a.md": tuple(Card(ask, f"Q: {ask}\nA: {told}") for ask, told in pairs)}


@pytest.mark.parametrize(("ask", "told"), PAIRS)
def test_a_card_that_was_turned_round_is_asked_about(ask: str, told: str) -> None:
    first, _, memory = built(deck(OTHERS[0], (ask, told), OTHERS[1]))
    second, result, _ = built(deck(OTHERS[0], (told, ask), OTHERS[1]), memory)
    assert not result.renames
    (question,) = result.questions
    assert (question.old, question.new) == ((first[ask],), (second[told],))


def test_capitals_and_marks_at_the_end_make_no_difference() -> None:
    first, _, memory = built(deck(("What is it?", "a cat")))
    second, result, _ = built(deck(("A cat.", "what is it")), memory)
    assert [each.old for each in result.questions] == [(first["What is it?"],)]
    assert not result.renames
    assert len(second) == 1


def test_the_other_direction_beside_a_card_is_a_new_card() -> None:
    ask, told = PAIRS[0]
    _, _, memory = built(deck((ask, told)))
    _, result, _ = built(deck((ask, told), (told, ask)), memory)
    assert not result.questions
    assert not result.renames


def test_what_left_long_ago_is_not_asked_about() -> None:
    ask, told = PAIRS[0]
    first, _, memory = built(deck(OTHERS[0], (ask, told)))
    _, found = notes(deck(OTHERS[0], (told, ask)))
    scope, gone = {"a.md"}, {first[ask].id}
    result = followed(found, memory.traces, retired={}, in_scope=scope, gone=gone)
    assert not result.questions
    assert [each.id for each in result.vanished] == [first[ask].id]
