"""What counts as a reference to another card."""

from __future__ import annotations

import pytest

from flashdeck.references import found, words

SLUGS = {
    "see ∆dino-architecture.": ["dino-architecture"],
    "(∆contrastive-loss): the": ["contrastive-loss"],
    "the lossΔcontrastive-loss, then": ["contrastive-loss"],
    "∆bite-gidaris-2018 ∆x": ["bite-gidaris-2018", "x"],
    "∆naïve-bayes-": ["naïve-bayes"],
    "∆ x and ∆-x": [],
    "`∆in-code` $∆in-math$ <!-- ∆in-comment -->": [],
}


@pytest.mark.parametrize("text", SLUGS)
def test_slugs_are_words_joined_by_hyphens(text: str) -> None:
    assert [reference.slug for reference in found(text)] == SLUGS[text]


def test_the_range_holds_the_delta() -> None:
    ((_, start, end),) = found("see ∆a-b.")
    assert "see ∆a-b."[start:end] == "∆a-b"


def test_a_slug_is_read_as_words() -> None:
    assert words("bite-dino-architecture") == "dino architecture"
