"""`flashdeck explain`: the rule reference, whose examples show what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import Typed
from flashdeck import rules
from flashdeck.report import reference
from golden_files import golden, leftovers

FILE = re.compile(r"^````\w+ (\S+)\n(.*?\n)````$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^(\w+)\[([\w-]+)\]", re.MULTILINE)
NEEDS_MORE = {
    "not-utf-8",
    "unreadable-file",
    "mixed-dialects",
    "unclear-history",
    "renumbered-gap",
    "lost-in-conversion",
    "not-converted",
}
"""Rules whose example is no file: bytes, rights, other people's dialects, what was or will be."""


def example(name: str) -> list[tuple[str, str]]:
    """The files of a rule's example, by name."""
    return FILE.findall(reference.explanation(rules.ALL[name]))


@pytest.mark.parametrize("name", sorted(set(rules.ALL) - NEEDS_MORE))
def test_an_example_shows_its_rule_and_no_other(name: str, typed: Typed, here: Path) -> None:
    """A remark may stand beside a problem, which is what the remark is about."""
    for old in here.iterdir():
        old.unlink()
    files = example(name)
    for path, text in [("flashdeck.yaml", ""), *files]:
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(text, encoding="utf-8")
    found = typed("check", "--verbose")
    severities = {rule: severity for severity, rule in SHOWN.findall(found.out)}
    problems = {rule for rule, severity in severities.items() if severity != "info"}
    assert name in severities and (problems or set(severities)) == {name}
    golden(f"rules/{name}.txt", found.out)


def test_examples_that_are_no_files_are_known() -> None:
    assert {name for name in rules.ALL if not example(name)} == NEEDS_MORE


def test_every_golden_report_has_a_rule() -> None:
    assert leftovers("rules", [f"{name}.txt" for name in set(rules.ALL) - NEEDS_MORE]) == set()


def test_a_rule_is_explained(typed: Typed) -> None:
    status, out, err = typed("explain", "Missing-Ans")
    assert (status, err) == (0, "")
    assert out.startswith("error[missing-answer]: a prompt has no answer\n\n")


def test_without_a_rule_there_is_a_table_of_all(typed: Typed) -> None:
    status, out, _ = typed("explain")
    lines = out.removesuffix("\n").split("\n")
    assert status == 0
    assert [line.split()[0] for line in lines] == list(rules.ALL)
    assert max(map(len, lines)) <= 80


def test_an_unknown_rule_is_wrong_usage(typed: Typed) -> None:
    status, out, err = typed("explain", "missing-anwser")
    assert (status, out) == (2, "")
    assert "did you mean 'missing-answer'" in err
