"""What is known to hold no card before it is read: it must never hold one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flashdeck import rules
from flashdeck.loading import collection
from flashdeck.loading.collection import Request, loaded
from flashdeck.loading.unmarked import unmarked
from flashdeck.settings import Settings, Vault
from flashdeck.source import Source
from flashdeck.syntax.dialect import Reading
from reading import DIALECTS

PARTS = (
    *("word ", "Why? ", "\n", "\n\n", "# ", "## ", "?", "??", "::", " :: ", "==", "{{c1::", "}}"),
    *("Q: ", "A: ", "C: ", "[x]", "@exam~", "@Describe ", "> [!question] ", "> ", "- ", "---\n"),
    *(
        "#flashcards",
        "#flashcard",
        " #card",
        " #FlashCard\n",
        "a #spaced\n",
        "cards-deck: x\n",
        "#[[card]]",
        "card ",
        "{#id}",
        " ^id",
        "START\n",
        "END\n",
        "%\n",
        "%%",
        "$",
    ),
    *("```\n", "`", "<!-- ", "-->", "Source: ", "TARGET DECK: x\n", "demo: dino\n", "deck: a\n"),
    *("\n\n```\n", "\n\n```py\n", "\n```\n", "````\n", "%% ```\n"),
    *("tags: [a]\n", "tags: [flashcards]\n", "a: [\n", "dialect: sr\n", "\t", "~~~\n", "→", ">>"),
    *("#separator:tab\n", "{{cloze ", "$$", "a,b\n", "？", "name = 'x'\n", "\u2028", "[[n]] "),
    *("# Note\n", "model: Basic\n", "nid: 12\n", "## Front\n", "## Back\n", "## Text\n", " >> x"),
    *("[^uid]: abcXYZ0123\n", "noteId: 12\n", "<div data-question>\n", "<h2 markdown='1'>\n"),
    *(
        "(24501c1a-f615-4355-a862-a00f64cc4725)\n",
        "`{=:tag:=}`",
        " <> x\n",
        "- a;; b\n",
        "- a;< b\n",
        "- a:> b\n",
        "~~x~~",
    ),
    *(
        " ^1234567890123\n",
        "\n^q-ab12\n",
        "%%ANKI\n",
        "<!-- ANKI -->\n",
        "> [!note] a\n",
        "> [! Faq|x]- a\n",
    ),
    *(
        "> [!card\n",
        "Status:: done\n",
        "(a:: b)",
        " ::: ",
        "::b",
        "std::a ",
        "x_{c} ",
        "{a}",
        "{=:tag:=}",
    ),
    *(
        "\\(",
        "\\)",
        "`` ",
        "> ```\n",
        "- ```\n",
        "%% x %%",
        "%% ",
        "<!--SR:!2024-01-01,1,230-->",
        "`a::b`",
    ),
    *(
        "q: ",
        "- Q: ",
        "**Q:** ",
        "a: ",
        "A; ",
        "$x$",
        "`?`\n",
        "$?$\n",
        "~",
        "@a ",
        "a@b ",
        "@a~\n",
        "(@a~)",
    ),
    *(
        "cid: 1\n",
        "> ",
        "#flashcards/a\n",
        "<!-- flashdeck: ignore=no-cards -->\n",
        "a\tb\n",
        "    ",
    ),
    *(
        "name: a\n",
        "Dialect: sr\n",
        "#html:true\n",
        "{{c1:x}}",
        "{c1::x}",
        "\u00a0",
        "\x0b",
        'Ask？"\n',
    ),
)
SOME = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)
DECKS = (
    *(
        "Q: a\nA: b\n",
        "C: a [b]\n",
        "## Why?\n\nSo.\n",
        "a :: b\n",
        "a\n?\nb\n",
        "> [!faq] a\n> b\n",
    ),
    *(
        "@Say it.\nSo.\n@tag~\n",
        "It **is**.\n@tag~\n",
        "#flashcards\n\na::b\n\n==a== b\n",
        "q: a\na: b\n",
    ),
    *(
        "START\nBasic\na\nBack: b\nEND\n",
        "STARTI [Basic] a Back: b ENDI\n",
        "%%ANKI\nBasic\na\nBack: b\nEND%%\n",
    ),
    *(
        "a #flashcard\nb\n",
        "a : b ⚡\n",
        "a #Spaced\nb\n",
        "## a\n\n%\n\nb\n",
        "## a??\n\nb\n",
        "## a？？\nb\n",
    ),
    *(
        "# Note\nmodel: Basic\n## Front\na\n## Back\nb\n",
        "# 1\n## Vorderseite\na\n## Rückseite\nb\n",
    ),
    *(
        "---\n\na ::: b\n\n---\n[^uid]: abcXYZ0123\n",
        "- a #card\n\t- b\n",
        "- a {{cloze b}}\n",
        "- a [[card]]\n",
    ),
    *("- a >> b\n- c :> d\n", "- a;; b\n- b;; c\n- c;; d\n", "- a >>>\n    - b\n- c << d\n"),
    *(
        "<h2 data-question>a</h2>\n\nb\n",
        '<H2 markdown="1">\na\n</H2>\n\nb\n',
        "<div data-Question>\na\n</div>\n",
    ),
    *(
        "## a (24501c1a-f615-4355-a862-a00f64cc4725)\n\nb\n",
        "## a\n`{=:tag:=}`\nb\n",
        "## a #card\nb\n",
    ),
    *(
        "a #card\nb\n^1234567890123\n",
        "a\nb\n^1234567890123\n",
        "a ^q-ab12\n",
    ),
    *(
        "TARGET DECK: x\n\nWhy?\nSo.\n",
        "{{c1::a}} b\n@tag~\n",
        "{{c1:a}} b\n",
    ),
    *(
        "a\n<!--SR:!2024-01-01,1,230-->\n\nb::c\n",
        "Source: me\n",
        "demo: x\n",
        "^id\n",
        "> [!card\n> a\n",
    ),
)
"""Cards, and what is told of: one of each kind."""
TEXTS = st.one_of(SOME, st.tuples(SOME, st.sampled_from(DECKS), SOME).map("".join))


@settings(max_examples=400)
@given(TEXTS)
@example("---\ntags: [a]\n---\nWhy?\n\nSo.\n")
@example("Why\n?\nSo\n")
@example("---\ndeck: a\n---\nword ")
@example("`Why? `")
@example("？\n# ")
@example("Why #spaced\nSo\n")
@example("Why #FlashCard\nSo\n")
@example("## Q: Name it\nSo\n")
@example("`Why? `")
def test_the_shortcut_says_what_reading_says(text: str) -> None:
    source = Source("a.md", text, "a.md")
    if unmarked(source, Settings()):
        request = Request(
            paths=(), settings=Settings(), dialects=DIALECTS, stdin=text.encode(), modified=1
        )
        short = loaded(request)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(collection, "unmarked", lambda *_: False)
            long = loaded(replace(request))
        kept = tuple(found for found in long.diagnostics if found.rule is not rules.GUESSED_DECK)
        assert (short.collection.notes, short.diagnostics) == ((), kept)
        assert long.collection.notes == ()


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("around", ["{}", "# A note\n\nSome $x$ and `y`.\n\n{}\nMore.\n"])
def test_cards_are_never_passed_over(deck: str, around: str) -> None:
    assert not unmarked(Source("a.md", around.format(deck), "a.md"), Settings())


@pytest.mark.parametrize(
    "text",
    [
        "```cpp\nstd::cout << a[{{0}}] == b ? 1 : 2; // Q: what?\n```\n",
        "> [!note] Remember\n> This is ==all==.\n",
        "A `x :: y` and %% a >> b %% and $\\{{c}\\}$.\n<!-- Q: no -->\n",
        "Status:: done\n\nIt was ~~wrong~~ {right} → so.\n",
    ],
)
def test_what_is_hidden_or_another_s_is_no_mark(text: str) -> None:
    assert unmarked(Source("a.md", text, "a.md"), Settings())


@pytest.mark.parametrize("top", ["#separator:tab\n", "# Cards\n# Tags: a\n", "# \n#html : true\n"])
def test_lines_of_anki_are_seen(top: str) -> None:
    assert not unmarked(Source("a.md", f"{top}a\tb\n", "a.md"), Settings())


def test_an_ordinary_note_is_known_at_once() -> None:
    text = (
        "---\ntags: [physics, week3]\naliases:\n  - Heat\ncreated: 2024-01-02\n---\n\n# Heat\n\n"
        "See [[Energy]] and **this**, $x = 1$ or `code`.\n\n- one\n- two?\n"
    )
    assert unmarked(Source("a.md", text, "a.md"), Settings())


def test_own_marks_of_a_vault_or_of_a_plug_in_make_nothing_sure() -> None:
    source = Source("a.md", "#karten\n\na, b\n", "a.md")
    vault = Vault(Path(), {"obsidian-spaced-repetition": {"flashcardTags": ["#karten"]}})
    assert not unmarked(source, Settings(vault=vault))
    folders = Vault(Path(), {"obsidian-spaced-repetition": {"convertFoldersToDecks": True}})
    assert not unmarked(source, Settings(vault=folders))
    tag = Vault(Path(), {"flashcards-obsidian": {"flashcardsTag": "Karte"}})
    asked = Source("a.md", "Warum #karte\nDarum.\n", "a.md")
    assert not unmarked(asked, Settings(vault=tag))


class Other:
    name = "other"

    def evidence(self, page: object) -> int:
        return 1

    def read(self, page: object) -> Reading:
        return Reading((), ())


def test_the_dialect_of_another_sees_every_file() -> None:
    request = Request(
        paths=(), settings=Settings(), dialects={**DIALECTS, "other": Other()}, stdin=b"a\n"
    )
    assert [file.dialect for file in loaded(request).collection.files] == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        "~~~\na\n\n```\nb\n```\n",
        "<!-- a\n\n```\nb -->\n```\n",
        "- ```\n  a\n\n```\nb\n```\n",
        "a\n\n```\nb\n````\n\n```c\nd\n",
        "\\[ a\n```\nb\n\n```\nc :: d\n```\n",
    ],
)
def test_a_fence_that_something_reaches_into_is_not_taken_for_a_plain_one(text: str) -> None:
    assert not unmarked(Source("a.md", text, "a.md"), Settings())
