"""Cloze gaps: what is marked, and what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.model import Cloze
from flashdeck.rules import STRAY_TEXT
from flashdeck.syntax.numbered import NUMBERED, endings
from reading import read


def gaps(text: str) -> list[tuple[int, str, str | None]]:
    """Group, hidden text and hint of each gap of a statement."""
    (note,) = read(f"## S\n\n{text}\n\n@bite~\n").notes
    assert isinstance(note, Cloze)
    return [(gap.group, note.text.text[gap.start : gap.end], gap.hint) for gap in note.deletions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A ==b== c", [(1, "b", None)]),
        ("A ==b== and ==c d==.", [(1, "b", None), (2, "c d", None)]),
        ("{{c2::x}} and ==y==", [(2, "x", None), (1, "y", None)]),
        ("{{c1::x::a hint}}", [(1, "x", "a hint")]),
        ("$a = {{c1::b^{2}}}$", [(1, "b^{2}", None)]),
        (r"{{c1::$\frac{a}{b}$}}", [(1, r"$\frac{a}{b}$", None)]),
        (r"$\{ {{c1::\{1\}}} \}$", [(1, r"\{1\}", None)]),
        ("{{c1::a {{c2::b}} c}}", [(1, "a b c", None), (2, "b", None)]),
        ("{{c1::**a**}} ==*b*==", [(1, "**a**", None), (2, "*b*", None)]),
        ("{{c1::x}} {{c1::y}}", [(1, "x", None), (1, "y", None)]),
        ("{{c0::x}} {{c9999::y}}", [(1, "x", None), (2, "y", None)]),
        ("`a ==b== {{c1::c}}` ==d==", [(1, "d", None)]),
        ("x == y and z == w, ==so==", [(1, "so", None)]),
        ("==of\ntwo lines==", [(1, "of\ntwo lines", None)]),
    ],
)
def test_gaps(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert gaps(text) == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("The {{c1::heart}} beats.", [(3, "{{c1::")]),
        ("The area is $a = {{c2::\\pi r^2}}$\n- and {{c3::so}}", [(3, "{{c2::"), (4, "{{c3::")]),
        ("Anki writes `{{c1::so}}`.", []),
        ("```\n{{c1::so}}\n```", []),
        ("C: The {{c1::heart}} beats.", []),
        ("A ==marked== word.", []),
    ],
)
def test_a_numbered_gap_in_prose_is_told(text: str, at: list[tuple[int, str]]) -> None:
    found = [each for each in read(f"a :: b\n\n{text}\n").diagnostics if each.rule is STRAY_TEXT]
    assert [(each.span.lines[0], each.span.text) for each in found] == at


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("A {{c1::b.", "unclosed-cloze", "{{c1::"),
        ("A {{c1::}} b", "empty-cloze", "{{c1::}}"),
        ("A {{c1:: ::h}} b", "empty-cloze", "{{c1:: ::h}}"),
    ],
)
def test_broken_gaps(text: str, rule: str, marked: str) -> None:
    deck = read(f"C: {text} [good]\n")
    (found,) = deck.diagnostics
    assert (found.rule.name, found.span.text) == (rule, marked)


@given(st.text(alphabet="ab =[]{}c1:`$\\\n-!(", max_size=60))
def test_gaps_lie_in_their_text_and_the_text_comes_from_the_file(text: str) -> None:
    for note in read(f"C: {text}\n").notes:
        if isinstance(note, Cloze):
            for gap in note.deletions:
                assert 0 <= gap.start < gap.end <= len(note.text.text)
            for at, char in enumerate(note.text.text):
                assert note.text.place(at, at + 1).text == char


BITS = ["{{c1::", "{", "}", "}}", "::", "a", "\\", "\n", "\n\n"]


@given(st.lists(st.sampled_from(BITS), max_size=20).map("".join))
def test_a_gap_ends_where_it_would_without_the_others(text: str) -> None:
    marks = [*NUMBERED.finditer(text)]
    alone = [endings(text, [mark]).get(mark.end()) for mark in marks]
    assert [endings(text, marks).get(mark.end()) for mark in marks] == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{c1::a} {{c2::b}} c", [(2, "b", None)]),
        ("{{c1::a {{c2::b} c} d}}", [(1, "a b} c} d", None), (2, "b} c} d", None)]),
        ("{{c1::a {{c2::b}}::h}}", [(1, "a b", "h"), (2, "b", None)]),
        ("{{c1::a {{c2::b\n\n{{c3::d}}", [(3, "d", None)]),
    ],
)
def test_gaps_within_unfinished_ones(
    text: str, expected: list[tuple[int, str, str | None]]
) -> None:
    assert gaps(text) == expected


def test_thousands_of_gaps_without_an_end_are_told_of() -> None:
    found = read("C: " + "{{c1::" * 3000 + "\n").diagnostics
    assert len(found) == 3000
