"""What holds for every text on every screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from building import basic, passage
from flashdeck.identity import cards
from flashdeck.model import Cloze, Collection, Deletion, NoteId
from flashdeck.render.terminal import Look, Terminal
from screens import drawn, front, sheet

SNIPPETS = st.sampled_from(
    [
        *"*_~`$|>#-=[]()<{}:!\\\"'& \n∆Δ•1.ax\x1f\x1b\x9b\r\t\x0b\ud800",
        *"\ue000\ue001⁅⁆0\u0338\u202e\u2028",
        *("**", "==", "$$", "```", "\n\n", "\n- ", "\n> ", "    ", "{{c1::", "}}", "::", "~~"),
        *("\\(", "\\)", "\\[", "\\]", "<!--", "-->", "%%", "![[a.png]]", "![x](a.mp3)"),
        *("∆the-other", "[[a|b]]", "<b>", "</b>", "<p>", "</p>", "<script>", "</script>", "<sub>"),
        *("[x](http://a.org/\x1b]8;;)", "<a href='http://x.org/&#27;'>y</a>", "&#27;", "&#x9b;"),
        *("\n| a | b |\n|---|--:|\n| c | d |\n", "\n> [!note] x\n> y", "\n- [ ] z", "<div ", "<T>"),
        *(
            "\\frac{a}{b}",
            "\\sum_{i=1}^n",
            "[red]",
            "[/]",
            ":smile:",
            "é",
            "字。",
            "مرحبا",
            "👩‍👩‍👧",
        ),
        *("```python\ndef f(): return 1\n```\n", "<ul><li>", "<table><tr><td>", "a word ", "{{"),
    ]
)
TEXTS = st.lists(SNIPPETS, max_size=25).map("".join)
LOOKS = st.sampled_from(
    [Look(), Look(coloured=False), Look(drawn=False, coloured=False), Look(ascii=True)]
)
WIDTHS = st.integers(12, 120)
RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60), st.integers(1, 2)), max_size=4)

_SENT = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")
"""What rich sends for a style and for the address of a link."""


@settings(max_examples=300, deadline=None)
@given(TEXTS, RANGES, WIDTHS, LOOKS, st.booleans())
def test_any_text_fits_the_screen_and_sends_it_nothing(
    text: str, ranges: list[tuple[int, int, int]], width: int, look: Look, flat: bool
) -> None:
    """A formula, a word or a line of code that no line can hold is cut."""
    shown = passage(text, flat=flat)
    gaps = tuple(Deletion(group, start, start + size) for start, size, group in ranges)
    asked = Cloze(id=NoteId("c"), deck=("D",), text=shown, deletions=gaps, span=shown.span)
    other = basic(text, text, id="o", flat=flat)
    links = {(NoteId("c"), "the-other"): NoteId("o")}
    terminal = Terminal(Collection(notes=(asked, other), links=links), {}, look)
    for card in (*cards(asked), *cards(other)):
        for screen in (terminal.front(card), terminal.back(card), terminal.sheet(card)):
            sent = drawn(screen, width, colours=look.coloured)
            seen = _SENT.sub("", sent) if look.coloured else sent
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", seen)
            assert max(map(cell_len, seen.split("\n"))) <= width
            assert not look.ascii or seen.isascii()
            assert all(line == line.rstrip(" ") for line in seen.split("\n"))


FORMS: list[Callable[[str, str], str]] = [
    lambda a, b: f"{a} **{b}**\n",
    lambda a, b: f"\n- {a}\n  - _{b}_\n",
    lambda a, b: f"\n1. {a}\n\n2. {b}\n",
    lambda a, b: f"\n> {a}\n> > {b}\n",
    lambda a, b: f"\n> [!tip] {a}\n> {b}\n",
    lambda a, b: f"\n```python\n{a} = {b}\n```\n",
    lambda a, b: f"\n| {a} | x |\n|---|---|\n| y | `{b}` |\n\n",
    lambda a, b: f"\n## {a}\n{b}\n",
    lambda a, b: f"[{a}](http://x.org) =={b}== ",
    lambda a, b: f"$\\text{{{a}}}$ and\n$$\\text{{{b}}}$$\n",
    lambda a, b: f"![{a}]({b}.svg) ",
    lambda a, b: f"∆{a}-{b} ",
    lambda a, b: f"<b>{a}</b> <sub>{b}</sub> ",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(range(len(FORMS))), min_size=1, max_size=8), WIDTHS, st.booleans())
def test_every_word_is_there(forms: list[int], width: int, flat: bool) -> None:
    words = [f"{letter}{number:02}" for number in range(len(forms)) for letter in "qz"]
    text = "".join(FORMS[form](*words[2 * at : 2 * at + 2]) for at, form in enumerate(forms))
    seen = sheet(basic("Front?", text, flat=flat), width).translate(SUBSCRIPTS)
    assert [word for word in words if word not in seen] == []


SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{}", "**{}**", "`{}`", "$a = {}$", "\n- {}\n"]), min_size=1, max_size=5
    ),
    st.integers(0, 5),
)
def test_a_gap_is_hidden_until_its_turn(forms: list[str], revealed: int) -> None:
    text, deletions = "So ", []
    for number, form in enumerate(forms):
        before, after = form.split("{}")
        start = len(text + before)
        text += f"{before}w{number}w{after} "
        deletions.append(Deletion(1, start, start + 3))
    shown = passage(text)
    note = Cloze(
        id=NoteId("c"), deck=("D",), text=shown, deletions=tuple(deletions), span=shown.span
    )
    seen = front(note, revealed=revealed)
    for number in range(len(forms)):
        assert (f"w{number}w" in seen) == (number < revealed)
    assert seen.count("[…]") == max(0, len(forms) - revealed)


@pytest.mark.parametrize("opening", ["<div>", "<ul><li>", "<b>", "<blockquote>", "<table><tr><td>"])
def test_what_is_nested_without_end_is_shown(opening: str) -> None:
    assert "the word" in sheet(basic("Front?", opening * 2000 + "the word"), 40)


@pytest.mark.parametrize("depth", [15, 24, 25, 26, 49, 50, 51, 300, 5000])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "- > "])
def test_quotes_and_lists_in_one_another_are_shown_with_what_follows(mark: str, depth: int) -> None:
    shown = sheet(basic("Front?", f"{mark * depth}the word\n\nand more"), 200)
    assert "the word" in shown and "and more" in shown
