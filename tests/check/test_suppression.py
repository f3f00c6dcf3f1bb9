"""Findings that an author has said to ignore."""

from __future__ import annotations

import pytest

from flashdeck import rules
from noting import findings

COPY = "### Why?\n\nSo.\n\n### Why?\n{}\nSo.\n"


def left(text: str) -> list[tuple[str, int]]:
    """Errors and warnings that are left, with their lines."""
    quiet = {"prose", "guessed-prompt", "guessed-heading"}
    return [(each.rule, each.line) for each in findings(text) if each.rule not in quiet]


def test_a_comment_in_a_card_silences_a_rule_there() -> None:
    assert left(COPY.format("")) == [("duplicate-card", 5)]
    assert left(COPY.format("<!-- flashdeck: ignore=duplicate-card -->\n")) == []
    assert left(COPY.format("%% flashdeck: ignore=duplicate-card %%\n")) == []


def test_and_only_there() -> None:
    comment = "<!-- flashdeck: ignore=bad-math -->"
    text = f"### Why?\n\n$\\foo$\n\n### How?\n\n$\\foo$\n{comment}\n"
    assert left(text) == [("bad-math", 3)]


@pytest.mark.parametrize("between", [", ", ",", " "])
def test_several_rules_are_named_in_one_comment(between: str) -> None:
    names = between.join(["duplicate-card", "bad-math"])
    text = COPY.format(f"$\\foo$ <!-- flashdeck: ignore={names} -->\n")
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!-- flashdeck: ignore=missing-answer -->\n### Why?\n",
        "### Why?\n<!-- flashdeck: ignore=missing-answer -->\n",
        "### Why?\n\n<!-- flashdeck: ignore=missing-answer -->\n",
        "### Why? <!-- flashdeck: ignore=missing-answer -->\n",
        "### How?\n\nSo.\n\n<!-- flashdeck: ignore=missing-answer -->\n### Why?\n",
    ],
)
def test_a_prompt_that_made_no_note_can_be_silenced(text: str) -> None:
    assert left(text) == []


def test_outside_any_card_it_holds_for_the_text_next_to_it() -> None:
    comment = "<!-- flashdeck: ignore=stray-tags -->\n"
    text = "### Why?\n\nSo.\n@exam~\n\n{}@bite~\n\n{}@bite~\n"
    assert left(text.format("", "")) == [("stray-tags", 6), ("stray-tags", 8)]
    assert left(text.format("", comment)) == [("stray-tags", 6)]


def test_in_a_callout_it_is_quoted() -> None:
    text = "> [!question]- Why?\n> $\\foo$\n> <!-- flashdeck: ignore=bad-math -->\n"
    assert left(text) == []


def test_one_that_silences_nothing_is_told_at_its_name() -> None:
    (found,) = findings(COPY.format("<!-- flashdeck: ignore=duplicate-card, bad-math -->\n"))
    assert (found.rule, found.line, found.text) == ("unused-suppression", 6, "bad-math")
    assert found.message == "`bad-math` is not found here"


def test_an_unknown_rule_is_told_with_the_likely_one() -> None:
    (found,) = findings(
        "### Why?\n\nSo.\n<!-- flashdeck: ignore=bad-maths -->\n", rules.UNUSED_SUPPRESSION
    )
    assert (found.message, found.help) == ("no rule `bad-maths`", "did you mean `bad-math`?")


def test_unused_ones_can_be_silenced_too() -> None:
    comment = "<!-- flashdeck: ignore={} -->"
    text = "### Why?\n\nSo.\n" + comment
    assert left(text.format("bad-math unused-suppression")) == []
    assert left(text.format("unused-suppression")) == [("unused-suppression", 4)]


def test_in_code_it_is_an_example() -> None:
    text = (
        "### Why?\n\n`<!-- flashdeck: ignore=bad-math -->`\n\n```\n%% flashdeck: ignore=x %%\n```\n"
    )
    assert left(text) == []
