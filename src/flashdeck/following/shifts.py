"""Prompts that were renumbered: each asks now what answers the one beside it answered.

An equal prompt proves nothing where a whole chain of notes took the answers of each other:
who puts a theorem before others, or takes one away, numbers all that follow anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.between import says_enough
from flashdeck.following.labels import are_labels, counted_on, label, tokens
from flashdeck.following.retold import Retold, by_answer
from flashdeck.following.trace import Trace, gist_at
from flashdeck.following.words import words
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import known as facts

SEVERAL = 3
"""How many answers that moved on alike need say little."""
MOST = 2_500
"""Pairs of notes of one answer that are compared."""


class Shift(NamedTuple):
    """Notes, by their index, each with the remembered one whose answer it gives, in order.

    `is_clear` says that their prompts were counted on, all by the same number, as those of
    theorems are. Of `fresh`,
    the note that asks what the first one asked, nothing is known if an answer was put in.
    """

    moved: tuple[tuple[int, NoteId], ...]
    is_clear: bool
    fresh: int | None


def shifts(told: Retold) -> Iterator[Shift]:
    """The chains of notes that took each other's answers."""
    links = _links(told)
    taking = {at: id for id, at in links.items()}
    standing = {id: at for at, id in told.moved.items()}
    for start in sorted(links):
        fresh = standing.get(start)
        if fresh is not None and fresh in taking:
            continue
        chain = [*_chain(start, links, told.moved)]
        steps = _steps(told, chain)
        ends = (fresh is None) + (chain[-1][0] not in told.moved)
        if not any(at in told.moved for at, _ in chain):
            continue
        labelled = bool(steps) and _labelled(told, chain)
        if ends == 2 or (ends == 1 and (labelled or (steps and len(chain) > 1))):
            yield Shift(tuple(chain), labelled, fresh)


def _links(told: Retold) -> dict[NoteId, int]:
    """Which note answers now what a remembered one answered."""
    giving, given = by_answer(told)
    alone = {
        ids[0]: given[answer][0]
        for answer, ids in giving.items()
        if len(ids) == len(given[answer]) == 1 and not words(answer).common
    }
    counts = Counter(
        each for id, at in alone.items() for each in steps(told.olds[id].prompt, told.prompts[at])
    )
    (step, count), *_ = (*counts.most_common(1), (0, 0))
    if count < SEVERAL - 1:
        return alone
    for answer, ids in giving.items():  # of equal answers each goes as far as the others went
        if len(ids) * len(given[answer]) > MOST or ids[0] in alone:
            continue
        for id in ids:
            prompt = told.olds[id].prompt
            near = [at for at in given[answer] if step in steps(prompt, told.prompts[at])]
            if len(near) == 1 and near[0] not in alone.values():
                alone[id] = near[0]
    return alone


def _chain(
    start: NoteId, links: Mapping[NoteId, int], moved: Mapping[int, NoteId]
) -> Iterator[tuple[int, NoteId]]:
    """From note to note: which gives the answer of one, and so on with the one it asked for."""
    id: NoteId | None = start
    while id is not None and id in links:
        at = links[id]
        yield at, id
        id = moved.get(at)


def _steps(told: Retold, chain: Iterable[tuple[int, NoteId]]) -> frozenset[int]:
    """By how much all prompts of a chain were counted on; empty if not by the same."""
    found = [steps(told.olds[id].prompt, told.prompts[at]) for at, id in chain]
    return frozenset.intersection(*found)


def _labelled(told: Retold, chain: Sequence[tuple[int, NoteId]]) -> bool:
    """Whether authors number what is asked: else answers may have been corrected by a row.

    Of two cards or one, the answers must also say enough to be taken for no other.
    """
    enough = len(chain) >= SEVERAL or all(says_enough(words(told.answers[at])) for at, _ in chain)
    return enough and all(are_labels(told.olds[id].prompt, told.prompts[at]) for at, id in chain)


def steps(old: str, new: str) -> frozenset[int]:
    """By how much one number or letter was counted on between two prompts; empty if by none."""
    before, after = tokens(old), tokens(new)
    if len(before) != len(after):
        return frozenset()
    other = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    if len(other) != 1:
        return frozenset()
    return counted_on(*other[0])


def contradicted(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    open: Mapping[NoteId, Container[NoteId]],
) -> list[int]:
    """Notes with an equal prompt of which is still asked if they are not another.

    That is asked of one that asks the same, or of one that answers the same: then the note may
    be that one, by another number. If it has a number, it may be that also if nobody asks.
    """
    asked: dict[tuple[str | None, ...], list[Container[NoteId]]] = defaultdict(list)
    for id, pasts in open.items():
        if id in memory:
            asked[memory[id].kind, memory[id].prompt].append(pasts)
            if memory[id].answer:
                asked[memory[id].kind, None, memory[id].answer].append(pasts)
    read = facts(notes)
    said = {(each.kind, each.answer) for id in open if (each := memory.get(id)) and each.answer}
    found = []
    for at, id in same.items() if asked else ():
        old = memory[id]
        if read[at].hash == old.hash or old.answer == (answer := gist_at(notes, at).answer):
            continue
        alike = asked.get((old.kind, old.prompt), []) + asked.get((old.kind, None, answer), [])
        moved = (old.kind, answer) in said and label(old.prompt) is not None
        if moved or any(id in each for each in alike):
            found.append(at)
    return found
