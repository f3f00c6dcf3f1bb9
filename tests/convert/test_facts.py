"""Facts without a question, and without the tag that ends one in native source."""

from __future__ import annotations

import pytest

from converting import converted, notes_of

PAGE = "# Cells\n\n## Walls\n\nWalls are made of cellulose. #spaced\n\nWhat? #flashcard\nThat.\n"


@pytest.mark.parametrize("target", ["native", "callout"])
def test_a_fact_without_a_tag_gets_one(target: str) -> None:
    made = converted(PAGE, target)
    assert made.text is not None and "\nWalls are made of cellulose.\n@bite~\n" in made.text
    assert [each.message for each in made.diagnostics] == [
        f"a card gets the tag `bite`, as a tag ends a fact in `{target}`"
    ]


@pytest.mark.parametrize("target", ["hashcards", "sr", "org"])
def test_a_fact_that_a_syntax_cannot_hold_is_asked_for_by_its_cue(target: str) -> None:
    made = converted(PAGE, target)
    assert made.text is not None and "Walls › Walls …" in made.text
    assert len(notes_of(made.text, target)) == 2


def test_both_ways_by_a_tag_is_nothing_that_is_left_out() -> None:
    made = converted("# Cells\n\ncell : Zelle #flashcard-reverse\n", "native")
    assert made.text == "# Cells\n\ncell ::: Zelle\n" and made.diagnostics == ()
