"""flashcards-obsidian: what its users write, and what they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.model import Basic, Cloze, Note, Statement
from flashdeck.settings import Settings, Vault
from reading import Deck, folder, read, written


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def both(deck: Deck) -> list[bool]:
    return [isinstance(note, Basic) and note.both_ways for note in deck.notes]


def ids(deck: Deck) -> list[str | None]:
    return [note.given_id for note in deck.notes]


def gaps(note: Note) -> list[tuple[int, str, str | None]]:
    assert isinstance(note, Cloze)
    return [(gap.group, note.text.text[gap.start : gap.end], gap.hint) for gap in note.deletions]


CARDS = """\
---
cards-deck: Bio::Cells
tags: [week1]
---

## What is a cell? #card #exam
A unit
of life.
^1660000000001

Not this, for a blank line is above.

### Mitochondrion #card-reverse

Power plant. ^1660000000002

A question of
two lines #card/reverse
Its answer.

## The tag below
#card
So too.

- nucleus::holds DNA #exam
^1660000000003
gene ::: allele

The ==ribosome== makes {2:proteins}, not $\\frac{a}{b}$.

```
x::y #card
```
"""


def test_flashcards_obsidian_asks_with_a_tag() -> None:
    deck = read(CARDS)
    assert deck.dialect == "flashcards-obsidian"
    assert pairs(deck) == [
        ("What is a cell?", "A unit\nof life."),
        ("Mitochondrion", "Power plant."),
        ("A question of\ntwo lines", "Its answer."),
        ("The tag below", "So too."),
        ("nucleus", "holds DNA"),
        ("gene", "allele"),
        ("The ribosome makes proteins, not $\\frac{a}{b}$.", None),
    ]
    assert both(deck) == [False, True, True, False, False, True, False]
    assert ids(deck)[:5] == ["1660000000001", "1660000000002", None, None, "1660000000003"]
    assert gaps(deck.notes[-1]) == [(1, "ribosome", None), (2, "proteins", None)]
    assert {note.deck for note in deck.notes} == {("Bio", "Cells")}
    assert [sorted(note.tags) for note in deck.notes][:2] == [["exam", "week1"], ["week1"]]


def test_a_spaced_card_is_only_shown_again() -> None:
    deck = read("Look at this again #card-spaced\n^1660000000001\n\nOne #card\nEins\n")
    assert [type(note) for note in deck.notes] == [Statement, Basic]
    assert ids(deck) == ["1660000000001", None]


def test_headings_with_the_tag_alone_go_on_to_be_ours() -> None:
    deck = read("## A topic #card\n\nOne.\n\nTwo.\n")
    assert (deck.dialect, deck.backs) == ("native", ["One.\n\nTwo."])


def test_the_vault_may_have_another_tag_other_marks_and_folders_for_decks(tmp_path: Path) -> None:
    given: dict[str, object] = {
        "flashcardsTag": "karte",
        "inlineSeparator": ";;",
        "inlineSeparatorReverse": ";;;",
        "folderBasedDeck": True,
    }
    text = "Was? #karte\nDas.\n\na ;; b\nc;;;d\nx::y\n"
    root = written(tmp_path, {"Bio/Zellen/a.md": text, "b.md": "Wer? #karte-reverse\nIch.\n"})
    vault = Vault(root, {"flashcards-obsidian": given})
    notes = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert [(note.deck, note.front.text) for note in notes if isinstance(note, Basic)] == [
        (("Bio", "Zellen"), "Was?"),
        (("Bio", "Zellen"), "a"),
        (("Bio", "Zellen"), "c"),
        (("b",), "Wer?"),
    ]


def test_ids_tell_of_the_tag_where_the_vault_s_settings_are_not_there() -> None:
    text = (
        "---\ncards-deck: Uni::Analysis\n---\n## Satz: #lern\n- so\n\t→ und so\n^1660000000001\n\n"
        "Was gilt? #lern-reverse #wichtig\n\nDas.\n^1660000000002\n\n"
        "## Neu #lern\nnoch ohne\n\n## Nur ein Titel #x\nText.\n"
    )
    deck = read(text)
    assert deck.dialect == "flashcards-obsidian"
    assert pairs(deck) == [
        ("Satz:", "- so\n\t→ und so"),
        ("Was gilt?", "Das."),
        ("Neu", "noch ohne"),
    ]
    assert (both(deck), ids(deck)) == (
        [False, True, False],
        ["1660000000001", "1660000000002", None],
    )
    assert pairs(read("Wer? #card\nIch.\n^1660000000001\n\n## T #x\ny\n")) == [("Wer?", "Ich.")]


def test_folders_of_the_second_version_are_decks_below_another_and_tags(tmp_path: Path) -> None:
    given: dict[str, object] = {"folderDeckPrefix": "Uni", "folderBasedTags": True}
    files: dict[str, str | bytes] = {
        "Bio/Old cells/a.md": "Was? #card\nDas.\n",
        "Bio/b.md": "---\ncards-deck: Mine\n---\nWer? #card\nIch.\n",
        "c.md": "Wo? #card\nDa.\n",
    }
    root = written(tmp_path, files)
    vault = Vault(root, {"flashcards-obsidian": given})
    notes = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert [("::".join(note.deck), *note.tags) for note in notes] == [
        ("Uni::Bio::Old cells", "Bio::Old-cells"),
        ("Mine", "Bio"),
        ("c",),
    ]


@pytest.mark.parametrize("text", ["One #card-reverse\n\n\n", "One\n#card\n\n## Next\n\ntext\n"])
def test_half_a_card_is_said(text: str) -> None:
    assert read(text).problems == ["missing-answer"]


def test_a_line_of_white_space_goes_on_where_the_id_is_noted_below() -> None:
    deck = read(
        "A? #card\n- a\n  \n- b\n^1660000000001\n\nB? #card\nc\n \nprose\n\n"
        "C? #card\nd\n \nD? #card\ne\n^1660000000002\n"
    )
    assert pairs(deck) == [("A?", "- a\n  \n- b"), ("B?", "c"), ("C?", "d"), ("D?", "e")]
    assert [note.given_id for note in deck.notes] == ["1660000000001", None, None, "1660000000002"]


_LINES = st.sampled_from(
    ["# a", "## b #card", "x #card", "#card-reverse", "y #card-spaced #t", "^1660000000001",
     "a::b", "{x}", "==g==", "---", "", " ", "```", "$$", "- l", "text ^1660000000002", "text"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_LINES, max_size=25).map("\n".join))
def test_any_order_of_lines_can_be_read(text: str) -> None:
    whole = f"---\ndialect: flashcards-obsidian\n---\n{text}"
    deck = read(whole)
    assert deck.dialect == "flashcards-obsidian"
    for found in deck.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(whole)
