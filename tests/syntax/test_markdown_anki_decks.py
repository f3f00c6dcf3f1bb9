"""markdown-anki-decks: what its users write, and what they get."""

from __future__ import annotations

from flashdeck.model import Cloze
from reading import Deck, read

NAMED = "---\ndialect: markdown-anki-decks\n---\n"


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def test_headings_of_the_second_level_ask() -> None:
    deck = read(
        f"{NAMED}# Météo\n\nIntro.\n\n## La pluie\n\nDe l'eau.\n\n### Sorte\n\nfine\n\n"
        "```\n## no\n```\n\n## Le vent\nDe l'air, \\\\(v > 0\\\\)\n"
    )
    assert pairs(deck) == [
        ("La pluie", "De l'eau.\n\n### Sorte\n\nfine\n\n```\n## no\n```"),
        ("Le vent", "De l'air, \\(v > 0\\)"),
    ]
    assert {note.deck for note in deck.notes} == {("Météo",)}


def test_the_first_title_is_the_deck_and_later_ones_are_text() -> None:
    deck = read(f"{NAMED}Intro.\n\n# *Uni*::`C`\n\n## a\n\nb\n\n# Late\n\nmore\n\n## c\n\nd\n")
    assert pairs(deck) == [("a", "b\n\n# Late\n\nmore"), ("c", "d")]
    assert {note.deck for note in deck.notes} == {("Uni", "C")}
    assert {note.section for note in deck.notes} == {()}


def test_questions_of_several_lines_stand_in_html() -> None:
    deck = read(
        '## Plain\n\nA\n\n<div data-question markdown="block">\n\nTwo\n\n## lines\n\n</div>\n\n'
        'B\n\n<h2 markdown="block">\n- in a\n- list\n\n</h2>\n\nC\n'
    )
    assert deck.dialect == "markdown-anki-decks"
    assert pairs(deck) == [("Plain", "A"), ("Two\n\n## lines", "B"), ("- in a\n- list", "C")]


def test_gaps_in_a_heading() -> None:
    (note,) = read(f"{NAMED}## {{{{c1::Canberra::city}}}} is [a] capital\n\nof Australia\n").notes
    assert isinstance(note, Cloze)
    assert note.text.text == "Canberra is [a] capital"
    assert note.extra is not None
    assert note.extra.text == "of Australia"


def test_without_a_word_headings_are_no_cards() -> None:
    assert read("# A\n\n## b\n\nc\n\n## d\n\ne\n").notes == ()


def test_a_question_without_an_answer_is_said() -> None:
    assert read(f"{NAMED}## a\n\n## b\nc\n").problems == ["missing-answer"]
