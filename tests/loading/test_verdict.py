"""Which dialect reads a page: as asked, as it says, or by weight of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from flashdeck.loading.verdict import Verdict, verdict
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.dialect import OWN, Dialect, Reading, Sign, told, weight
from flashdeck.syntax.page import Page, page
from reading import read


@dataclass(frozen=True)
class Fixed:
    """A dialect with as much evidence as the test says."""

    name: str
    weight: int

    def evidence(self, page: Page) -> int:
        return self.weight

    def read(self, page: Page) -> Reading:
        return Reading((), ())


def judged(weights: Mapping[str, int], text: str = "", asked: str | None = None) -> Verdict:
    known: dict[str, Dialect] = {name: Fixed(name, weight) for name, weight in weights.items()}
    return verdict(page(Source("page.md", text), Settings()), known, asked)


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        ({"native": 0, "sr": 0}, "native"),
        ({"native": 3, "sr": 3}, "native"),
        ({"native": 3, "sr": 4}, "sr"),
        ({"native": 40, "sr": OWN + 1}, "sr"),
        ({"native": 0, "org": 5, "csv": 5}, "csv"),
        ({"native": 2, "sr": 9 * OWN, "o2a": OWN}, "sr"),
    ],
)
def test_the_most_evidence_decides(weights: dict[str, int], wanted: str) -> None:
    found = judged(weights)
    assert (found.dialect, found.diagnostics) == (wanted, ())


def test_rivals_with_marks_of_their_own_are_read_as_native_and_told() -> None:
    found = judged({"native": 2, "sr": 4 * OWN, "o2a": OWN, "hashcards": 30})
    assert found.dialect == "native"
    assert found.rivals == ("o2a", "sr")


def test_who_asks_overrules_front_matter_and_that_the_evidence() -> None:
    weights = {"native": 0, "sr": 0, "o2a": 9 * OWN}
    text = "---\ndialect: sr\n---\n"
    assert judged(weights, text).dialect == "sr"
    assert judged(weights, text, asked="native").dialect == "native"


def test_a_dialect_nobody_knows_is_told_and_the_evidence_decides() -> None:
    found = judged({"native": 0, "sr": 3}, "---\ndialect: klingon\n---\n")
    assert found.dialect == "sr"
    assert [each.help for each in found.diagnostics] == ["there are: native, sr"]


def test_any_number_of_shared_marks_weighs_less_than_one_of_its_own() -> None:
    shared = [Sign("`::`", at) for at in range(1000)]
    assert weight(shared) < weight([Sign("`#flashcards`", 0, own=True)])


def test_marks_are_counted_as_a_reader_would() -> None:
    signs = [Sign("`Q:`", 0), Sign("`C:`", 9), Sign("`Q:`", 20)]
    assert told(signs) == "2 × `Q:`, `C:`"


BOTH = "#flashcards\n\nheart::pumps\n\nlungs::breathe\n\nWhat? #flashcard\nThat.\n"


def test_of_rivals_the_one_with_the_most_notes_reads_and_what_it_leaves_out_is_said() -> None:
    deck = read(BOTH)
    assert (deck.dialect, deck.fronts) == ("sr", ["heart", "lungs"])
    assert deck.problems == ["unread-cards"]
    assert ("mixed-dialects", 1) in deck.guesses
