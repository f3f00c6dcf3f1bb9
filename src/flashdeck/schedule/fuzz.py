"""A little disorder in the days on which cards are due.

Cards that were learned together would come back together for good. The due day
is moved, never the interval, and always by the same for the same card and
number of reviews.
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

Fuzz = Callable[[str, int, int], int]
"""Days to move, from a card's id, the number of its reviews, and the interval."""

SHORTEST = 4
WIDEST = 30


def fuzz(card: str, reviews: int, interval: int) -> int:
    """Up to a day and a twentieth of the interval, sooner or later; none below four days."""
    if interval < SHORTEST:
        return 0
    reach = 1 + interval // 20
    if reach > WIDEST:
        reach = WIDEST
    return crc32(card.encode(), reviews) % (2 * reach + 1) - reach


def none(card: str, reviews: int, interval: int) -> int:
    """No disorder: a card is due when its interval has passed."""
    return 0
