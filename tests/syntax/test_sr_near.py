"""What is almost a mark of obsidian-spaced-repetition, in a file that it reads."""

from __future__ import annotations

import pytest

from reading import read

PAIRS = "#flashcards\n\nla vaca::the cow\nel perro::the dog\n"


def told(text: str) -> list[str]:
    deck = read(text)
    assert deck.dialect == "sr"
    return [each.span.text for each in deck.diagnostics if each.rule.name == "misspelt-mark"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("el sol;;the sun\n", [";;"]),
        ("\n- el sol ;; the sun\n", [";;"]),
        ("la luna : the moon\n", [":"]),
        ("el sol;;the sun\nla luna : the moon\n", [";;", ":"]),
        ("\nla luna : the moon\nel gato::the cat\n", [":"]),
        ("\nMeiose\n???\nTeilung\n", ["???"]),
        ("\nDas ==Axon= leitet\n", ["==Axon="]),
        ("\nDas =Axon== leitet\n", ["=Axon=="]),
        ("\nDas ==Axon leitet\n", ["=="]),
        ("\nDas ==Axon== ist ==lang=.\n", ["==lang="]),
    ],
)
def test_what_is_almost_a_mark_is_told(text: str, marks: list[str]) -> None:
    assert told(PAIRS + text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "\nAttention : ceci est important\n",
        "\nNote: this is prose; and so on.\n",
        "\nWhat???\n\n???\n\nIndeed.\n",
        "\n```\nel sol;;the sun\nx ==y=\n```\n",
        "\n`a;;b` and `==x=`\n",
        "\nDas ==Axon== leitet\n",
        "\nIf x == y, then x=y, and a != b.\n",
        "\nfor (;;) loops\n",
        "\nTitle\n=====\n",
        "\n$a ==b=$\n",
    ],
)
def test_prose_and_code_are_not(text: str) -> None:
    assert told(PAIRS + text) == []


def test_semicolons_are_no_marks_where_cards_are_others() -> None:
    assert told("#flashcards\n\nWas?\n?\nDas.\n\nel sol;;the sun\n") == []
