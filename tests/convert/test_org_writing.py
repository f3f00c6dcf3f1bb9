"""Markdown as Org: what is written, and that reading it gives the same text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converting import converted, notes_of, same
from flashdeck.convert.org import written
from flashdeck.convert.org_writing import as_org, untouched
from flashdeck.model import passage
from flashdeck.source import Source
from flashdeck.syntax.org_markup import from_org


def markdown(text: str) -> str:
    whole = passage(Source("a.org", text), [(0, len(text))])
    return "" if whole is None else from_org(whole).text


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("**bold**, *it* and ~~no~~", "*bold*, /it/ and +no+"),
        ("***both*** and **a *b* c**", "*/both/* and *a /b/ c*"),
        ("`code` and `a=b`", "=code= and ~a=b~"),
        ("H<sub>2</sub>O, <u>so</u>", "H_{2}O, _so_"),
        ("[a](https://x.org/a_b)", "[[https://x.org/a_b][a]]"),
        ("<https://x.org>", "[[https://x.org]]"),
        ("![alt](p.png)", "[[file:p.png][alt]]"),
        ("![400](p.png)", "#+ATTR_ORG: :width 400\n[[file:p.png]]"),
        ("- ![400](p.png)", "- [[file:p.png][400]]"),
        ("![](<b c.png>)", "[[file:b c.png]]"),
        ("[a *b*](other.md#c)", "[[file:other.md::*c][a *b*]]"),
        ("[a](<b c.md>)", "[[file:b c.md][a]]"),
        ("$x$ and \\[y\\]", "$x$ and \\[y\\]"),
        ("a \\* b", "a * b"),
        ("one\\\ntwo", "one\\\\\ntwo"),
        ("- a\n  1. b", "- a\n  1. b"),
        ("> one\n> two", "#+begin_quote\none\ntwo\n#+end_quote"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---+---|\n| 1 | 2 |"),
        ("```py\nx = 1\n* y\n```", "#+begin_src py\nx = 1\n,* y\n#+end_src"),
        ("- a\n  ```\n  b\n  ```", "- a\n  #+begin_example\n  b\n  #+end_example"),
        ("/usr/bin/", "\\slash{}usr/bin\\slash{}"),
        ("x_{1}", "x\\under{}{1}"),
        ("`x`s", "@@md:`x`@@s"),
        ("a<br>b", "a@@html:<br>@@b"),
        ("#tag", "@@md:#@@tag"),
        ("CLOCK: [1]", "@@md:CLOCK@@: [1]"),
        ("<!-- for me -->", "# <!-- for me -->"),
    ],
)
def test_each_mark_has_its_own_in_org(text: str, org: str) -> None:
    assert written(text) == org
    assert org.startswith("# ") or markdown(org) == text


@pytest.mark.parametrize(
    ("text", "org", "back"),
    [
        ("_it_ and __bold__", "/it/ and *bold*", "*it* and **bold**"),
        ("* a\n  * b", "- a\n  - b", "- a\n  - b"),
        ("| a |\n| :-: |\n| b |", "| a |\n|---|\n| b |", "| a |\n|---|\n| b |"),
        ("![[p q.png|400]]", "#+ATTR_ORG: :width 400\n[[file:p q.png]]", "![400](<p q.png>)"),
        ("see ![[p.png]]", "see [[file:p.png]]", "see ![](p.png)"),
        ("[[Note]]", "[[file:Note.md][Note]]", "[Note](Note.md)"),
        ("[[a/b.md#c d|e]]", "[[file:a/b.md::*c d][e]]", "[e](<a/b.md#c d>)"),
        ("[[Note#part]]", "[[file:Note.md::*part][Note > part]]", "[Note > part](Note.md#part)"),
        ("[[#part]]", "[[*part][part]]", "part"),
        ("the $n$th", "the \\(n\\)th", "the \\(n\\)th"),
    ],
)
def test_other_spellings_become_the_usual_ones(text: str, org: str, back: str) -> None:
    assert written(text) == org
    assert markdown(org) == back


@pytest.mark.parametrize("text", ["![[note]]", "![[a.mp3]]", "[a](b.zip)", "[[n#^id]]", "`[[a]]`"])
def test_what_org_shows_otherwise_stays_markdown(text: str) -> None:
    assert markdown(written(text)) == text and "[[file" not in written(text)


def test_links_and_pictures_of_a_card_are_shown_as_before() -> None:
    page = "Q: What is in [[Note|the note]]?\nA: This:\n\n![[p.png|400]]\n"
    made = converted(page, "org")
    assert made.text is not None and "@@md:" not in made.text
    assert "#+ATTR_ORG: :width 400\n[[file:p.png]]\n" in made.text
    home = converted(made.text, "native", "deck.org")
    assert home.text is not None and home.diagnostics == ()
    assert home.text.endswith("Q: What is in [the note](Note.md)?\nA: This:\n\n![400](p.png)\n")


def test_a_spelling_that_changes_is_told() -> None:
    made = converted("Q: What?\nA: so _it_ is\n", "org")
    assert [each.message for each in made.diagnostics] == [
        "a card loses the spelling of some Markdown, for which `org` has no mark"
    ]


def test_markdown_that_org_has_nothing_for_is_kept_in_a_block() -> None:
    page = "Q: What?\nA: > [!tip] so\n> > deeper\n>\n> - `a\n> b`\n"
    made = converted(page, "org")
    assert made.text is not None
    assert "#+begin_export md" in made.text
    assert same(notes_of(page), notes_of(made.text, "org"))


def test_a_title_that_org_reads_otherwise_is_told() -> None:
    made = converted("## TODO list\n\nQ: What?\nA: This.\n", "org")
    assert made.text is not None
    assert [each.message for each in made.diagnostics] == [
        "a card loses the section, for which `org` has no mark"
    ]


WORDS = [
    "a",
    "*",
    "* b",
    "**b**",
    "`c`",
    "#+x",
    ",* y",
    "/",
    "_",
    "=",
    "\\(x\\)",
    "<br>",
    "|",
    "@@",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1).map("\n".join)


@given(TEXTS)
def test_what_is_untouched_comes_back_as_it_was(text: str) -> None:
    assert markdown(untouched(text)) == text


@given(TEXTS, st.booleans())
def test_no_line_becomes_a_headline(text: str, careful: bool) -> None:
    lines = as_org(text, careful=careful).split("\n")
    assert not any(line.startswith("* ") for line in lines)
