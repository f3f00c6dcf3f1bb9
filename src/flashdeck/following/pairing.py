"""Each new note and the vanished one it continues: the nearest, if by a margin.

Not every pair is compared: only notes with an equal question, an equal answer
or several rare words in common, and those of one slot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

from flashdeck.following.characters import rewritten
from flashdeck.following.faces import Face
from flashdeck.following.nearness import MARGIN, Nearness, Verdict, Where, nearness
from flashdeck.following.places import Spot, Spots, in_turn, where
from flashdeck.following.renumbered import named_alike, renumbered
from flashdeck.following.replacing import replaced, replacement
from flashdeck.following.trace import BASIC, TEXT, Trace
from flashdeck.following.turned import SCORE, Sides, sides
from flashdeck.model import NoteId

RARE = 24
"""What more vanished notes than this have in common leads to none of them."""
FEATURES = 12
"""How many of its rarest words a note is looked up by."""
NEAREST = 8
"""How many of the notes that share the most are compared."""
NAMED = 1.5
"""How near a note is to one with its name, another number and another answer, and to one that is
written in other characters."""


class Pair(NamedTuple):
    """A vanished note, by its id, and a new one, by its index, that are one card or may be."""

    old: NoteId
    new: int
    verdict: Verdict
    score: float


Group = tuple[tuple[int, ...], tuple[NoteId, ...]]
"""New notes, and vanished ones of which each may be any."""


class Pairing(NamedTuple):
    """Which vanished note each new one is, and what only a person can part."""

    same: Mapping[int, NoteId]
    questions: tuple[Group, ...]


class Comparing:
    """How near vanished notes are to new ones; what was found is not looked for again.

    Of notes that were missing before, `gone`, and of those whose answer is `shared`, less is
    taken for granted; `named` are those with a name, besides a number, that no other had.
    """

    def __init__(
        self, gone: Container[NoteId], shared: Container[NoteId], named: Container[NoteId]
    ) -> None:
        self.gone, self.shared, self.named = gone, shared, named
        self.replacement = cache(replacement)
        self._sides: dict[NoteId | int, Sides | None] = {}
        self._found: dict[tuple[NoteId, int, Where, bool], Nearness] = {}

    def facing(self, key: NoteId | int, each: Face) -> Sides | None:
        """The sides of a vanished note or of a new one."""
        if key not in self._sides:
            self._sides[key] = sides(each.trace)
        return self._sides[key]

    def nearness(self, id: NoteId, old: Face, at: int, new: Face, spots: Spots) -> Nearness:
        """How near they are where they stand. An id, or an index, is always that of one note."""
        stood, stands = spots.old[id], spots.new[at]
        place, is_in_turn = where(stood, stands), in_turn(stood, stands)
        found = self._found.get((id, at, place, is_in_turn))
        if found is None:
            gone, alone = id in self.gone, id not in self.shared
            found = nearness(old, new, place, in_turn=is_in_turn, gone=gone, alone=alone)
            self._found[id, at, place, is_in_turn] = found
        return found


def paired(
    vanished: Mapping[NoteId, Face], new: Mapping[int, Face], spots: Spots, comparing: Comparing
) -> Pairing:
    """What is one card by a clear margin, and what may be; a note never changes its kind."""
    same: dict[int, NoteId] = {}
    pairs: list[Pair] = []
    for kind in (BASIC, TEXT):
        old_ones, new_ones = _of_kind(vanished, kind), _of_kind(new, kind)
        alike = replaced(old_ones, new_ones, spots, comparing.gone, comparing.replacement)
        _leave_out(alike, old_ones, new_ones)
        gone, named = comparing.gone, comparing.named
        counted = renumbered(old_ones, new_ones, gone, comparing.shared, named)
        _leave_out(counted, old_ones, new_ones)
        converted = rewritten(old_ones, new_ones, spots, gone)
        _leave_out(converted.same, old_ones, new_ones)
        same |= {**alike, **counted, **converted.same}
        pairs += _pairs(old_ones, new_ones, spots, comparing)
        known = named_alike(old_ones, new_ones, named)
        pairs += [Pair(id, at, Verdict.ASK, NAMED) for id, at in known if id not in gone]
        pairs += [Pair(id, at, Verdict.ASK, NAMED) for id, at in converted.asked]
    origins = {id: each.trace.origin for id, each in vanished.items()}
    same |= _settled([pair for pair in pairs if pair.verdict is Verdict.CARD], origins)
    taken: set[NoteId | int] = {*same, *same.values()}
    left = [pair for pair in pairs if pair.old not in taken and pair.new not in taken]
    return Pairing(same, tuple(_questions(left)))


def _leave_out(same: Mapping[int, NoteId], old: dict[NoteId, Face], new: dict[int, Face]) -> None:
    for at, id in same.items():
        del old[id], new[at]


def answering_alike(
    lost: Mapping[NoteId, Trace], memory: Mapping[NoteId, Trace]
) -> frozenset[NoteId]:
    """The lost notes that answered what another note of their file answered."""
    files = {each.file for each in lost.values()}
    answers = Counter(_told(each) for each in memory.values() if each.file in files)
    return frozenset(id for id, each in lost.items() if answers[_told(each)] > (id in memory))


def _told(each: Trace) -> tuple[object, ...]:
    return each.file, each.kind, each.answer, tuple(text for _, text in each.gaps)


_Key = TypeVar("_Key", NoteId, int)


def _of_kind(faces: Mapping[_Key, Face], kind: str) -> dict[_Key, Face]:
    return {key: each for key, each in faces.items() if each.trace.kind == kind}


def _pairs(
    vanished: Mapping[NoteId, Face], new: Mapping[int, Face], spots: Spots, comparing: Comparing
) -> Iterator[Pair]:
    if not vanished or not new:
        return
    facing = comparing.facing
    index = _Index(vanished, spots.old, {id: facing(id, old) for id, old in vanished.items()})
    for at, mine in new.items():
        candidates = _by_way(index.ways, mine, spots.new[at])
        turned = None if (faces := facing(at, mine)) is None else faces[::-1]
        if turned is not None:
            candidates.update(index.ways.get(("turns", *turned), [])[:RARE])
        if not any(_tells(vanished[id], mine) for id in candidates):
            candidates |= _by_feature(index.features, mine)
        for other in sorted(candidates):
            if turned is not None and turned == index.sides[other] and other not in comparing.gone:
                yield Pair(other, at, Verdict.ASK, SCORE)
                continue
            found = comparing.nearness(other, vanished[other], at, mine, spots)
            if found.verdict is not Verdict.NEITHER:
                yield Pair(other, at, found.verdict, found.score)


_Way = tuple[str | int | None, ...]
_Feature = tuple[str, ...]


class _Index:
    """What leads to vanished notes; their words are read when one is first looked up by them."""

    def __init__(
        self,
        vanished: Mapping[NoteId, Face],
        spots: Mapping[NoteId, Spot],
        facing: Mapping[NoteId, Sides | None],
    ) -> None:
        self._vanished, self.sides = vanished, facing
        self.ways: dict[_Way, list[NoteId]] = defaultdict(list)
        for id, old in vanished.items():
            for way in {*_ways(old, spots[id])}:
                self.ways[way].append(id)
            if (faces := self.sides[id]) is not None:
                self.ways["turns", *faces].append(id)

    @cached_property
    def features(self) -> Mapping[_Feature, list[NoteId]]:
        found: dict[_Feature, list[NoteId]] = defaultdict(list)
        for id, old in self._vanished.items():
            for feature in _features(old):
                found[feature].append(id)
        return found


def _tells(old: Face, new: Face) -> bool:
    """Whether they answer the same; then another is hardly nearer."""
    return old.trace.answer == new.trace.answer != "" and old.trace.gaps == new.trace.gaps


def _by_way(ways: Mapping[_Way, list[NoteId]], new: Face, spot: Spot) -> set[NoteId]:
    found: set[NoteId] = set()
    for way in _ways(new, spot):
        if len(listed := ways.get(way, [])) <= RARE:
            found.update(listed)
    return found


def _by_feature(features: Mapping[_Feature, list[NoteId]], new: Face) -> set[NoteId]:
    """Those that share the most of its rarest words."""
    known = ((len(features[key]), key) for key in _features(new) if key in features)
    rarest = sorted((size, key) for size, key in known if size <= RARE)[:FEATURES]
    shared = Counter(id for _, key in rarest for id in features[key])
    return set(sorted(shared, key=lambda id: (-shared[id], id))[:NEAREST])


def _ways(each: Face, spot: Spot) -> Iterator[_Way]:
    """What leads straight to a note: its question, its answer, its neighbours, its turn."""
    yield "asks", each.trace.prompt
    if each.trace.answer:
        yield "tells", each.trace.answer
    if each.frame:
        yield "around", each.frame
    file, above, below = spot.slot
    yield "beside", file, above or "the beginning of"
    yield "beside", file, below or "the end of"
    yield "turn", file, above, below, spot.turn, spot.among


def _features(each: Face) -> set[_Feature]:
    """Words and pairs of words, of question and answer."""
    orders = (each.whole.order, each.told.order)
    return {key for order in orders for key in (*zip(order), *pairwise(order))}


def _settled(pairs: Iterable[Pair], origins: Mapping[NoteId, NoteId]) -> dict[int, NoteId]:
    """The pairs, new to old, that are nearer by the margin than every rival still free.

    Vanished notes of one origin are one, which two devices named each otherwise.
    """
    left = sorted(pairs, key=lambda pair: (-pair.score, pair.old, pair.new))
    same: dict[int, NoteId] = {}
    rivals: dict[NoteId | int, list[Pair]] = defaultdict(list)
    for pair in left:
        rivals[pair.old].append(pair)
        rivals[pair.new].append(pair)
    taken: set[NoteId | int] = set()
    accepted = True
    while accepted:
        accepted = False
        for pair in left:
            if not _is_free(pair, taken) or not _is_clear(pair, rivals, taken, origins):
                continue
            same[pair.new] = pair.old
            taken |= {pair.new, pair.old}
            accepted = True
    return same


def _is_free(pair: Pair, taken: Container[NoteId | int]) -> bool:
    return pair.old not in taken and pair.new not in taken


def _is_clear(
    pair: Pair,
    rivals: Mapping[NoteId | int, list[Pair]],
    taken: Container[NoteId | int],
    origins: Mapping[NoteId, NoteId],
) -> bool:
    return all(
        other == pair
        or not _is_free(other, taken)
        or other.score <= pair.score - MARGIN
        or (other.new == pair.new and origins[other.old] == origins[pair.old])
        for id in (pair.old, pair.new)
        for other in rivals[id]
    )


def _questions(pairs: Sequence[Pair]) -> Iterator[Group]:
    """New notes with the vanished ones that each is nearest to, joined where they share one."""
    best: dict[int, float] = {}
    for pair in pairs:
        best[pair.new] = max(pair.score, best.get(pair.new, pair.score))
    beside: dict[NoteId | int, list[NoteId | int]] = defaultdict(list)
    for pair in pairs:
        if pair.score > best[pair.new] - MARGIN:
            beside[pair.old].append(pair.new)
            beside[pair.new].append(pair.old)
    seen: set[NoteId | int] = set()
    for start in sorted(best):
        if start not in seen:
            group = _reached(start, beside)
            seen |= group
            new = sorted(each for each in group if isinstance(each, int))
            yield tuple(new), tuple(sorted(each for each in group if not isinstance(each, int)))


def _reached(
    start: NoteId | int, beside: Mapping[NoteId | int, list[NoteId | int]]
) -> set[NoteId | int]:
    reached, waiting = {start}, [start]
    while waiting:
        fresh = [each for each in beside[waiting.pop()] if each not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached
