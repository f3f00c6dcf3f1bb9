"""Theorems, items of lists and the like that have a name besides their number, numbered anew.

Of no two of them the prompt is ever equal, so no chain of answers tells what happened. But who
keeps the name and the answer, and changes the number, speaks of the same theorem.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from flashdeck.following.difference import difference
from flashdeck.following.faces import Face, face
from flashdeck.following.labels import Label, Step, item, label
from flashdeck.following.nearness import ALIKE, Verdict, Where, nearness
from flashdeck.following.trace import BASIC, LONGEST, Trace
from flashdeck.model import NoteId

SEVERAL = 3
"""How many must have been counted on alike, until that says something of others."""

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_Key = TypeVar("_Key", NoteId, int)
_Said = tuple[object, ...]


class _Numbered(NamedTuple):
    face: Face
    label: Label

    @property
    def named(self) -> bool:
        """Whether more is said than what is numbered."""
        return bool(_LETTERS.search(self.label.after))


def _says(each: _Numbered) -> _Said:
    """What a note asks but for the number, and what it answers."""
    trace = each.face.trace
    return each.label.rest, trace.kind, trace.answer, tuple(text for _, text in trace.gaps)


def _says_there(each: _Numbered) -> _Said:
    """The same, and in which file."""
    return *_says(each), each.face.trace.file


def renumbered(
    vanished: Mapping[NoteId, Face],
    new: Mapping[int, Face],
    gone: Container[NoteId],
    shared: Container[NoteId],
    names: Container[NoteId] = (),
) -> dict[int, NoteId]:
    """The notes that have another number, with the vanished ones they were.

    Of those that were missing before, `gone`, nothing is said, and of those whose answer is
    `shared` only if others were counted on alike, or no other had their name: of `names`.
    """
    old = _numbered({id: each for id, each in vanished.items() if id not in gone})
    now = _numbered(new)
    if not old or not now:
        return {}
    alone = {id: each for id, each in old.items() if id not in shared or id in names}
    exact = {at: id for id, at in _alone(alone, now) if now[at].named or now[at].face.told.telling}
    counts = Counter(
        step for at, id in exact.items() if (step := _step(old[id].label, now[at].label))
    )
    same = {
        at: id
        for at, id in exact.items()
        if now[at].named or counts[_step(old[id].label, now[at].label)] >= SEVERAL
    }
    usual = [step for step, count in counts.items() if count >= SEVERAL]
    for each in usual:
        free = {id: it for id, it in old.items() if id not in same.values()}
        same |= _reworded(free, {at: it for at, it in now.items() if at not in same}, each)
    return same


def _numbered(faces: Mapping[_Key, Face]) -> dict[_Key, _Numbered]:
    found: dict[_Key, _Numbered] = {}
    for key, each in faces.items():
        if (parted := _parted(each.trace)) is not None:
            found[key] = _Numbered(each, parted)
    return found


def _parted(trace: Trace) -> Label | None:
    if len(trace.prompt) > LONGEST:
        return None
    return label(trace.prompt) or item(trace.prompt)


def named_alike(
    vanished: Mapping[NoteId, Face], new: Mapping[int, Face], names: Container[NoteId]
) -> Iterator[tuple[NoteId, int]]:
    """Those that have another number, and the name or the answer that one had.

    Of `names` no other note of the file had the name.
    """
    old = _numbered(vanished)
    now = _numbered(new) if old else {}
    for id, at in _alone(old, now):
        if now[at].face.told.telling:
            yield id, at
    called: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, each in now.items():
        called[_name(each.face.trace, each.label)].append(at)
    for id, each in old.items():
        found = called.get(_name(each.face.trace, each.label), [])
        if id in names and each.named and len(found) == 1:
            yield id, found[0]


def once_named(lost: Mapping[NoteId, Trace], memory: Mapping[NoteId, Trace]) -> frozenset[NoteId]:
    """The lost notes whose name, besides a number, no other note of their file had."""
    parted = {id: _name(each, found) for id, each in lost.items() if (found := _parted(each))}
    files = {lost[id].file for id in parted}
    others = (each for id, each in memory.items() if each.file in files and id not in lost)
    times = Counter(parted.values())
    times.update(_name(each, found) for each in others if (found := _parted(each)))
    return frozenset(id for id, name in parted.items() if times[name] == 1)


def _name(trace: Trace, label: Label) -> tuple[str, str, str]:
    return trace.kind, trace.file, label.rest


def _alone(
    old: Mapping[NoteId, _Numbered], new: Mapping[int, _Numbered]
) -> Iterator[tuple[NoteId, int]]:
    """Pairs that ask and answer the same but for the number, as no others do, or none there."""
    found: set[NoteId | int] = set()
    for says in (_says, _says_there):
        before, now = _by_what_it_says(old, says), _by_what_it_says(new, says)
        for what, ids in before.items():
            if len(ids) == len(now.get(what, ())) == 1 and found.isdisjoint((ids[0], now[what][0])):
                found |= {ids[0], now[what][0]}
                yield ids[0], now[what][0]


def _by_what_it_says(
    numbered: Mapping[_Key, _Numbered], says: Callable[[_Numbered], _Said]
) -> dict[_Said, list[_Key]]:
    found: dict[_Said, list[_Key]] = defaultdict(list)
    for key, each in numbered.items():
        found[says(each)].append(key)
    return found


def _step(old: Label, new: Label) -> Step:
    """By how much each part of a number was counted on; empty if that cannot be said."""
    before, after = _DIGITS.findall(old.number), _DIGITS.findall(new.number)
    if len(before) != len(after):
        return ()
    return tuple(int(theirs) - int(mine) for mine, theirs in zip(before, after, strict=True))


def _reworded(
    old: Mapping[NoteId, _Numbered], new: Mapping[int, _Numbered], step: Step
) -> dict[int, NoteId]:
    """Those that were counted on as all others were, and are nearly as they were but for that."""
    numbers: dict[tuple[str, str], list[NoteId]] = defaultdict(list)
    for id, each in old.items():
        numbers[each.face.trace.file, _back(each.label.number, (0,) * len(step))].append(id)
    found: dict[int, NoteId] = {}
    for at, each in new.items():
        ids = numbers.get((each.face.trace.file, _back(each.label.number, step)), [])
        if len(ids) == 1 and ids[0] not in found.values() and _is_reworded(old[ids[0]], each):
            found[at] = ids[0]
    return found


def _back(number: str, step: Iterable[int]) -> str:
    """The number before it was counted on."""
    steps = iter(step)
    return _DIGITS.sub(lambda part: str(int(part[0]) - next(steps, 0)), number)


def _is_reworded(old: _Numbered, new: _Numbered) -> bool:
    """Whether, but for its number, a theorem has the name it had, or nearly, and the answer."""
    if old.face.trace.kind != BASIC != new.face.trace.kind or not (old.named and new.named):
        return False
    if old.label.rest == new.label.rest:
        return True
    told = difference(old.face.told, new.face.told)
    if told.likeness < ALIKE or told.renames:
        return False
    prompt = f"{new.label.before}{old.label.number}{new.label.after}"
    bare = face(new.face.trace._replace(prompt=prompt))
    found = nearness(old.face, bare, Where.FILE, in_turn=False, gone=False)
    return found.verdict is Verdict.CARD
