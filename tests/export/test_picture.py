"""The picture in the README shows a card as it is: when this fails, take it again.

It is a screenshot of the answer on the page that `tests/card_page.py` writes for
this card with MathJax, light beside dark, at 1300 x 640.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck import load, write
from golden_files import golden

CARDS = Path(__file__).parent.parent.parent / "cards"


@pytest.mark.anki
def test_the_card_in_the_picture_is_what_anki_shows(tmp_path: Path) -> None:
    from card_page import page

    compiled = load(CARDS)
    package, shown = tmp_path / "cards.apkg", tmp_path / "card.html"
    write(compiled.collection, package, compiled.settings)
    page(package, shown, dark=False, math=None, find="Id:dino-centring")
    assert shown.read_text("utf-8").count('id="qa"') == 2
    golden("readme/card.html", shown.read_text("utf-8"))
