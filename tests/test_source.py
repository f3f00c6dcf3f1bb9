"""Places in a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.source import Location, Source, Span

texts = st.text(alphabet="ab\n\r\u2028\x0b\x85😀", max_size=60)


@given(texts, st.data())
def test_a_place_leads_back_to_its_character(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.locate(offset)
    before = text[:offset].split("\n")
    assert (line, column) == (len(before), len(before[-1]) + 1)


@given(texts)
def test_lines_end_at_line_feeds_only(text: str) -> None:
    source = Source("a.md", text)
    for number, line in enumerate(text.split("\n"), 1):
        assert source.line_text(number) == line.rstrip("\r")


@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [
        (0, 3, (1, 1)),
        (0, 4, (1, 1)),
        (0, 5, (1, 2)),
        (4, 4, (2, 2)),
        (4, 8, (2, 2)),
        (8, 8, (3, 3)),
    ],
)
def test_a_span_names_the_lines_it_touches(start: int, end: int, lines: tuple[int, int]) -> None:
    assert Span(Source("a.md", "one\ntwo\n"), start, end).lines == lines


def test_a_span_holds_what_lies_inside_it_in_the_same_file() -> None:
    one, other = Source("a.md", "abcdef"), Source("b.md", "abcdef")
    whole = Span(one, 1, 5)
    assert whole.holds(Span(one, 1, 5))
    assert whole.holds(Span(one, 3, 3))
    assert not whole.holds(Span(one, 0, 3))
    assert not whole.holds(Span(one, 3, 6))
    assert not whole.holds(Span(other, 2, 3))
    assert whole.text == "bcde"


def test_the_first_line_and_column_are_one() -> None:
    assert Source("a.md", "").locate(0) == Location(line=1, column=1)
