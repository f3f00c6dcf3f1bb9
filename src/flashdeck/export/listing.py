"""The card model as a JSON document, for programs.

`{"version": 1, "files", "notes", "diagnostics"}`, in that order; the types below
are its shape. Lines count from one, both ends included. What a note does not have
is null. Keys may be added within a version, none is taken away or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from flashdeck import identity
from flashdeck.model import (
    Basic,
    Card,
    Cloze,
    Collection,
    Deletion,
    Note,
    Passage,
    Statement,
    answer,
    prompt,
)
from flashdeck.schedule.standing import Standings

VERSION = 1


class FileRow(TypedDict):
    """One file that was read; `notes` is how many it gave."""

    path: str
    dialect: str
    notes: int


class GapRow(TypedDict):
    """One gap: the group of gaps it is hidden with, and the text it hides."""

    group: int
    text: str
    hint: str | None


class RefRow(TypedDict):
    """One ∆reference; the target is a note's id."""

    slug: str
    target: str | None


class CardRow(TypedDict):
    """One card of a note, and where it stands by the journal.

    `states` are of new, due, suspended, buried, flagged and leech; `due` is a
    date, null for a new card, `interval` in days.
    """

    id: str
    ordinal: int
    states: list[str]
    due: str | None
    interval: int
    reviews: int
    lapses: int


class LinesRow(TypedDict):
    """First and last line of each part."""

    prompt: list[int] | None
    context: list[int] | None
    answer: list[int] | None


class NoteRow(TypedDict):
    """One note. A cloze stands whole under `prompt`, a statement under `answer`."""

    id: str
    kind: str
    deck: str
    section: str | None
    prompt: str | None
    context: str | None
    answer: str | None
    both_ways: bool
    gaps: list[GapRow]
    verbs: list[str]
    tags: list[str]
    source: str | None
    refs: list[RefRow]
    demo: str | None
    path: str
    lines: LinesRow
    cards: list[CardRow]


class Document(TypedDict):
    """The whole; diagnostics are the rows of the JSON report."""

    version: int
    files: list[FileRow]
    notes: list[NoteRow]
    diagnostics: Sequence[Mapping[str, object]]


def document(
    collection: Collection,
    diagnostics: Sequence[Mapping[str, object]],
    standings: Standings,
    cards: Callable[[Note], Iterable[Card]] = identity.cards,
) -> Document:
    """The document of a collection, with what was found in it; `cards` are those to list."""
    return {
        "version": VERSION,
        "files": [
            {"path": file.source.path, "dialect": file.dialect, "notes": file.notes}
            for file in collection.files
        ],
        "notes": [
            _note(note, collection, [_card(card, standings) for card in cards(note)])
            for note in collection.notes
        ],
        "diagnostics": diagnostics,
    }


def kind(note: Note) -> str:
    """What a note is called."""
    match note:
        case Basic():
            return "basic"
        case Cloze():
            return "cloze"
        case Statement():
            return "statement"


def _note(note: Note, collection: Collection, cards: list[CardRow]) -> NoteRow:
    asked = prompt(note)
    return {
        "id": note.id,
        "kind": kind(note),
        "deck": "::".join(note.deck),
        "section": " › ".join(note.section) or None,
        "prompt": _text(asked),
        "context": _text(note.context),
        "answer": _text(answer(note)),
        "both_ways": isinstance(note, Basic) and note.both_ways,
        "gaps": _gaps(note),
        "verbs": list(note.verbs),
        "tags": sorted(note.tags),
        "source": note.source_note,
        "refs": [
            {"slug": ref.slug, "target": collection.links.get((note.id, ref.slug))}
            for ref in note.refs
        ],
        "demo": note.demo,
        "path": note.span.source.path,
        "lines": {
            "prompt": _lines(asked),
            "context": _lines(note.context),
            "answer": _lines(answer(note)),
        },
        "cards": cards,
    }


def _card(card: Card, standings: Standings) -> CardRow:
    state = standings.states.get(card.id)
    known = state is not None and not state.new
    return {
        "id": card.id,
        "ordinal": card.ordinal,
        "states": list(standings.of(card.id)),
        "due": date.fromordinal(state.due).isoformat() if state and known else None,
        "interval": state.interval if state else 0,
        "reviews": state.reviews if state else 0,
        "lapses": state.lapses if state else 0,
    }


def _gaps(note: Note) -> list[GapRow]:
    match note:
        case Basic():
            return []
        case Cloze() | Statement():
            return [_gap(note.text, deletion) for deletion in note.deletions]


def _gap(text: Passage, gap: Deletion) -> GapRow:
    return {"group": gap.group, "text": text.text[gap.start : gap.end], "hint": gap.hint}


def _text(part: Passage | None) -> str | None:
    return None if part is None else part.text


def _lines(part: Passage | None) -> list[int] | None:
    return None if part is None else list(part.span.lines)
