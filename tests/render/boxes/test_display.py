"""Formulas in two dimensions, each with its LaTeX on the line before the drawing."""

from __future__ import annotations

from textwrap import dedent

import pytest

from flashdeck.render.boxes import display

DRAWINGS = {
    "nested fractions, told apart by their lines": r"""
        \frac{1}{1 + \frac{1}{x}}
               1
           ─────────
                 1
            1 + ───
                 x
        """,
    "lines that would become one": r"""
        -\frac{a}{b}\frac{c}{d}
              a   c
           − ─── ───
              b   d
        """,
    "an integral with its bounds beside it": r"""
        \int_0^\infty e^{-x^2} dx
           ⌠∞  −x²
           ⎮  e   dx
           ⌡0
        """,
    "a sum with its bounds above and below": r"""
        \sum_{i=1}^n x_i
            n
           ╶┬─╴
            ╲
            ╱   xᵢ
           ╶┴─╴
           i=1
        """,
    "a limit": r"""
        \lim_{x \to 0} f(x)
           lim f(x)
           x→0
        """,
    "scripts off the corners of high brackets": r"""
        \left( \frac{a}{b} \right)^2_{ij}
                2
           ⎛ a ⎞
           ⎜───⎟
           ⎝ b ⎠ij
        """,
    "exponents that are no factors": r"""
        \left(\frac ab\right)^2 \left(\frac cd\right)^{-1} \left|\frac xy\right|
                2     −1
           ⎛ a ⎞ ⎛ c ⎞  │ x │
           ⎜───⎟ ⎜───⎟  │───│
           ⎝ b ⎠ ⎝ d ⎠  │ y │
        """,
    "scripts below that are no factors": r"""
        \left\|\frac ab\right\|_2 \left\|\frac xy\right\|_2^2
                       2
           ‖ a ‖  ‖ x ‖
           ‖───‖  ‖───‖
           ‖ b ‖2 ‖ y ‖2
        """,
    "bounds at a bar, and a sum behind it": r"""
        \left.\frac{x}{2}\right|_0^1 + f\big|_{x=1} + 3
            x │1
           ───│  + f|ₓ₌₁ + 3
            2 │0
        """,
    "a letter that must not take an exponent": r"""
        f\big|_{x=a}^b + x_{ij}^2
           f|ᵇ   + xᵢⱼ²
             x=a
        """,
    "scripts that Unicode has, and one that it lacks": r"""
        x_i^2 + x_T^2 + x_i^\infty
                       ∞
           xᵢ² + x² + xᵢ
                  T
        """,
    "brackets that grow only with what is high": r"""
        f(x_T) + f\left(\frac{a}{b}\right)
                    ⎛ a ⎞
           f(x ) + f⎜───⎟
              T     ⎝ b ⎠
        """,
    "a root over a fraction, with its index": r"""
        \sqrt[3]{\frac{a}{b}}
            ┌───
            │ a
           3│───
           ╲│ b
        """,
    "roots of one line": r"""
        \sqrt x + \sqrt{ab} + \sqrt 2 x
                 __    _
           √x + √ab + √2x
        """,
    "accents over one letter and over more": r"""
        \hat x + \widehat{xyz} + \overline{AB} + \vec{AB}
               ╱‾╲   __   ─→
           x̂ + xyz + AB + AB
        """,
    "a brace with a label": r"""
        \underbrace{a + b}_{\text{sum}}
           a + b
           ╰─┬─╯
            sum
        """,
    "cases": r"""
        x = \begin{cases} 1 & a \\ 2 & b \\ 3 & c \end{cases}
               ⎧1  a
           x = ⎨2  b
               ⎩3  c
        """,
    "rows of fractions, kept apart": r"""
        \begin{bmatrix} \frac12 \\ \frac34 \end{bmatrix}
           ⎡ 1 ⎤
           ⎢───⎥
           ⎢ 2 ⎥
           ⎢   ⎥
           ⎢ 3 ⎥
           ⎢───⎥
           ⎣ 4 ⎦
        """,
    "aligned equations with a number": r"""
        \begin{align} a &= b \tag{1} \\ &< c + d \end{align}
           a = b       (1)
             < c + d
        """,
    "a table with lines": r"""
        \begin{array}{c|c} p & q \\ \hline T & F \end{array}
           p │ q
           ──┼──
           T │ F
        """,
    "an arrow with text": r"""
        A \xrightarrow[b]{a} B
              a
           A ───→ B
              b
        """,
    "pre-scripts": r"""
        {}^{14}_6\mathrm{C} + 2{}^Q X
                    Q
           ¹⁴₆C + 2  X
        """,
    "a bar between the halves of a set": r"""
        \left\{ \frac ab \middle| c \right\}
           ⎧ a  │  ⎫
           ⎨─── │ c⎬
           ⎩ b  │  ⎭
        """,
    "a frame": r"""
        \boxed{x}
           ┌───┐
           │ x │
           └───┘
        """,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_formula_is_drawn(name: str) -> None:
    tex, _, drawing = dedent(DRAWINGS[name]).strip("\n").partition("\n")
    assert str(display(tex)) == dedent(drawing).rstrip("\n")


def test_a_formula_stands_on_its_fraction_bar() -> None:
    box = display(r"\frac{a}{b + \frac{c}{d}}")
    assert box.lines[box.baseline].strip("─ ") == ""
    assert box.baseline == 1


def test_what_cannot_be_drawn_is_wrapped_between_marks() -> None:
    box = display(r"\foo{" + "a b " * 20 + "}", width=20)
    assert box.lines[0].startswith(r"«\foo{a b")
    assert box.lines[-1].rstrip().endswith("}»")
    assert box.width <= 20


def test_text_of_wide_letters_is_as_wide_as_a_terminal_shows_it() -> None:
    assert display(r"\frac{\text{日本}}{2}").width == 6


def test_ascii_has_drawings_of_its_own() -> None:
    drawing = r"""
            n
           ===  1
           >   ----
           ===  x
           i=1   i
    """
    assert str(display(r"\sum_{i=1}^n \frac{1}{x_i}", ascii=True)) == dedent(drawing).strip("\n")
