"""Two notes that ask the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from flashdeck import identity, rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import Note, NoteId, answer
from flashdeck.notes.listed import asked


def duplicate_cards(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each later copy, with a label at the first.

    The first is the one that was there before the others, if that is known: it has the id
    that follows from what is asked, or had another. Else it is the one that stands first.

    In different contexts the same words ask different things, but then only ids
    can tell them apart: such notes are copies unless one of them has an id.
    """
    in_context: dict[tuple[NoteId, str], Note] = {}
    without_id: dict[NoteId, Note] = {}
    notes = subject.collection.notes
    ids = asked(notes)
    if len({*ids}) == len(ids):
        return
    times = Counter(ids)
    twice = [(notes[at], id) for at, id in enumerate(ids) if times[id] > 1]
    for note, id in sorted(twice, key=partial(_age, subject.origins())):
        context = _context(note)
        first = in_context.setdefault((id, context), note)
        if first is note and note.given_id is None:
            first = without_id.setdefault(id, note)
        elif note.given_id is None:
            without_id.setdefault(id, note)
        if first is not note:
            yield _found(note, first)


def _age(
    origins: Mapping[NoteId, NoteId], each: tuple[Note, NoteId]
) -> tuple[bool, tuple[tuple[str, ...], str, int]]:
    note, id = each
    is_old = note.given_id is not None or id == note.id or origins.get(note.id, note.id) != note.id
    return not is_old, identity.order(note)


def _found(note: Note, first: Note) -> Diagnostic:
    message, remedy = _words(note, first)
    return Diagnostic(
        rule=rules.DUPLICATE_CARD,
        message=message,
        span=note.span,
        labels=(Label(first.span, "first asked here"),),
        help=remedy,
    )


def _words(note: Note, first: Note) -> tuple[str, str]:
    if _context(note) != _context(first):
        return "this is asked twice, in two contexts", _APART
    if _told(note) != _told(first):
        named = note.given_id is not None and first.given_id is not None
        return "this is asked twice, with two answers", _REWORD if named else _APART
    return "this note stands here twice", "take one away, or ask it in other words"


_REWORD = "ask one of them in other words"
_APART = "give each an id, such as `{#…}`: without one, moving them can exchange their histories"


def _context(note: Note) -> str:
    return "" if note.context is None else identity.normalised(note.context.text)


def _told(note: Note) -> str:
    told = answer(note)
    return "" if told is None else identity.normalised(told.text)
