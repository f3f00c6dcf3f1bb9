"""What holds for any page in any dialect: its notes stay, and converting twice changes nothing."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converting import converted, name_of, notes_of, same
from flashdeck.convert.targets import TARGETS

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
        "细胞",
        "خلية",
    ]
)
LINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    LINE,
    st.lists(LINE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    LINE.map(lambda line: f"```\n{line}\n\n---\n```"),
    st.just("| a | b |\n|---|---|\n| 1 | 2 |"),
    st.just("---"),
    st.just("> quoted\n> - deeper"),
    st.just("![a cell](cell.png)"),
)
BODY = st.lists(BLOCK, min_size=1, max_size=3).map("\n\n".join)
TIGHT = st.lists(BLOCK, min_size=1, max_size=3).map("\n".join)
AROUND = [
    "## One",
    "## Two\n\n### Three",
    "Some prose.",
    "---",
    "<!-- told -->",
    "- a list\n- of two",
]


class Written(NamedTuple):
    """How files of a dialect begin, what stands in them, and what they are called."""

    top: str
    pieces: st.SearchStrategy[str]
    name: str = "deck.md"


def pairs(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts from a pattern with `%s` for each part."""
    return st.tuples(*parts).map(lambda told: pattern % told)


DIALECTS = {
    "native": Written(
        "",
        st.one_of(
            pairs("Q: %s?\nA: %s", LINE, BODY),
            pairs("%s\n?\n%s", LINE, BODY),
            pairs("%s :: %s", LINE, LINE),
            pairs("%s ::: %s", LINE, LINE),
            pairs("The ==key== of %s is {{c1::gone::hint}}.\n@bite~", LINE),
            pairs("%s\n\n@Describe %s\n\n%s\n@exam~", LINE, LINE, BODY),
            pairs("> [!question] %s {#an-id}\n> %s", LINE, LINE),
            st.sampled_from([*AROUND, "### Two?", "#flashcards", "# Title"]),
        ),
    ),
    "sr": Written(
        "#flashcards/biology/cells\n\n",
        st.one_of(
            pairs("%s::%s", LINE, LINE),
            pairs("%s ::: %s\n<!--SR:!2024-01-01,3,250!2024-01-01,3,250-->", LINE, LINE),
            pairs("%s\n?\n%s", TIGHT, TIGHT),
            pairs("%s\n??\n%s\n^a-block", LINE, TIGHT),
            pairs("The ==%s== is ==here==.", LINE),
            st.sampled_from([*AROUND, "# Title", "#flashcards/chemistry", "Ends in a question?"]),
        ),
    ),
    "hashcards": Written(
        '---\nname = "Bio"\n---\n\n',
        st.one_of(
            pairs("Q: %s\nA: %s", BODY, BODY),
            pairs("C: The [gap] and %s are [here].", LINE),
            st.sampled_from([*AROUND, "# Title"]),
        ),
    ),
    "o2a": Written(
        "TARGET DECK: Law::Civil\nFILE TAGS: lex\n\n",
        st.one_of(
            pairs(
                "START\nBasic\n%s\nBack: %s\nTags: exam\n<!--ID: 1600000000001-->\nEND", BODY, BODY
            ),
            pairs("START\nCloze\nThe {first} and {2:second}: %s\nExtra: %s\nEND", LINE, LINE),
            pairs("STARTI [Basic (and reversed card)] %s Back: %s ENDI", LINE, LINE),
            st.sampled_from([*AROUND, "# Title"]),
        ),
    ),
    "org": Written(
        "#+TITLE: Words\n#+AUTHOR: Ann\n#+FILETAGS: :lang:\n#+STARTUP: overview\n\n",
        st.one_of(
            pairs(
                "* TODO Item :drill:hard:\nSCHEDULED: <2024-01-01>\n%s\n** Answer\n%s", LINE, LINE
            ),
            pairs(
                "* Item :drill:\n:PROPERTIES:\n:ID: abc\n:DRILL_EASE: 2.5\n:END:\nA [gap] %s", LINE
            ),
            pairs(
                "* Two :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosided\n:END:\n%s\n"
                "** One\n%s\n** Other\n%s",
                LINE,
                LINE,
                LINE,
            ),
            st.sampled_from(
                [
                    "* Part",
                    "** Deeper",
                    "Some /prose/.",
                    "# told",
                    "- a list\n- of two",
                    "#+NAME: x",
                ]
            ),
        ),
        "deck.org",
    ),
    "logseq": Written(
        "title:: Cells\ntags:: bio\ntype:: notes\n\n",
        st.one_of(
            pairs(
                "- TODO %s #card #hard\n  card-ease-factor:: 2.5\n  id:: abc-1\n\t- %s", LINE, LINE
            ),
            pairs("- %s #card\n  source:: a book\n\t- one\n\t\t- two", LINE),
            pairs("- The {{cloze gap}} of %s #card", LINE),
            st.sampled_from(["- Some prose.\n\t- below", "- ## One", "- key:: value"]),
        ),
    ),
    "md2anki": Written(
        "# Cells (16000000)\n\n`{=:bio, cells:=}`\n\n",
        st.one_of(
            pairs("## %s (8e3b6f0a-0000-0000-0000-0000000000aa)\n\n%s", LINE, BODY),
            pairs("## %s (8e3b6f0a-0000-0000-0000-0000000000ab)\n\n%s\n\n`{=:exam:=}`", LINE, LINE),
            st.just("# Subdeck: Walls (12)"),
        ),
    ),
    "markdown-anki-decks": Written(
        "---\ndialect: markdown-anki-decks\n---\n\n# Cells\n\n", pairs("## %s\n\n%s", LINE, BODY)
    ),
    "apy": Written(
        "model: Basic\ntags: all\ndeck: Bio::Cells\n\n",
        st.one_of(
            pairs("# Note\nnid: 1500000000001\n\n## Front\n%s\n\n## Back\n%s", BODY, BODY),
            pairs("# Note\nmodel: Cloze\ntags: own\n\n## Text\nA {{c1::gap::hint}} %s\n", LINE),
        ),
    ),
    "neuracache": Written(
        "# Cells\n\n",
        st.one_of(
            pairs("%s #flashcard #hard\n%s", LINE, BLOCK),
            pairs("%s : %s #flashcard-reverse", LINE, LINE),
            pairs("%s is a fact #spaced", LINE),
            st.sampled_from(AROUND),
        ),
    ),
    "mdanki": Written(
        "# Cells\n\n",
        st.one_of(
            pairs("## %s\n\n%%\n\n%s\n\n[#one]() [#two]()", LINE, BODY),
            pairs("## %s\n\n%s", LINE, BODY),
        ),
    ),
    "double": Written(
        "# Cells\n\n",
        st.one_of(pairs("### %s??\n\n%s", LINE, BODY), st.sampled_from(AROUND)),
    ),
    "remnote": Written(
        "- Cells >> parts\n- Walls << parts\n",
        st.one_of(
            pairs("- %s\n    - %s <> %s\n    - The {{gap}} of it", LINE, LINE, LINE),
            pairs("- %s >>>\n    - %s\n    - %s", LINE, LINE, LINE),
        ),
    ),
    "ankcompiler": Written(
        "",
        st.one_of(
            pairs("---\n\n%s ::: %s\n\n---\n[^uid]: abcXYZ0123\n[^tag]: one", LINE, LINE),
            pairs("---\n\nThe {{c1::gap}} %s\n\n---\n[^uid]: abcXYZ0124", LINE),
            st.sampled_from(["## One", "Some prose."]),
        ),
    ),
    "flashcards-obsidian": Written(
        "---\ncards-deck: Bio\n---\n\n",
        st.one_of(
            pairs("%s #card\n%s\n^1700000000001", LINE, TIGHT),
            pairs("## %s #card-reverse #hard\n\n%s", LINE, LINE),
            pairs("%s ::: %s\n^1700000000002", LINE, LINE),
            pairs("%s ==gap== {1:other}", LINE),
            st.sampled_from(AROUND),
        ),
    ),
    "csv": Written(
        "front,back,tags,deck\n",
        st.one_of(
            pairs('"%s","%s",one two,Geo', LINE, BODY),
            pairs('"{{c1::Paris}} %s",,,Geo::Towns', LINE),
        ),
        "deck.csv",
    ),
}


def _page(written: Written, parts: list[str]) -> str:
    between = "\n" if written.name == "deck.csv" else "\n\n"
    return f"{written.top}{between.join(parts)}\n"


PAGES = {
    name: st.lists(each.pieces, min_size=1, max_size=5).map(partial(_page, each))
    for name, each in DIALECTS.items()
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=4, deadline=None)
@given(st.data())
def test_a_page_is_the_same_or_says_what_it_lost(
    dialect: str, target: str, data: st.DataObject
) -> None:
    page, name = data.draw(PAGES[dialect]), DIALECTS[dialect].name
    made = converted(page, target, name)
    if made.text is None:
        assert {found.rule.name for found in made.diagnostics} == {"not-converted"}
        return
    before = notes_of(page, name=name)
    assert made.diagnostics or same(before, notes_of(made.text, target))
    if before:
        assert converted(made.text, target, name_of(target)).text == made.text


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=15, deadline=None)
@given(PAGES["native"])
def test_there_and_back_is_the_same_but_for_what_was_lost(target: str, page: str) -> None:
    there = converted(page, target)
    if there.text is None or not notes_of(page):
        return
    home = converted(there.text, "native", name_of(target))
    assert home.text is not None
    assert home.diagnostics or same(notes_of(there.text, target), notes_of(home.text))
    assert there.diagnostics or home.diagnostics or same(notes_of(page), notes_of(home.text))
