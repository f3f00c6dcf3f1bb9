"""Notes that are lost under a prompt half typed, as when a build follows every change of a file.

What such a note asked before that, and still answers, tells what it is now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.trace import Trace, gist_at
from flashdeck.model import Note, NoteId


class Earlier(NamedTuple):
    """Lost notes with what they asked before; each with the one note that answers what it did."""

    olds: Mapping[NoteId, Trace]
    news: Mapping[int, NoteId]


def earlier_ones(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    doubted: Container[int],
    lost: Mapping[NoteId, Trace],
    earlier: Mapping[NoteId, str],
) -> Earlier:
    """Of notes that are lost, those whose answer one note gives and no other that was lost.

    What is known to be the `same` is not looked at, nor what is `doubted`.
    """
    found = {*same.values()} if earlier else ()
    olds = {id: lost[id] for id in earlier if id in lost and id not in found and lost[id].answer}
    if not olds:
        return Earlier({}, {})
    left = (at for at in range(len(notes)) if at not in same and at not in doubted)
    answers = {at: gist_at(notes, at).answer for at in left}
    given, lacking = Counter(answers.values()), Counter(each.answer for each in lost.values())
    once = {told for told, count in given.items() if count == lacking[told] == 1}
    alone = {each.answer: id for id, each in olds.items() if each.answer in once}
    return Earlier(
        {id: olds[id]._replace(prompt=earlier[id]) for id in alone.values()},
        {at: alone[told] for at, told in answers.items() if told in alone},
    )
