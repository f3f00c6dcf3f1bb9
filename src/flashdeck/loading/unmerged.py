"""Notes between Git's marks that stand elsewhere, too: the others are themselves, and these none.

Git puts pieces of a list between its marks where it was sorted on one side, and cards of which
a copy is in such a piece may stand outside as well. A card that stands nowhere else is still
itself, so that its history waits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.loading.remembered import ReadFile
from flashdeck.notes.facts import Facts

Span = tuple[int, int]


def copies(read: Sequence[ReadFile]) -> frozenset[int]:
    """The notes of a conflict that stand elsewhere, by their places among those of all files."""
    within = [*_in_conflicts(read)]
    if not within:
        return frozenset()
    facts = [fact for each in read for fact in each.facts]
    inside = {*within}
    claimed = {id for at, fact in enumerate(facts) if at not in inside for id in _ids(fact)}
    found: set[int] = set()
    for at in within:
        claims = _ids(facts[at])
        if not claimed.isdisjoint(claims):
            found.add(at)
        claimed |= claims
    return frozenset(found)


def _in_conflicts(read: Sequence[ReadFile]) -> Iterator[int]:
    """The notes that begin in a conflict."""
    first = 0
    for each in read:
        spans = _conflicts(each)
        for at, fact in enumerate(each.facts if spans else (), first):
            above = bisect_right(spans, (fact.start, len(fact.source.text))) - 1
            if above >= 0 and fact.start < spans[above][1]:
                yield at
        first += len(each.facts)


def _conflicts(read: ReadFile) -> list[Span]:
    found = (each.span for each in read.diagnostics if each.rule is rules.CONFLICT_MARKERS)
    return sorted((span.start, span.end) for span in found)


def _ids(fact: Facts) -> set[str]:
    """What a note may be known by: what it asks, and the id of its author."""
    return {fact.asked} if fact.given is None else {fact.asked, fact.given}
