"""What stands between two notes of a series that are known: it is what stood between them."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from flashdeck.following.difference import difference
from flashdeck.following.labels import Step, steps
from flashdeck.following.places import rising
from flashdeck.following.series import Member, Series
from flashdeck.following.words import Words
from flashdeck.model import NoteId

ENOUGH = 2
"""Words of content of an answer by which fewer are known."""
SIMILAR = 0.35
"""How like two answers are, from 0 to 1, if one may be the other reworded."""
LEFT = 0.25
"""How like they are, at least, if of two answers that changed places something is left."""
MARGIN = 0.1
"""How much less like every other must be."""
MOST = 2_500
"""Pairs of answers that are compared; of more, only which are the same."""


class Gap(NamedTuple):
    """Notes of one file between two that are known, before and now, in their order.

    `steps` are by how much those two were counted on.
    """

    olds: Sequence[NoteId]
    news: Sequence[int]
    steps: frozenset[Step]
    stands: bool
    """Whether neither of the two was counted on."""


class _Anchor(NamedTuple):
    """A note that is known: its places then and now, and by how much it was counted on."""

    then: int
    now: int
    steps: frozenset[Step] | None


def gaps(series: Series, links: Mapping[NoteId, int]) -> Iterator[Gap]:
    for file in sorted({each.file for each in series.news.values()}):
        anchors = _anchors(series, links, file)
        thens, nows = [each.then for each in anchors], [each.now for each in anchors]
        olds: dict[int, list[NoteId]] = defaultdict(list)
        news: dict[int, list[int]] = defaultdict(list)
        taken = {*links.values()}
        for id, old in sorted(series.olds.items(), key=lambda item: item[1].place):
            if old.file == file and not (id in links or old.gone):
                olds[bisect(thens, old.place)].append(id)
        for at, new in sorted(series.news.items(), key=lambda item: item[1].place):
            if new.file == file and at not in taken:
                news[bisect(nows, new.place)].append(at)
        for gap in sorted({*olds, *news}):
            ends = anchors[max(gap - 1, 0) : gap + 1]
            found = [each.steps for each in ends if each.steps is not None]
            yield Gap(olds[gap], news[gap], frozenset().union(*found), not found)


def _anchors(series: Series, links: Mapping[NoteId, int], file: str) -> list[_Anchor]:
    """The notes of a file that are known, in an order that they had and have."""
    found = [_Anchor(*each, None) for each in series.stays.get(file, ())]
    for id, at in links.items():
        old, new = series.olds[id], series.news[at]
        if old.file == new.file == file:
            stays = series.was.get(at) == id
            step = None if stays else steps(old.label.number, new.label.number)
            found.append(_Anchor(old.place, new.place, step))
    found.sort()
    return [found[at] for at, _ in rising([(at, each.now) for at, each in enumerate(found)])]


class Across(NamedTuple):
    """Who is who between two notes that are known, and what a person must say."""

    same: Mapping[int, NoteId]
    news: Sequence[int] = ()
    olds: Sequence[NoteId] = ()


def across(series: Series, gap: Gap) -> Across:
    """Where both ends stand, each is what its number says, else it was counted on as one of them.

    Then there must be as many as there were, or the others give their answer. No answer may say
    otherwise.
    """
    if not gap.olds or not gap.news:
        return Across({})
    even = len(gap.olds) == len(gap.news)
    if gap.stands:
        pairs = {at: series.was[at] for at in gap.news if series.was.get(at) in gap.olds}
    elif even:
        pairs = dict(zip(gap.news, gap.olds, strict=True))
        if not all(_is_counted_on(series, gap, *pair) for pair in pairs.items()):
            return Across({}, gap.news, gap.olds)
    else:
        pairs = _repeated(series, gap)
        olds = [id for id in gap.olds if id not in pairs.values()]
        news = [at for at in gap.news if at not in pairs]
        return Across(pairs, *(news, olds) if olds and news else ())
    if _is_told_otherwise(series, gap, pairs, even=even):
        return Across({}, gap.news, gap.olds)
    return Across(pairs)


def _is_counted_on(series: Series, gap: Gap, at: int, id: NoteId) -> bool:
    found = steps(series.olds[id].label.number, series.news[at].label.number)
    return not found.isdisjoint(gap.steps)


def _repeated(series: Series, gap: Gap) -> dict[int, NoteId]:
    """Notes that give the answer of one before, and were counted on as an end was."""
    pairs = [
        (at, id)
        for at in gap.news
        for id in gap.olds
        if series.news[at].said == series.olds[id].said and _is_counted_on(series, gap, at, id)
    ]
    news, olds = Counter(at for at, _ in pairs), Counter(id for _, id in pairs)
    return {at: id for at, id in pairs if news[at] == olds[id] == 1}


def _is_told_otherwise(
    series: Series, gap: Gap, pairs: Mapping[int, NoteId], *, even: bool
) -> bool:
    """Whether another than that of the pair gives, or nearly, the answer that one gave.

    Where there are as many notes as there were, an answer that many give says nothing.
    """
    partners = {id: series.news[at] for at, id in pairs.items()}
    changed = [
        id
        for id in gap.olds
        if (id not in partners or partners[id].said != series.olds[id].said)
        and not (even and series.olds[id].answer.common)
    ]
    few = len(changed) * len(gap.news) <= MOST
    saying = defaultdict(list)
    for at in gap.news:
        saying[series.news[at].said].append(series.news[at])
    everyone = [series.news[at] for at in gap.news]
    for id in changed:
        old, partner = series.olds[id], partners.get(id)
        least = SIMILAR if partner is None else _nearness(old, partner) + MARGIN
        for other in everyone if few else saying[old.said]:
            if other is not partner and max(SIMILAR, least) <= _nearness(old, other):
                return True
    return few and _are_crossed(series, [(id, partners[id]) for id in changed if id in partners])


def _are_crossed(series: Series, pairs: Sequence[tuple[NoteId, Member]]) -> bool:
    """Whether of two notes each gives rather what is left of the answer of the other."""

    def shared(id: NoteId, new: Member) -> float:
        return difference(series.olds[id].answer, new.answer).likeness

    own = {id: max(shared(id, new) + MARGIN, LEFT) for id, new in pairs}
    return any(
        shared(one, theirs) >= own[one] and shared(other, mine) >= own[other]
        for (one, mine), (other, theirs) in combinations(pairs, 2)
    )


def _nearness(old: Member, new: Member) -> float:
    """How like two answers are; 2 if they are the same."""
    return 2.0 if old.said == new.said else likeness(old.answer, new.answer)


def likeness(old: Words, new: Words) -> float:
    found = difference(old, new)
    return 0.0 if found.renames or not (new.telling and says_enough(new)) else found.likeness


def says_enough(answer: Words) -> bool:
    return answer.telling and answer.size >= ENOUGH
