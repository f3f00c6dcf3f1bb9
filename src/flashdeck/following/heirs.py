"""Notes that ask again what they asked before they were reworded: the old names tell of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.labels import label
from flashdeck.following.past import Past, Reading
from flashdeck.following.trace import Trace, gist_at, kind
from flashdeck.identity import order
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import ids
from flashdeck.notes.listed import known as facts


def heirs(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    former: Former,
    gone: Container[NoteId],
    reading: Reading,
) -> dict[int, NoteId]:
    """Notes that ask again what one that is missing once asked, and also a copy that was gone.

    Who took a copy away, and later puts the old words back, means the card that was there.
    """
    ghosts: dict[str, list[Trace]] = defaultdict(list)
    for id in memory:
        if id in gone:
            ghosts[memory[id].prompt].append(memory[id])
    if not ghosts:
        return {}
    found = {*same.values()}
    asked_before = former.by_prompt(memory, found)
    again: dict[int, NoteId] = {}
    for at, name in enumerate(ids(notes)):
        prompt = gist_at(notes, at).prompt
        heir = memory.get(former.names[name]) if name in former.names else None
        old = heir or asked_before.get(prompt)
        mine = [each for each in ghosts.get(prompt, ()) if same.get(at, each.id) == each.id]
        if old is None or old.id in found or not mine or old in mine:
            continue
        if _asks_again(notes, at, old) and _is_nearer(old, mine, gone, reading()):
            again[at] = old.id
            found.add(old.id)
    return again


class Former(NamedTuple):
    """Names that were given up, each with its heir; and what notes asked before."""

    names: Mapping[NoteId, NoteId]
    prompts: Mapping[NoteId, str]

    def by_prompt(
        self, memory: Mapping[NoteId, Trace], found: Container[NoteId]
    ) -> dict[str, Trace]:
        """The notes that were not `found`, by what they asked before; of several none."""
        left = {id: asked for id, asked in self.prompts.items() if id in memory and id not in found}
        asking = Counter(left.values())
        return {asked: memory[id] for id, asked in left.items() if asking[asked] == 1}


def _is_nearer(old: Trace, ghosts: Sequence[Trace], gone: Container[NoteId], past: Past) -> bool:
    """Whether a note that was reworded is more likely meant than a copy that was gone before."""
    answered = any(past.was_answered(each) for each in ghosts)
    if past.was_answered(old):
        return old.id not in gone or not answered
    return old.id not in gone and not answered


def under_old_names(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    lost: Mapping[NoteId, Trace],
    retired: Mapping[NoteId, NoteId],
) -> dict[int, NoteId]:
    """Notes that ask again what one that is missing once asked, and no other such note asks."""
    found = set(same.values())
    again: dict[int, NoteId] = {}
    asked = [at for at, id in enumerate(ids(notes)) if at not in same and id in retired]
    read = facts(notes) if asked else ()
    asking = Counter(fact.asked for at, fact in enumerate(read) if at not in same)
    asked = [at for at in asked if asking[read[at].asked] == 1]
    for index in sorted(asked, key=lambda index: order(notes[index])):
        old = lost.get(retired[notes[index].id])
        if old is not None and old.id not in found and _asks_again(notes, index, old):
            again[index] = old.id
            found.add(old.id)
    return again


def _asks_again(notes: Sequence[Note], at: int, old: Trace) -> bool:
    """Whether a note with an old name is the one that had it: a number may be another's by now."""
    mine = gist_at(notes, at)
    same = old.answer == mine.answer
    return old.kind == kind(notes[at]) and (same or label(mine.prompt) is None)
