"""Lists of a card a line while one line is being written: the others stay cards."""

from __future__ import annotations

import pytest

from reading import read

GOOD = [f"el pan {number} ::: a bread {number}" for number in range(20)]


@pytest.mark.parametrize("at", [0, 7, 20])
@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("el agua :::", "missing-answer"),
        ("sol ::", "missing-answer"),
        ("sol :: ", "missing-answer"),
        (":: sun", "missing-prompt"),
        ("sol", "looks-like-prompt"),
        ("el agua :", "looks-like-prompt"),
        ("Comida:", "looks-like-prompt"),
    ],
)
def test_the_line_that_is_not_finished_is_told_of_alone(line: str, rule: str, at: int) -> None:
    lines = [*GOOD[:at], line, *GOOD[at:]]
    deck = read("TARGET DECK: Es\n\n" + "\n".join(lines) + "\n")
    assert len(deck.notes) == 20
    (found,) = [each for each in deck.diagnostics if each.rule.name in deck.problems]
    assert (found.rule.name, found.span.text) == (rule, line.strip())
    assert found.span.lines == (3 + at, 3 + at)


def test_so_it_is_in_a_list_of_items() -> None:
    deck = read("- pan :: bread\n- agua ::\n- sol :: sun\n")
    assert deck.fronts == ["pan", "sol"]
    assert deck.problems == ["missing-answer"]


@pytest.mark.parametrize(
    "text",
    [
        "pan :: bread\nsol\n",
        "pan :: bread\nsol ::\n",
        "In Haskell one writes\nf :: Int -> Int\ng :: Int -> Int\nfor the types of functions.\n",
        "f :: Int\nx\ng :: Int\ny\nz\n",
        "The code is as follows ::\n\nmore\n",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    deck = read(text)
    assert deck.notes == ()
    assert set(deck.problems) <= {"looks-like-prompt"}


def test_in_an_answer_all_of_it_is_text() -> None:
    deck = read("Q: Which types?\nA: These:\nf :: Int\ng :: Int\nh ::\n")
    assert len(deck.notes) == 1
    assert (deck.backs[0] or "").endswith("h ::")
    assert deck.problems == []
