"""The Markdown that is rendered without the parser, or in parts, is as the parser would have it."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from flashdeck.library import load
from flashdeck.model import Passage, passages
from flashdeck.render import inlines, markdown, subset
from flashdeck.render.draft import draft

ROOT = Path(__file__).resolve().parents[2]
CORPORA = [ROOT / "cards", ROOT / "tests", ROOT.parent / "shared" / "seeds"]
COMMON = st.sampled_from(
    [
        *("word", "two words", "**b** *e*, \ue0003\ue001", "'*x*' (*y*) \"**z**\"", "", ""),
        *("# h", "## head *x*", "- a", "- b", "* c", "1. one", "2. two", "3) x"),
        *("  - in", "   - in", "    - in", "     - in", "  1. n", "   2. n", "      - deep"),
        *("  more", "   more", "```\nx\n```", "```py\nx = 1 * 2  # c\n\n - y\n```"),
        *("> q", "> *r*", ">", "> - a\n> - b", "> > s", "> ```\n> x\n>\n> y\n> ```", "a_b _c_"),
        *("[x](y)", "a & b", "~5 [x] | y", "a * b", "\\*", "| a | b |\n|---|:-:|\n| c | d |"),
        *(
            "- a\n\n- b\n  c\n\n\n- d",
            "1. a\n\n2. b\n3. c",
            "|a|\n|:-|\n||\n|c|d|",
            "| *a* |\n|-:|",
        ),
    ]
)
ODD = st.sampled_from(
    [
        *("⁅3⁆sign⁅4⁆", "a <", "a  ", "==", "*x*,*y*", "*a", "b* c", "a*b*", "+ ", "-", "10. t"),
        *(" > q", "> \tq", "> <div>", "# C#", "# a #", "#tag", "# x\x0b", "---", "- - -", "* * *"),
        *(
            "| a |",
            "|-|",
            ":-:",
            "a | b\n- | -",
            "\\",
            "a\\",
            "_a",
            "~~s~~",
            "&amp;",
            "\xa0",
            "a\xa0",
        ),
        *("~~~\n```\n~~~~", "```", "   ~~~", " 1. one", " -", "- - a", "- # a", "- ```", "- > q"),
        *(
            "``` a`b",
            "```x y",
            "  ```\nx\n```",
            "> ```",
            "<div>",
            "  <b>",
            "<!-- x",
            "-->",
            "- <b>",
        ),
        *("a\n===", "[x]: y", "\ta", "-\ta", "a\tb", "     a", "\x0ca", "a\u2028", "٣. x", "_ _ _"),
        *(
            "- a\n  - b\n\n- c",
            "|a|\n|---||",
            "|-|\n|-|",
            "| a\\| |\n|-|",
            "|a|b|\n|-|-",
            "||\n|-|",
        ),
    ]
)
LINES = st.one_of(COMMON, COMMON, COMMON, ODD)
QUOTED = st.lists(LINES, max_size=8).map(lambda lines: "\n".join(f"> {line}" for line in lines))
MARKS = ["*", "**", "_", "__", "a", " ", ".", "(", "\n", "\ue0000\ue001", "⁅0⁆", "&", "<", "[", "~"]
PARSER = markdown.parser()


def _agrees(text: str) -> bool:
    """Whether the parser was not asked for a block; it would make the same of all."""
    with patch.object(PARSER, "render", wraps=PARSER.render) as asked:
        found = subset.html(text, PARSER)
    assert found.text == str(PARSER.render(text)).strip()
    assert found.raw or not {"html_block", "html_inline"} & {*_kinds(PARSER.parse(text))}
    return not asked.called


def _kinds(tokens: list[Token]) -> list[str]:
    return [each.type for token in tokens for each in (token, *(token.children or ()))]


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


@settings(max_examples=200)
@given(QUOTED)
def test_so_are_blocks_in_a_quote(text: str) -> None:
    _agrees(text)


def test_words_are_what_the_parser_makes_of_them() -> None:
    known = 0
    for text in map("".join, product(MARKS, repeat=4)):
        found = inlines.html(text) if text == text.strip() else None
        assert found is None or found == PARSER.renderInline(text)
        known += found is not None
    assert known > 5_000


@pytest.mark.parametrize("root", CORPORA, ids=lambda root: root.name)
def test_cards_are_what_the_parser_makes_of_them(root: Path) -> None:
    if not root.is_dir():
        pytest.skip("only beside the seeds")
    notes = load(root).collection.notes
    texts = {_markdown(passage) for note in notes for passage in passages(note)}
    assert sum(map(_agrees, texts)) > len(texts) * 0.8


def _markdown(passage: Passage) -> str:
    return draft(passage, (), inline=False).markdown


@pytest.mark.parametrize(
    "text",
    [
        "One line\nand **the** next\n\nanother *paragraph*",
        "Two of them:\n\n1. one\n   - in it\n   - and\n     more\n2. two\n\nEnd.",
        "## Head\ntext\n- a\n- b\n\n```python\nx = '*'\n```",
        "Two:\n\n1. one\n   more\n\n2. two\n3. three\n\n| a | *b* |\n|:--|--:|\n| c | |\n| d |\n",
        "So:\n\n> A *quote*\n>\n> - with [a link](http://a.b)\n\na_b, _so_ \\* & ~5 | 6",
    ],
)
def test_what_is_common_needs_no_parser(text: str) -> None:
    assert _agrees(text)


@pytest.mark.parametrize(
    "text",
    ["<b>", "a | b\n- | -", "> q\nlazy", "---", "- a\n\n  b", "- a\nlazy", "  a", "a\xa0", "a\r"],
)
def test_what_is_not_common_does(text: str) -> None:
    assert not _agrees(text)


def test_the_parser_gets_no_more_than_the_block_it_is_asked_for() -> None:
    lazy = "- a\nlazy\n\n"
    with patch.object(PARSER, "render", wraps=PARSER.render) as asked:
        subset.html(f"# Head\n\n{lazy}word\n\n```\nx\n```\n\n<b>\n\nmore", PARSER)
    assert [call.args[0] for call in asked.call_args_list] == [lazy, "<b>\n\nmore"]
