"""The oracles are what was handed to us, number by number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from algorithm_oracles import GIVEN

ORIGINAL = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "demo_oracles.json"


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original is not here")
def test_the_copy_leaves_out_but_changes_nothing() -> None:
    original: object = json.loads(ORIGINAL.read_text("utf-8"))
    assert not list(differences(GIVEN, original))


def differences(copy: object, original: object, where: str = "") -> list[str]:
    """Paths at which the copy says something else."""
    if isinstance(copy, dict) and isinstance(original, dict):
        return [
            found
            for key, value in copy.items()
            for found in differences(value, original.get(key), f"{where}/{key}")
        ]
    return [] if copy == original else [where]


def test_a_difference_would_be_seen() -> None:
    assert differences({"a": {"b": 1}}, {"a": {"b": 2, "c": 3}}) == ["/a/b"]
