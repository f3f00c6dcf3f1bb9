"""What a file says of itself is kept or named: nothing of it is dropped without a word."""

from __future__ import annotations

import pytest

from converting import converted, notes_of
from flashdeck.identity import content_id

ORG = """\
#+TITLE: Words
#+AUTHOR: Ann
#+STARTUP: overview
# for me

* TODO Animals
:PROPERTIES:
:CATEGORY: zoo
:END:
** Dog :drill:
SCHEDULED: <2024-01-01>
:PROPERTIES:
:ID: dog
:DRILL_EASE: 2.5
:END:
# not sure
What barks?
*** Answer
A dog.
"""
LOGSEQ = """\
title:: Cells
tags:: bio
type:: notes
alias:: cell, cytology

- Some prose.
- LATER What is a cell? #card
  card-ease-factor:: 2.5
  id:: abc-1
  page:: 12
\t- The unit of life.
"""


def messages(text: str, target: str, name: str = "deck.md") -> list[str]:
    return [each.message for each in converted(text, target, name).diagnostics]


def test_keywords_of_org_become_front_matter_and_comments_stay() -> None:
    made = converted(ORG, "native", "deck.org").text
    assert made is not None
    assert made.startswith("---\ntitle: Words\nauthor: Ann\ndeck: deck\n---\n\n<!-- for me -->\n")
    assert "Q: What barks? {#dog} <!-- not sure -->\nA: A dog.\n" in made


def test_what_no_card_has_in_org_is_named() -> None:
    assert messages(ORG, "native", "deck.org") == [
        "`#+STARTUP`, `TODO` and `CATEGORY` are left out: they have no place in `native`",
        "2 lines with review data of another program left out, such as `SCHEDULED`",
    ]


def test_a_headline_is_its_title_without_its_state() -> None:
    made = converted(
        "* DONE [#A] Animals\n** Dog :drill:\nWhat?\n*** Answer\nThat.\n", "native", "deck.org"
    )
    assert made.text == "---\ndeck: deck\n---\n\n## Animals\n\n### Dog\n\nQ: What?\nA: That.\n"


def test_properties_of_a_logseq_page_become_front_matter() -> None:
    made = converted(LOGSEQ, "native")
    assert made.text is not None
    top = "---\ntitle: Cells\ntype: notes\nalias: [cell, cytology]\ndeck: deck\n---\n"
    assert made.text.startswith(top)
    assert "Q: What is a cell? {#abc-1}" in made.text
    assert [each.message for each in made.diagnostics] == [
        "`LATER` and `page` are left out: they have no place in `native`",
        "a line with review data of another program left out, such as `card-ease-factor`",
    ]


def test_front_matter_goes_to_org_and_comes_back() -> None:
    page = "---\nauthor: Ann\ndeck: Bio\n---\n\nQ: What?\nA: That.\n"
    there = converted(page, "org").text
    assert there is not None and there.startswith("#+AUTHOR: Ann\n#+PROPERTY: ANKI_DECK Bio\n")
    home = converted(there, "native", "deck.org")
    assert home.text == page and home.diagnostics == ()


AUTHOR = "---\nauthor: Ann\n---\n\na :: b\n"
PLAIN = "a :: b <b>so</b> &amp; \\(x\\)\n"
BLOCK = "TARGET DECK: X\n\nSTART\nBasic\nWhat?\nBack: That.\nTags: one\nEND\n"
MD2ANKI = "# Cells (16000000)\n\n## What? (8e3b6f0a-0000-0000-0000-0000000000aa)\n\nThat.\n"
APY = "model: Basic\ntags: all\n\n# Note\n\n## Front\nWhat?\n\n## Back\nThat.\n"
TYPE_LOST = "the cards stay, but the type of note `Vokabel` is not written with them"


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        (AUTHOR, "csv", ["`author` is left out: it has no place in `csv`"]),
        (PLAIN, "csv", []),
        (BLOCK, "native", []),
        (MD2ANKI, "native", ["`16000000` is left out: it has no place in `native`"]),
        (APY, "native", []),
        (BLOCK.replace("Basic", "Vokabel"), "native", [TYPE_LOST]),
        ("TARGET DECK: X\n\nSTARTI [Vokabel] What? Back: That. ENDI\n", "native", [TYPE_LOST]),
    ],
)
def test_only_what_is_nowhere_is_named(text: str, target: str, said: list[str]) -> None:
    assert messages(text, target) == said


def test_an_id_is_not_review_data() -> None:
    page = "TARGET DECK: X\n\nSTART\nBasic\nWhat?\nBack: That.\n<!--ID: 1600000000001-->\nEND\n"
    assert messages(page, "native") == []
    assert messages(page, "hashcards") == ["a card loses the id, for which `hashcards` has no mark"]
    (note,) = notes_of(converted(page, "sr").text or "", "sr")
    assert note.given_id == "1600000000001"


def test_a_title_that_names_no_deck_is_not_lost() -> None:
    made = converted("#flashcards/bio\n\n# The cell\n\na::b\n", "hashcards").text
    title = converted("---\ntags: [flashcards/bio]\n---\n\n# The cell\n\na::b\n", "hashcards").text
    assert made is not None and "The cell" in made
    assert title is not None and 'title = "The cell"' in title


def test_prose_that_would_be_a_card_is_escaped_and_told() -> None:
    page = "- key:: value\n\nQ: What?\nA: That.\n"
    made = converted(page, "sr")
    assert made.text is not None and "- key:\\: value" in made.text
    assert messages(page, "sr") == ["a text looks like a card of `sr`; its marks are escaped"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            BLOCK.replace("Basic", "Vokabel").replace("That.", "A Vokabel."),
            [TYPE_LOST],
        ),
        (
            "- What is a cell? #card\n  page:: cell\n\t- A cell, on this page.\n",
            ["`page` is left out: it has no place in `native`"],
        ),
        ("- What is a cell? #card\n  tags:: cell\n\t- A cell.\n- Some prose.\n\t- A cell.\n", []),
    ],
)
def test_a_word_that_cards_hold_as_well_does_not_stand_for_one_that_is_left_out(
    text: str, said: list[str]
) -> None:
    assert messages(text, "native") == said


REVIEWED = "<!--SR:!2024-09-10,3,210-->"


@pytest.mark.parametrize(
    ("around", "said"),
    [
        (("", ""), ["2 comments with review data of another program left out"]),
        (("<!-- old\n", "\n-->"), ["a comment with review data of another program left out"]),
    ],
)
def test_only_review_data_that_goes_is_said_to_be_left_out(
    around: tuple[str, str], said: list[str]
) -> None:
    page = f"#flashcards\n\na::b {REVIEWED}\n\n{around[0]}c::d\n{REVIEWED}{around[1]}\n"
    assert messages(page, "native") == said


@pytest.mark.parametrize(
    "text",
    [
        "la casa ::: the house\n",
        "See ==[[x y]]== and ==$b$ [[z|w]]==\n@a~\n",
        "Enzymes speed up reactions.\n@a~\n",
    ],
)
def test_cards_whose_history_does_not_go_along_are_told_of(text: str) -> None:
    before, made = notes_of(text), converted(text, "hashcards")
    ids = {content_id(note) for note in before}
    after = [content_id(note) for note in notes_of(made.text or "", "hashcards")]
    assert any(each not in ids for each in after)
    assert any("stay behind" in (each.help or "") for each in made.diagnostics)


@pytest.mark.parametrize("target", ["native", "callout", "hashcards"])
def test_tags_beside_the_one_that_names_the_deck_stay(target: str) -> None:
    page = "#flashcards/bio #exam\n\nWhat is a cell?::the unit\n\n#a #flashcards/geo #b\n\nc::d\n"
    made = converted(page, target)
    assert made.text is not None and "#exam" in made.text and "#a #b" in made.text
    assert all("place" not in each.message for each in made.diagnostics)
