"""Notes as a table: one line each, under their deck."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from flashdeck.export.listing import kind
from flashdeck.model import Collection, Note, answer, ordinals, prompt
from flashdeck.report.cells import fitted, padded, shown
from flashdeck.report.summary import counted

ID = 18
HASH = 8  # how much of an id that nobody chose; `--id` takes its beginning
KIND = 9
CARDS = 3


def lines(collection: Collection, width: int) -> Iterator[Text]:
    """The table in so many columns; deck by deck, as the notes come."""
    for deck, notes in groupby(collection.notes, key=lambda note: note.deck):
        yield Text(shown("::".join(deck)), "bold")
        for note in notes:
            yield row(note, max(20, width - ID - KIND - CARDS - 5))
    cards = sum(len(ordinals(note)) for note in collection.notes)
    if collection.notes:
        yield Text(f"{counted(len(collection.notes), 'note')}, {counted(cards, 'card')}", "dim")


def row(note: Note, room: int) -> Text:
    """One note on one line; `room` is for what it says."""
    return Text.assemble(
        "  ",
        (padded(note.given_id or note.id[:HASH], ID), "cyan"),
        " ",
        padded(kind(note), KIND),
        f" {len(ordinals(note)):>{CARDS}} ",
        fitted(headline(note), room),
    )


def headline(note: Note) -> str:
    """What a note is recognised by: its prompt, or what it states."""
    said = prompt(note) or answer(note)
    return "" if said is None else said.text
