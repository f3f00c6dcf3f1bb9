"""Theorems and the like that are called by a number alone, when they are numbered anew.

The answers that were kept say by how much the others moved: `following/between`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from flashdeck.following.between import MARGIN, MOST, across, gaps, likeness, says_enough
from flashdeck.following.labels import label
from flashdeck.following.retold import Retold
from flashdeck.following.series import Member, Series, all_series
from flashdeck.following.trace import Trace
from flashdeck.model import Note, NoteId

SEVERAL = 3
"""How many answers that kept what they say but not their number need say little."""
LIKE = 0.6
"""How like two answers must be, from 0 to 1, if one is the other reworded."""

_DIGITS = re.compile(r"\d+")

_Key = TypeVar("_Key", NoteId, int)


class Renumbering(NamedTuple):
    """What became of the notes of a series, by their index.

    `same` are clear. `fresh` are none of those whose prompt they have. Of each of `asked` a
    person must say which it is.
    """

    same: Mapping[int, NoteId]
    fresh: frozenset[int]
    asked: Mapping[int, tuple[NoteId, ...]]


def renumberings(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    told: Retold,
    gone: Container[NoteId],
) -> Iterator[Renumbering]:
    """What became of each series of which an answer went to another number.

    Those that are `gone` were missing before.
    """
    parted = (label(told.prompts[at]) for at in told.moved)
    rests = {each.rest for each in parted if each is not None}
    for each in all_series(notes, same, memory, told, rests, gone) if rests else ():
        if (found := _renumbering(each)) is not None:
            yield found


def _linked(series: Series) -> dict[NoteId, int]:
    """Which note has another number and the answer of one before, as no other has."""
    there = {id: old for id, old in series.olds.items() if not old.gone}
    giving, given = _by_answer(there), _by_answer(series.news)
    giving = _by_answer(series.olds) | giving
    return {
        ids[0]: given[said][0]
        for said, ids in giving.items()
        if len(ids) == len(given.get(said, ())) == 1 and not series.olds[ids[0]].answer.common
    }


def _by_answer(members: Mapping[_Key, Member]) -> dict[tuple[str, ...], list[_Key]]:
    found: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
    for key, each in members.items():
        if each.said:
            found[each.said].append(key)
    return found


def _nearly(series: Series, exact: Mapping[NoteId, int]) -> dict[NoteId, int]:
    """Answers that were reworded, each with the one note that gives nearly what one gave."""
    olds = {id: old.answer for id, old in series.olds.items() if not (id in exact or old.gone)}
    taken = {*exact.values()}
    news = {at: new.answer for at, new in series.news.items() if at not in taken}
    if len(olds) * len(news) > MOST:
        return {}
    like = {(id, at): likeness(olds[id], news[at]) for id in olds for at in news}
    return {
        id: at
        for (id, at), each in like.items()
        if each >= LIKE
        and all(like[other, at] <= each - MARGIN for other in olds if other != id)
        and all(like[id, other] <= each - MARGIN for other in news if other != at)
    }


def _renumbering(series: Series) -> Renumbering | None:
    """What became of a series; None if no answer went to another number."""
    exact = _linked(series)
    links = {**exact, **_nearly(series, exact)}
    same = {at: id for id, at in links.items()}
    asked: dict[int, tuple[NoteId, ...]] = {}
    for gap in gaps(series, links):
        found = across(series, gap)
        same |= found.same
        asked |= dict.fromkeys(found.news, tuple(found.olds))
    asked |= _left_over(series, same, asked)
    fresh = frozenset(at for at in series.was if at not in same and at not in asked)
    if not asked and not fresh and all(series.was.get(at) == id for at, id in same.items()):
        return None
    moved = {id: at for id, at in links.items() if series.was.get(at) != id}
    result = Renumbering(same, fresh, asked)
    return result if _is_certain(series, moved, exact) else _unsure(series, result)


def _unsure(series: Series, found: Renumbering) -> Renumbering:
    """Of each note that is not what its number says it is to be asked."""
    asked = {**found.asked}
    for at in {*found.same, *found.fresh}:
        now, before = found.same.get(at), series.was.get(at)
        if now != before:
            asked[at] = tuple(id for id in (now, before) if id is not None)
    same = {at: id for at, id in found.same.items() if at not in asked}
    return Renumbering(same, frozenset(), asked)


def _is_certain(series: Series, moved: Mapping[NoteId, int], exact: Container[NoteId]) -> bool:
    """Whether so many answers moved, or such as say enough, and not two changed places."""
    if len(moved) >= SEVERAL:
        return True
    if all(series.was.get(at) in moved for at in moved.values()) and not _in_order(series, moved):
        return False
    return all(id in exact and says_enough(series.olds[id].answer) for id in moved)


def _in_order(series: Series, moved: Mapping[NoteId, int]) -> bool:
    """Whether they stand in the order they had, and are numbered so.

    Then none changed places: it was two machines that numbered them, each otherwise.
    """
    stood = sorted(moved, key=lambda id: (series.olds[id].file, series.olds[id].place))
    news = [series.news[moved[id]] for id in stood]
    stands = [(each.file, each.place) for each in news]
    numbers = [[int(part) for part in _DIGITS.findall(each.label.number)] for each in news]
    return all(numbers) and stands == sorted(stands) and numbers == sorted(numbers)


def _left_over(
    series: Series, same: Mapping[int, NoteId], asked: Mapping[int, tuple[NoteId, ...]]
) -> dict[int, tuple[NoteId, ...]]:
    """Notes in no place between others that give an answer that one of before gave there."""
    done = {*same.values(), *(id for olds in asked.values() for id in olds)}
    giving = _by_answer({id: old for id, old in series.olds.items() if id not in done})
    left = {at: new for at, new in series.news.items() if at not in same and at not in asked}
    given = _by_answer(left) if giving else {}
    return {at: tuple(giving[each]) for each in given if each in giving for at in given[each]}
