"""Notes of which nobody has said yet which of others they are, or that they are new.

Each may be any of its `pasts`. Until that is said, it is a note with an id of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flashdeck.following.pairing import Group
from flashdeck.following.trace import Trace, gist_at
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import ids

Open = Mapping[NoteId, Sequence[NoteId]]
"""Notes by id, each with those that it may be."""


def pasts(open: Open) -> frozenset[NoteId]:
    return frozenset(past for ids in open.values() for past in ids)


def untaken(
    notes: Sequence[Note], same: Mapping[int, NoteId], memory: Mapping[NoteId, Trace], open: Open
) -> dict[NoteId, Trace]:
    """The open notes but for those whose names are of notes that were found to be others."""
    names = ids(notes) if open else ()
    taken = {names[at] for at in same} if open else set()
    return {id: memory[id] for id in open if id in memory and id not in taken}


def unanswered(
    notes: Sequence[Note], same: Mapping[int, NoteId], waiting: Mapping[NoteId, Trace], open: Open
) -> dict[NoteId, Trace]:
    """Those but for which there is by now a note that they may be and that says the same."""
    asked = {past for id in waiting for past in open[id]}
    told = {id: gist_at(notes, at).answer for at, id in same.items() if id in asked}
    return {
        id: each
        for id, each in waiting.items()
        if not each.answer or all(told.get(past) != each.answer for past in open[id])
    }


def carried(groups: Iterable[Group], same: Mapping[int, NoteId], open: Open) -> list[Group]:
    """Each note in one group, with what is still asked of those that it is or may be."""
    joined: dict[int, tuple[set[int], set[NoteId]]] = {}
    group: dict[int, int] = {}
    for new, old in (*groups, *(((at,), tuple(open[id])) for at, id in same.items())):
        asked, olds = {*new}, {*old, *(past for id in old for past in open.get(id, ()))}
        for number in {group[at] for at in new if at in group}:
            more, pasts = joined.pop(number)
            asked |= more
            olds |= pasts
        number = min(asked)
        joined[number] = asked, olds
        group |= dict.fromkeys(asked, number)
    return sorted(
        (tuple(sorted(new)), tuple(sorted(old, key=lambda id: (id in open, id))))
        for new, old in joined.values()
    )
