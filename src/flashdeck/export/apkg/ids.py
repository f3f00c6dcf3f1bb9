"""Numbers for rows that stay the same from build to build.

Anki reads the id of a note, card or deck as when it was made, in milliseconds,
and renumbers what lies in the future. So an id is a place in some past years
that follows from a hash, and packages of different collections seldom meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.identity import digests

_FIRST = 1_420_070_400_000
_PLACES = 200_000_000
STEP = 1_024
"""How far ids are apart at least: a note has fewer cards than this."""


def guids(key: str, families: Iterable[str], notes: Sequence[str]) -> list[str]:
    """What Anki knows each note by, in every collection it is imported into."""
    found = [""] * len(notes)
    of_family: dict[str, list[int]] = defaultdict(list)
    for at, family in enumerate(families):
        of_family[family].append(at)
    for family, places in of_family.items():
        hashes = digests(("guid", key, family), (notes[at] for at in places))
        for at, guid in zip(places, hashes, strict=True):
            found[at] = guid
    return found


def place(hash: str) -> int:
    """Which of the places in those years follows from a hash."""
    return int(hash, 16) % _PLACES


def spread(places: Iterable[int]) -> Iterator[int]:
    """An id for each place; where two would have the same, the later takes the next one free."""
    taken: set[int] = set()
    for place in places:
        while place in taken:
            place = (place + 1) % _PLACES
        taken.add(place)
        yield _FIRST + place * STEP
