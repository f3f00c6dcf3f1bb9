"""What is code, mathematics or comment; what a `$` means."""

from __future__ import annotations

import re
import time
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdeck import masks
from flashdeck.masks import HIDDEN, Kind, is_labelled, masked, regions

PARTS = [
    *"$`\\()[]{}<>-!%~|?:@#.=^_ \n\t>",
    *("a", "5", "é", "∆", "$$", "```", "````", "~~~", "<!--", "-->", "%%", "\\[", "\\]", "\\("),
    *(
        "\nBack: ```",
        "\\)",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n```",
        "\n> ```",
        "\n>\n",
        "\n| ",
        "\n?\n",
    ),
]
texts = st.lists(st.sampled_from(PARTS)).map("".join)


def found(text: str) -> list[tuple[str, str]]:
    """The regions of a text: what they are, and what stands between their marks."""
    return [(region.kind.value, region.inner(text)) for region in regions(text)]


def formulas(text: str) -> list[str]:
    return [inner for kind, inner in found(text) if kind == Kind.MATH.value]


@given(texts)
@example("$ `` `x` ` $5")
def test_regions_are_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for region in regions(text):
        assert at <= region.start < region.end <= len(text)
        assert region.start <= region.inner_start <= region.inner_end <= region.end
        at = region.end


@given(texts)
@example("`a``b` $a $ $b$5 $$ $c$$ `d`")
@example("5$ a$ 5$,$ 5 $ b$ 5$")
@example("$$a\n> b \\$$ c$$ $$\n \n$$ $$$a$$ \\$$$x$$")
@example("> ```\n> a\n>\n> b\n>```\n``` \na\n\n~~\n  ```\n> ~~~\n> a\nb")
def test_what_is_plain_is_what_a_closer_look_finds(text: str) -> None:
    with (
        patch.object(masks, "_NEXT", re.compile(r"[`~<%$\\]")),
        patch.object(masks, "_FURTHER", re.compile("")),
        patch.object(masks, "_QUOTED_FURTHER", re.compile("")),
    ):
        closer = masks._listed(text)
    assert masks._listed(text) == closer


@given(texts)
def test_a_masked_text_keeps_its_length_and_its_lines(text: str) -> None:
    hidden = masked(text, regions(text))
    assert len(hidden) == len(text)
    for before, after in zip(text, hidden, strict=True):
        assert after in (before, " ", HIDDEN)
        assert (before == "\n") == (after == "\n")


@given(texts)
def test_comments_leave_spaces_and_nothing_else_does(text: str) -> None:
    hidden = masked(text, regions(text))
    for region in regions(text):
        filler = " " if region.kind is Kind.COMMENT else HIDDEN
        assert set(hidden[region.start : region.end]) <= {filler, "\n"}


@given(texts, texts)
def test_what_follows_a_blank_line_does_not_change_a_formula_above_it(
    above: str, below: str
) -> None:
    alone = [each for each in regions(above + "\n\n") if each.kind in (Kind.MATH, Kind.DISPLAY)]
    if all(mark not in above for mark in ("`", "~", "<!--", "%%")):
        joined = [each for each in regions(above + "\n\n" + below) if each.end <= len(above)]
        assert [each for each in joined if each.kind in (Kind.MATH, Kind.DISPLAY)] == alone


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("$x$", ["x"]),
        ("$x$ and $y$", ["x", "y"]),
        ("$x$$y$", ["x", "y"]),
        (r"$\mathcal O(N^3) $", [r"\mathcal O(N^3) "]),
        (r"$\pi' = $", [r"\pi' = "]),
        ("$ x $.", [" x "]),
        ("$4$ classes", ["4"]),
        ("$0, 1, 2$", ["0, 1, 2"]),
        ("$5 + x = $", ["5 + x = "]),
        ("$5 and $10 is no mathematics", []),
        ("$5 and $10", []),
        ("What is $HOME and $PATH?", []),
        ("it costs $5, or $x$ more", ["x"]),
        ("Preis: 5$ und 10$", []),
        ("Preis: 5$, 10$ oder 15$.", []),
        ("价格：5$，10$", []),
        ("5 $ und 10 $", []),
        ("5 $, 10 $ oder 15 $.", []),
        ("5\N{NO-BREAK SPACE}$ y 10\N{NO-BREAK SPACE}$", []),
        ("5$ oder\n10$", []),
        ("5$ für $x$, 10$ für $y$", ["x", "y"]),
        ("$x$ 5$ y$", ["x"]),
        ("$x = 5$ und $y = 10$", ["x = 5", "y = 10"]),
        ("$x\n= 5$ und $y$", ["x\n= 5", "y"]),
        ("die 3$x$ und 10$^{-3}$", ["x", "^{-3}"]),
        ("bei 5 $ x $ ist", [" x "]),
        ("a $ alone", []),
        ("$$", []),
        (r"\$5 or \$6", []),
        (r"$\$5$", [r"\$5"]),
        (r"$a \\$", [r"a \\"]),
        (r"\\$x$", ["x"]),
        ("$x\ny$", ["x\ny"]),
        ("$x\n\ny$", []),
        ("> $x\n> y$", ["x\n> y"]),
        ("> $x\n>\n> y$", []),
        ("- 5$\n- $x$", ["x"]),
        ("1. 5$\n2. $x$", ["x"]),
        ("costs 5$\n# $x$", ["x"]),
        ("Q: 5$\nA: $x$", ["x"]),
        ("costs 5$\n@State $x$", ["x"]),
        ("costs 5$\n> [!question]- $x$", ["x"]),
        ("costs 5$\n?\n$x$", ["x"]),
        ("| 5$ |\n| $x$ |", ["x"]),
        ("$x$²", ["x"]),
        ("`$` costs $x$", ["x"]),
        ("$a `$` b$", ["a `$` b"]),
        ("`$x$`", []),
        ("<!-- $x$ --> $y$", ["y"]),
        ("%% $x$ %% $y$", ["y"]),
        (r"\(x\) and \(y $ z\)", ["x", "y $ z"]),
        (r"\\(x\\)", []),
        (r"\(\)", []),
    ],
)
def test_a_dollar_is_read_as_a_person_reads_it(text: str, inner: list[str]) -> None:
    assert formulas(text) == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("$$x$$", "x"),
        ("$$\nx\n$$", "\nx\n"),
        ("$$\n- x\n- y\n# z\n$$", "\n- x\n- y\n# z\n"),
        ("> $$\n> x\n> $$", "\n> x\n> "),
        (r"\[x\]", "x"),
        ("\\[\nx \\\\[2pt]\ny\n\\]", "\nx \\\\[2pt]\ny\n"),
        (r"$$a \$$ b$$", r"a \$$ b"),
    ],
)
def test_display_formulas_may_hold_what_looks_like_a_list(text: str, inner: str) -> None:
    assert found(text) == [("display", inner)]


@pytest.mark.parametrize("text", ["$$x\n\ny$$", "\\[x\n\ny\\]", "$$$$", r"\[\]"])
def test_display_formulas_are_neither_empty_nor_hold_a_blank_line(text: str) -> None:
    assert "display" not in [kind for kind, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`a`", [("code", "a")]),
        ("``a ` b``", [("code", "a ` b")]),
        ("`a``b`", [("code", "a``b")]),
        ("`a\nb`", [("code", "a\nb")]),
        ("`a\n\nb`", []),
        (r"\`a`", []),
        ("$ `` `x` ` $5", [("code", "x")]),
        ("<!-- a\n\nb -->", [("comment", " a\n\nb ")]),
        ("%% a\n\nb %%", [("comment", " a\n\nb ")]),
        ("<!---->", [("comment", "")]),
        ("<!-- a", []),
        ("%% a", []),
        ("`<!-- a -->`", [("code", "<!-- a -->")]),
    ],
)
def test_code_and_comments(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("```\n$x$\n```", "$x$\n"),
        ("```py\na\n\nb\n```", "a\n\nb\n"),
        ("~~~\n```\n~~~", "```\n"),
        ("````\n```\n````", "```\n"),
        ("```\na\n`````", "a\n"),
        ("> ```\n> a\n> ```", "> a\n"),
        ("> > ```\n> > a\n> > ```", "> > a\n"),
        ("> - ```\n>   a\n>   ```", ">   a\n"),
        ("- ```\n  a\n  ```", "  a\n"),
        ("1. ~~~\n   a\n   ~~~", "   a\n"),
        ("```\n> ```\n```", "> ```\n"),
        ("```\n```", ""),
    ],
)
def test_fences_end_at_their_own_mark(text: str, inner: str) -> None:
    ((kind, between),) = found(text)
    (region,) = regions(text)
    assert (kind, between, region.closed) == ("fence", inner, True)


def test_a_fence_in_a_quote_ends_with_it() -> None:
    text = "> ```\n> $x$\nout $y$"
    assert found(text) == [("fence", "> $x$"), ("math", "y")]
    assert not regions(text)[0].closed


def test_a_fence_without_an_end_ends_at_a_blank_line() -> None:
    text = "```\n$x$\n\n$y$\n"
    assert found(text) == [("fence", "$x$"), ("math", "y")]
    assert not regions(text)[0].closed


@pytest.mark.parametrize(
    "text",
    [
        "Back: ```py\nx\n```",
        "Add Reverse: ````\n```\n````\n",
        "答え：```\nx\n```",
        "- a\nNote:\t```c++ \nx\n```",
    ],
)
def test_a_fence_may_begin_behind_a_label(text: str) -> None:
    (region,) = regions(f"{text}\n\nand `code`")[:-1]
    assert region.kind is Kind.FENCE
    assert region.closed
    assert is_labelled(text, region)
    assert not is_labelled("```\nx\n```", regions("```\nx\n```")[0])


@pytest.mark.parametrize(
    "text",
    [
        "Note: ```py\nx",
        "Note: ```py ``` so",
        "Note: ``` some words\nx",
        "A note ```py\nx",
        "> Note: ```\n> x",
    ],
)
def test_what_no_fence_closes_or_is_no_label_opens_none(text: str) -> None:
    assert "fence" not in [kind for kind, _ in found(text)]


@pytest.mark.parametrize("text", ["a ``` b", "```a``` b", "``\na\n``", "> a\n``"])
def test_backticks_in_a_line_open_no_fence(text: str) -> None:
    assert "fence" not in [kind for kind, _ in found(text)]


HOSTILE = [
    *("$", "`", "` ", "`` ` ", "\\[", "\\[ \\\\] ", "\\( \\\\) ", "<!--", "%%", "% %", "\\"),
    *("> ", "> \n", ">\n", ">>", "- - ", "- $", "- `", "1. ", "\n", " \t", "\n> ", "a\n| $"),
    *("```a\n\n", "> ```a\n>\n", "````a\n\n```b\n\n", "```\n", "~~~a\n", "```` \n\n"),
    *("$1 ", "$ `", "$a `` ", "`$ ``", "$1 ` $1 `` ", "$5 `a` ", "$$ ", "$$\n\n", "\\$"),
    *("a: ```\n", "a: ```b\n\n", "a: ```\nb: ````\n", "a: ````\n```\n", "a" * 39 + "```\n"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    start = time.process_time()
    masked(text, regions(text))
    assert time.process_time() - start < 20  # what is quadratic takes minutes
