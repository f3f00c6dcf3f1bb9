"""Comments stay as their author wrote them, whatever stands in them."""

from __future__ import annotations

import pytest

from converting import converted, notes_of

CARD = "START\nBasic\nWhat?\nBack: That.\nEND\n"
OLD = "<!-- old:\n### Heading\n\n\ngone ==not a gap==\n#flashcards\n-->"
HIDDEN = "START\nBasic\nOld?\nBack: Gone.\n<!--ID: 5-->\nEND\n"


@pytest.mark.parametrize("target", ["native", "callout", "sr", "hashcards", "org"])
@pytest.mark.parametrize("page", [CARD, "Q: What?\nA: That.\n", "#flashcards\n\nWhat?::That.\n"])
def test_a_comment_of_several_lines_stays_as_it_is(page: str, target: str) -> None:
    made = converted(f"{OLD}\n\n{page}\n\n{OLD}\n", target)
    assert made.text is not None
    assert made.text.count(OLD) == 2
    assert [note.section for note in notes_of(made.text, target)] == [()]


def test_review_data_stays_within_a_comment_that_it_ends() -> None:
    made = converted(
        "#flashcards\n\na::b\n\n<!-- old\nc::d\n<!--SR:!2024-09-10,3,210-->\n", "native"
    )
    assert made.text is not None
    assert "<!-- old\nc::d\n<!--SR:!2024-09-10,3,210-->\n" in made.text


@pytest.mark.parametrize(
    ("before", "behind", "left"),
    [
        ("<!-- old:\n", "-->\n", "<!-- old: -->"),
        ("%% old:\n", "%%\n", "<!-- old: -->"),
        ("<!--\n", "not that\n### nor that\n-->\n", "<!--\nnot that\n### nor that\n-->"),
        ("%%\n", "%%\n", ""),
        ("<!--\nTARGET DECK: Bio\n", "-->\n", ""),
        (f"<!--\n{HIDDEN}", "-->\n", ""),
    ],
)
def test_cards_leave_a_comment_and_its_other_text_does_not(
    before: str, behind: str, left: str
) -> None:
    made = converted(f"{before}{HIDDEN}{behind}\n{CARD}\nBelow.\n", "native")
    assert made.text is not None
    comments = made.text.count("<!--"), made.text.count("-->"), made.text.count("%%")
    assert left in made.text and comments == (bool(left), bool(left), 0)
    assert made.text.endswith("\nBelow.\n")
    assert len(notes_of(made.text)) == 2 + before.count("START")


def test_an_end_that_ends_no_comment_is_text() -> None:
    made = converted(f"{CARD}\n-->\n\nBelow.\n", "native")
    assert made.text is not None and made.text.endswith("---\n\n-->\n\nBelow.\n")
