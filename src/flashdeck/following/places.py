"""Where notes stand among their neighbours, then and now."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.nearness import Where
from flashdeck.following.trace import Trace
from flashdeck.model import NoteId
from flashdeck.notes.facts import Facts

STEP = 64
"""How far places are apart at first, so that a new note finds one between its neighbours."""


def places(before: Sequence[int | None]) -> list[int]:
    """A rising place for each note of a file; of those they had, as many as can stay.

    `before` are the places the notes had, in the order they stand in now; None
    for a note that had none in this file.
    """
    kept = rising([(at, place) for at, place in enumerate(before) if place is not None])
    found: list[int] = []
    for at, place in [*kept, (len(before), None)]:
        low = found[-1] if found else None
        room = _between(low, place, at - len(found))
        if room is None:
            return [number * STEP for number in range(len(before))]
        found += room
        if place is not None:
            found.append(place)
    return found


def rising(placed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest rising part of the places, each with where it stands."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(placed):
        size = bisect_left(ends, place)
        previous.append(last[size - 1] if size else -1)
        ends[size : size + 1] = [place]
        last[size : size + 1] = [index]
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(placed[index])
        index = previous[index]
    return found[::-1]


def _between(low: int | None, high: int | None, count: int) -> list[int] | None:
    """So many places between two; None when there is no room."""
    if low is None and high is None:
        return [number * STEP for number in range(count)]
    if high is None:
        return [(low or 0) + STEP * (number + 1) for number in range(count)]
    if low is None:
        return [high - STEP * (count - number) for number in range(count)]
    if high - low <= count:
        return None
    return [low + (high - low) * (number + 1) // (count + 1) for number in range(count)]


class Slot(NamedTuple):
    """A gap between known notes: its file as it is called now, and its two neighbours.

    None stands for the beginning or the end of the file.
    """

    file: str
    above: NoteId | None
    below: NoteId | None


class Spot(NamedTuple):
    """A note's slot, its turn among those in it, and how many there are."""

    slot: Slot
    turn: int
    among: int


def where(old: Spot, new: Spot) -> Where:
    if old.slot.file != new.slot.file:
        return Where.ELSEWHERE
    mine, other = old.slot, new.slot
    if mine.above == other.above or mine.below == other.below:
        return Where.HERE
    neighbours = {mine.above, mine.below} & {other.above, other.below}
    return Where.HERE if neighbours - {None} else Where.FILE


def in_turn(old: Spot, new: Spot) -> bool:
    return old.slot == new.slot and (old.turn, old.among) == (new.turn, new.among)


class Spots(NamedTuple):
    """The spots of vanished notes by id, and of new ones by their index."""

    old: Mapping[NoteId, Spot]
    new: Mapping[int, Spot]


def in_files(facts: Sequence[Facts]) -> dict[str, list[int]]:
    """The indices of the notes of each file, in the order they stand there."""
    found = _by_file(facts)
    for indices in found.values():
        indices.sort(key=lambda index: facts[index].start)
    return found


def _by_file(facts: Sequence[Facts]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        found[fact.source.name].append(index)
    return found


def spots(memory: Iterable[Trace], facts: Sequence[Facts], known: Mapping[int, NoteId]) -> Spots:
    """Where vanished and new notes stand between the known ones that kept their file.

    `known` says by their indices which remembered notes the notes are. Files in which
    nothing is new or has vanished are passed over.
    """
    remembered: dict[str, list[Trace]] = defaultdict(list)
    for each in memory:
        remembered[each.file].append(each)
    now = _by_file(facts)
    today = {id: facts[index].source.name for index, id in known.items()}
    names = names_now(remembered, today, now)
    stayed: set[NoteId] = set()
    old: dict[NoteId, Spot] = {}
    for file, traces in remembered.items():
        name = names.get(file, file)
        here = [each for each in traces if today.get(each.id, name) == name]
        stayed.update(each.id for each in here)
        if all(each.id in today for each in here):
            continue
        here.sort(key=lambda each: (each.place, each.id))
        anchors = [each.id if each.id in today else None for each in here]
        old |= {here[at].id: spot for at, spot in _spots(name, anchors)}
    new: dict[int, Spot] = {}
    for file, indices in now.items():
        if all(index in known for index in indices):
            continue
        ordered = sorted(indices, key=lambda index: facts[index].start)
        kept = [index for index in ordered if index not in known or known[index] in stayed]
        new |= {kept[at]: spot for at, spot in _spots(file, [known.get(i) for i in kept])}
    return Spots(old, new)


def names_now(
    remembered: Mapping[str, Sequence[Trace]],
    today: Mapping[NoteId, str],
    files: Container[str],
) -> dict[str, str]:
    """What remembered files are called now: where most of their notes went, if they are gone."""
    names = {}
    for file, traces in remembered.items():
        if file in files:
            continue
        went = Counter(today[each.id] for each in traces if each.id in today)
        if went:
            names[file] = min(went, key=lambda name: (-went[name], name))
    return names


def _spots(file: str, anchors: Sequence[NoteId | None]) -> Iterator[tuple[int, Spot]]:
    """The spots of those that are no anchors, by their index."""
    above: NoteId | None = None
    at = 0
    while at < len(anchors):
        end = at
        while end < len(anchors) and anchors[end] is None:
            end += 1
        slot = Slot(file, above, anchors[end] if end < len(anchors) else None)
        for index in range(at, end):
            yield index, Spot(slot, index - at, end - at)
        above, at = slot.below, end + 1
