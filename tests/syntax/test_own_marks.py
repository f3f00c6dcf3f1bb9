"""Files with the plug-in's tag whose marks only the vault's settings would name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.settings import Settings, Vault
from reading import read


@pytest.mark.parametrize(
    ("text", "mark", "count"),
    [
        ("#flashcards\n\nDie Zelle >> la cellule\n\nDer Baum >> l'arbre\n", ">>", 2),
        ("#flashcards/bio\n\n细胞 → cell\n\n树 → tree\n\n山 → hill\n", "→", 3),
        ("---\ntags: [flashcards]\n---\n\nWho?\n!!\nI.\n\nWhat?\n!!\nThat.\n", "!!", 2),
        ("#flashcards\n\na ;; b\n\nWho?\n;;\nI.\n", ";;", 2),
    ],
)
def test_a_mark_that_parts_many_lines_is_told_once(text: str, mark: str, count: int) -> None:
    deck = read(text)
    assert deck.notes == ()
    (found,) = deck.diagnostics
    assert (found.rule.name, found.span.text) == ("unread-cards", mark)
    assert found.message.startswith(f"`{mark}` parts question and answer in {count} places")


@pytest.mark.parametrize(
    "text",
    [
        "Die Zelle >> la cellule\n\nDer Baum >> l'arbre\n",
        "#flashcards\n\nOne >> two\n\nSome words.\n\nMore words.\n",
        "#flashcards\n\nTo do - call\n\nOne / two\n\nOne / three\n",
        "#flashcards\n\na\n---\nb\n\nc\n---\nd\n",
        "#flashcards\n\n```\na >> b\nc >> d\n```\n",
        "#flashcards\n\na >> b\n\nc >> d\n\nsol::sun\n",
    ],
)
def test_and_else_nothing_is_said(text: str) -> None:
    assert "unread-cards" not in read(text).problems


def test_where_the_settings_are_there_the_marks_are_known() -> None:
    text = "#flashcards\n\na >> b\n\nc >> d\n"
    given = {"singleLineCardSeparator": ">>"}
    vault = Vault(Path(), {"obsidian-spaced-repetition": given})
    assert read(text, Settings(vault=vault)).fronts == ["a", "c"]
    other = Vault(Path(), {"obsidian-spaced-repetition": {"autoNextNote": False}})
    assert read(text, Settings(vault=other)).problems == []
