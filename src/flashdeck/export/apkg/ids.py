"""Numbers for rows that stay the same from build to build.

Anki reads the id of a note, card or deck as when it was made, in milliseconds,
and renumbers what lies in the future. So an id is a place in some past years
that follows from a hash, and packages of different collections seldom meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from flashdeck.identity import digests

_FIRST = 1_420_070_400_000
_PLACES = 200_000_000
STEP = 1_024
"""How far ids are apart at least: a note has fewer cards than this."""


def guids(key: str, families: Sequence[str], notes: Sequence[str]) -> list[str]:
    """What Anki knows each note by, in every collection it is imported into."""
    kinds = {*families}
    if len(kinds) == 1:
        return [*digests(("guid", key, *kinds), notes)]
    named = {
        each: digests(("guid", key, each), compress(notes, [family == each for family in families]))
        for each in kinds
    }
    return [next(named[family]) for family in families]


def places(hashes: Iterable[str]) -> list[int]:
    """Which of the places in those years follows from each hash."""
    return [int(hash, 16) % _PLACES for hash in hashes]


def spread(places: Sequence[int]) -> list[int]:
    """An id for each place; where two would have the same, the later takes the next one free."""
    free = places if len({*places}) == len(places) else _parted(places)
    return [_FIRST + place * STEP for place in free]


def _parted(places: Iterable[int]) -> Iterator[int]:
    taken: set[int] = set()
    for place in places:
        while place in taken:
            place = (place + 1) % _PLACES
        taken.add(place)
        yield place
