"""`flashdeck list`: the notes of a collection, for people or for programs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.options import Decks, Paths, Standings, Tags
from flashdeck.cli.output import put_json, put_lines, say, say_counts

if TYPE_CHECKING:
    from flashdeck.model import Collection


class Format(StrEnum):
    """How the notes are written."""

    TABLE = "table"
    JSON = "json"


Ids = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        metavar="ID",
        help="Only the note of this id, of a card's id, or of how it begins. May be repeated.",
        autocompletion=completion.ids,
        show_default=False,
    ),
]


def list_cards(
    paths: Paths = None,
    deck: Decks = None,
    tag: Tags = None,
    is_: Standings = None,
    id: Ids = None,
    format: Annotated[Format, typer.Option(help="A table, or the documented JSON.")] = Format.TABLE,
) -> None:
    """List the notes and their cards.

    A card that you suspended, buried or flagged in `study`, or that is a leech
    (forgotten often), says so.

    \b
    Examples:
      flashdeck list --tag exam
      flashdeck list --is suspended --is leech
      flashdeck list notes/ --deck Biology --format json
    """
    from flashdeck.cli.choosing import Choice, chosen, tags_in_files
    from flashdeck.cli.narrowing import ensure_known
    from flashdeck.cli.reading import read
    from flashdeck.cli.standings import standings

    compiled = read(paths).compiled
    known = standings(compiled)
    every = (*compiled.collection.notes, *compiled.left_out)
    ensure_known(every, deck or (), tags_in_files(tag or ()))
    found = chosen(compiled.collection, Choice(deck or (), tag or (), is_ or ()), known)
    found = found._replace(collection=_named(found.collection, id or []))
    if format is Format.JSON:
        from flashdeck.export import listing
        from flashdeck.report import machine

        put_json(
            listing.document(found.collection, machine.rows(compiled.diagnostics), known, found.of)
        )
        return
    from flashdeck.cli import table

    put_lines(lambda width: table.lines(found, known, width))
    if not found.collection.notes:
        say("no notes")
    say_counts(compiled.diagnostics, remedy="`flashdeck check` shows them")


def _named(collection: Collection, ids: list[str]) -> Collection:
    """The notes whose ids begin so; a card's id begins with its note's."""
    from dataclasses import replace

    if not ids:
        return collection
    kept = [
        note
        for note in collection.notes
        if any(note.id.startswith(id) or id.startswith(f"{note.id}:") for id in ids)
    ]
    return replace(collection, notes=tuple(kept))
