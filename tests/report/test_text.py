"""The report for people: carets under what is meant, whatever the line holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.report import short, text
from flashdeck.source import Source, Span
from golden_files import golden, leftovers

DECK = Source(
    "cards/geo.md",
    "---\ndeck: Geo\n---\n\nQ: 日本の首都 ?\n\n"
    "Q: Capital of 🇫🇷 France?\nA: Paris\n\tQ: cafe\u0301 crème\n",
)
LONG = Source("page.txt", "a word " * 700 + "THE FAULT" + " and more" * 700)


def at(source: Source, needle: str) -> Span:
    start = source.text.index(needle)
    return Span(source, start, start + len(needle))


def found(span: Span, *labels: Label, message: str = "the message") -> Diagnostic:
    return Diagnostic(
        rule=rules.DUPLICATE_CARD, message=message, span=span, labels=labels, help="the remedy"
    )


def shown(*diagnostics: Diagnostic, width: int = 80) -> str:
    found = plain(text.render(diagnostics, width))
    assert found == plain(text.plain(diagnostics, width))
    return found


def plain(lines: Iterable[object]) -> str:
    return "".join(f"{line}\n" for line in lines)


CASES = {
    "one": found(at(DECK, "Paris")),
    "two-places": found(
        at(DECK, "Capital of 🇫🇷 France?"), Label(at(DECK, "日本"), "first asked here")
    ),
    "several-lines": found(Span(DECK, DECK.text.index("Capital"), len(DECK.text) - 1)),
    "long-line": found(at(LONG, "THE FAULT")),
    "long-span": found(Span(LONG, 0, len(LONG.text))),
    "control-characters": found(at(Source("\x1b.md", "a \x1b[31mred\x07 b"), "red")),
    "end-of-file": found(Span(DECK, len(DECK.text), len(DECK.text))),
}


@pytest.mark.parametrize("name", CASES)
def test_a_block_looks_like_this(name: str) -> None:
    golden(f"report/{name}.txt", shown(CASES[name]))


def test_every_golden_report_has_a_case() -> None:
    assert leftovers("report", [f"{name}.txt" for name in CASES]) == set()


@pytest.mark.parametrize("needle", ["?", "France", "首都", "cafe\u0301", "crème"])
def test_carets_stand_under_what_they_mean(needle: str) -> None:
    _, _, _, code, carets, *_ = shown(found(at(DECK, needle))).split("\n")
    prefix = code[: code.index(needle)]
    assert carets.index("^") == cell_len(prefix)
    assert carets.count("^") == cell_len(needle)


def test_the_line_counts_front_matter() -> None:
    assert " --> cards/geo.md:5:4\n" in shown(found(at(DECK, "日本")))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_long_line_is_cut_around_its_fault(width: int) -> None:
    lines = shown(found(at(LONG, "THE FAULT")), width=width).split("\n")
    code, carets = lines[3], lines[4]
    assert max(cell_len(line) for line in (code, carets)) <= width
    assert code[carets.index("^") : carets.rindex("^") + 1] == "THE FAULT"


def test_what_is_cut_off_leaves_an_ellipsis_on_each_side() -> None:
    code = shown(found(at(LONG, "THE FAULT"))).split("\n")[3]
    assert code.startswith(" 1 | …") and code.endswith("…")


def test_a_short_line_is_not_cut() -> None:
    assert "…" not in shown(found(at(DECK, "Paris")))


@given(st.text(min_size=1), st.integers(1, 300), st.data())
def test_any_span_can_be_shown(content: str, width: int, data: st.DataObject) -> None:
    source = Source("x", content)
    start = data.draw(st.integers(0, len(content)))
    span = Span(source, start, data.draw(st.integers(start, len(content))))
    lines = shown(found(span), width=width).split("\n")
    assert "^" in lines[4]
    assert not any(re.search("[\x00-\x1f\x7f-\x9f]", line) for line in lines)


@given(st.text(st.characters(codec="utf-8"), min_size=60), st.integers(40, 90), st.data())
def test_no_shown_line_is_wider_than_the_terminal(
    content: str, width: int, data: st.DataObject
) -> None:
    source = Source("x", content.replace("\n", " ") * 3)
    start = data.draw(st.integers(0, len(source.text) - 1))
    span = Span(source, start, data.draw(st.integers(start + 1, len(source.text))))
    code, carets = shown(found(span), width=width).split("\n")[3:5]
    assert cell_len(code) <= width
    assert cell_len(carets) <= width


def test_a_message_sends_no_escape_codes() -> None:
    diagnostic = found(at(DECK, "Paris"), message="\x1b[2Jgone\nand [red]more[/]")
    assert "␛[2Jgone␊and [red]more[/]" in shown(diagnostic)
    assert "␛[2Jgone␊and [red]more[/]" in short.render([diagnostic])
