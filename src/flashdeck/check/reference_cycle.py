"""Cards that refer to each other in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import NoteId, Reference
from flashdeck.notes.listed import not_alone


class _Edge(NamedTuple):
    target: NoteId
    reference: Reference


_Edges = Mapping[NoteId, Sequence[_Edge]]


def reference_cycle(subject: Subject) -> Iterator[Diagnostic]:
    """One piece of information for each knot of circles: the shortest circle of its first card."""
    links = subject.collection.links
    if not links:
        return
    edges: dict[NoteId, list[_Edge]] = {}
    for note in not_alone(subject.collection.notes):
        targets = ((links.get((note.id, each.slug)), each) for each in note.refs)
        edges[note.id] = [_Edge(target, each) for target, each in targets if target is not None]
    place = {note: index for index, note in enumerate(edges)}
    knots = [sorted(knot, key=place.__getitem__) for knot in _knots(edges)]
    for knot in sorted(knots, key=lambda knot: place[knot[0]]):
        if (circle := _circle(knot[0], frozenset(knot), edges)) is not None:
            yield _diagnostic(circle)


def _diagnostic(circle: Sequence[_Edge]) -> Diagnostic:
    first, *others = (edge.reference for edge in circle)
    message = "this card refers to itself" if not others else "these cards refer to each other"
    return Diagnostic(
        rule=rules.REFERENCE_CYCLE,
        message=message,
        span=first.span,
        labels=tuple(Label(other.span, "and on from here") for other in others),
    )


def _circle(start: NoteId, knot: frozenset[NoteId], edges: _Edges) -> list[_Edge] | None:
    """The shortest way from a card back to itself, inside its knot."""
    came: dict[NoteId, tuple[NoteId, _Edge]] = {}
    waiting = deque([start])
    while waiting:
        note = waiting.popleft()
        for edge in edges[note]:
            if edge.target in knot and edge.target not in came:
                came[edge.target] = note, edge
                if edge.target == start:
                    return _way_back(start, came)
                waiting.append(edge.target)
    return None


def _way_back(start: NoteId, came: Mapping[NoteId, tuple[NoteId, _Edge]]) -> list[_Edge]:
    note, edge = came[start]
    way = [edge]
    while note != start:
        note, edge = came[note]
        way.append(edge)
    return way[::-1]


def _knots(edges: _Edges) -> Iterator[set[NoteId]]:
    """The strongly connected parts of the graph, in two passes over it."""
    forwards = {note: [edge.target for edge in out] for note, out in edges.items()}
    backwards: dict[NoteId, list[NoteId]] = {note: [] for note in edges}
    for note, targets in forwards.items():
        for target in targets:
            if target in backwards:
                backwards[target].append(note)
    seen: set[NoteId] = set()
    finished = [note for root in edges for note in _finished(root, forwards, seen)]
    seen = set()
    for root in reversed(finished):
        if knot := set(_finished(root, backwards, seen)):
            yield knot


def _finished(
    root: NoteId, targets: Mapping[NoteId, Iterable[NoteId]], seen: set[NoteId]
) -> Iterator[NoteId]:
    """What can be reached from a card and was not seen before, each after all behind it."""
    if root in seen:
        return
    seen.add(root)
    path = [(root, iter(targets[root]))]
    while path:
        note, ahead = path[-1]
        fresh = next((each for each in ahead if each in targets and each not in seen), None)
        if fresh is None:
            path.pop()
            yield note
        else:
            seen.add(fresh)
            path.append((fresh, iter(targets[fresh])))
