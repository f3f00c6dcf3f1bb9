"""Which key gives which grade; the journal holds grades, never keys."""

from __future__ import annotations

from collections.abc import Mapping

FOUR: Mapping[str, int] = {"1": 1, "2": 3, "3": 4, "4": 5}
"""Again, hard, good, easy."""

SIX: Mapping[str, int] = {str(grade): grade for grade in range(6)}
"""As Wozniak wrote them."""

NAMES: Mapping[int, str] = {1: "again", 3: "hard", 4: "good", 5: "easy"}


def keys(grades: int) -> Mapping[str, int]:
    """The keys of a collection that chooses among four grades or among six."""
    return SIX if grades == 6 else FOUR
