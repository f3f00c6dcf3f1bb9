"""The way past the Markdown parser leads where the parser does."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from building import basic, cloze
from flashdeck.masks import regions
from flashdeck.model import Basic, Cloze, Collection
from flashdeck.render import draft, markdown, plain
from flashdeck.render.html import Html
from flashdeck.render.terminal import Look
from flashdeck.render.terminal.passages import Reader

WORDS = st.sampled_from(
    [
        *"aZé字Δ_ .,;:?!/()'\"’…–+-1234*&<`[\n",
        *("ab ", "c: ", "::", "Q:", "1. ", "\n- ", "\nd", "  \n", "i.e. ", "http://a.b", "a@b"),
        *(
            "e\u0301",
            "\u212b",
            "ǅ",
            "²",
            "٣",
            "ﬀ",
            "\u0338",
            "\ufeff",
            "\n\n",
            "[sound:",
            "{{",
            "\\",
        ),
    ]
)
RICH = [
    "So $x$ is\n- `a` and $$y$$\n- [b $z$](http://a.b 'c')\n\n$$\nw\n$$\n",
    "```python\nx = '\\\\n'\n```\nand `b` \\(c\\)",
    "<b class='x$y$'>$z$</b> <i title='`a`'>`b`</i> {{ : $q$ ::",
    "| a | $b$ |\n|:--|--:|\n| ![](x.png) | [sound:y.mp3] |",
    "3. $a$\n4. `b`\n   $$c$$\n   d",
]
TEXTS = st.lists(WORDS, max_size=8).map("".join)


def _fields(text: str, *, flat: bool) -> list[str]:
    """A text as the front, the extra and the source line of notes."""
    html = Html(Collection(), {})
    question, gap = basic(text, flat=flat), cloze("⟦1:gap⟧", extra=text or None)
    extra = [] if gap.extra is None else [html.passage(gap, gap.extra)]
    notes: tuple[Basic | Cloze, ...] = (question, gap)
    return [html.passage(question, question.front), *extra, *(html.line(n, text) for n in notes)]


@given(TEXTS, st.booleans())
def test_what_needs_no_parser_is_what_the_parser_makes(text: str, flat: bool) -> None:
    with patch.object(plain, "html", lambda *_args, **_named: None):
        parsed = _fields(text, flat=flat)
    assert _fields(text, flat=flat) == parsed


@given(TEXTS, st.booleans())
def test_a_terminal_shows_the_same_with_and_without_it(text: str, flat: bool) -> None:
    def shown() -> object:
        note = basic(text, flat=flat)
        reader = Reader(Collection(), {}, Look())
        return reader.passage(note, note.front), reader.line(note, text, Style())

    with patch.object(plain, "html", lambda *_args, **_named: None):
        parsed = shown()
    assert shown() == parsed


MARKS = st.sampled_from(
    [
        *"*_~`$|>#-=[]()<{}:!\\\"'& \n•1.a",
        *("**", "$$", "```", "\n\n", "\n- ", "~~", "\\(", "\\)", "![[a.png]]", "![x](a.mp3)"),
        *(
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "[x](y)",
            "<a href='x:y'>",
            "[sound:x.mp3]",
            "é",
            "a word ",
        ),
        *(
            "$x$",
            "$$y$$",
            "`c`",
            "  \n",
            "\n  ",
            "\ue000",
            "⁅0⁆",
            "<http://a.b>",
            "&amp;",
            "&#xe000;1&#xe001;",
            "\\*",
        ),
    ]
)
ALL = st.one_of(st.lists(MARKS, max_size=20).map("".join), st.sampled_from(RICH))


@given(ALL, st.booleans())
def test_tags_that_need_not_be_read_are_as_if_they_were(text: str, flat: bool) -> None:
    with patch.object(plain, "parts", lambda *_args, **_named: None):
        read = _fields(text, flat=flat)
    assert _fields(text, flat=flat) == read


@given(ALL)
def test_what_is_taken_from_an_ordinary_text_is_what_is_taken_from_any(text: str) -> None:
    found = draft.draft(basic(text).front, (), inline=False)
    with patch.object(draft, "ordinary", lambda *_args: None):
        assert found == draft.draft(basic(text).front, (), inline=False)


def test_a_text_of_formulas_and_code_is_ordinary() -> None:
    text = "Über $x < y$ [sic]:\n\n- `a[[0]]` == no\n\n```c\nif (a<b) x[ ] == 1;\n```\n"
    assert draft.ordinary(text, regions(text)) is None  # for its `==`
    assert draft.ordinary(text.replace("` ==", "` is"), regions(text)) is not None


@given(ALL)
def test_words_in_blocks_are_what_the_parser_makes_of_them(text: str) -> None:
    with patch.object(markdown, "_MARKED", re.compile("")):
        parsed = markdown.html(markdown.parser(), text, inline=False)
    assert markdown.html(markdown.parser(), text, inline=False) == parsed


@pytest.mark.parametrize(
    "text", ["What is it?", "Élan, i.e. drive", "One line\nand the next", "Ends in a colon:"]
)
def test_ordinary_words_need_no_parser(text: str) -> None:
    assert plain.html(basic(text).front, cloze=False, inline=False) is not None


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "a *b*", "a_b_", "∆term", "Δt", "$x$", "`x`", "[x](y)", "a\n\nb"]
)
def test_marks_need_the_parser(text: str) -> None:
    assert plain.html(basic(text).front, cloze=False, inline=False) is None
