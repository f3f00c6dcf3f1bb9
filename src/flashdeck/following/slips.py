"""Two words of which one is likely the other misspelt or inflected."""

from __future__ import annotations

from unicodedata import combining, normalize

_SHORTEST_PLURAL = 3
_SHORTEST_SLIP = 5
_SHORTEST_STEM = 5
_SHORTEST_BARE_STEM, _LONGEST_ENDING = 4, 3
_STEM, _CYRILLIC_STEM = 0.65, 0.6


def nearly(one: str, other: str) -> bool:
    """Whether one word is likely the other misspelt or inflected.

    Both begin alike: what is put before a word often makes its opposite
    (symmetric, asymmetric), and what has digits is never nearly the same.
    """
    plain = one.isascii() and other.isascii()
    if plain and one[0] != other[0]:
        return False
    if not plain and _bare(one) == _bare(other):
        return True
    size = min(len(one), len(other))
    if size >= _SHORTEST_PLURAL and one.removesuffix("s") == other.removesuffix("s"):
        return True
    short, long = sorted((one, other), key=len)
    if size >= _SHORTEST_BARE_STEM and long.startswith(short):
        return len(long) - size <= _LONGEST_ENDING and long.isalpha()
    if size < _SHORTEST_SLIP - 1 or len(long) < _SHORTEST_SLIP or one[0] != other[0]:
        return False
    whole = one.isalpha() and other.isalpha()
    return whole and _is_spelt_nearly(one, other) and not _are_kinds(one, other)


def _is_spelt_nearly(one: str, other: str) -> bool:
    """Whether they begin alike for the most part, or one letter is another or two change places."""
    size, longest = sorted(map(len, (one, other)))
    front = _shared(one, other)
    stem = _CYRILLIC_STEM if "\u0400" <= one[0] <= "\u04ff" else _STEM
    if front >= max(_SHORTEST_STEM, stem * longest):
        return True
    back = min(_shared(one[::-1], other[::-1]), size - front)
    left = one[front : len(one) - back], other[front : len(other) - back]
    return max(map(len, left)) <= 1 or (len(left[0]) == 2 and left[0] == left[1][::-1])


_ENDINGS = (("ane", "ene", "yne"), ("an", "en", "in"), ("ate", "ite", "ide"), ("at", "it", "id"))
_KINDS = (*_ENDINGS, ("ase", "ose"), ("ous", "ic"))
"""Endings of one stem that name several things: hexane and hexene, sulfate and sulfite."""
_OPPOSITES = (("macro", "micro"), ("absor", "adsor"), ("abduc", "adduc"), ("ante", "anti"))
_SHORTEST_ROOT = 3


def _are_kinds(one: str, other: str) -> bool:
    """Whether two words are much alike because they name two things of a kind."""
    first, second = sorted((one, other))
    if any(first.startswith(low) and second.startswith(high) for low, high in _OPPOSITES):
        return True
    return any(
        _root(one, mine) == _root(other, theirs) != ""
        for endings in _KINDS
        for mine in endings
        for theirs in endings
        if mine != theirs
    )


def _root(word: str, ending: str) -> str:
    root = word.removesuffix("s").removesuffix(ending)
    return root if len(root) >= _SHORTEST_ROOT and root != word.removesuffix("s") else ""


def _bare(word: str) -> str:
    """The word without accents and other marks."""
    return "".join(each for each in normalize("NFKD", word) if not combining(each))


def _shared(one: str, other: str) -> int:
    """How many characters the beginnings share."""
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))
