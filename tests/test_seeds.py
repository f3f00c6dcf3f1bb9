"""The two real files this program was started from, where they are at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from flashdeck.export.listing import document
from flashdeck.schedule.standing import Standings
from flashdeck.schedule.study_day import Day
from reading import folder

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed files are not at hand")


def expected() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SEEDS / "expected_cards.json").read_text("utf-8"))
    return sorted(found, key=lambda card: str(card["n"]))


def test_both_files_give_exactly_the_expected_notes() -> None:
    compiled = folder(SEEDS)
    notes = document(compiled.collection, [], Standings({}, Day(1), 8))["notes"]
    numbers = {note["id"]: card["n"] for note, card in zip(notes, expected(), strict=True)}
    for note, card in zip(notes, expected(), strict=True):
        asked = card["prompt"] and re.sub(r"@(?=\w)", "", card["prompt"])
        source = (SEEDS / card["seed"]).read_text("utf-8").split("\n")
        first, last = card["answer_lines"]
        assert note == note | {
            "kind": card["kind"],
            "deck": card["deck"],
            "section": card["section"],
            "prompt": asked,
            "answer": "\n".join(source[first - 1 : last]),
            "tags": sorted(card["tags"]),
            "verbs": card["verbs"],
            "source": card["source"],
            "lines": {
                "prompt": card["prompt_lines"],
                "context": card["context_lines"],
                "answer": card["answer_lines"],
            },
        }
        assert [(ref["slug"], numbers.get(ref["target"] or "")) for ref in note["refs"]] == [
            (ref["slug"], ref["resolves_to"]) for ref in card["refs"]
        ]


def test_no_sound_card_is_left_out() -> None:
    compiled = folder(SEEDS)
    assert compiled.left_out == ()
    assert {str(found.rule.severity) for found in compiled.diagnostics} <= {"warning", "info"}
