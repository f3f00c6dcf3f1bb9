"""The way past the Markdown parser leads where the parser does."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from building import basic, cloze
from flashdeck.model import Basic, Cloze, Collection
from flashdeck.render import plain
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
