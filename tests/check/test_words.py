"""Formulas, lead-ins and demos."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flashdeck import rules
from noting import findings


def formulas(text: str, **macros: str) -> list[tuple[str, int, str]]:
    found = findings(text, rules.BAD_MATH, rules.MATHJAX_ONLY, macros=macros)
    return [(each.rule, each.line, each.text) for each in found]


def test_the_fault_is_shown_in_the_file() -> None:
    text = "> [!question]- Why $a$?\n> - First $b$.\n>   - Then $\\frac{1}{2} + \\foo$.\n"
    (found,) = findings(text, rules.BAD_MATH)
    assert (found.line, found.text) == (3, r"\foo")
    assert found.message == r"unknown command `\foo`"


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        (r"$\foo$", r"\foo"),
        ("$$\nx + \\foo\n$$", r"\foo"),
        (r"\(x \foo\)", r"\foo"),
        (r"\[x \foo\]", r"\foo"),
        (r"$x^{1$", "{"),
    ],
)
def test_all_forms_of_formulas_are_read(formula: str, fault: str) -> None:
    assert formulas(f"### Why?\n\n{formula}\n") == [
        ("bad-math", 3 + formula.count("\n") // 2, fault)
    ]


def test_a_formula_in_every_part_of_a_note_is_read() -> None:
    text = "See $\\foo$.\n@State $\\bar$.\n?\nIt is $\\bax$.\n@exam~\n"
    assert [fault for _, _, fault in formulas(text)] == [r"\foo", r"\bar", r"\bax"]


def test_a_gap_inside_a_formula_is_no_part_of_it() -> None:
    assert formulas("C: It is $\\frac{ {{c1::1}} }{2} + {{c2::\\sqrt{2}}}$.\n") == []
    assert formulas("C: It is $1 + {{c2::\\sqrt{\\foo}}}$.\n") == [("bad-math", 1, r"\foo")]


def test_what_only_mathjax_knows_is_information() -> None:
    assert formulas("### Water?\n\n$\\ce{H2O}$\n") == [("mathjax-only", 3, r"\ce")]


def test_macros_of_the_settings_are_known() -> None:
    assert formulas("### Why?\n\n$\\foo_\\RR$\n", foo=r"\frac12", RR=r"\mathbb R") == []


def test_money_code_and_comments_are_no_formulas() -> None:
    text = "### What?\n\n$5 and $10, `$\\foo$` <!-- $\\foo$ -->, \\$\\foo\\$\n\n```\n$\\foo$\n```\n"
    assert formulas(text) == []


@pytest.mark.parametrize(
    "answer",
    ["A plant needs:", "**Needs:**", "First.\n\n- one\n- two:", "A plant needs: <!-- what? -->"],
)
def test_an_answer_that_ends_in_a_colon_announces_something(answer: str) -> None:
    (found,) = findings(f"### What?\n\n{answer}\n", rules.DANGLING_LEAD_IN)
    assert found.text == ":"
    assert found.message == "nothing follows this colon"


@pytest.mark.parametrize(
    "answer",
    [
        "A plant needs:\n\n- water",
        "It is `a:`",
        "It is $a:$",
        "```\nelse:\n```",
        "Yes :smile:",
        "Needs water.",
    ],
)
def test_an_answer_that_goes_on_is_no_lead_in(answer: str) -> None:
    assert findings(f"### What?\n\n{answer}\n", rules.DANGLING_LEAD_IN) == []


def test_a_context_may_lead_to_its_prompt() -> None:
    text = "Given the loss:\n@State its bound.\n?\nOne.\n@exam~\n"
    assert findings(text, rules.DANGLING_LEAD_IN) == []


DEMO = "### What?\n\nThis.\n\ndemo: {}\n"


def test_an_unknown_demo_is_shown_where_it_stands() -> None:
    (found,) = findings(DEMO.format("simclp 3"), rules.UNKNOWN_DEMO, demos=frozenset({"simclr"}))
    assert (found.line, found.text) == (5, "simclp")
    assert found.help == "did you mean `simclr`?"


def test_without_a_likely_demo_all_are_named() -> None:
    demos = frozenset({"simclr", "dino"})
    (found,) = findings(DEMO.format("xyz"), rules.UNKNOWN_DEMO, demos=demos)
    assert found.help == "there are: dino, simclr"


def test_a_known_demo_is_quiet() -> None:
    text = DEMO.format("simclr 3")
    assert findings(text, rules.UNKNOWN_DEMO, demos=frozenset({"simclr"})) == []


def test_options_that_a_demo_would_refuse_are_shown_where_they_stand() -> None:
    """Asked only where there are options, and of a demo that there is."""
    asked = []

    def objection(name: str, options: Sequence[str]) -> str:
        asked.append((name, *options))
        return "no"

    demos = frozenset({"simclr"})
    (found,) = findings(
        DEMO.format("simclr  --n 40 --x 'a b'"),
        rules.BAD_DEMO_OPTION,
        demos=demos,
        objection=objection,
    )
    assert (found.line, found.text) == (5, "--n 40 --x 'a b'")
    assert found.message == "the demo `simclr` would not run: no"
    for quiet in ("simclr", "simclp --n 40"):
        text = DEMO.format(quiet)
        assert findings(text, rules.BAD_DEMO_OPTION, demos=demos, objection=objection) == []
    assert asked == [("simclr", "--n", "40", "--x", "a b")]
    (found,) = findings(
        DEMO.format("simclr 'a"), rules.BAD_DEMO_OPTION, demos=demos, objection=objection
    )
    assert "no closing quotation" in found.message


@pytest.mark.parametrize("between", ["", "\n"])
def test_of_two_demos_the_one_that_is_lost_is_shown(between: str) -> None:
    text = DEMO.format(f"simclr --n 3\n{between}demo: dino")
    (found,) = findings(text, rules.SECOND_DEMO, demos=frozenset({"simclr", "dino"}))
    assert (found.line, found.text) == (5, "simclr")


def test_one_demo_and_one_in_code_are_quiet() -> None:
    for text in ("simclr", "simclr\n\n```\ndemo: dino\n```"):
        assert findings(DEMO.format(text), rules.SECOND_DEMO) == []
