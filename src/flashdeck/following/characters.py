"""Chinese that is written in other characters: 學習 and 学习, in many cards at once.

Who converts a deck puts the same character for the same one everywhere, and each in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import name

from flashdeck.following.faces import Face
from flashdeck.following.places import Spots
from flashdeck.following.replacing import SEVERAL, candidates
from flashdeck.following.trace import BASIC, LONGEST, Trace
from flashdeck.model import NoteId

DISTINCT = 5
"""How many characters must have given way to others, if they show that a deck was converted."""
AGAIN = 3
"""How often one of them must have done so again."""

_LATIN = frozenset({"LATIN"})
_CHINESE = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Exchanged = tuple[str, str]


class Rewritten(NamedTuple):
    """Notes written in other characters: which ones they were, and which pairs are to be asked."""

    same: Mapping[int, NoteId]
    asked: Sequence[tuple[NoteId, int]]


NOTHING = Rewritten({}, ())


def exchanged(old: str, new: str) -> tuple[Exchanged, ...] | None:
    """The Chinese characters of two texts, place by place; None if anything else differs."""
    if len(old) != len(new) or len(old) > LONGEST:
        return None
    if old.isascii() or new.isascii():
        return () if old == new else None
    pairs = tuple(
        pair
        for pair in zip(old, new, strict=True)
        if pair[0] != pair[1] or _CHINESE.match(pair[0]) is not None
    )
    if all(_CHINESE.match(side) for pair in pairs for side in pair):
        return pairs
    return None


def are_rewritten(old: Trace, new: Trace) -> bool:
    """Whether a question is in other characters, and the answer as it was or so, too."""
    return old.prompt != new.prompt and _pairs(old, new) is not None


def are_transcribed(old: Trace, new: Trace) -> bool:
    """Whether a question is in another script, and the answer as it was."""
    return old.answer == new.answer and _scripts(old.prompt) != _scripts(new.prompt)


def _scripts(text: str) -> frozenset[str]:
    """The scripts of a text, by what its characters are called: LATIN, HIRAGANA, CJK."""
    letters = {each for each in text if each.isalpha()}
    if text.isascii():
        return _LATIN if letters else frozenset()
    return frozenset(name(each, "").partition(" ")[0] for each in letters)


def _pairs(old: Trace, new: Trace) -> tuple[Exchanged, ...] | None:
    asked = exchanged(old.prompt, new.prompt)
    told = exchanged(old.answer, new.answer)
    return None if old.kind != BASIC or asked is None or told is None else (*asked, *told)


def rewritten(
    vanished: Mapping[NoteId, Face], new: Mapping[int, Face], spots: Spots, gone: Container[NoteId]
) -> Rewritten:
    """The notes that are written in other characters, if several are, and in the same ones.

    It is clear of those whose answer is as it was, if so many characters gave way to others so
    often that a deck was converted.
    """
    old = {id: each for id, each in vanished.items() if id not in gone}
    if len(old) < SEVERAL or len(new) < SEVERAL:
        return NOTHING
    if all(each.trace.prompt.isascii() for each in new.values()):
        return NOTHING
    found = {
        (id, at): pairs
        for id, at in candidates(old, new, spots)
        if old[id].trace.prompt != new[at].trace.prompt
        if (pairs := _pairs(old[id].trace, new[at].trace)) is not None
    }
    if len(found) < SEVERAL:
        return NOTHING
    kept = [*_alone(_consistent(found))]
    if len(kept) < SEVERAL:
        return NOTHING
    equal = [(id, at) for id, at in kept if old[id].trace.answer == new[at].trace.answer]
    several = len({new[at].trace.answer for _, at in equal}) >= SEVERAL
    if not several or not _is_converted(found[pair] for pair in kept):
        return Rewritten({}, kept)
    return Rewritten({at: id for id, at in equal}, [pair for pair in kept if pair not in equal])


def _consistent(
    found: Mapping[tuple[NoteId, int], Sequence[Exchanged]],
) -> list[tuple[NoteId, int]]:
    """The pairs in which each character gave way to the one that it gave way to everywhere.

    Or each stands for the one it stands for everywhere: two characters may have become one.
    """
    counts = Counter(pair for pairs in found.values() for pair in pairs)
    usual, source = dict[str, str](), dict[str, str]()
    for (old, new), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        usual.setdefault(old, new)
        source.setdefault(new, old)
    ways = (
        [key for key, pairs in found.items() if all(usual[old] == new for old, new in pairs)],
        [key for key, pairs in found.items() if all(source[new] == old for old, new in pairs)],
    )
    return max(ways, key=len)


def _alone(pairs: Iterable[tuple[NoteId, int]]) -> Iterator[tuple[NoteId, int]]:
    """Those of which each is in no other pair."""
    listed = [*pairs]
    olds, news = Counter(id for id, _ in listed), Counter(at for _, at in listed)
    return ((id, at) for id, at in listed if olds[id] == news[at] == 1)


def _is_converted(pairs: Iterable[Iterable[Exchanged]]) -> bool:
    changed = Counter(pair for each in pairs for pair in each if pair[0] != pair[1])
    return len(changed) >= DISTINCT and changed.total() - len(changed) >= AGAIN
