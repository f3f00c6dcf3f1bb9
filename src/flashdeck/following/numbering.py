"""The numbers of gaps, kept from edit to edit: in Anki and in the journal they are the cards.

A gap keeps the number under which what it hides is remembered, or nearly that,
or under which what stood in its place was, whatever number the author writes: who
takes one gap out and counts the others anew means the same cards. A number that is
written says which gaps are one card; it stands where nothing else is known of a gap,
and where all numbers and all that is around the gaps are as they were, so that answers
were corrected. The number of a gap that is gone stays its own, and a new gap takes one
that was never another's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashdeck.following.difference import difference
from flashdeck.following.faces import face
from flashdeck.following.trace import BETWEEN, Trace, cut, hidden, hidden_text
from flashdeck.following.words import words
from flashdeck.identity import normalised
from flashdeck.model import Basic, Cloze, Note, Statement

HIGHEST = 499
"""Anki knows no gap with a higher number."""
NEARLY = 0.5
"""How like two hidden texts must be, from 0 to 1, if one is the other reworded."""

_LETTER = r"[^\W\u3005-\u9fff]"
"""Of a word that is parted from others by spaces."""

_Gap = tuple[int, str]


class _Unit(NamedTuple):
    """Gaps of one card, by their index in the note, what they hide, and the number, if written."""

    gaps: tuple[int, ...]
    text: str
    written: int | None


def renumbered(note: Note, before: Trace) -> Note:
    """The note with its gaps numbered as they are remembered."""
    if isinstance(note, Basic) or tuple(hidden(note).items()) == before.gaps:
        return note
    if stands_corrected(note, before):
        return note
    deletions = [*note.deletions]
    units = [*_units(note)]
    for unit, number in zip(units, _numbers(units, before, note.text.text), strict=True):
        for at in unit.gaps:
            deletions[at] = replace(deletions[at], group=number)
    return replace(note, deletions=tuple(deletions))


def stands_corrected(note: Cloze | Statement, before: Trace) -> bool:
    """Whether the author's numbers, and what is around the gaps, are as they were.

    If what is around them says something, answers were corrected, and gaps did not move.
    """
    if not all(gap.explicit for gap in note.deletions):
        return False
    now = hidden(note)
    if not now or [*now] != [number for number, _ in before.gaps]:
        return False
    old = face(before)
    new = face(before._replace(prompt=cut(note.text.text), gaps=tuple(now.items())))
    return new.framed and new.frame == old.frame


def _units(note: Cloze | Statement) -> Iterator[_Unit]:
    """In the order in which they begin in the text."""
    found: dict[tuple[bool, int], list[int]] = {}
    for at, gap in enumerate(note.deletions):
        found.setdefault((True, gap.group) if gap.explicit else (False, at), []).append(at)
    for (explicit, number), gaps in found.items():
        text = BETWEEN.join(hidden_text(note, note.deletions[at]) for at in gaps)
        yield _Unit(tuple(gaps), text, number if explicit else None)


def _numbers(units: Sequence[_Unit], before: Trace, text: str) -> Iterator[int]:
    """The number of each unit."""
    ever = {*dict(before.gaps), *dict(before.closed)}
    numbers = _same(units, [*before.gaps, *before.closed])
    _nearly(units, before.gaps, numbers)
    shown = [gap for gap in before.gaps if not _is_open(gap, before, units, cut(text))]
    _in_place(units, before, shown, numbers, normalised(text))
    _written(units, shown, numbers, ever)
    unused = _unused({*numbers.values()}, ever)
    for index in range(len(units)):
        yield numbers[index] if index in numbers else next(unused, HIGHEST)


def _same(units: Sequence[_Unit], remembered: Sequence[_Gap]) -> dict[int, int]:
    """Numbers by the index of the unit that is remembered under them."""
    left = [*remembered]
    found = {}
    for index, unit in enumerate(units):
        same = [gap for gap in left if gap[1] == unit.text]
        if same:
            gap = next((gap for gap in same if gap[0] == unit.written), same[0])
            found[index] = gap[0]
            left.remove(gap)
    return found


def _left(live: Sequence[_Gap], numbers: Mapping[int, int]) -> list[_Gap]:
    taken = set(numbers.values())
    return [gap for gap in live if gap[0] not in taken]


def _nearly(units: Sequence[_Unit], live: Sequence[_Gap], numbers: dict[int, int]) -> None:
    """Adds the units that are remembered nearly so, the nearest first."""
    likeness = {
        (index, number): difference(words(text), words(unit.text)).likeness
        for index, unit in enumerate(units)
        if index not in numbers
        for number, text in _left(live, numbers)
    }
    for index, number in sorted(
        likeness, key=lambda pair: (-likeness[pair], units[pair[0]].written != pair[1], pair)
    ):
        if (
            likeness[index, number] >= NEARLY
            and index not in numbers
            and number not in numbers.values()
        ):
            numbers[index] = number


def _is_open(gap: _Gap, before: Trace, units: Sequence[_Unit], text: str) -> bool:
    """Whether what a gap hid is still there, and is hidden no more: no other gap took its place."""

    def outside(whole: str, hidden: Collection[str]) -> int:
        return _count(gap[1], whole) - sum(_count(gap[1], each) for each in hidden)

    return outside(text, [unit.text for unit in units]) > outside(
        before.prompt, [each for _, each in before.gaps]
    )


def _count(part: str, text: str) -> int:
    """How often it stands in a text as words of its own."""
    return len(re.findall(rf"(?<!{_LETTER}){re.escape(part)}(?!{_LETTER})", text))


def _in_place(
    units: Sequence[_Unit],
    before: Trace,
    shown: Sequence[_Gap],
    numbers: dict[int, int],
    text: str,
) -> None:
    """Adds the units that took the place of another, between the same neighbours.

    A number that is written, and that no gap ever had, says of a unit that it is new.
    """
    known = {None, *dict(before.gaps), *dict(before.closed)}
    turn = {number: at for at, (number, _) in enumerate(before.gaps)}
    placed = [(index, turn[number]) for index, number in numbers.items() if number in turn]
    gone: dict[tuple[int, int], list[_Gap]] = {}
    for gap in _left(shown, numbers):
        above = max((index for index, at in placed if at < turn[gap[0]]), default=-1)
        below = min((index for index, at in placed if at > turn[gap[0]]), default=len(units))
        gone.setdefault((above, below), []).append(gap)
    for (above, below), gaps in gone.items():
        between = (index for index in range(above + 1, below) if index not in numbers)
        fresh = [index for index in between if units[index].text not in before.prompt]
        one_gave_way = len(fresh) == len(gaps) == 1 and gaps[0][1] not in text
        if one_gave_way and units[fresh[0]].written in known:
            numbers[fresh[0]] = gaps[0][0]


def _written(
    units: Sequence[_Unit], shown: Sequence[_Gap], numbers: dict[int, int], ever: Collection[int]
) -> None:
    """Adds the units whose number is nobody else's."""
    left = {number for number, _ in _left(shown, numbers)}
    for index, unit in enumerate(units):
        if index in numbers or unit.written is None or unit.written in numbers.values():
            continue
        if unit.written in left or unit.written not in ever:
            numbers[index] = unit.written


def _unused(now: set[int], ever: set[int]) -> Iterator[int]:
    """Numbers that never were another's; when these run out, those free today."""
    never = (number for number in range(1, HIGHEST + 1) if number not in now | ever)
    yield from never
    yield from (number for number in range(1, HIGHEST + 1) if number in ever - now)
