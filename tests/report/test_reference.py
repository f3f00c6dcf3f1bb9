"""The rule reference: a page for every rule, found by any name somebody may type."""

from __future__ import annotations

from importlib.resources import files

import pytest

from flashdeck import rules
from flashdeck.report import reference


@pytest.mark.parametrize("name", rules.ALL)
def test_every_rule_has_a_page_with_an_example_and_a_remedy(name: str) -> None:
    page = reference.explanation(rules.ALL[name])
    rule = rules.ALL[name]
    assert page.startswith(f"{rule.severity}[{name}]: {rule.summary}\n\n")
    assert "\n## Example\n" in page and "\n## Remedy\n" in page
    assert max(map(len, page.split("\n"))) <= 80


def test_no_page_is_left_over() -> None:
    pages = {page.name for page in files("flashdeck.report").joinpath("rules").iterdir()}
    assert pages == {f"{name}.md" for name in rules.ALL}


@pytest.mark.parametrize(
    "typed", ["missing-answer", "Missing_Answer", " missing-a", "MISSING ANSWER"]
)
def test_a_rule_is_found(typed: str) -> None:
    assert reference.rule_named(typed) is rules.MISSING_ANSWER


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mising-answer", "no rule 'mising-answer'; did you mean 'missing-answer'"),
        ("duplicate", "did you mean 'duplicate-card' or 'duplicate-id'?"),
        ("xyzzy", "`flashdeck explain` lists all of them"),
        ("", "`flashdeck explain` lists all of them"),
    ],
)
def test_an_unknown_rule_says_what_there_is(typed: str, said: str) -> None:
    with pytest.raises(reference.UnknownRule) as raised:
        reference.rule_named(typed)
    assert said in str(raised.value)
