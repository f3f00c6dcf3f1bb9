"""Questions that one replacement asks many times over, to be answered once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashdeck.following.characters import are_rewritten, are_transcribed
from flashdeck.following.faces import face
from flashdeck.following.following import Question
from flashdeck.following.kindred import are_inflected
from flashdeck.following.replacing import SEVERAL, Replacement, replacement
from flashdeck.following.trace import Trace
from flashdeck.following.turned import is_turned

TURNED = Replacement("", "", "turned")
"""Stands for question and answer that changed places."""
SHIFTED = Replacement("", "", "shifted")
"""Stands for answers that each went to the prompt of another card."""

INFLECTED = Replacement("", "", "inflected")
"""Stands for words in another form."""

REWRITTEN = Replacement("", "", "rewritten")
TRANSCRIBED = Replacement("", "", "transcribed")
"""Stand for what is written in other characters, or in another script."""


class Pair(NamedTuple):
    old: Trace
    new: Trace


class Alike(NamedTuple):
    """Cards in all of which the same gave way to the same; in order."""

    made: Replacement
    pairs: tuple[Pair, ...]


class Asked(NamedTuple):
    """What there is to ask: first what is asked of many cards at once, then each of the rest."""

    alike: tuple[Alike, ...]
    rest: tuple[Question, ...]


def asked(questions: Sequence[Question]) -> Asked:
    """The questions, those that one replacement explains put together."""
    changes = [_changes(question) for question in questions]
    counts = Counter(made for found in changes for made in found)
    sets: dict[Replacement, list[Pair]] = {}
    rest = []
    for question, found in zip(questions, changes, strict=True):
        made = max(found, key=lambda each: (counts[each], each), default=None)
        if made is None or counts[made] < SEVERAL:
            rest.append(question)
        else:
            sets.setdefault(made, []).append(found[made])
    if SHIFTED in sets:
        ends = {question: pair for question in rest for pair in _end(question, sets[SHIFTED])}
        sets[SHIFTED] += ends.values()
        rest = [question for question in rest if question not in ends]
    return Asked(tuple(Alike(made, tuple(pairs)) for made, pairs in sets.items()), tuple(rest))


def _changes(question: Question) -> dict[Replacement, Pair]:
    """What may have given way to what, if one card is asked about."""
    if len(question.new) != 1:
        return {}
    (new,) = question.new
    return dict(_made(question.old, new))


def _made(olds: Sequence[Trace], new: Trace) -> Iterator[tuple[Replacement, Pair]]:
    for old in olds:
        if is_turned(old, new):
            yield TURNED, Pair(old, new)
        elif are_rewritten(old, new):
            yield REWRITTEN, Pair(old, new)
        elif are_transcribed(old, new):
            yield TRANSCRIBED, Pair(old, new)
        elif old.answer == new.answer and any(
            each.prompt == new.prompt for each in olds if each is not old
        ):
            yield SHIFTED, Pair(old, new)
        elif (made := replacement(old.prompt, new.prompt)) is not None:
            yield made, Pair(old, new)
        elif are_inflected(face(old), face(new)):
            yield INFLECTED, Pair(old, new)


def _end(question: Question, shifted: Sequence[Pair]) -> Iterator[Pair]:
    """The last of a row of answers that were shifted: no card asked before what it asks."""
    if len(question.new) == len(question.old) == 1:
        (new,), (old,) = question
        if old.answer == new.answer and any(old.prompt == pair.new.prompt for pair in shifted):
            yield Pair(old, new)
