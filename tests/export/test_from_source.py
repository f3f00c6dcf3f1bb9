"""From a file of cards to what stands in Anki."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection as Anki

import flashdeck
from anki_collection import imported
from card_page import page
from flashdeck.export.apkg import note_types
from flashdeck.export.apkg.note_fields import fields, ident, tags
from flashdeck.model import Basic
from flashdeck.render.html import Html
from golden_files import GOLDEN, golden

EVERYTHING = GOLDEN / "html" / "everything.md"


def test_every_part_of_a_card_is_written_like_this() -> None:
    compiled = flashdeck.load(EVERYTHING)
    html = Html(compiled.collection, compiled.settings.macros)
    parts: list[str] = []
    for note in compiled.collection.notes:
        kind = note_types.basic() if isinstance(note, Basic) else note_types.cloze()
        for field, text in zip(kind.fields, [*fields(note, html), ident(note.id)], strict=True):
            if text:
                parts.append(f"<!-- {field['name']} -->\n{text}\n")
        parts.append(f"<!-- Tags: {' '.join(tags(note))} -->\n\n")
    golden("html/everything.html", "".join(parts))


@pytest.mark.anki
def test_its_cards_can_be_looked_at(tmp_path: Path) -> None:
    compiled = flashdeck.load(EVERYTHING)
    flashdeck.write(compiled.collection, tmp_path / "deck.apkg", compiled.settings)
    out = tmp_path / "page.html"
    page(tmp_path / "deck.apkg", out, dark=True, math=None, find="Id:everything-here")
    shown = out.read_text("utf-8")
    assert shown.count('<div class="card card1 nightMode night_mode">') == 2
    assert shown.count("Callouts have a box.") == 1


@pytest.mark.anki
def test_a_file_of_cards_arrives(tmp_path: Path) -> None:
    compiled = flashdeck.load(EVERYTHING)
    flashdeck.write(compiled.collection, tmp_path / "deck.apkg", compiled.settings)
    anki = Anki(str(tmp_path / "collection.anki2"))
    try:
        imported(anki, tmp_path / "deck.apkg")
        assert (anki.note_count(), anki.card_count()) == (5, 8)
        assert list(anki.get_empty_cards().notes) == []
        decks = {anki.decks.name(anki.get_card(card).did) for card in anki.find_cards("")}
        assert decks == {"Looks::Every part"}
    finally:
        anki.close()
