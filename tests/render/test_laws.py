"""What holds for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from building import basic, passage
from flashdeck.model import Cloze, Collection, Deletion, NoteId
from flashdeck.render.html import Html

VOID = {"br", "col", "hr", "img", "wbr"}
REFUSED = {"script", "style", "iframe", "object", "embed", "svg", "form", "input"}
SNIPPETS = st.sampled_from(
    [
        *"*_~`$|>#-=[]()<{}:!\\\"'& \n∆Δ•1.ax\x1f\ud800\ue000\ue001⁅⁆0\u0338",
        *("**", "==", "$$", "```", "\n\n", "\n- ", "\n> ", "    ", "{{c1::", "}}", "::", "~~"),
        *("\\(", "\\)", "\\[", "\\]", "<!--", "-->", "%%", "![[a.png]]", "![x](a.mp3)"),
        *("∆the-other", "[[a|b]]", "<b>", "</b>", "<p>", "</p>", "<script>", "</script>"),
        *("<img src=a.png onerror=x>", "<a href='javascript:x'>", "[x](javascript:y)", "<td>"),
        *("\n| a | b |\n|---|---|\n| c | d |\n", "\n> [!note] x\n> y", "\n- [ ] z", "<div ", "<T>"),
        *(
            "\\frac{a}{b}",
            "\\R",
            "[sound:x.mp3]",
            "&#xE000;",
            "&#8262;",
            "é",
            "字",
            "مرحبا",
            "🦊",
            "\\",
            "a word ",
        ),
    ]
)
TEXTS = st.lists(SNIPPETS, max_size=25).map("".join)


class _Balance(HTMLParser):
    """Reads HTML and complains of what a browser would have to mend."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in REFUSED
        for name, value in attrs:
            assert not name.startswith("on")
            assert not (value or "").lower().strip().startswith("javascript:")
        assert not (tag in {"details", "div", "ul", "p", "table", "pre"} and "p" in self.open)
        assert not (tag == "details" and "a" in self.open)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_balanced(html: str) -> None:
    reader = _Balance()
    reader.feed(html)
    reader.close()
    assert reader.open == []


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_becomes_balanced_html_without_scripts(text: str, flat: bool) -> None:
    note, other = basic(text, id="this", flat=flat), basic("A *front*", "A\n\nback", id="that")
    links = {(NoteId("this"), "the-other"): NoteId("that")}
    html = Html(Collection(notes=(note, other), links=links), {"R": "r"}).passage(note, note.front)
    assert_balanced(html)
    assert "\x1f" not in html
    html.encode("utf-8")


DELETIONS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=5
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DELETIONS)
def test_any_gaps_leave_html_balanced_inside_and_outside_of_them(
    text: str, ranges: list[tuple[int, int, int]]
) -> None:
    shown = passage(text)
    deletions = tuple(Deletion(group, start, start + size) for group, start, size in ranges)
    note = Cloze(id=NoteId("c"), deck=("D",), text=shown, deletions=deletions, span=shown.span)
    html = Html(Collection(notes=(note,)), {"R": "r"}).cloze(note)
    assert set(re.findall(r"\{\{c(\d+)::", html)) == {str(group) for group, _, _ in ranges}
    assert_balanced("".join(_as_anki_reads(html)))


def _as_anki_reads(html: str) -> Iterator[str]:
    """The HTML with an element for each gap: `}}` ends one only where one is open."""
    depth = 0
    for part in re.split(r"(\{\{c\d+::|\}\})", html):
        if part.startswith("{{c"):
            depth += 1
            yield "<mark>"
        elif part == "}}" and depth:
            depth -= 1
            yield "</mark>"
        else:
            yield part
    assert depth == 0
