"""What is said of a card that would come out otherwise than it went in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converting import converted, notes_of
from flashdeck.convert.differing import difference
from flashdeck.convert.target import Form
from flashdeck.convert.targets import TARGETS

LONG = "word " * 20


@pytest.mark.parametrize(
    ("page", "other", "told"),
    [
        ("Q: a\nA: b", "Q: c\nA: b", "the prompt of this card would be `c`, not `a`"),
        ("Q: a\nA: b", "Q: a\nA: b\nc", "the answer of this card would be `b⏎c`, not `b`"),
        ("a :: b", "a ::: b", "the way of asking of this card would be `both ways`, not `one way`"),
        ("C: a [b] c", "C: a b [c]", "the gaps of this card would be `1: c`, not `1: b`"),
        ("C: a [b]", "a :: [b]", "this card would be a question, not a cloze"),
        ("a :: b @x~", "a :: b", "the tags of this card would be none, not `x`"),
        ("a :: b", "# T\n\na :: b", "the deck of this card would be `T`, not `deck`"),
        ("a :: b", "## T\n\na :: b", "the section of this card would be `T`, not none"),
        ("a :: b {#x}", "a :: b {#y}", "the id of this card would be `y`, not `x`"),
        (
            f"Q: a\nA: {LONG}so {LONG}",
            f"Q: a\nA: {LONG}no {LONG}",
            "the answer of this card would be `…word word no word word word word word wo…`, "
            "not `…word word so word word word word word wo…`",
        ),
    ],
)
def test_the_first_difference_is_named_with_both_values(page: str, other: str, told: str) -> None:
    (note,) = notes_of(f"{page}\n")
    assert difference(note, notes_of(f"{other}\n")) == told


def test_cards_that_are_none_or_several_are_named_as_that() -> None:
    (note,) = notes_of("a :: b\n")
    assert difference(note, []) == "this card would be read as text, and not as a card"
    assert difference(note, [note, note]) == "this card would be read as 2 cards"
    assert difference(note, None) == "there is no form for this card"


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        ([], "there is no form for this card"),
        ([Form("x::b")], "the prompt of this card would be `x`, not `a`"),
        ([Form("prose")], "this card would be read as text, and not as a card"),
    ],
)
def test_a_refusal_says_why(monkeypatch: pytest.MonkeyPatch, forms: list[Form], told: str) -> None:
    wrong = replace(TARGETS["sr"], forms=lambda _entry, _settings: iter(forms))
    monkeypatch.setattr("converting.TARGETS", {"sr": wrong})
    made = converted("a :: b\n", "sr")
    assert [each.message for each in made.diagnostics] == [f"written as `sr`, {told}"]
