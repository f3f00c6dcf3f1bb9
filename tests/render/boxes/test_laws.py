"""What holds for every formula, sound or broken."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from flashdeck.render.boxes import Box, display, inline
from formula_corpus import corpus

MUTATIONS = 20_000


def check(box: Box) -> None:
    assert {cell_len(line) for line in box.lines} == {box.width}
    assert 0 <= box.baseline < len(box.lines)


LEAVES = st.sampled_from(
    r"x y 1 12 \alpha \pi \infty f(x) \text{if~so} \log \mathbf{v} \mathbb{R} \hat{a} n! -1 "
    r"\dots \ell \nabla \text{日} ' 3.5 \backslash \prime".split()
)
JOINTS = ["", " ", "+", "-", "=", r"\cdot ", ",", r"\le ", r"\,", r"\quad ", "/", r"\mid ", "|"]
WRAPS = [
    r"\frac{%s}{%s}",
    r"\sqrt{%s}%s",
    r"\sqrt[%s]{%s}",
    r"{%s}^{%s}",
    r"{%s}_{%s}",
    r"x_{%s}^{%s}",
    r"\sum_{%s}^{%s}",
    r"\int_{%s}^{%s}",
    r"\lim_{%s}{%s}",
    r"\left( %s \right]%s",
    r"\left. %s \right|_{%s}",
    r"\left\{ %s \middle| %s \right\}",
    r"|%s|\|%s\|",
    r"\overline{%s}\vec{%s}",
    r"\underbrace{%s}_{%s}",
    r"\overset{%s}{%s}",
    r"\binom{%s}{%s}",
    r"{}^{%s}_{%s}X",
    r"A \xrightarrow{%s} %s",
    r"\boxed{%s}\cancel{%s}",
    r"\begin{pmatrix} %s & 1 \\ %s \end{pmatrix}",
    r"\begin{cases} %s & \text{if } %s \\ 0 \end{cases}",
    r"\begin{aligned} %s &= %s \\ &\le 1 \end{aligned}",
    r"\begin{array}{|l|r|} \hline %s & %s \\ \hline \end{array}",
    r"\operatorname*{argmax}_{%s} %s",
]


def joined(parts: tuple[str, str, str]) -> str:
    left, joint, right = parts
    return f"{{{left}}}{joint}{{{right}}}"


FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(JOINTS), inner).map(joined),
        st.tuples(st.sampled_from(WRAPS), inner, inner).map(lambda made: made[0] % made[1:]),
    ),
    max_leaves=8,
)


@given(FORMULAS)
@example(r"\frac{\sqrt{\text{日}}}{\vec{AB}} \cancel{\hat{xy}}")
def test_a_sound_formula_is_a_rectangle_without_backslashes(tex: str) -> None:
    box = display(tex)
    check(box)
    assert "«" not in inline(tex)
    assert "\\" not in inline(tex) + str(box)
    assert "\n" not in inline(tex)


@given(FORMULAS)
def test_ascii_is_ascii(tex: str) -> None:
    box = display(tex, ascii=True)
    check(box)
    assert (inline(tex, ascii=True) + str(box)).isascii()
    assert "\\" not in inline(tex, ascii=True) + str(box)


@given(FORMULAS, st.integers(20, 70))
def test_a_broken_formula_is_a_rectangle_in_its_room(tex: str, width: int) -> None:
    box = display(tex, width=width)
    check(box)
    assert box.width <= width


@given(st.text(max_size=40), st.booleans())
@example("\\text{\u202e\u200d\x9b}", False)
@example("\ud800\x00", True)
@example("\u0301", False)
def test_any_text_is_a_rectangle(tex: str, ascii: bool) -> None:
    check(display(tex, ascii=ascii))
    check(display(tex, ascii=ascii, width=24))
    shown = inline(tex, ascii=ascii)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", shown)
    assert shown.isascii() or not ascii


def mutations() -> Iterator[str]:
    """The corpus with pieces taken out, doubled, exchanged, and put in from elsewhere."""
    chance = random.Random(8)
    formulas = corpus()
    extra = [r"\frac", r"\left(", r"\right", "{", "}", "^", "_", "&", r"\\", "$", "'", "|", "\0"]
    extra += [r"\begin{pmatrix}", r"\end{aligned}", r"\text{", r"\sqrt[", r"\foo", "日", "\u0301"]
    for _ in range(MUTATIONS):
        pieces = re.findall(r"\\[A-Za-z]+|\\.|.", chance.choice(formulas))
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
            match chance.randrange(5):
                case 0 if len(pieces) > 1:
                    del pieces[at]
                case 1:
                    pieces.insert(at, pieces[other])
                case 2:
                    pieces[at], pieces[other] = pieces[other], pieces[at]
                case 3:
                    pieces.insert(at, chance.choice(extra))
                case _:
                    pieces[at] = chance.choice(formulas)[:20]
        yield " ".join(pieces) if chance.random() < 0.1 else "".join(pieces)


def test_mutated_formulas_are_rectangles() -> None:
    widths = (None, 24, 60)
    for number, tex in enumerate(mutations()):
        box = display(tex, width=widths[number % 3], ascii=number % 4 == 0)
        check(box)
        assert "\n" not in inline(tex, ascii=number % 4 == 1)


@pytest.mark.parametrize("ascii", [False, True])
def test_a_terminal_shows_every_line_as_wide_as_it_is_said_to_be(ascii: bool) -> None:
    for tex in corpus():
        box = display(tex, ascii=ascii)
        screen = pyte.Screen(box.width + 2, 1)
        stream = pyte.Stream(screen)
        for line in box.lines:
            screen.reset()
            stream.feed(line)
            assert screen.cursor.x == box.width, tex


FRAMES = [
    r"\frac{%s}{2}",
    r"\frac{1}{%s}",
    r"\sqrt{%s}",
    r"\sqrt[3]{%s}",
    r"\begin{bmatrix} %s & 1 \\ 0 & 1 \end{bmatrix}",
    r"\left( %s \right)^2",
    r"\boxed{%s}",
]


@cache
def alone() -> tuple[str, ...]:
    """The formulas that may stand inside another, where LaTeX itself would not set them closer."""
    return tuple(
        tex for tex in corpus() if not re.search(r"\\tag|align}|gather}|\\color|\\pmod", tex)
    )


@pytest.mark.parametrize("frame", FRAMES)
def test_a_formula_keeps_its_drawing_inside_another(frame: str) -> None:
    for tex in alone():
        outer, inner = display(frame % tex), display(tex)
        assert "«" not in str(outer)
        assert holds(outer, inner), tex


def holds(outer: Box, inner: Box) -> bool:
    """Whether the one box is a part of the other, line by line and cell by cell."""
    rows, wanted = [*map(in_cells, outer.lines)], [*map(in_cells, inner.lines)]
    return any(
        all(rows[top + at][left : left + inner.width] == row for at, row in enumerate(wanted))
        for top in range(len(rows) - len(wanted) + 1)
        for left in range(outer.width - inner.width + 1)
    )


def in_cells(line: str) -> list[str]:
    """A text by the cells it takes: a wide letter has two, a combining mark none."""
    found: list[str] = []
    for sign in line:
        width = cell_len(sign)
        if width == 0 and found:
            found[-1] += sign
        else:
            found += [sign, *[""] * (width - 1)]
    return found


def test_too_deep_a_formula_is_shown_as_latex() -> None:
    tex = r"\frac{1}{1+" * 190 + "x" + "}" * 190
    assert inline(tex).startswith((r"«\frac", "1/(1+1/("))
    check(display(tex))
    check(display(tex, width=60))
