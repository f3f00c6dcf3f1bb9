"""Which pictures and sounds may be opened while a card is asked."""

from __future__ import annotations

import pytest

from flashdeck.model import Note
from flashdeck.study import showing
from studying import cards, notes

TOP = "TARGET DECK: D\n\n"


def one(text: str) -> Note:
    (found,) = notes(TOP + text)
    return found


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("Q: ![](a.png) [sound:b.mp3]\nA: ![](c.png)\n", "a.png b.mp3", "a.png b.mp3 c.png"),
        ("Q: What?\nA: ![[c.png|300]]\n", "", "c.png"),
        ("C: {{c1::![](a.png)}} and ![](b.png).\n", "b.png", "a.png b.png"),
        ("Q: ![](a.png) ![](a.png)\nA: b\n", "a.png", "a.png"),
        ("Q: ![](https://x.org/a.png) `![](b.png)` [[c.png]]\nA: ![](run.sh)\n", "", ""),
    ],
)
def test_nothing_of_the_answer_is_shown_before_it_is(text: str, asked: str, told: str) -> None:
    note = one(text)
    card, *_ = cards([note])
    assert showing.asked(card) == tuple(asked.split())
    assert showing.told(note) == tuple(told.split())


def test_a_gap_that_is_shown_shows_its_picture() -> None:
    (card,) = cards([one("C: {{c1::![](a.png)}} and {{c1::![](b.png)}}.\n")])
    assert [showing.asked(card, shown) for shown in range(3)] == [
        (),
        ("a.png",),
        ("a.png", "b.png"),
    ]


def test_of_a_card_asked_backwards_it_is_the_other_side() -> None:
    there, back = cards([one("![](a.png) ::: ![](b.png)\n")])
    assert showing.asked(there) == ("a.png",) and showing.asked(back) == ("b.png",)
