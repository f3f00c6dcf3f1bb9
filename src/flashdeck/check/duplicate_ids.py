"""Two notes that an author gave one id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flashdeck import identity, rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import Note
from flashdeck.notes.listed import given


def duplicate_ids(subject: Subject) -> Iterator[Diagnostic]:
    """One error for each later claim; the first note keeps the id."""
    first: dict[str, Note] = {}
    notes = subject.collection.notes
    ids = given(notes)
    if ids.count(None) == len(ids):
        return
    times = Counter(ids)
    twice = [notes[at] for at, id in enumerate(ids) if id is not None and times[id] > 1]
    for note in sorted(twice, key=identity.order):
        if note.given_id is None:
            continue
        if (other := first.setdefault(note.given_id, note)) is not note:
            yield Diagnostic(
                rule=rules.DUPLICATE_ID,
                message=f"the id `{note.given_id}` is taken",
                span=note.span,
                labels=(Label(other.span, "by this note"),),
                help="give each note an id of its own",
            )
