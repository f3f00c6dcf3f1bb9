"""Which id each note gets: the one it has by itself, unless that name means another note."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from flashdeck.following.pages import Heads
from flashdeck.following.trace import Trace
from flashdeck.identity import digest
from flashdeck.model import NoteId


class Named(NamedTuple):
    """The id of each note, and the id its guid is made from, in the order of the notes."""

    ids: list[NoteId]
    origins: list[NoteId]


class Ids(NamedTuple):
    """The ids that notes have by themselves, and those that authors gave."""

    own: Sequence[NoteId]
    given: Sequence[str | None]


class Reserved(NamedTuple):
    """Ids and origins of notes that are as they are remembered.

    `owners` are the ids of those that have another origin, by it.
    """

    ids: Set[NoteId] = frozenset()
    origins: Set[NoteId] = frozenset()
    owners: Mapping[NoteId, NoteId] = MappingProxyType({})

    @staticmethod
    def of(files: Iterable[Heads]) -> Reserved:
        listed = [*files]
        ids = {id for each in listed for id in each.ids}
        other = {id: old for each in listed for id, old in each.origins.items()}
        owners = {old: id for id, old in other.items()}
        return Reserved(ids, (ids - other.keys()) | owners.keys(), owners)


NONE = Reserved()


def named(
    notes: Ids,
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    retired: Mapping[NoteId, NoteId],
    reserved: Reserved = NONE,
) -> Named:
    """Names for notes that have ids, of which `same` says which remembered ones they are.

    An author's id stands. A name that was given up is not given to another
    note: that gets a fresh one, which is the same in every run.
    """
    others = {each.origin: id for id, each in memory.items() if each.origin != id}
    owners = {**retired, **others, **reserved.owners}
    used = {*memory, *owners, *reserved.ids}
    ids = {
        index: id
        for index, (id, given) in enumerate(zip(*notes, strict=True))
        if id == given or same.get(index) == id
    }
    taken = {*ids.values(), *reserved.ids}
    for index, id in enumerate(notes.own):
        if index in ids:
            continue
        old = same.get(index)
        if id not in taken and id not in memory and owners.get(id, old) == old:
            ids[index] = id
        elif old is not None and old not in taken:
            ids[index] = old
        else:
            ids[index] = _fresh(id, used | taken)
        taken.add(ids[index])
    return Named([ids[at] for at in range(len(ids))], _origins(ids, same, memory, reserved))


def _origins(
    ids: Mapping[int, NoteId],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    reserved: Reserved,
) -> list[NoteId]:
    bound = {*reserved.origins, *(each.origin for each in memory.values())}
    found: list[NoteId] = []
    given: set[NoteId] = set()  # two devices may have made two notes of one
    for at in range(len(ids)):
        # Under a remembered id that is not this note stands one of another kind, and so of
        # another guid.
        old = memory.get(same.get(at, ids[at]))
        if old is not None:
            found.append(_fresh(ids[at], bound) if old.origin in given else old.origin)
            given.add(old.origin)
        else:
            found.append(_fresh(ids[at], bound) if ids[at] in bound else ids[at])
    return found


def _fresh(name: NoteId, used: Container[NoteId]) -> NoteId:
    number = 1
    while (fresh := NoteId(digest("again", name, str(number)))) in used:
        number += 1
    return fresh
