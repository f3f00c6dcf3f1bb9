"""The reports for editors, programs and GitHub."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.report import github, machine, short, summary
from flashdeck.source import Source, Span

SOURCE = Source("my, cards/a:b.md", "one\ntwo 🇫🇷 three\nfour\n")


def found(
    start: int, end: int, *, message: str = "50% wrong", help: str | None = None
) -> Diagnostic:
    return Diagnostic(
        rule=rules.MISSING_ANSWER, message=message, span=Span(SOURCE, start, end), help=help
    )


def test_short_is_what_editors_read() -> None:
    assert short.render([found(8, 10)]) == "my, cards/a:b.md:2:5: error[missing-answer] 50% wrong\n"


def test_json_has_these_keys() -> None:
    document = json.loads(machine.render([found(8, 10, help="do this")]))
    assert document == {
        "version": 1,
        "diagnostics": [
            {
                "rule": "missing-answer",
                "severity": "error",
                "message": "50% wrong",
                "help": "do this",
                "path": "my, cards/a:b.md",
                "line": 2,
                "column": 5,
                "end_line": 2,
                "end_column": 7,
            }
        ],
    }


def test_json_can_do_without_other_characters_than_ascii() -> None:
    rendered = machine.render([found(0, 1, message="∆ 🇫🇷")], ascii_only=True)
    assert rendered.isascii()
    assert json.loads(rendered)["diagnostics"][0]["message"] == "∆ 🇫🇷"


def test_github_puts_the_help_into_the_annotation_and_escapes_everything() -> None:
    assert github.render([found(8, 10, help="a\nb")]) == (
        "::error title=flashdeck (missing-answer),file=my%2C cards/a%3Ab.md,"
        "line=2,endLine=2,col=5,endColumn=7::50%25 wrong%0Ahelp: a%0Ab\n"
    )


def test_github_wants_no_columns_over_several_lines() -> None:
    assert "line=1,endLine=3::" in github.command(found(0, len(SOURCE.text)))


@given(st.text(), st.text())
def test_github_commands_stay_on_one_line(message: str, help: str) -> None:
    rendered = github.command(found(0, 1, message=message, help=help))
    assert "\n" not in rendered and "\r" not in rendered


def info(start: int) -> Diagnostic:
    return Diagnostic(rule=rules.PROSE, message="prose", span=Span(SOURCE, start, start + 1))


def warning(start: int) -> Diagnostic:
    return Diagnostic(rule=rules.STRAY_TEXT, message="text", span=Span(SOURCE, start, start + 1))


@pytest.mark.parametrize(
    ("diagnostics", "said"),
    [
        ([], "no problems"),
        ([found(0, 1)], "1 error in 1 file"),
        (
            [found(0, 1), found(1, 2), warning(2), info(3)],
            "2 errors, 1 warning, 1 remark in 1 file",
        ),
        ([info(at % 3) for at in range(1200)], "1,200 remarks in 1 file"),
    ],
)
def test_counts_in_words(diagnostics: list[Diagnostic], said: str) -> None:
    assert summary.findings(diagnostics) == said


@pytest.mark.parametrize(
    ("diagnostics", "strict", "failed"),
    [
        ([], True, False),
        ([info(0)], True, False),
        ([warning(0)], False, False),
        ([warning(0)], True, True),
        ([info(0), found(0, 1)], False, True),
    ],
)
def test_errors_fail_and_warnings_only_when_strict(
    diagnostics: list[Diagnostic], strict: bool, failed: bool
) -> None:
    assert summary.failed(diagnostics, strict=strict) is failed
