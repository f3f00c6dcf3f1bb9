"""Notes read for comparison: their questions and answers word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flashdeck.following.trace import BASIC, BETWEEN, TEXT, Stands, Trace, drawn, gist_at
from flashdeck.following.words import Words, words
from flashdeck.model import Note
from flashdeck.notes.listed import ids, known

FRAME = 3
"""Words of content around gaps that say what a text is about, if no name is among them."""
GAP = " … "
"""Stands for what a gap hides."""


class Face(NamedTuple):
    """A trace read for comparison."""

    trace: Trace
    asked: Words
    told: Words
    whole: Words
    """The same as `asked`, but of a text with its gaps filled."""
    frame: str = ""
    """What stands around the gaps of a text, if it has some."""

    @property
    def framed(self) -> bool:
        """Whether what stands around its gaps says what it is about."""
        size = len(self.asked.order)
        return size >= FRAME or (size > 1 and bool(self.asked.hard))


def face(trace: Trace, read: Callable[[str], Words] = words) -> Face:
    """How a trace is read for comparison; `read` may know the words of some texts already."""
    whole = read(trace.prompt)
    if trace.kind == BASIC:
        return Face(trace, whole, read(trace.answer), whole)
    if not trace.gaps:
        return Face(trace, whole, whole, whole)
    rest = trace.prompt
    for _, text in trace.gaps:
        for part in text.split(BETWEEN):
            rest = rest.replace(part, GAP, 1)
    hidden = " ".join(text for _, text in trace.gaps)
    return Face(trace, read(rest), read(f"{hidden} {trace.answer}"), whole, rest.strip())


def fresh(
    notes: Sequence[Note], places: Iterable[int], read: Callable[[str], Words]
) -> dict[int, Face]:
    """The faces of notes that nobody remembers, by their places."""
    names, contents = ids(notes), known(notes)
    found = {}
    for at in places:
        id, fact = names[at], contents[at]
        kind = BASIC if fact.basic else TEXT
        stands = Stands(kind, fact.hash, fact.source.name, at, fact.deck)
        found[at] = face(drawn(id, id, gist_at(notes, at), stands), read)
    return found
