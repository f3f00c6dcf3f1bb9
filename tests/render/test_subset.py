"""The Markdown that is rendered without the parser is rendered as the parser would."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.library import load
from flashdeck.model import Passage, passages
from flashdeck.render import markdown, subset
from flashdeck.render.draft import draft

ROOT = Path(__file__).resolve().parents[2]
CORPORA = [ROOT / "cards", ROOT / "tests", ROOT.parent / "shared" / "seeds"]
COMMON = st.sampled_from(
    [
        *("word", "two words", "**b** *e*, \ue0003\ue001", "'*x*' (*y*) \"**z**\"", "", ""),
        *("# h", "## head *x*", "- a", "- b", "* c", "1. one", "2. two", "3) x"),
        *("  - in", "   - in", "    - in", "     - in", "  1. n", "   2. n", "      - deep"),
        *("  more", "   more", "```\nx\n```", "```py\nx = 1 * 2  # c\n\n - y\n```"),
    ]
)
ODD = st.sampled_from(
    [
        *("⁅3⁆sign⁅4⁆", "a <", "a  ", "==", "*x*,*y*", "*a", "b* c", "a*b*", "+ ", "-", "10. t"),
        *(
            "> q",
            "# C#",
            "#tag",
            "---",
            "- - -",
            "| a |",
            "|-|",
            ":-:",
            "\\",
            "a_b_",
            "&amp;",
            "\xa0",
        ),
        *("~~~\n```\n~~~~", "```", "   ~~~", " 1. one", " -", "- - a", "- # a", "- ```"),
    ]
)
LINES = st.one_of(COMMON, COMMON, COMMON, ODD)
MARKS = ["*", "**", "a", " ", ".", "(", "\n", "\ue0000\ue001", "⁅0⁆"]
PARSER = markdown.parser()


def _agrees(text: str) -> bool:
    """Whether the text is known; it is as the parser makes it."""
    found = subset.html(text)
    assert found is None or found == str(PARSER.render(text)).strip()
    return found is not None


@settings(max_examples=500)
@given(st.lists(COMMON, max_size=5).map("\n".join))
def test_common_blocks_are_what_the_parser_makes_of_them(text: str) -> None:
    _agrees(text)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_blocks_are_what_the_parser_makes_of_them(text: str) -> None:
    _agrees(text)


@given(st.text(alphabet='a1 .)-+*#`~\n>|:=_[]<&\\\t"', max_size=12))
def test_so_is_any_text(text: str) -> None:
    _agrees(text)


def test_emphasis_is_what_the_parser_makes_of_it() -> None:
    known = sum(_agrees("".join(each)) for each in product(MARKS, repeat=4))
    assert known > 100


@pytest.mark.parametrize("root", CORPORA, ids=lambda root: root.name)
def test_cards_are_what_the_parser_makes_of_them(root: Path) -> None:
    if not root.is_dir():
        pytest.skip("only beside the seeds")
    notes = load(root).collection.notes
    texts = {_markdown(passage) for note in notes for passage in passages(note)}
    assert sum(map(_agrees, texts)) > len(texts) / 2


def _markdown(passage: Passage) -> str:
    return draft(passage, (), inline=False).markdown


@pytest.mark.parametrize(
    "text",
    [
        "One line\nand **the** next\n\nanother *paragraph*",
        "Two of them:\n\n1. one\n   - in it\n   - and\n     more\n2. two\n\nEnd.",
        "## Head\ntext\n- a\n- b\n\n```python\nx = '*'\n```",
    ],
)
def test_what_is_common_needs_no_parser(text: str) -> None:
    assert _agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a_b_",
        "[x](y)",
        "<b>",
        "&amp;",
        "a | b",
        "> q",
        "---",
        "- a\n\n- b",
        "- a\nlazy",
        "  a",
        "*a",
    ],
)
def test_what_is_not_common_does(text: str) -> None:
    assert not _agrees(text)
