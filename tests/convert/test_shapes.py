"""How a file looks that is written: as a person would have written it."""

from __future__ import annotations

import pytest

from converting import converted, notes_of, same

DRILL = """\
* Vokabeln
** Wort :drill:
der Hund
*** Answer
dog
** Wort :drill:
die Katze
*** Answer
cat
** Regel
Above a card.
** Regel
*** Fall :drill:
Wer?
**** Answer
Nominativ
** Wort :drill:
das Pferd
*** Answer
horse
"""
WRITTEN = """\
---
deck: deck
---

## Vokabeln

### Wort

der Hund :: dog
die Katze :: cat

### Regel

Above a card.

#### Fall

Q: Wer?
A: Nominativ

### Wort

das Pferd :: horse
"""


def test_a_heading_that_each_card_has_is_written_once() -> None:
    made = converted(DRILL, "native", "deck.org")
    assert made.text == WRITTEN
    assert same(notes_of(DRILL, name="deck.org"), notes_of(WRITTEN))


TOP = "---\ndeck: Words\n---\n\n"
SPACED = "---\ndeck: Words\n---\n\n#flashcards\n\n"


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("dog::Hund\nWhat is a cat?::Katze\n", "dog :: Hund\nWhat is a cat? :: Katze\n"),
        (f"a::{'b ' * 70}c\nd:::e\n", f"a :: {'b ' * 70}c\nd ::: e\n"),
        ("dog::Hund\n\nWhat?\n?\nThat.\n", "dog :: Hund\nWhat? :: That.\n"),
        ("What?\n?\nThis.\n\nWho?\n?\nShe.\n", "Q: What?\nA: This.\n\nQ: Who?\nA: She.\n"),
        (
            "dog::Hund\n\nProse.\n\nWhat?\n?\nThat.\n",
            "dog :: Hund\n\nProse.\n\nQ: What?\nA: That.\n",
        ),
        ("dog::Hund\n\nWhat?\n?\n- one\n", "dog :: Hund\n\nQ: What?\nA:\n- one\n"),
    ],
)
def test_short_cards_that_stand_together_look_alike(page: str, written: str) -> None:
    made = converted(f"{SPACED}{page}", "native")
    assert made.text == f"{TOP}{written}"
    assert same(notes_of(f"{SPACED}{page}", "sr"), notes_of(made.text))


def test_cards_of_another_program_take_the_form_that_native_source_has() -> None:
    """Ids, headings that ask and rules of that program do not stay among the cards."""
    page = (
        "---\ncards-deck: Words\n---\n\nder Hund :: dog\n^1700000000001\n\n"
        "## Who barks? #card\n\nThe dog.\n^1700000000002\n\ndie Katze #card\ncat\n"
    )
    made = converted(page, "native")
    assert made.text == (
        "---\ncards-deck: Words\n---\n\nder Hund :: dog {#1700000000001}\n"
        "Who barks? :: The dog. {#1700000000002}\ndie Katze :: cat\n"
    )


def test_headings_stand_apart_in_hashcards() -> None:
    made = converted("# Words\n\n## One\n\n### Two\n\na :: b\n", "hashcards")
    assert made.text == "# Words\n\n## One\n\n### Two\n\nQ: a\nA: b\n"


OUTLINE = """\
- Cells
    - As seen by *Hooke*,
      in cork.
    - Walls
        - What is cork? >> bark
        - cellulose <> Zellulose
        - lignin >> wood
        - bast >> fibre
- Not above a card
"""
UNNESTED = """\
---
deck: deck
---

## Cells

As seen by *Hooke*,
in cork.

### Walls

What is cork? :: bark
cellulose ::: Zellulose
lignin :: wood
bast :: fibre

Not above a card
"""


def test_an_outline_becomes_headings_and_paragraphs() -> None:
    made = converted(OUTLINE, "native")
    assert made.text == UNNESTED
    assert same(notes_of(OUTLINE), notes_of(UNNESTED)) and made.diagnostics == ()


def test_headings_of_logseq_that_are_blocks_become_headings() -> None:
    page = (
        "- ## Cells\n\t- Some prose.\n\t- cork #card\n\t\t- bark\n"
        "\t- ### Walls\n\t\t- a #card\n\t\t\t- b\n"
    )
    made = converted(page, "native")
    assert made.text == (
        "---\ndeck: deck\n---\n\n## Cells\n\nSome prose.\n\ncork :: bark\n\n### Walls\n\na :: b\n"
    )
    assert same(notes_of(page), notes_of(made.text)) and made.diagnostics == ()


def test_the_id_of_a_note_for_each_file_stands_with_the_note() -> None:
    page = "---\nnoteId: 1700000000001\ntags: [x]\n---\n\nfront\n\n---\n\nback\n"
    made = converted(page, "native")
    assert made.text is not None and made.text.startswith("---\ntags: [x]\ndeck: ")
    assert made.text.endswith("\n---\n\nfront :: back {#1700000000001}\n")
    assert made.diagnostics == ()


def test_a_card_that_stands_below_a_heading_from_then_on_is_said_to() -> None:
    page = (
        "---\ncards-deck: W\n---\n\n## Words\n\na #card\nb\n\n## What? #card\n\nthat\n\n"
        "c #card\nd\n^1700000000001\n"
    )
    assert [each.message for each in converted(page, "native").diagnostics] == [
        "a card comes to stand below a heading above, which nothing ends in `native`"
    ]
