"""Two texts word by word: what they share, and what one has that the other has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(
    r"\\[A-Za-z]+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*'*|(?<![^\W\d_]{2})-|#[0-9a-f]{16}$|[^\w\s-]"
)
_PUNCTUATION = frozenset(".,;:?!\"'()[]{}*$`…\\")
_FUNCTION_WORDS = frozenset(
    "a an and are as at be been being by can could did do does for from give given has have i "
    "in is it its let list me name of on or our please say should state tell that the their "
    "these this those to us was we were what which will with would write you your define "
    "describe explain called "
    "als am auf bei das dem den der des die ein eine einem einen einer eines es für im in ist man "
    "mit sind und von was welche welchem welchen welcher welches wie zu zum zur "
    "au aux ce ces dans de des du elle est et il la le les par pour quel quelle quels quelles qui "
    "sont sur un une "
    "cual cuál cuáles el en es las los para por que qué se son su una y".split()
)
"""Words that come and go when a question is put differently, and say little about what it asks.

Not among them: what turns a question round (not, without), and what makes it another one (who,
when, where, why, how).
"""
_COMMON = frozenset("yes no true false ja nein wahr falsch oui non vrai faux sí".split())
"""Answers that many questions have."""
_LIGHT = 0.2
"""What a function word weighs beside other words."""


class Words(NamedTuple):
    """The words of a text: those with content in order and counted, and function words.

    `hard` are those that no synonym stands for: names, numbers, symbols, all of a
    formula. `telling` says that there are words beside those of formulas.
    """

    order: tuple[str, ...]
    counted: Counter[str]
    light: Counter[str]
    hard: frozenset[str]
    telling: bool


def words(text: str) -> Words:
    order, light, hard = [], [], set()
    begins, formula, telling = True, False, False
    for match in _WORD.finditer(text):
        word = match[0]
        if word in _PUNCTUATION:
            formula ^= word == "$"
            begins = begins or word in ".?!:"
            continue
        folded = word if len(word) == 1 or word[0] == "\\" else _folded(word)
        if folded in _FUNCTION_WORDS and not formula:
            light.append(folded)
        else:
            order.append(folded)
            if formula or _is_hard(word, begins):
                hard.add(folded)
            telling = telling or not (formula or folded in _COMMON or len(word) < 3)
        begins = False
    return Words(tuple(order), Counter(order), Counter(light), frozenset(hard), telling)


def _folded(word: str) -> str:
    return word.casefold().removesuffix("'s")


def _is_hard(word: str, begins: bool) -> bool:
    if not word[0].isalpha() or len(word) == 1:
        return True
    return not word.islower() and (not begins or word[1:] != word[1:].lower())


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
    named: bool
    """Whether there are some, and all are kept."""

    @property
    def changed(self) -> bool:
        """Whether there are other words, and not only another order."""
        return bool(self.lost or self.gained)

    @property
    def swapped(self) -> bool:
        """Whether something gave way to something else."""
        return self.moved or bool(self.lost and self.gained)


def difference(one: Words, other: Words) -> Difference:
    lost, gained = one.counted - other.counted, other.counted - one.counted
    dropped, added = one.light - other.light, other.light - one.light
    slips = 0
    if (lost or gained) and (lost or dropped) and (gained or added):
        for word, near in _slips(lost + dropped, gained + added):
            (lost if word in lost else dropped)[word] -= 1
            (gained if near in gained else added)[near] -= 1
            slips += 1
        lost, gained, dropped, added = +lost, +gained, +dropped, +added
    apart = lost.total() + gained.total() + _LIGHT * (slips + dropped.total() + added.total())
    light = one.light.total() + other.light.total()
    keeps_names = one.hard.isdisjoint(lost) and other.hard.isdisjoint(gained)
    weight = len(one.order) + len(other.order) + _LIGHT * light
    return Difference(
        likeness=1 - apart / weight if weight else 1.0,
        slips=slips,
        lost=frozenset(lost),
        gained=frozenset(gained),
        moved=not (lost or gained or slips) and one.order != other.order,
        renames=not (one.hard.isdisjoint(lost) or other.hard.isdisjoint(gained)),
        keeps_names=keeps_names,
        named=keeps_names and bool(one.hard),
    )


def _slips(lost: Counter[str], gained: Counter[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that are nearly the same, each word in one pair."""
    left = sorted(gained.elements())
    for word in sorted(lost.elements()):
        for near in left:
            if nearly(word, near):
                left.remove(near)
                yield word, near
                break


_SHORTEST_PLURAL = 3
_SHORTEST_SLIP = 5
_SHORTEST_STEM = 5
_SHORTEST_BARE_STEM, _LONGEST_ENDING = 4, 3
_STEM = 0.65


def nearly(one: str, other: str) -> bool:
    """Whether one word is likely the other misspelt or inflected.

    Both begin alike: what is put before a word often makes its opposite
    (symmetric, asymmetric), and what has digits is never nearly the same.
    """
    size = min(len(one), len(other))
    if size >= _SHORTEST_PLURAL and one.removesuffix("s") == other.removesuffix("s"):
        return True
    short, long = sorted((one, other), key=len)
    if size >= _SHORTEST_BARE_STEM and long.startswith(short):
        return len(long) - size <= _LONGEST_ENDING and long.isalpha()
    if size < _SHORTEST_SLIP - 1 or one[0] != other[0] or not (one.isalpha() and other.isalpha()):
        return False
    if max(len(one), len(other)) < _SHORTEST_SLIP:
        return False
    front = _shared(one, other)
    if front >= max(_SHORTEST_STEM, _STEM * max(len(one), len(other))):
        return True
    back = min(_shared(one[::-1], other[::-1]), size - front)
    left = one[front : len(one) - back], other[front : len(other) - back]
    return max(map(len, left)) <= 1 or (len(left[0]) == 2 and left[0] == left[1][::-1])


def _shared(one: str, other: str) -> int:
    """How many characters the beginnings share."""
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))
