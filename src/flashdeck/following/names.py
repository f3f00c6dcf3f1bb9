"""Which id each note gets: the one it has by itself, unless that name means another note."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
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
    """Ids of notes that are as they are remembered.

    `origins` are those of the notes that have another origin than their id, and `owners` these
    notes by it.
    """

    ids: Container[NoteId] = frozenset()
    origins: Mapping[NoteId, NoteId] = MappingProxyType({})
    owners: Mapping[NoteId, NoteId] = MappingProxyType({})

    @staticmethod
    def of(ids: Container[NoteId], files: Iterable[Heads]) -> Reserved:
        origins = {id: old for each in files for id, old in each.origins.items()}
        return Reserved(ids, origins, {old: id for id, old in origins.items()})

    def binds(self, origin: NoteId) -> bool:
        """Whether it is the origin of one of them."""
        return origin in self.owners or (origin in self.ids and origin not in self.origins)


NONE = Reserved()


def named(
    notes: Ids,
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    retired: Mapping[NoteId, NoteId],
    reserved: Reserved = NONE,
    kept: Mapping[int, NoteId] = MappingProxyType({}),
) -> Named:
    """Names for notes that have ids, of which `same` says which remembered ones they are.

    An author's id stands, and so do those that are `kept`. A name that was given up is not
    given to another note: that gets a fresh one, which is the same in every run.
    """
    others = {each.origin: id for id, each in memory.items() if each.origin != id}
    owners = {**retired, **others, **reserved.owners}
    ids = {
        index: id
        for index, (id, given) in enumerate(zip(*notes, strict=True))
        if id == given or (same.get(index) == id and index not in kept)
    }
    ids |= {index: id for index, id in kept.items() if index not in ids}
    taken = set(ids.values())

    def is_taken(id: NoteId) -> bool:
        return id in taken or id in reserved.ids

    def is_used(id: NoteId) -> bool:
        return id in memory or id in owners or is_taken(id)

    for index, id in enumerate(notes.own):
        if index in ids:
            continue
        old = same.get(index)
        if not is_taken(id) and id not in memory and owners.get(id, old) == old:
            ids[index] = id
        elif old is not None and not is_taken(old):
            ids[index] = old
        else:
            ids[index] = _fresh(id, is_used)
        taken.add(ids[index])
    return Named([ids[at] for at in range(len(ids))], _origins(ids, same, memory, reserved))


def _origins(
    ids: Mapping[int, NoteId],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    reserved: Reserved,
) -> list[NoteId]:
    origins = {each.origin for each in memory.values()}

    def is_bound(origin: NoteId) -> bool:
        return origin in origins or reserved.binds(origin)

    found: list[NoteId] = []
    given: set[NoteId] = set()  # two devices may have made two notes of one
    for at in range(len(ids)):
        # Under a remembered id that is not this note stands one of another kind, and so of
        # another guid.
        old = memory.get(same.get(at, ids[at]))
        if old is not None:
            found.append(_fresh(ids[at], is_bound) if old.origin in given else old.origin)
            given.add(old.origin)
        else:
            found.append(_fresh(ids[at], is_bound) if is_bound(ids[at]) else ids[at])
    return found


def _fresh(name: NoteId, is_used: Callable[[NoteId], bool]) -> NoteId:
    number = 1
    while is_used(fresh := NoteId(digest("again", name, str(number)))):
        number += 1
    return fresh
