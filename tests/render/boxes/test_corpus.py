"""Both forms of every formula of the corpus, and of all cards at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.render.boxes import display, inline
from formula_corpus import FOLDER, corpus, formulas_of, page, subjects
from golden_files import golden

CARDS = Path(__file__).resolve().parents[3] / "cards"
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


@pytest.mark.parametrize("subject", subjects())
def test_a_subject_is_drawn_as_it_was_reviewed(subject: str) -> None:
    golden(f"{FOLDER.name}/{subject}.txt", page(subject))


def test_the_corpus_is_large_and_wholly_drawn() -> None:
    found = corpus()
    assert len(set(found)) >= 150
    assert [tex for tex in found if "«" in inline(tex) + str(display(tex))] == []


def test_the_formulas_of_our_cards_are_drawn() -> None:
    found = formulas_of(CARDS)
    assert len(found) > 100
    assert [tex for tex in found if "«" in inline(tex) + str(display(tex))] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed files are not at hand")
def test_the_formulas_of_the_seeds_are_drawn() -> None:
    found = formulas_of(SEEDS)
    assert len(found) > 30
    assert [tex for tex in found if "«" in inline(tex) + str(display(tex))] == []
