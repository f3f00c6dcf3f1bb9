"""Notes where nothing is remembered: each is itself, under the id that it has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flashdeck.following.following import Following
from flashdeck.following.places import in_files, places
from flashdeck.following.trace import BASIC, TEXT, Trace, gists
from flashdeck.model import Note
from flashdeck.notes.listed import ids, known

_trace = partial(tuple.__new__, Trace)
"""A trace of all its fields, at half the cost: the first build has one for every note."""


def seen_first(notes: Sequence[Note]) -> Following:
    """What `followed` says of notes, no two of one id, where no name was ever given up."""
    return Following(notes=notes, traces=_traces(notes), rest=range(len(notes)))


def _traces(notes: Sequence[Note]) -> tuple[Trace, ...]:
    names, contents, told = ids(notes), known(notes), gists(notes)
    found: list[Trace | None] = [None] * len(notes)
    for file, indices in in_files(contents).items():
        for at, place in zip(indices, places([None] * len(indices)), strict=True):
            id, fact, (prompt, answer, section, gaps) = names[at], contents[at], told[at]
            kind = BASIC if fact.basic else TEXT
            where = (file, place, fact.deck, section)
            found[at] = _trace((id, id, kind, fact.hash, prompt, answer, *where, gaps, ()))
    return tuple(each for each in found if each is not None)
