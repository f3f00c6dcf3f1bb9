"""What a session wants written down, before it has a place in the journal."""

from __future__ import annotations

from typing import NamedTuple

from flashdeck import identity
from flashdeck.model import CardId, Note, NoteId, passages


class Answered(NamedTuple):
    """A grade; `kind` is `review` or `drill`, `hash` the content that was asked."""

    card: CardId
    kind: str
    grade: int
    ms: int
    hash: str


class Marked(NamedTuple):
    """A card suspended, buried or flagged."""

    card: CardId
    kind: str
    on: bool = True


class Renamed(NamedTuple):
    """A note whose prompt was edited, and with it the id it goes by."""

    note: NoteId
    to: NoteId


class TakenBack(NamedTuple):
    """An earlier entry is undone; `of` counts the entries of the study day from 0."""

    card: CardId
    of: int


Returnable = Answered | Marked
"""What can be taken back."""

Entry = Answered | Marked | Renamed | TakenBack


def content(note: Note) -> str:
    """What an author may change of a note without making another of it, as a hash."""
    return identity.digest(*(passage.text for passage in passages(note)))
