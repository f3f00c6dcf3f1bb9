"""What was typed beside what was wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.render.terminal import Look
from flashdeck.study import typed
from flashdeck.study.terminal import view
from studying import cards, notes


@pytest.mark.parametrize(
    ("said", "answer", "marked"),
    [
        ("madrit", "Madrid", "Madri[-t-][+d+]"),
        ("  the   SEINE ", "The Seine", "The Seine"),
        ("“x”", '"x"', '"x"'),
        ("", "a", "[+a+]"),
        ("abc", "", "[-abc-]"),
    ],
)
def test_what_differs_is_marked(said: str, answer: str, marked: str) -> None:
    assert typed.marked(typed.compared(said, answer)) == marked


def test_nobody_types_a_page() -> None:
    (part,) = typed.compared("long", "x" * 1000)
    assert part == ("", "long") and not typed.is_right((part,))


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_difference(said: str, answer: str) -> None:
    parts = typed.compared(said, answer)
    wanted = "".join(part.text for part in parts if part.sign in "=+")
    assert wanted == typed.folded(answer) or "$" in answer or "\\" in answer
    assert typed.is_right(typed.compared(answer, answer))


@pytest.mark.parametrize(
    ("deck", "wanted"),
    [
        ("sun ::: *moon*", ["*moon*", "sun"]),
        ("C: {{c1::Rome}} is in {{c1::Italy}}.", ["Rome, Italy"]),
        ("Q: Loss?\nA: $x^2$, see ∆norm", ["$x^2$, see ∆norm"]),
    ],
)
def test_the_answer_is_what_is_written(deck: str, wanted: list[str]) -> None:
    assert [typed.wanted(card) for card in cards(notes(deck + "\n"))] == wanted


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("price $5 and $10", "price $5 and $10"),
        ("price 5 and 10", "price $5 and $10"),
        (r"$e^{i\pi}+1=0$", r"$e^{i\pi}+1=0$"),
        (r"e^{i\pi}+1=0", r"$e^{i\pi}+1=0$"),
        (r"$\delta_{ij}$ and snake_case_name", r"$\delta_{ij}$ and snake_case_name"),
        (r"\delta_{ij} and snake_case_name", r"$\delta_{ij}$ and snake_case_name"),
        ("moon", "*moon*"),
        ("a * b * c", "a * b * c"),
        ("x^2, see norm", "$x^2$, see ∆norm"),
    ],
)
def test_an_answer_as_written_is_right(said: str, answer: str) -> None:
    parts = typed.compared(said, answer)
    assert parts == (("=", answer),)


@pytest.mark.parametrize(
    ("said", "answer", "marked"),
    [
        (r"\phi", r"\pi", r"[-\phi-][+\pi+]"),
        (r"\delta", r"$\Delta$", r"[-\delta-][+\Delta+]"),
        ("snakecase", "snake_case", "snake[+_+]case"),
        ("x2", "$x_2$", "x[+_+]2"),
    ],
)
def test_commands_differ_as_a_whole(said: str, answer: str, marked: str) -> None:
    assert typed.marked(typed.compared(said, answer)) == marked


def test_where_hardly_a_letter_agrees_both_are_shown_whole() -> None:
    assert typed.compared("Paris", "Lisbon") == (("-", "Paris"), ("+", "Lisbon"))
    found = view.compared(typed.compared("Paris", "Lisbon"), Look(coloured=False))
    assert found.plain == "typed:  Paris\nwanted: Lisbon"
    assert not typed.is_other(typed.compared("Lisbn", "Lisbon"))


def test_a_formula_is_said_as_it_is_drawn() -> None:
    assert typed.plain(r"Derive **this**: $\arctan x$") == "Derive this: arctan x"
