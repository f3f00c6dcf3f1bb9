"""A short Chinese prompt in which one character gave way to another."""

from __future__ import annotations

import pytest

from edited_cards import Card, Files, built

WORDS = {"我": "I", "你好": "hello", "二": "2", "去": "go", "他": "he", "是": "yes"}


def deck(words: dict[str, str]) -> Files:
    """The key of a card is its answer."""
    return {"a.md": tuple(Card(told, f"Q: {ask}\nA: {told}") for ask, told in words.items())}


@pytest.mark.parametrize(("old", "new"), [("我", "俺"), ("二", "两"), ("去", "往"), ("是", "对")])
def test_it_is_asked_about_if_no_other_card_gives_the_answer(old: str, new: str) -> None:
    first, _, memory = built(deck(WORDS))
    respelt = {new if ask == old else ask: told for ask, told in WORDS.items()}
    second, result, _ = built(deck(respelt), memory)
    told = WORDS[old]
    assert [(each.new, each.old) for each in result.questions] == [
        ((second[told],), (first[told],))
    ]
    assert not result.renames


def test_another_answer_makes_another_card() -> None:
    _, _, memory = built(deck(WORDS))
    replaced = {("牛" if ask == "去" else ask): told for ask, told in WORDS.items()} | {"牛": "cow"}
    _, result, _ = built(deck(replaced), memory)
    assert not result.questions
