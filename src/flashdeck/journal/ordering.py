"""Places of notes in a file that stay when others come, go or move: numbers with room between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

STEP = 64


def placed(before: Sequence[int | None]) -> list[int]:
    """A place for each note of a file, each greater than the one before it.

    As many as can be keep the place they had; None had none.
    """
    kept = dict(_with_room(_ascending(before)))
    if not kept:
        return [STEP * index for index in range(len(before))]
    found = [0] * len(before)
    first, last = min(kept), max(kept)
    for index in range(len(before)):
        if index < first:
            found[index] = kept[first] - STEP * (first - index)
        elif index > last:
            found[index] = kept[last] + STEP * (index - last)
    for start, end in pairwise(kept):
        room = kept[end] - kept[start]
        for index in range(start, end):
            found[index] = kept[start] + room * (index - start) // (end - start)
    found[last] = kept[last]
    return found


def _ascending(before: Sequence[int | None]) -> list[tuple[int, int]]:
    """As many places as possible that ascend, each with its index: by patience sorting."""
    ends: list[int] = []
    heads: list[int] = []
    previous: dict[int, int | None] = {}
    for index, place in enumerate(before):
        if place is not None:
            pile = bisect_left(ends, place)
            ends[pile : pile + 1] = [place]
            heads[pile : pile + 1] = [index]
            previous[index] = heads[pile - 1] if pile else None
    return [*_chain(before, previous, heads[-1] if heads else None)][::-1]


def _chain(
    before: Sequence[int | None], previous: dict[int, int | None], index: int | None
) -> Iterator[tuple[int, int]]:
    while index is not None:
        yield index, before[index] or 0
        index = previous[index]


def _with_room(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those between which all notes that stand between them find a place."""
    behind: tuple[int, int] | None = None
    for index, place in places:
        if behind is None or place - behind[1] >= index - behind[0]:
            behind = index, place
            yield behind
