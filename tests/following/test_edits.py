"""What becomes of edited cards: `python tests/following_report.py` prints the same table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from edited_cards import Card, Outcome, all_outcomes, built, table
from edits_apart import apart
from edits_copied import copied
from edits_kept import kept
from edits_shifted import corrected
from flashdeck.following.faces import face
from flashdeck.following.nearness import Verdict, Where, nearness

UNLIKE = Path(__file__).parent / "unlike.txt"
NEIGHBOURS = 16


@pytest.fixture(scope="module")
def outcomes_kept() -> list[Outcome]:
    return all_outcomes(kept())


@pytest.fixture(scope="module")
def outcomes_apart() -> list[Outcome]:
    return all_outcomes(apart())


def test_no_card_is_ever_taken_for_another(
    outcomes_kept: list[Outcome], outcomes_apart: list[Outcome]
) -> None:
    found = [*outcomes_kept, *outcomes_apart, *all_outcomes(corrected())]
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


def test_of_cards_that_are_much_alike_none_is_taken_for_another() -> None:
    """Each stands where another stood, as if that one had been deleted."""
    lines = UNLIKE.read_text("utf-8").strip().split("\n")
    pairs = [[side.strip() for side in line.split("¦")] for line in lines]
    cards = [Card(ask, f"Q: {ask}\nA: {told}" if told else ask) for ask, told in pairs]
    faces = [face(trace) for trace in built({"a.md": tuple(cards)})[0].values()]
    wrong = [
        (old.trace.prompt, new.trace.prompt)
        for at, new in enumerate(faces)
        for old in faces[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
        if old is not new and old.trace.kind == new.trace.kind
        if nearness(old, new, Where.HERE, in_turn=True, gone=False).verdict is Verdict.CARD
    ]
    assert wrong == []


def test_cards_that_are_copied_and_then_cut_are_followed() -> None:
    assert {each.verdict for each in copied()} == {"followed"}
