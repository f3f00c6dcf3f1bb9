"""Copies of a note that stay when it leaves: cards that were moved by copying first.

While both are there, the copy is a note of its own. When the other one leaves, who moved
it means one card: what is left goes on with its history, and as its note in Anki.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.labels import label
from flashdeck.following.nearness import is_another
from flashdeck.following.past import Past, Reading
from flashdeck.following.trace import Trace, gist_at, kind
from flashdeck.identity import is_hash
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import ids
from flashdeck.notes.listed import known as facts

_Text = tuple[str, str, str, tuple[tuple[int, str], ...]]


class Twins(NamedTuple):
    """Which lost notes go on as which that are there, by their places: the first gives the origin.

    Of those `asked` only a person can say which of several copies goes on.
    """

    same: Mapping[int, tuple[NoteId, ...]]
    asked: Sequence[tuple[tuple[int, ...], NoteId]]


NO_TWINS = Twins({}, ())


def twins(
    notes: Sequence[Note],
    known: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Sequence[Trace],
    gone: Container[NoteId],
    reading: Reading,
) -> Twins:
    """Who goes on as a copy of the same text, or as one that asks the same and was answered never.

    `known` are the notes that are there.

    Those that were `gone` before do so only if they have answers, and the copy has none.
    """
    left: dict[_Text, list[Trace]] = defaultdict(list)
    origins = {memory[id].origin for id in known.values()} if lost else ()
    for each in lost:
        if each.origin not in origins:
            left[_text(each)].append(each)
    there: dict[_Text, list[int]] = defaultdict(list)
    prompts = {each.prompt for each in lost}
    for at in sorted(known) if left else ():
        if gist_at(notes, at).prompt in prompts:
            there[_text_at(notes, at)].append(at)
    if not there:
        return NO_TWINS
    past = reading()
    same: dict[int, tuple[NoteId, ...]] = {}
    asked: list[tuple[tuple[int, ...], NoteId]] = []
    for text in sorted(left):
        edited = text not in there
        olds = [each for each in left[text] if each.id not in gone or past.was_answered(each)]
        if (first := _first(olds, past)) is None or (edited and first.id in gone):
            continue
        copies = {at: memory[known[at]] for at in there.get(text) or _edited(first, there, left)}
        copies = {at: each for at, each in copies.items() if at not in same}
        if not all(_goes_on(first, each, first.id in gone, past) for each in copies.values()):
            continue
        if edited and any(past.was_answered(each) for each in copies.values()):
            continue
        if len(copies) == 1:
            (at,) = copies
            more = (each.id for each in olds if each is not first and past.was_answered(each))
            same[at] = (first.id, *more)
        elif copies:
            asked.append((tuple(copies), first.id))
    return Twins(same, asked)


def _edited(
    old: Trace, there: Mapping[_Text, Sequence[int]], left: Container[_Text]
) -> Iterator[int]:
    """Copies of which the answer was mended since: what they ask is no number, and as it was."""
    for text, ats in there.items():
        kind, prompt, answer, gaps = text
        now = old._replace(answer=answer, gaps=gaps)
        if (kind, prompt) == (old.kind, old.prompt) and label(prompt) is None and text not in left:
            yield from () if is_another(old, now) else ats


def names_kept(
    notes: Sequence[Note],
    known: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    retired: Mapping[NoteId, NoteId],
    open: Mapping[NoteId, Sequence[NoteId]],
) -> dict[int, NoteId]:
    """The names of notes that go on as copies of others: with them goes what was answered.

    Nobody reworded them, so that there is no need to give them those that they have by themselves.
    """
    names = ids(notes)
    kept = {
        at: id
        for at, id in known.items()
        if retired.get(names[at]) == id and is_hash(id) and _text_at(notes, at) == _text(memory[id])
    }
    found = {*known.values()}
    for id, others in open.items():
        mine = memory.get(id)
        for at in [at for at, old in known.items() if mine and old in others and id not in found]:
            if _stood(mine, notes, at) and _text(memory[known[at]]) == _text_at(notes, at):
                kept[at] = id
    return kept


def _stood(old: Trace | None, notes: Sequence[Note], at: int) -> bool:
    """Whether a note is as one was that stood in its file."""
    file = facts(notes)[at].source.name
    return old is not None and old.file == file and _text(old) == _text_at(notes, at)


def _text_at(notes: Sequence[Note], at: int) -> _Text:
    mine = gist_at(notes, at)
    return kind(notes[at]), mine.prompt, mine.answer, mine.gaps


def _text(each: Trace) -> _Text:
    return each.kind, each.prompt, each.answer, each.gaps


def _first(lost: Iterable[Trace], past: Past) -> Trace | None:
    """Of notes of one text the one that others go on as: one with answers, then the eldest."""

    def rank(each: Trace) -> tuple[bool, bool, int, NoteId]:
        since = past.first.get(each.origin)
        return not past.was_answered(each), since is None, since or 0, each.id

    return min(lost, key=rank, default=None)


def _goes_on(old: Trace, copy: Trace, was_gone: bool, past: Past) -> bool:
    """Whether what was told of both says that a copy takes the place of a note that is lost.

    A copy with answers keeps them: with an elder note's it makes one history.
    """
    if past.was_parted(copy):
        return False
    if not past.was_answered(copy):
        return past.was_answered(old) or (not was_gone and past.is_elder(old, copy))
    return not was_gone and past.was_answered(old) and past.is_elder(old, copy)
