"""What is read many lines at once is what the same lines give one by one."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from flashdeck.masks import Kind, masked, regions
from flashdeck.model import Basic, Passage, passage
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax import callouts, native
from flashdeck.syntax.native import NATIVE
from flashdeck.syntax.page import Line, page

LINES = [
    *("> a", ">b", ">\tc", ">", "> ", "  > d", "lazy", "", "> > e", ">   f", "\f", "\u2028> g"),
    *("> [!question] Why?", "> [!note] h", "> @tag~", "> ^id", "> Source: i", "> demo: j"),
    *("> $$", "> ```", "```", "> `@x~` and $a^2$", "> <!-- k", "> l -->", "<!-- m -->", "%% n"),
    *("# Heading", "Q: o", "A: p", "C: [q]", "r :: s", "t {#u}", "==v==", "{{c1::w}}", "?", "@x~"),
]
texts = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)
cards = texts.map("> [!question] Why?\n{}".format)


@given(cards)
@example("> [!question] Why?\n> a\n>")
@example("> [!question] Why?\n> a <!-- b\n> c -->\n> d\n")
def test_an_answer_without_marks_is_what_its_lines_give(text: str) -> None:
    ready = page(Source("a.md", text), Settings())
    with patch.object(callouts, "_plain_answer", lambda _page, _lines: None):
        slow = NATIVE.read(ready)
    assert NATIVE.read(ready) == slow
    assert [_runs(note) for note in NATIVE.read(ready).notes] == [_runs(x) for x in slow.notes]


def _runs(note: object) -> object:
    return (note.back.span, note.back.runs) if isinstance(note, Basic) else None


@given(texts | cards)
def test_lines_that_may_show_something_are_all_that_do(text: str) -> None:
    ready = page(Source("a.md", text), Settings())

    def everything(lines: Sequence[Line]) -> Sequence[Line]:
        return lines

    with patch.object(native, "_showing", everything):
        slow = [*NATIVE.signs(ready)]
    assert [*NATIVE.signs(ready)] == slow


@given(texts, st.sampled_from(["", "\n", "\n\n"]))
@example("---\na: <!-- b\n---\nc -->\nd", "")
def test_the_lines_of_a_page_are_those_of_its_text(text: str, end: str) -> None:
    text += end
    ready = page(Source("a.md", text), Settings())
    found = regions(text)
    hidden = masked(text, found)
    comments = [each for each in found if each.kind is Kind.COMMENT]
    at, lines = 0, []
    for line in text.split("\n"):
        stop = at + len(line)
        wholly = comments and line.strip() and not hidden[at:stop].strip()
        if at >= ready.header.end and at < len(text) and not wholly:
            lines.append(Line(at, stop, hidden[at:stop]))
        at = stop + 1
    assert [*ready.lines] == [each for each in lines if each.start not in ready.header.taken]


@given(texts, st.data())
def test_a_passage_is_made_of_its_ranges(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    made = passage(Source("a.md", text), ranges)
    joined = "".join(text[start:end] for start, end in ranges)
    assert (made is None) == (not joined.strip())
    if made is not None:
        assert made.text.strip() == joined.strip()
        assert _as_in_the_file(made, text)


def _as_in_the_file(made: Passage, text: str) -> bool:
    """Whether each character is found in the file where the passage says it is."""
    return all(text[made.offset(at)] == char for at, char in enumerate(made.text))
