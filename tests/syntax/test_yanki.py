"""Yanki's notes, one a file: what its users write, and what they get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flashdeck.config.vault import vault
from flashdeck.model import Basic, Cloze, answer, prompt
from flashdeck.settings import Settings
from reading import folder, read, written

SYNCED = "---\nnoteId: 1724355555555\ntags:\n  - geo/capital\n---\n"


def note(text: str) -> tuple[str | None, str | None]:
    deck = read(SYNCED + text)
    assert deck.dialect == "yanki"
    (found,), (front,), (back,) = deck.notes, deck.fronts, deck.backs
    assert found.given_id == "1724355555555"
    assert found.tags == {"geo/capital"}
    return front, back


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        ("\nFront\n\n---\n\nBack\n", "Front", "Back"),
        (
            "# Front\n\nmore\n***\n- Back\n\n---\n\nand more\n",
            "# Front\n\nmore",
            "- Back\n\n---\n\nand more",
        ),
        ("```\n---\n```\n\n---\nBack\n", "```\n---\n```", "Back"),
        ("Was ist *das*?\n\n_Ein Haus_\n", "Was ist *das*?", "Ein Haus"),
        ("What is *it*? *That*\n", "What is *it*?", "That"),
        ("A heading\n---\n\ntext\n\n---\n\nBack\n", "A heading\n---\n\ntext", "Back"),
    ],
)
def test_a_rule_or_emphasis_divides(text: str, front: str, back: str) -> None:
    assert note(text) == (front, back)


def test_two_rules_ask_both_ways() -> None:
    (found,) = read(f"{SYNCED}O\n\n---\n\n---\n\noxygen\n\n---\n\nLatin *oxygenium*.\n").notes
    assert isinstance(found, Basic)
    assert found.both_ways
    assert (found.front.text, found.back.text) == ("O", "oxygen")
    assert found.source_note == "Latin *oxygenium*."


def test_what_is_struck_through_is_a_gap() -> None:
    deck = read(f"{SYNCED}~~All~~ will be ~~shown _a hint_~~, `~~no~~`.\n\n---\n\n~~Back~~\n")
    (found,) = deck.notes
    assert isinstance(found, Cloze)
    assert found.text.text == "All will be shown, `~~no~~`."
    assert [(gap.group, gap.hint) for gap in found.deletions] == [(1, None), (2, "a hint")]
    assert deck.backs == ["~~Back~~"]


def test_numbers_group_gaps_and_count_on() -> None:
    (found,) = read(f"{SYNCED}~~3 a~~ ~~b~~ ~~3 c~~ ~~1) d~~ ~~7~~\n").notes
    assert isinstance(found, Cloze)
    assert found.text.text == "a b c d 7"
    assert [gap.group for gap in found.deletions] == [3, 4, 3, 1, 2]


def test_folders_are_decks(tmp_path: Path) -> None:
    written(tmp_path, {"Geo/Europe/France.md": f"{SYNCED}# Capital\n\n---\n\nParis\n"})
    (found,) = folder(tmp_path).collection.notes
    assert found.deck == ("Geo", "Europe")
    assert prompt(found) is not None


def test_the_plugins_own_folders_need_no_ids(tmp_path: Path) -> None:
    told = {"folders": ["Cards"], "ignoreFolderNotes": True}
    written(
        tmp_path,
        {
            ".obsidian/plugins/yanki/data.json": json.dumps(told),
            "Cards/Geo/France.md": "Capital of France\n\n---\n\nParis\n",
            "Cards/Geo/Geo.md": "An index\n\n---\n\nof cards\n",
            "Other.md": "A diary\n\n---\n\nthat goes on\n",
        },
    )
    found = folder(tmp_path, Settings(root=tmp_path, vault=vault(tmp_path.resolve())))
    assert [(prompt(each), answer(each)) for each in found.collection.notes] != []
    (only,) = found.collection.notes
    assert only.deck == ("Cards", "Geo")
    assert only.span.source.name == "Cards/Geo/France.md"


def test_a_note_without_a_back_is_said() -> None:
    assert read(f"{SYNCED}Only this\n").problems == ["missing-answer"]


def test_rules_and_strikes_alone_are_no_cards() -> None:
    assert read("A question?\n\n---\n\nSome ~~words~~.\n\n_So_\n").notes == ()
