"""Theorems and the like that have a name besides their number, when they are numbered anew.

Of no two of them the prompt is ever equal, so no chain of answers tells what happened. But who
keeps the name and the answer, and changes the number, speaks of the same theorem.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from flashdeck.following.labels import Label, label
from flashdeck.following.nearness import ALIKE, Face, Verdict, Where, face, nearness
from flashdeck.following.trace import BASIC, LONGEST
from flashdeck.following.words import difference
from flashdeck.model import NoteId

SEVERAL = 3
"""How many must have been counted on alike, until that says something of others."""

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_Key = TypeVar("_Key", NoteId, int)
_Step = tuple[int, ...]


class _Numbered(NamedTuple):
    face: Face
    label: Label

    @property
    def named(self) -> bool:
        """Whether more is said than what is numbered."""
        return bool(_LETTERS.search(self.label.after))

    @property
    def says(self) -> tuple[object, ...]:
        """What it asks but for the number, and what it answers."""
        return self.label.rest, self._told

    @property
    def _told(self) -> tuple[object, ...]:
        each = self.face.trace
        return each.kind, each.file, each.answer, tuple(text for _, text in each.gaps)


def renumbered(
    vanished: Mapping[NoteId, Face],
    new: Mapping[int, Face],
    gone: Container[NoteId],
    shared: Container[NoteId],
) -> dict[int, NoteId]:
    """The notes that have another number, with the vanished ones they were.

    Of those that were missing before, `gone`, and of those whose answer is `shared`, nothing is
    said.
    """
    left = {id: each for id, each in vanished.items() if id not in gone and id not in shared}
    old, now = _numbered(left), _numbered(new)
    if not old or not now:
        return {}
    exact = {at: id for id, at in _alone(old, now) if now[at].face.told.telling}
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
        if len(each.trace.prompt) <= LONGEST and (parted := label(each.trace.prompt)) is not None:
            found[key] = _Numbered(each, parted)
    return found


def _alone(
    old: Mapping[NoteId, _Numbered], new: Mapping[int, _Numbered]
) -> Iterator[tuple[NoteId, int]]:
    """Pairs that ask and answer the same but for the number, as no others do."""
    before, now = _by_what_it_says(old), _by_what_it_says(new)
    for says, ids in before.items():
        if len(ids) == len(now.get(says, ())) == 1:
            yield ids[0], now[says][0]


def _by_what_it_says(numbered: Mapping[_Key, _Numbered]) -> dict[tuple[object, ...], list[_Key]]:
    found: dict[tuple[object, ...], list[_Key]] = defaultdict(list)
    for key, each in numbered.items():
        found[each.says].append(key)
    return found


def _step(old: Label, new: Label) -> _Step:
    """By how much each part of a number was counted on; empty if that cannot be said."""
    before, after = _DIGITS.findall(old.number), _DIGITS.findall(new.number)
    if len(before) != len(after):
        return ()
    return tuple(int(theirs) - int(mine) for mine, theirs in zip(before, after, strict=True))


def _reworded(
    old: Mapping[NoteId, _Numbered], new: Mapping[int, _Numbered], step: _Step
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
    """Whether, but for its number, a theorem has nearly the name and the answer it had."""
    if old.face.trace.kind != BASIC != new.face.trace.kind or not (old.named and new.named):
        return False
    told = difference(old.face.told, new.face.told)
    if told.likeness < ALIKE or told.renames:
        return False
    prompt = f"{new.label.before}{old.label.number}{new.label.after}"
    bare = face(new.face.trace._replace(prompt=prompt))
    found = nearness(old.face, bare, Where.FILE, in_turn=False, gone=False)
    return found.verdict is Verdict.CARD
