"""`flashdeck show`: what is typed, and the cards that come."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pyte
import pytest
from rich.cells import cell_len

from commands import Typed, alone

FRANCE = """\
Geo::Europe

What is the capital of France?

{rule}

Paris.

#capitals
"""
SPAIN = "What is the capital of Spain?"

posix = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")


@pytest.fixture
def more(here: Path) -> None:
    (here / "more.md").write_text(
        "# Analysis\n\nfront ::: back {#sides}\n\nQ: Which?\nA: That one.\n\n"
        "Q: Which of two?\nA: Both.\n\n"
        "### When does $\\sum_n \\frac1{n^s}$ converge? {#zeta}\n\n"
        "For $s > 1$:\n$$\\sum_{n=1}^\\infty \\frac{1}{n^s} < \\infty$$\n\n"
        "### When does a [bounded] sequence converge? {#zero}\n\n- if it is *monotone*\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("typed_as", ["france", "fran", "france:0", "capital of FRANCE", "franc"])
def test_one_card(typed: Typed, typed_as: str) -> None:
    assert typed("show", typed_as) == (0, FRANCE.format(rule="─" * 80), "")


def test_words_need_no_quotes(typed: Typed) -> None:
    assert typed("show", "capital", "of", "france").out == FRANCE.format(rule="─" * 80)


def test_an_id_shows_all_cards_of_its_note_and_a_cards_id_only_one(
    typed: Typed, more: None
) -> None:
    both = typed("show", "sides").out
    assert "━━ sides:0 ━" in both and "━━ sides:1 ━" in both
    assert typed("show", "sides:1").out.startswith("Analysis\n\nback\n")


def test_several_are_shown_in_the_order_typed(typed: Typed, more: None) -> None:
    out = typed("show", "sides:1", "france").out
    assert out.index("━━ sides:1 ━") < out.index("━━ france ━")


def test_a_prompt_that_is_just_that_is_meant(typed: Typed, more: None) -> None:
    assert "That one." in typed("show", "which?").out


def test_several_matches_are_listed(typed: Typed, more: None) -> None:
    status, out, err = typed("show", "capital")
    assert (status, out) == (2, "")
    first, *rest = err.split("\n")
    assert first == ("flashdeck: 'capital' may mean any of 3 notes; give an id, or more words")
    assert rest[2] == "  france             basic       1 What is the capital of France?"
    assert typed("show", "ze").err.startswith("flashdeck: 'ze' may mean any of 2 notes")


def test_what_is_neither_file_nor_card_is_wrong_usage(typed: Typed) -> None:
    assert typed("show", "farnce") == (
        2, "", "flashdeck: 'farnce' is neither a file nor a card; did you mean 'france'?\n"
    )  # fmt: skip
    assert typed("show", "gone.md").err == (
        "flashdeck: 'gone.md' is neither a file nor a card; `flashdeck list` shows the cards\n"
    )


def test_a_card_with_errors_is_not_shown(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("C: The sea is {{c1::}} deep. {#empty}\n")
    status, out, err = typed("show", "empty")
    assert (status, out) == (2, "")
    assert err == "flashdeck: the card 'empty' has errors; `flashdeck check` says which\n"


def test_files_show_all_their_cards(typed: Typed, more: None) -> None:
    out = typed("show", "more.md").out
    assert out.count("━━ ") == 6 and SPAIN not in out
    assert typed("show", "-", stdin="Q: One?\nA: Two.\n").out.startswith("stdin\n\nOne?\n")


def test_cards_are_looked_for_in_the_files_named_with_them(typed: Typed, more: None) -> None:
    assert "monotone" in typed("show", "more.md", "zero").out
    assert typed("show", "more.md", "france").status == 2


def test_without_names_there_is_the_whole_collection(typed: Typed) -> None:
    out = typed("show").out
    assert out.count("━━ ") == 4 and SPAIN in out


def test_front_is_only_the_question(typed: Typed) -> None:
    assert (
        typed("show", "france", "--front").out == "Geo::Europe\n\nWhat is the capital of France?\n"
    )
    out = typed("show", "rome", "--front").out
    assert "[…] is the capital of Italy." in out and "Rome is the capital of [a country]." in out


def test_width_is_kept(typed: Typed, more: None) -> None:
    assert FRANCE.format(rule="─" * 40) == typed("show", "france", "--width", "40").out
    for width in (20, 30, 100):
        lines = typed("show", "--width", str(width)).out.split("\n")
        assert max(map(cell_len, lines)) == min(width, 88)
    assert typed("show", "--width", "5").status == 2


def test_a_formula_is_drawn(typed: Typed, more: None) -> None:
    out = typed("show", "zeta", "--width", "40").out
    assert "When does ∑ₙ 1/nˢ converge?" in out
    assert "╶┬─╴" in out and "\\" not in out


def test_plain_has_no_lines_but_those_of_formulas(typed: Typed, more: None) -> None:
    assert typed("show", "france", "--plain").out == FRANCE.format(rule="-" * 80)
    out = typed("show", "zeta", "zero", "--plain").out
    assert "== zeta ==" in out and "╶┬─╴" in out and "• if it is monotone" in out


def test_markup_in_cards_is_text(typed: Typed, more: None) -> None:
    assert "When does a [bounded] sequence" in typed("show", "zero").out
    page = "Q: [red]A[/] :smile: \x1b[31m?\nA: x\n"
    assert "[red]A[/] :smile: ␛[31m?" in typed("show", "-", stdin=page).out


def test_problems_are_counted_on_stderr(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n")
    status, out, err = typed("show", "france")
    assert (status, out) == (0, FRANCE.format(rule="─" * 80))
    assert err == "1 error in 1 file\n"


def test_no_cards_are_said(typed: Typed, here: Path) -> None:
    (here / "empty.md").write_text("A diary.\n")
    status, out, err = typed("show", "empty.md")
    assert (status, out) == (0, "") and err.startswith("no notes\n")


def test_a_screen_without_unicode_gets_ascii(here: Path, more: None) -> None:
    environ = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    status, out, err = alone("show", "zeta", "zero", cwd=here, environ=environ)
    assert (status, err) == (0, "")
    assert out.isascii() and "\\" not in out and "* if it is monotone" in out
    assert max(map(len, out.split("\n"))) <= 80


def test_a_pipe_gets_no_colours(here: Path, more: None) -> None:
    environ = {"TERM": "xterm-256color", "COLUMNS": ""}
    _, out, _ = alone("show", cwd=here, environ=environ)
    assert "\x1b" not in out
    assert max(map(cell_len, out.split("\n"))) == 80


def on_terminal(here: Path, *arguments: str, **environ: str) -> pyte.Screen:
    """What stands on a terminal of 60 columns after a command."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    child = pexpect.spawn(
        sys.executable,
        ["-m", "flashdeck", "show", *arguments],
        cwd=str(here),
        env=kept | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | environ,
        dimensions=(40, 60),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    screen = pyte.Screen(60, 40)
    pyte.Stream(screen).feed(str(child.before))
    return screen


def lines(screen: pyte.Screen) -> list[str]:
    return [line.rstrip() for line in screen.display]


@posix
def test_a_terminal_of_sixty_columns(here: Path, more: None) -> None:
    shown = lines(on_terminal(here, "zeta"))
    piped = alone("show", "zeta", "--width", "60", cwd=here).out.split("\n")
    assert shown[: len(piped)] == piped
    assert set(shown[len(piped) :]) == {""}


@posix
def test_a_terminal_gets_colours_and_weight(here: Path) -> None:
    (here / "gap.md").write_text("C: The sea is {{c1::deep}} and `wide`. {#gap}\n")
    screen = on_terminal(here, "gap")
    rows = [number for number, line in enumerate(screen.display) if "The sea is" in line]
    asked, told = (screen.buffer[row][12] for row in rows)
    assert (asked.fg, asked.bold, asked.reverse) == ("magenta", True, True)
    assert (told.data, told.fg, told.bold, told.reverse) == ("e", "magenta", True, False)
    assert screen.buffer[rows[1]][screen.display[rows[1]].index("wide")].fg == "cyan"


@posix
@pytest.mark.parametrize(("arguments", "environ"), [(("--plain",), {}), ((), {"TERM": "dumb"})])
def test_a_terminal_that_wants_none_gets_no_colours(
    here: Path, arguments: tuple[str, ...], environ: dict[str, str]
) -> None:
    screen = on_terminal(here, "france", *arguments, **environ)
    cells = [cell for row in screen.buffer.values() for cell in row.values()]
    assert {(cell.fg, cell.bold, cell.reverse) for cell in cells} == {("default", False, False)}


def test_a_reviewed_card_says_when_it_is_due(typed: Typed, here: Path) -> None:
    assert "due" not in typed("show", "capital of spain").out
    typed("study", "--limit", "1", "--tag", "capitals", stdin="\n3\n")
    out = typed("show", "capital of spain").out + typed("show", "france").out
    assert out.count("after 1 day; 1 review, 0 forgotten; ease 2.5") == 1
