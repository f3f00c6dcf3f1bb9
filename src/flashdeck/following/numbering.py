"""The numbers of gaps, kept from edit to edit: in Anki and in the journal they are the cards.

A number the author wrote stands. Any other gap keeps the number under which
what it hides is remembered, or nearly that, or under which what stood in its
place was. The number of a gap that is gone stays its own, and a new gap takes
one that was never another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.following.difference import difference
from flashdeck.following.trace import Trace, hidden, hidden_text
from flashdeck.following.words import words
from flashdeck.identity import normalised
from flashdeck.model import Basic, Note

HIGHEST = 499
"""Anki knows no gap with a higher number."""
NEARLY = 0.5
"""How like two hidden texts must be, from 0 to 1, if one is the other reworded."""

_Gap = tuple[int, str]


def renumbered(note: Note, before: Trace) -> Note:
    """The note with its gaps numbered as they are remembered."""
    if isinstance(note, Basic) or tuple(hidden(note).items()) == before.gaps:
        return note
    explicit = {gap.group for gap in note.deletions if gap.explicit}
    unnumbered = [at for at, gap in enumerate(note.deletions) if not gap.explicit]
    texts = [hidden_text(note, note.deletions[at]) for at in unnumbered]
    live = [gap for gap in before.gaps if gap[0] not in explicit]
    numbers = _same(texts, [*live, *(gap for gap in before.closed if gap[0] not in explicit)])
    _nearly(texts, live, numbers)
    _in_place(texts, live, numbers, before.prompt, normalised(note.text.text))
    unused = _unused(explicit.union(numbers.values()), {*dict(before.gaps), *dict(before.closed)})
    deletions = [*note.deletions]
    for index, at in enumerate(unnumbered):
        number = numbers[index] if index in numbers else next(unused, HIGHEST)
        deletions[at] = replace(deletions[at], group=number)
    return replace(note, deletions=tuple(deletions))


def _same(texts: Sequence[str], remembered: Sequence[_Gap]) -> dict[int, int]:
    """Numbers by the index of the text that is remembered under them."""
    left = [*remembered]
    found = {}
    for index, text in enumerate(texts):
        for gap in left:
            if gap[1] == text:
                found[index] = gap[0]
                left.remove(gap)
                break
    return found


def _left(live: Sequence[_Gap], numbers: dict[int, int]) -> list[_Gap]:
    taken = set(numbers.values())
    return [gap for gap in live if gap[0] not in taken]


def _nearly(texts: Sequence[str], live: Sequence[_Gap], numbers: dict[int, int]) -> None:
    """Adds the texts that are remembered nearly so, the nearest first."""
    likeness = {
        (index, number): difference(words(text), words(texts[index])).likeness
        for index in range(len(texts))
        if index not in numbers
        for number, text in _left(live, numbers)
    }
    for index, number in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if (
            likeness[index, number] >= NEARLY
            and index not in numbers
            and number not in numbers.values()
        ):
            numbers[index] = number


def _in_place(
    texts: Sequence[str], live: Sequence[_Gap], numbers: dict[int, int], old: str, new: str
) -> None:
    """Adds the texts that took the place of another, between the same neighbours."""
    turn = {number: at for at, (number, _) in enumerate(live)}
    placed = [(index, turn[number]) for index, number in numbers.items() if number in turn]
    gone: dict[tuple[int, int], list[_Gap]] = {}
    for gap in _left(live, numbers):
        above = max((index for index, at in placed if at < turn[gap[0]]), default=-1)
        below = min((index for index, at in placed if at > turn[gap[0]]), default=len(texts))
        gone.setdefault((above, below), []).append(gap)
    for (above, below), gaps in gone.items():
        between = (index for index in range(above + 1, below) if index not in numbers)
        fresh = [index for index in between if texts[index] not in old]
        if len(fresh) == len(gaps) == 1 and gaps[0][1] not in new:
            numbers[fresh[0]] = gaps[0][0]


def _unused(now: set[int], ever: set[int]) -> Iterator[int]:
    """Numbers that never were another's; when these run out, those free today."""
    never = (number for number in range(1, HIGHEST + 1) if number not in now | ever)
    yield from never
    yield from (number for number in range(1, HIGHEST + 1) if number in ever - now)
