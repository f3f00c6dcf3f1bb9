"""Numbers for rows that stay the same from build to build.

Anki reads the id of a note, card or deck as when it was made, in milliseconds,
and renumbers what lies in the future. So an id is a place in some past years
that follows from a hash, and packages of different collections seldom meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flashdeck.identity import digest

_FIRST = 1_420_070_400_000
_PLACES = 200_000_000
STEP = 1_024
"""How far ids are apart at least: a note has fewer cards than this."""


def guids(key: str, families: Iterable[str], notes: Iterable[str]) -> Iterator[str]:
    """What Anki knows each note by, in every collection it is imported into."""
    for family, note in zip(families, notes, strict=True):
        yield digest("guid", key, family, note)


def spread(keys: Iterable[str]) -> Iterator[int]:
    """An id for each key; where two would have the same, the later takes the next one free."""
    taken: set[int] = set()
    for key in keys:
        place = int(digest("row", key), 16) % _PLACES
        while place in taken:
            place = (place + 1) % _PLACES
        taken.add(place)
        yield _FIRST + place * STEP
