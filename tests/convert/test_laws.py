"""What holds for any page: the notes are the same, and converting twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converting import converted, name_of, notes_of, same

WORDS = st.sampled_from(
    [
        "cell",
        "`a::b`",
        "$x :: y$",
        "**bold**",
        "ends in ::",
        "Q: no",
        "@word",
        "[x]",
        "==lit==",
        "é–ß",
    ]
)
LINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    LINE,
    st.lists(LINE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    LINE.map(lambda line: f"```\n{line}\n\n---\n```"),
    st.just("| a | b |\n|---|---|\n| 1 | 2 |"),
    st.just("---"),
)
BODY = st.lists(BLOCK, min_size=1, max_size=3).map("\n\n".join)
PIECES = st.one_of(
    st.tuples(LINE, BODY).map(lambda each: f"Q: {each[0]}?\nA: {each[1]}"),
    st.tuples(LINE, BODY).map(lambda each: f"{each[0]}\n?\n{each[1]}"),
    st.tuples(LINE, LINE).map(" :: ".join),
    st.tuples(LINE, LINE).map(" ::: ".join),
    LINE.map(lambda line: f"The ==key== of {line} is {{{{c1::gone::hint}}}}.\n@bite~"),
    st.tuples(LINE, LINE, BODY).map(lambda e: f"{e[0]}\n\n@Describe {e[1]}\n\n{e[2]}\n@exam~"),
    st.tuples(LINE, LINE).map(lambda each: f"> [!question] {each[0]} {{#an-id}}\n> {each[1]}"),
    st.sampled_from(["## One", "### Two?", "#flashcards", "---", "Some prose.", "<!-- told -->"]),
)
PAGES = st.lists(PIECES, min_size=1, max_size=5).map(lambda parts: "\n\n".join(parts) + "\n")


@pytest.mark.parametrize("target", ["native", "callout", "hashcards", "sr", "csv", "org"])
@settings(max_examples=40, deadline=None)
@given(PAGES)
def test_a_page_is_the_same_or_says_what_it_lost(target: str, page: str) -> None:
    made = converted(page, target)
    if made.text is None:
        assert [found.rule.name for found in made.diagnostics] == ["not-converted"]
        return
    assert made.diagnostics or same(notes_of(page), notes_of(made.text, target))
    if notes_of(page):
        assert converted(made.text, target, name_of(target)).text == made.text
