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
TEXTS = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)


@settings(max_examples=400)
@given(TEXTS)
@example("---\ntags: [a]\n---\nWhy?\n\nSo.\n")
@example("Why\n?\nSo\n")
@example("---\ndeck: a\n---\nword ")
@example("`Why? `")
@example("？\n# ")
@example("Why #spaced\nSo\n")
@example("Why #FlashCard\nSo\n")
@example("`Why? `")
def test_the_shortcut_says_what_reading_says(text: str) -> None:
    source = Source("a.md", text, "a.md")
    if unmarked(source, Settings(), DIALECTS):
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


def test_an_ordinary_note_is_known_at_once() -> None:
    text = (
        "---\ntags: [physics, week3]\naliases:\n  - Heat\ncreated: 2024-01-02\n---\n\n# Heat\n\n"
        "See [[Energy]] and **this**, $x = 1$ or `code`.\n\n- one\n- two?\n"
    )
    assert unmarked(Source("a.md", text, "a.md"), Settings(), DIALECTS)


def test_own_marks_of_a_vault_or_of_a_plug_in_make_nothing_sure() -> None:
    source = Source("a.md", "#karten\n\na, b\n", "a.md")
    vault = Vault(Path(), {"obsidian-spaced-repetition": {"flashcardTags": ["#karten"]}})
    assert not unmarked(source, Settings(vault=vault), DIALECTS)
    folders = Vault(Path(), {"obsidian-spaced-repetition": {"convertFoldersToDecks": True}})
    assert not unmarked(source, Settings(vault=folders), DIALECTS)
    assert not unmarked(Source("a.md", "a\n", "a.md"), Settings(), {"other": Other()})


class Other:
    name = "other"

    def evidence(self, page: object) -> int:
        return 0

    def read(self, page: object) -> Reading:
        raise NotImplementedError
