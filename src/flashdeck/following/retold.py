"""What changed where prompts are as they were: the answers, and which note gives them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.trace import BASIC, Trace, gist_at
from flashdeck.model import Note, NoteId
from flashdeck.notes.facts import Gist
from flashdeck.notes.listed import known as facts


class Retold(NamedTuple):
    """Notes with an equal prompt and another answer, `moved`, and those with a new prompt.

    `olds` are the notes of before that `moved` were, and those that are lost.
    """

    moved: Mapping[int, NoteId]
    prompts: Mapping[int, str]
    answers: Mapping[int, str]
    olds: Mapping[NoteId, Trace]


def retold(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
    passed: Container[int] = (),
    gone: Container[NoteId] = frozenset(),
) -> Retold | None:
    """What changed, `same` being known by their prompts; None if no answer did.

    Notes that are `passed` over are not looked at.
    """
    read = facts(notes)
    changed = {
        at: gist_at(notes, at)
        for at, id in same.items()
        if read[at].basic and read[at].hash != memory[id].hash and read[at].given != id
    }
    moved = {at: same[at] for at, each in changed.items() if each.answer != memory[same[at]].answer}
    olds = {id: each for id, each in lost.items() if each.kind == BASIC}
    if not moved and not olds:
        return None
    gists = {at: changed[at] for at in moved}
    new = {
        at: gist_at(notes, at)
        for at, fact in enumerate(read)
        if at not in same and fact.basic and at not in passed
    }
    unnamed = {at: gist for at, gist in new.items() if read[at].given is None}
    moved |= _estranged(unnamed, _latest(olds, gone))
    if not moved:
        return None
    gists |= new
    return Retold(
        moved=moved,
        prompts={at: each.prompt for at, each in gists.items()},
        answers={at: each.answer for at, each in gists.items()},
        olds=olds | {id: memory[id] for id in moved.values()},
    )


def _latest(lost: Mapping[NoteId, Trace], gone: Container[NoteId]) -> dict[NoteId, Trace]:
    """Those that were last known by their prompt: who was missing before gave it up."""
    there = {each.prompt for id, each in lost.items() if id not in gone}
    return {id: each for id, each in lost.items() if id not in gone or each.prompt not in there}


def _estranged(new: Mapping[int, Gist], lost: Mapping[NoteId, Trace]) -> dict[int, NoteId]:
    """Notes that ask what one that is lost asked: by its file and deck, too, it was another."""
    asking: dict[str, list[NoteId]] = defaultdict(list)
    for id, each in lost.items():
        asking[each.prompt].append(id)
    found: dict[str, list[int]] = defaultdict(list)
    for at, gist in new.items():
        if gist.prompt in asking:
            found[gist.prompt].append(at)
    return {
        ats[0]: asking[prompt][0]
        for prompt, ats in found.items()
        if len(ats) == len(asking[prompt]) == 1
        if new[ats[0]].answer != lost[asking[prompt][0]].answer
    }


def by_answer(told: Retold) -> tuple[dict[str, list[NoteId]], dict[str, list[int]]]:
    """Who gave each answer that is given today, and who gives it."""
    giving: dict[str, list[NoteId]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for at, answer in told.answers.items():
        given[answer].append(at)
    there = {*told.moved.values()}
    seen: set[tuple[str, NoteId]] = set()
    for id in sorted(told.olds, key=lambda id: (id not in there, id)):
        answer, origin = told.olds[id].answer, told.olds[id].origin
        if answer and answer in given and (answer, origin) not in seen:
            giving[answer].append(id)  # of one note that two devices named, only one
            seen.add((answer, origin))
    return giving, given
