"""Formulas that are wider than their room."""

from __future__ import annotations

from textwrap import dedent

import pytest

from flashdeck.render.boxes import display
from formula_corpus import corpus

BROKEN = {
    "before relations, then before signs": r"""
        f(x) = aaaa + bbbb + cccc + dddd + eeee = gggg
           f(x) = aaaa + bbbb
               + cccc + dddd
               + eeee = gggg
        """,
    "at wide spaces first": r"""
        a = b, \quad c = d, \quad e = f
           a = b,  c = d,
             e = f
        """,
    "behind commas": r"""
        f(aaaaaa, bbbbbb, cccccc, dddddd)
           f⎛aaaaaa, bbbbbb,⎞
            ⎜    cccccc,    ⎟
            ⎝    dddddd     ⎠
        """,
    "above and below the line of a fraction": r"""
        \frac{aaaa + bbbb + cccc + dddd}{2}
            aaaa + bbbb + cccc
                + dddd
           ────────────────────
                    2
        """,
}


def drawn(tex: str, width: int) -> str:
    return str(display(tex, width=width))


@pytest.mark.parametrize("name", BROKEN)
def test_a_formula_breaks(name: str) -> None:
    tex, _, drawing = dedent(BROKEN[name]).strip("\n").partition("\n")
    assert drawn(tex, 20) == dedent(drawing).rstrip("\n")


@pytest.mark.parametrize("width", [24, 40, 60, 80])
def test_no_formula_is_wider_than_its_room(width: int) -> None:
    assert [tex for tex in corpus() if display(tex, width=width).width > width] == []


def test_a_formula_that_fits_is_left_alone() -> None:
    for tex in corpus():
        whole = display(tex)
        assert display(tex, width=whole.width) == whole


def test_nothing_is_lost_where_a_line_ends() -> None:
    """Every letter and sign but brackets, which grow, and lines of fractions."""
    tex = r"x = a + b - c \cdot f(x, y) + \frac{p + q}{r} - \log z + s"
    whole = sorted(str(display(tex)).replace(" ", "").replace("\n", ""))
    for width in range(16, 45):
        broken = sorted(drawn(tex, width).replace(" ", "").replace("\n", ""))
        assert broken == whole


def test_what_cannot_break_is_written_on_one_line_and_wrapped() -> None:
    tex = r"\begin{bmatrix}" + " & ".join("abcdefghijklm") + r"\end{bmatrix}"
    assert drawn(tex, 20).replace("\n", " ") == "[a, b, c, d, e, f, g, h, i, j, k, l, m]"
