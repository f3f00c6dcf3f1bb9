"""Lines `front :: back` directly below an answer: cards that would be lost without a word."""

from __future__ import annotations

import pytest

from reading import read

QUESTION = "Q: Quoi ?\nA: Ceci.\n"
LINE = "manger qqch. :: to eat something"


def told(text: str) -> list[str]:
    found = [each for each in read(text).diagnostics if each.rule.name == "looks-like-prompt"]
    return [each.span.text for each in found]


@pytest.mark.parametrize(
    "text",
    [
        f"boire :: to drink\n\n{QUESTION}{LINE}\n",
        f"{QUESTION}\n{QUESTION}{LINE}\n",
        f"{QUESTION}{LINE}\n\n{QUESTION}",
        f"{QUESTION}- un\n- deux\n{LINE}\n",
        f"{QUESTION}```\nx :: y\n```\n{LINE}\n",
        f"Quoi ?\n?\nCeci.\n{LINE}\n",
        f"## Quoi ?\n\nCeci.\n{LINE}\n",
        f"C: Il [mange].\nEncore.\n{LINE}\n",
        f"boire :: to drink\n\n{QUESTION}{LINE}\nand more\n",
    ],
)
def test_a_line_below_an_answer_is_told_of(text: str) -> None:
    assert told(text) == [LINE]


def test_all_such_lines_of_a_page_are_told_of_once() -> None:
    deck = read(f"{QUESTION}{LINE}\nboire :: to drink\n\n{QUESTION}aller :: to go\n")
    (found,) = deck.diagnostics
    assert found.span.text == LINE
    assert found.message.endswith("stands in an answer, and so do 2 more of its kind")


@pytest.mark.parametrize(
    ("card", "remedy"), [(QUESTION, "\n---\n\n"), ("C: Il [mange].\nEncore.\n", "\n")]
)
def test_the_remedy_makes_a_card_of_it(card: str, remedy: str) -> None:
    (found,) = read(f"{card}{LINE}\n").diagnostics
    assert found.help is not None
    assert ("`---` between blank lines" if "-" in remedy else "a blank line above") in found.help
    deck = read(f"{card}{remedy}{LINE}\n")
    assert (len(deck.notes), deck.problems) == (2, [])


@pytest.mark.parametrize(
    "answer",
    [
        "It is\nmap :: (a -> b) -> [a] -> [b]",
        "It is\nlength :: Int",
        "As in\nx :: xs",
        "As in\n1 :: 2 :: []",
        "It is\nstd::vector<int> v;",
        "It is\nstd :: vector<int> v;",
        "It is\n`map :: f`",
        "It is\nkey:: value",
        "It is\n    key :: value",
        "It is\n```\none :: two\n```",
        "We write\na :: b for a that has type b, as the report on the language does.",
        "We write\na :: b for a\nthat has type b",
        "\none :: eins\ntwo :: zwei",
        "one :: eins\ntwo :: zwei",
        "Some:\n- one :: eins\n- two :: zwei",
    ],
)
def test_what_is_part_of_an_answer_is_not(answer: str) -> None:
    assert told(f"Q: What?\nA: {answer}\n\n{QUESTION}") == []


def test_items_are_told_of_where_cards_are_items() -> None:
    text = f"{QUESTION}- one :: eins\n"
    assert told(text) == []
    assert told(f"- two :: zwei\n\n{text}") == ["- one :: eins"]


def test_what_is_told_of_already_is_told_once() -> None:
    assert told(f"{QUESTION}\n{LINE}\n") == [LINE]
