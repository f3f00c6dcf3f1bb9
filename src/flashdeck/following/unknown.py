"""Notes where nothing is remembered: each is itself, under the id that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    return Following(notes=notes, traces=tuple(_traces(notes)), rest=range(len(notes)))


def _traces(notes: Sequence[Note]) -> Iterator[Trace]:
    contents = known(notes)
    stands = [0] * len(notes)
    for indices in in_files(contents).values():
        for at, place in zip(indices, places([None] * len(indices)), strict=True):
            stands[at] = place
    for id, fact, gist, place in zip(ids(notes), contents, gists(notes), stands, strict=True):
        prompt, answer, section, gaps = gist
        kind = BASIC if fact.basic else TEXT
        where = (fact.source.name, place, fact.deck, section)
        yield _trace((id, id, kind, fact.hash, prompt, answer, *where, gaps, ()))
