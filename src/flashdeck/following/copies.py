"""Notes that ask the same, told apart by what they answer.

Their ids come from their order alone, so that an id says little: when the first
of two copies is deleted, the second bears its id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.difference import difference
from flashdeck.following.faces import Face, face
from flashdeck.following.labels import label
from flashdeck.following.nearness import SIMILAR, is_another, is_stranger
from flashdeck.following.past import Reading, unread
from flashdeck.following.trace import BASIC, LONGEST, TEXT, Trace, gist_at, trace
from flashdeck.identity import order
from flashdeck.model import Note, NoteId
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import ids
from flashdeck.notes.listed import known as facts

MOST = 2_500
"""Pairs of copies that are compared; of more, the ids decide."""

_Asks = tuple[str, str]


def known(
    notes: Sequence[Note],
    memory: Mapping[NoteId, Trace],
    gone: Container[NoteId] = frozenset(),
    asked: Container[NoteId] = frozenset(),
    past: Reading = unread,
) -> dict[int, NoteId]:
    """Which remembered notes the notes are that bear a remembered id, or a copy's.

    Those that are `gone` were missing before, and so were those `asked` of others if they are
    these.
    """
    found = _known(notes, memory, _Ghosts(gone, asked, past))
    return {at: id for at, id in found.items() if id not in gone or _is_back(notes, at, memory[id])}


def _is_back(notes: Sequence[Note], at: int, old: Trace) -> bool:
    """Whether what is asked says that a note is one that was gone: a number alone does not."""
    if label(old.prompt) is None or facts(notes)[at].given is not None:
        return True
    return not is_another(old, trace(notes[at], old.place))


def _known(
    notes: Sequence[Note], memory: Mapping[NoteId, Trace], ghosts: _Ghosts
) -> dict[int, NoteId]:
    asked = Counter((each.kind, each.prompt) for each in memory.values())
    pairs = [*zip(ids(notes), facts(notes), strict=True)]
    asks = Counter(fact.asked for id, fact in pairs if fact.given != id)
    found: dict[int, NoteId] = {}
    doubtful: list[int] = []
    for index, (id, fact) in enumerate(pairs):
        old, is_given = memory.get(id), fact.given == id
        copied = asks[fact.asked] > 1 or (old is not None and asked[old.kind, old.prompt] > 1)
        if copied and not is_given:
            doubtful.append(index)
        elif (
            old is not None
            and (old.kind == BASIC) == fact.basic
            and (is_given or not _is_stranger(old, fact, notes, index))
        ):
            found[index] = old.id
    for index in _misnamed(notes, found, memory, asked):
        del found[index]
    found |= _parted(notes, doubtful, memory, set(found.values()), ghosts)
    return found | _by_prompt(notes, {*found, *doubtful}, memory, {*found.values()})


def _misnamed(
    notes: Sequence[Note],
    found: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    asked: Mapping[_Asks, int],
) -> list[int]:
    """Notes with the id of one that asks by now what another note asks, or whose own is another's.

    So it is when prompts were numbered anew, and the notes kept their ids.
    """
    read = facts(notes)
    otherwise = [at for at, id in found.items() if _asks_otherwise(memory[id], read[at], notes, at)]
    if not otherwise:
        return []
    unsure = {*otherwise, *(at for at in range(len(notes)) if at not in found)}
    asks = {at: (BASIC if read[at].basic else TEXT, gist_at(notes, at).prompt) for at in unsure}
    today = {*asks.values()}
    return [
        at
        for at in otherwise
        if asked.get(asks[at]) or (memory[found[at]].kind, memory[found[at]].prompt) in today
    ]


def _asks_otherwise(old: Trace, fact: Facts, notes: Sequence[Note], index: int) -> bool:
    """Whether the id from what a note asks is borne by one that asks something else by now."""
    if fact.asked != old.id or fact.given == old.id or fact.hash == old.hash or not old.prompt:
        return False
    mine = gist_at(notes, index).prompt
    return mine != old.prompt and _uncut(mine) != _uncut(old.prompt)


def _uncut(prompt: str) -> str:
    """A prompt without the digest of what was cut, which also tells kinds of quotes apart."""
    return prompt if len(prompt) <= LONGEST else prompt.rpartition(" #")[0]


def _by_prompt(
    notes: Sequence[Note],
    passed: Container[int],
    memory: Mapping[NoteId, Trace],
    taken: Container[NoteId],
) -> dict[int, NoteId]:
    """Notes that one of their file asked for word by word, under the id of another prompt.

    Of several with that prompt it is the one that is as it was.
    """
    left: dict[_Asks, list[Trace]] = defaultdict(list)
    for each in memory.values():
        if each.id not in taken:
            left[each.kind, each.prompt].append(each)
    found: dict[int, NoteId] = {}
    for at, fact in enumerate(facts(notes) if left else ()):
        if at in passed or fact.given is not None:
            continue
        olds = left.get((BASIC if fact.basic else TEXT, gist_at(notes, at).prompt), [])
        if len(olds) > 1:
            olds = [each for each in olds if each.hash == fact.hash]
        if len(olds) == 1 and olds[0].file == fact.source.name:
            found[at] = olds[0].id
    return found


def _is_stranger(old: Trace, fact: Facts, notes: Sequence[Note], index: int) -> bool:
    moved = old.file != fact.source.name and old.deck != fact.deck
    return moved and is_stranger(old, trace(notes[index], old.place))


class _Ghosts(NamedTuple):
    """Notes that were missing before, or are asked of others, and what tells of their answers."""

    gone: Container[NoteId]
    asked: Container[NoteId]
    past: Reading

    def distances(self, olds: Sequence[Face]) -> dict[NoteId, int]:
        """How far off those that are gone are; of one without answers, others are nearer."""
        gone = [each.trace for each in olds if each.trace.id in self.gone]
        if not gone or len(olds) == 1:
            return {each.id: 0 for each in gone}
        past = self.past()
        return {each.id: 0 if past.was_answered(each) else 2 for each in gone}


def _parted(
    notes: Sequence[Note],
    copies: Sequence[int],
    memory: Mapping[NoteId, Trace],
    taken: set[NoteId],
    ghosts: _Ghosts,
) -> dict[int, NoteId]:
    if not copies or not memory:
        return {}
    groups: dict[_Asks, list[Trace]] = defaultdict(list)
    for index in sorted(copies, key=lambda index: order(notes[index])):
        mine = trace(notes[index], index)
        groups[mine.kind, mine.prompt].append(mine)
    olds: dict[_Asks, list[Face]] = defaultdict(list)
    for each in memory.values():
        if (each.kind, each.prompt) in groups and each.id not in taken:
            olds[each.kind, each.prompt].append(face(each))
    found: dict[int, NoteId] = {}
    for asks, old in olds.items():
        found.update(_nearest([(each.place, face(each)) for each in groups[asks]], old, ghosts))
    return found


def _nearest(
    new: Sequence[tuple[int, Face]], old: Sequence[Face], ghosts: _Ghosts
) -> dict[int, NoteId]:
    """Each copy with the nearest one left: by answer, then by deck, section, file, id and order.

    Of two that answer otherwise, it is sooner the one that was not missed before. One that left
    its file, and may as well be any of more copies than there were, is none of them.
    """
    if len(new) * len(old) > MOST:
        ids = {each.trace.id for each in old}
        return {index: each.trace.id for index, each in new if each.trace.id in ids}
    far = ghosts.distances(old)
    ranked = sorted(
        (_rank(each, other, ghosts, far), turn, other.trace.place, other.trace.id)
        for turn, (_, each) in enumerate(new)
        for other in old
    )
    found: dict[int, NoteId] = {}
    taken: set[NoteId] = set()
    for rank, turn, _, id in ranked:
        index = new[turn][0]
        if index in found or id in taken:
            continue
        taken.add(id)
        others = (each for each in ranked if each[3] == id and each[0][:-1] == rank[:-1])
        alike = [turn for _, turn, *_ in others if new[turn][0] not in found]
        if not rank.elsewhere or len(alike) <= len(old) - len(found):
            found[index] = id
    return found


class _Rank(NamedTuple):
    """The lower the nearer; an answer that is no more than hardly alike says nothing."""

    far: int
    unlike: float
    missed: bool
    other_deck: bool
    other_section: bool
    elsewhere: bool
    other_id: bool


def _rank(new: Face, old: Face, ghosts: _Ghosts, far: Mapping[NoteId, int]) -> _Rank:
    mine, other = new.trace, old.trace
    same = mine.answer == other.answer and mine.gaps == other.gaps
    likeness = 2.0 if same else difference(old.told, new.told).likeness
    elsewhere = mine.file != other.file
    return _Rank(
        far[other.id] + elsewhere if other.id in far else 0,
        -likeness if likeness >= SIMILAR else 0.0,
        other.id in ghosts.gone or other.id in ghosts.asked,
        mine.deck != other.deck,
        mine.section != other.section,
        elsewhere,
        mine.id != other.id,
    )
