"""Two texts word by word: what they share, and what one has that the other has not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from flashdeck.following.frames import CONCEPTS, TURNS
from flashdeck.following.slips import nearly
from flashdeck.following.words import OF_ONE_SOUND, Counts, Words

_LIGHT = 0.2
"""What a function word weighs beside other words."""


class Difference(NamedTuple):
    """How one text became another.

    `likeness` goes from 0 to 1. `slips` are words that were misspelt or inflected
    otherwise; `lost` and `gained` have no counterpart. `moved` says that there are
    only the same words, in another order.
    """

    likeness: float
    slips: int
    lost: frozenset[str]
    gained: frozenset[str]
    moved: bool
    renames: bool
    """Whether a name, number or symbol gave way to another."""
    keeps_names: bool
    """Whether none of them was lost or gained."""
    named: int
    """How many there are, if all are kept."""
    reframed: bool
    """Whether function words gave way to others."""
    turned: bool
    """Whether a word was lost or gained that makes a question another one."""

    @property
    def changed(self) -> bool:
        """Whether there are other words, and not only another order."""
        return bool(self.lost or self.gained)

    @property
    def swapped(self) -> bool:
        """Whether something gave way to something else."""
        return self.moved or bool(self.lost and self.gained)


def difference(one: Words, other: Words) -> Difference:
    if one.order == other.order and one.light == other.light:
        return _SAME._replace(named=len(one.names))
    lost, gained = beyond(one.counted, other.counted), beyond(other.counted, one.counted)
    dropped, added = beyond(one.light, other.light), beyond(other.light, one.light)
    for mine, theirs, light in ((lost, other, dropped), (gained, one, added)):
        for word in [word for word in mine if word in theirs.counted and word not in theirs.hard]:
            _put(word, mine.pop(word), light)  # it is only said again
    otherwise = [*_of_one_concept(lost, gained)]
    for word, near in otherwise:
        _take(word, lost)
        _take(near, gained)
        _put(word, 1, dropped)
        _put(near, 1, added)
    slipped = 0
    if (lost or gained) and (lost or dropped) and (gained or added):
        before, after = sorted(_elements(lost, dropped)), sorted(_elements(gained, added))
        for word, near in _slips(before, after, one.hard | other.hard):
            _take(word, lost, dropped)
            _take(near, gained, added)
            slipped += 1
    said_lightly = slipped + sum(dropped.values()) + sum(added.values())
    apart = sum(lost.values()) + sum(gained.values()) + _LIGHT * said_lightly
    weight = weight_of(one, other)
    keeps_names = one.hard.isdisjoint(lost) and other.hard.isdisjoint(gained)
    return Difference(
        likeness=1 - apart / weight if weight else 1.0,
        slips=slipped,
        lost=frozenset(lost),
        gained=frozenset(gained),
        moved=not (lost or gained or slipped) and _is_reordered(one, other, otherwise),
        renames=not (one.hard.isdisjoint(lost) or other.hard.isdisjoint(gained)),
        keeps_names=keeps_names,
        named=len(one.names) if keeps_names else 0,
        reframed=bool(dropped and added),
        turned=not TURNS.isdisjoint(lost) or not TURNS.isdisjoint(gained),
    )


def weight_of(one: Words, other: Words) -> float:
    """How many words two texts have, light ones counted for what they weigh."""
    light = sum(one.light.values()) + sum(other.light.values())
    return len(one.order) + len(other.order) + _LIGHT * light


def lost_for_sure(one: Words, other: Words) -> int:
    """How many words are lost because the other text has none that begins alike, or might."""
    if not other.begin:
        return 0
    left = [word for word in one.order if word[0] not in other.begin]
    return sum(1 for word in left if word.isascii() and word not in CONCEPTS)


_SAME = Difference(
    likeness=1.0,
    slips=0,
    lost=frozenset(),
    gained=frozenset(),
    moved=False,
    renames=False,
    keeps_names=True,
    named=0,
    reframed=False,
    turned=False,
)
"""Between two texts of the same words in the same order."""

_Changing = dict[str, int]


def beyond(one: Counts, other: Counts) -> _Changing:
    """What is oftener in one, by how much; as counters would say, which take much longer."""
    less = other.get
    return {word: count - less(word, 0) for word, count in one.items() if count > less(word, 0)}


def _elements(*counts: _Changing) -> Iterator[str]:
    return (word for each in counts for word, count in each.items() for _ in range(count))


def _put(word: str, count: int, into: _Changing) -> None:
    into[word] = into.get(word, 0) + count


def _take(word: str, *counts: _Changing) -> None:
    """Take a word out of the first of the counts that has it."""
    found = next(each for each in counts if word in each)
    found[word] -= 1
    if not found[word]:
        del found[word]


def _is_reordered(one: Words, other: Words, otherwise: Sequence[tuple[str, str]]) -> bool:
    """Whether the words stand in another order, but for those said `otherwise`."""
    if one.order == other.order:
        return False
    passed = {word for pair in otherwise for word in pair}
    mine, theirs = (
        [word for word in dict.fromkeys(each.order) if word not in passed] for each in (one, other)
    )
    return mine != theirs


def _of_one_concept(lost: _Changing, gained: _Changing) -> Iterator[tuple[str, str]]:
    """Pairs of words that ask for the same, each word in one pair."""
    asking = [word for word in sorted(gained) if word in CONCEPTS]
    for word in sorted(lost) if asking else ():
        for other in asking:
            if not CONCEPTS.get(word, frozenset()).isdisjoint(CONCEPTS[other]):
                asking.remove(other)
                yield word, other
                break


def _slips(
    lost: Iterable[str], left: list[str], named: Container[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of words that are nearly the same, each word in one pair; those of `left` are taken."""
    plain = all(map(str.isascii, left))
    for word in lost:
        first = OF_ONE_SOUND if word[0] in OF_ONE_SOUND else word[0]
        alike = plain and word.isascii()
        for near in left:
            if alike and near[0] not in first:
                continue  # most are so unlike that no more need be asked
            if nearly(word, near, named=word in named and near in named):
                left.remove(near)
                yield word, near
                break
