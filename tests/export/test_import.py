"""What Anki makes of our packages; the real Anki."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection as Anki

from anki_collection import imported, package
from building import basic, cloze, statement
from flashdeck.model import Note

pytestmark = pytest.mark.anki


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def some_notes() -> list[Note]:
    return [
        basic("Capital of France?", "Paris", deck=("World", "Europe")),
        basic("mitochondrion", "powerhouse", both_ways=True, deck=("Biology",)),
        cloze("⟦1:Paris⟧ is in ⟦2:France⟧ and $x = ⟦3:\\frac{a}{b}⟧$", deck=("World",)),
        statement("A fact.", deck=("World", "Europe")),
    ]


def test_everything_arrives(anki: Anki, tmp_path: Path) -> None:
    log = imported(anki, package(tmp_path, some_notes()))
    assert (len(log.new), anki.note_count(), anki.card_count()) == (4, 4, 7)
    names = [deck.name for deck in anki.decks.all_names_and_ids()]
    assert names == ["Biology", "Default", "World", "World::Europe"]
    assert list(anki.get_empty_cards().notes) == []
