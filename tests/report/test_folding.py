"""Messages on a narrow terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from flashdeck.report.folding import folded

HELP = (
    "   = help: say which, such as `flashdeck follow 915c7154 9815063a`, and it keeps its history"
)


def lines(text: str, columns: int) -> list[str]:
    return [line.plain for line in folded(Text(text), columns)]


def test_a_command_stays_on_one_line() -> None:
    assert lines(HELP, 60) == [
        "   = help: say which, such as",
        "           `flashdeck follow 915c7154 9815063a`, and it",
        "           keeps its history",
    ]


def test_what_fits_is_left_alone() -> None:
    assert lines(HELP, len(HELP)) == [HELP]


def test_what_follows_keeps_its_style() -> None:
    line = Text.assemble(("warning", "yellow"), (": this may be a card that is gone", "bold"))
    first, second = folded(line, 30)
    assert (first.plain, second.plain) == ("warning: this may be a card", "  that is gone")
    assert [(span.start, span.style) for span in second.spans] == [(2, "bold")]


@given(st.text("ab`é漢 -", max_size=60), st.integers(8, 40))
def test_no_word_is_lost_and_no_line_too_long_that_could_be_broken(text: str, columns: int) -> None:
    found = lines(text, columns)
    if cell_len(text) > columns:
        assert " ".join(found).split() == text.split()
    for line in found:
        assert cell_len(line) <= columns or len(line.split()) == 1 or "`" in line
