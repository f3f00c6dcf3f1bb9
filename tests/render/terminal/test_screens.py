"""Whole cards on screens of two widths, and every card we have on any."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from flashdeck.compile.library import Compiled
from flashdeck.identity import cards
from flashdeck.render.terminal import Look, Terminal
from golden_files import GOLDEN, golden, leftovers
from reading import folder
from screens import COLOURLESS, drawn

DECK = GOLDEN / "terminal" / "cards.md"
OURS = Path(__file__).parents[3] / "cards"
NAMES = [
    "parts", "definition", "tables", "hostile", "both-sides", "gaps", "formula-gaps", "marked",
    "chosen", "cued", "arabic", "japanese",
]  # fmt: skip
PLAIN = Look(drawn=False, coloured=False)
ASCII = Look(ascii=True, coloured=False)
SCREENS = {
    **{f"{name}-{width}": (name, width, COLOURLESS) for name in NAMES for width in (60, 100)},
    "parts-plain": ("parts", 60, PLAIN),
    "tables-plain": ("tables", 60, PLAIN),
    "parts-ascii": ("parts", 60, ASCII),
    "definition-ascii": ("definition", 60, ASCII),
    "tables-narrow": ("tables", 24, COLOURLESS),
}


@cache
def compiled(root: Path) -> Compiled:
    return folder(root)


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str) -> None:
    ident, width, look = SCREENS[name]
    collection = compiled(DECK).collection
    terminal = Terminal(collection, {}, look)
    (note,) = [note for note in collection.notes if note.id == ident]
    sheets = [drawn(terminal.sheet(card), width) for card in cards(note)]
    golden(f"terminal/{name}.txt", f"\n{'~' * width}\n\n".join(sheets))


def test_every_golden_screen_has_a_card() -> None:
    assert (
        leftovers("terminal", ["cards.md", "sketch.svg", *(f"{n}.txt" for n in SCREENS)]) == set()
    )
    assert {note.id for note in compiled(DECK).collection.notes} == set(NAMES)


@pytest.mark.parametrize("look", [Look(), PLAIN, ASCII], ids=["drawn", "plain", "ascii"])
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_all_our_cards_fit(width: int, look: Look) -> None:
    whole = compiled(OURS)
    terminal = Terminal(whole.collection, whole.settings.macros, look)
    for note in whole.collection.notes:
        for card in cards(note):
            seen = drawn(terminal.sheet(card), width)
            assert max(map(cell_len, seen.split("\n"))) <= width
            assert "\\" not in seen or look.ascii, "LaTeX that was not drawn"
            assert not look.ascii or seen.isascii()
