"""Two short texts of which one is the other with a slip of the hand, or one word abbreviated.

Of a short word a slip may make another word. So this says less than `slips`, and counts only
beside an answer that no other card gives, where the card stood.
"""

from __future__ import annotations

import re

from flashdeck.following.frames import TURNS
from flashdeck.following.slips import are_two_words

_SHORTEST = 3
"""Letters of the longer of two words of which one is mistyped."""
_LEAST = 4
"""Letters that are left of a word in which one was left out, if others stand beside it."""
_ABBREVIATED = 6
"""Letters a word must have to be abbreviated, to half of them or fewer."""
_SHORT = 6
"""Characters of a Chinese text in which one says much."""
_CHARACTERS = re.compile(f"[\u3005\u3400-\u9fff\uf900-\ufaff]{{1,{_SHORT}}}")
_FUNCTIONS = frozenset("sin cos tan cot sec csc".split())
_GENDERS = frozenset("aeoаяыة")


def is_mistyped(old: str, new: str) -> bool:
    """Whether one word differs, by a slip of the hand or for being abbreviated."""
    front = _shared(old, new)
    back = min(_shared(old[::-1], new[::-1]), len(old) - front, len(new) - front)
    while front and old[front - 1].isalnum():
        front -= 1
    while back and old[len(old) - back].isalnum():
        back -= 1
    one, other = (text[front : len(text) - back].rstrip(".").casefold() for text in (old, new))
    least = _SHORTEST if len(f"{old[:front]} {old[len(old) - back :]}".split()) <= 1 else _LEAST
    return (
        (_is_slip(one, other, least) or _is_short_for(one, other) or _is_short_for(other, one))
        and not ({one, other} <= TURNS or are_two_words(one, other))
        and not (_is_formula(old[:front]) or _is_formula(new[:front]))
    )


def is_respelt(old: str, new: str) -> bool:
    """Whether of a few Chinese characters one gave way to another."""
    if len(old) != len(new) or not (_CHARACTERS.fullmatch(old) and _CHARACTERS.fullmatch(new)):
        return False
    return sum(mine != theirs for mine, theirs in zip(old, new, strict=True)) == 1


def _is_slip(one: str, other: str, least: int) -> bool:
    """Whether two letters changed places, one was written twice, or one left out.

    `least` is how many letters must be left of a word in which one was left out.
    """
    short, long = sorted((one, other), key=len)
    if not (one.isalpha() and other.isalpha()) or len(long) < _SHORTEST or one == other:
        return False
    front = _shared(one, other)
    if len(short) == len(long):
        mine, theirs = one[front : front + 2], other[front : front + 2]
        return mine == theirs[::-1] and one[front + 2 :] == other[front + 2 :]
    if len(long) != len(short) + 1 or short[front:] != long[front + 1 :]:
        return False
    if front and long[front] == long[front - 1]:
        return True
    if front == len(short):
        return len(short) >= least and short not in _FUNCTIONS and long[-1] not in _GENDERS
    return front > 0 and len(short) >= least


def _is_short_for(short: str, long: str) -> bool:
    """Whether a word is another with most of its letters left out: thm for theorem."""
    if len(long) < _ABBREVIATED or not 2 <= len(short) <= len(long) // 2 or short[0] != long[0]:
        return False
    left = iter(long)
    return long.isalpha() and short.isalpha() and all(each in left for each in short)


def _is_formula(before: str) -> bool:
    """Whether what stands behind a text is mathematics, a command of it, or code."""
    return (
        before.count("$") % 2 == 1
        or before.count("`") % 2 == 1
        or before.endswith("\\")
        or any(
            before.rfind(mark) > before.rfind(end) for mark, end in (("\\(", "\\)"), ("\\[", "\\]"))
        )
    )


def _shared(one: str, other: str) -> int:
    """How many characters the beginnings share."""
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))
