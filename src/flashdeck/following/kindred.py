"""Cards whose words are forms of one another: la nube, the cloud; las nubes, the clouds.

Nobody can tell from that whether a card was put into the plural or gave way to another of
its family: where one stands in place of the other, it is asked.
"""

from __future__ import annotations

from typing import NamedTuple

from flashdeck.following.difference import lost_for_sure
from flashdeck.following.faces import Face
from flashdeck.following.slips import are_of_one_stem
from flashdeck.following.words import Words

ASKED, TOLD = 0.6, 0.5
"""How much of question and answer must be kin, if neither is wholly."""


class _Kinship(NamedTuple):
    """How much of two texts, from 0 to 1, are words that are equal or of one stem.

    `renamed` says that a name, a number or a symbol gave way to another, `wholly` that
    all words are kin, and some in another form.
    """

    share: float
    wholly: bool
    renamed: bool


def are_kindred(old: Face, new: Face) -> bool:
    """Whether all that is asked, or told, is said in other forms, or most of both is kin."""
    asked, told = _share_at_most(old.asked, new.asked), _share_at_most(old.told, new.told)
    if asked < 1 > told and (asked < ASKED or told < TOLD):
        return False
    asking, telling = _kinship(old.asked, new.asked), _kinship(old.told, new.told)
    if asking.renamed or telling.renamed:
        return False
    if asking.wholly or (telling.wholly and new.told.telling and not new.told.common):
        return True
    return asking.share >= ASKED and telling.share >= TOLD


def _share_at_most(one: Words, other: Words) -> float:
    """How much can be kin, by how words begin: that is found in a tenth of the time."""
    words = len(one.order) + len(other.order)
    lost = lost_for_sure(one, other) + lost_for_sure(other, one)
    return 1 - lost / words if words else 1


def are_inflected(old: Face, new: Face) -> bool:
    """Whether all of one side is said in other forms, and what is on the other is kin."""
    asking, telling = _kinship(old.asked, new.asked), _kinship(old.told, new.told)
    wholly = asking.wholly or telling.wholly
    return wholly and min(asking.share, telling.share) >= TOLD and are_kindred(old, new)


def _kinship(one: Words, other: Words) -> _Kinship:
    left, lost = [*other.order], [*one.order]
    for word in one.order:
        if word in left:
            left.remove(word)
            lost.remove(word)
    equal = len(one.order) - len(lost)
    lost = [word for word in lost if not _took(word, left, one, other)]
    words, alone = len(one.order) + len(other.order), len(lost) + len(left)
    return _Kinship(
        share=1 - alone / words if words else 0.0,
        wholly=not alone and equal < len(one.order),
        renamed=not (one.hard.isdisjoint(lost) or other.hard.isdisjoint(left)),
    )


def _took(word: str, left: list[str], one: Words, other: Words) -> bool:
    """Whether one of the words that are left is of its stem; that one is taken."""
    for near in left:
        if are_of_one_stem(word, near, named=word in one.hard and near in other.hard):
            left.remove(near)
            return True
    return False
