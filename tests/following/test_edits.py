"""What becomes of edited cards: `python tests/following_report.py` prints the same table."""

from __future__ import annotations

from collections import Counter

import pytest

from edited_cards import Outcome, all_outcomes, table
from edits_apart import apart
from edits_kept import kept


@pytest.fixture(scope="module")
def outcomes_kept() -> list[Outcome]:
    return all_outcomes(kept())


@pytest.fixture(scope="module")
def outcomes_apart() -> list[Outcome]:
    return all_outcomes(apart())


def test_no_card_is_ever_taken_for_another(
    outcomes_kept: list[Outcome], outcomes_apart: list[Outcome]
) -> None:
    found = [*outcomes_kept, *outcomes_apart]
    assert [each for each in found if each.verdict == "wrong"] == [], table(found)


def test_most_edited_cards_are_followed(outcomes_kept: list[Outcome]) -> None:
    counts = Counter(each.verdict for each in outcomes_kept)
    assert counts.total() >= 600
    assert counts["followed"] >= 0.95 * counts.total(), table(outcomes_kept)
    assert counts["missed"] <= 0.01 * counts.total(), table(outcomes_kept)


def test_few_new_cards_raise_a_question(outcomes_apart: list[Outcome]) -> None:
    counts = Counter(each.verdict for each in outcomes_apart)
    assert counts.total() >= 900
    assert counts["apart"] >= 0.85 * counts.total(), table(outcomes_apart)
