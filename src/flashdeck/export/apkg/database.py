"""The database in a package: its notes are written first, then their cards."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashdeck.export.apkg import note_types
from flashdeck.export.apkg.before import Before, bring_up
from flashdeck.export.apkg.decks import decks
from flashdeck.export.apkg.filled import KIND, Kept, filled
from flashdeck.export.apkg.parts import parts
from flashdeck.export.apkg.rows import Block, Decks, card_rows, entries, note_rows, order
from flashdeck.export.apkg.tables import CARDS, NOTES, Table, connected, insert
from flashdeck.render.html import Html

_DEFAULT_DECK = "1"


def write(
    path: Path,
    html: Html,
    key: str,
    kept: Kept | None,
    before: Before | None,
    pages_done: Callable[[], None],
) -> list[Block]:
    """A new database with all notes of a collection; what tells its rows from others, if kept.

    When most of its pages are as they will be, it calls `pages_done`.
    Nothing but this process sees the file before it is complete, so it needs no
    journal; and it is read once, so it needs no index.
    """
    listed = [*parts(html)]
    named = decks(dict.fromkeys([name for part in listed for name in part.decks]))
    known = None if kept is None else () if before is None else before.blocks
    every = entries(html, listed, key, named, known)
    fresh = [each for each in every if each.guids]
    if kept is not None:
        kept.store.want(KIND, [each.part.name for each in every if not each.guids])
    kinds = {"basic": note_types.basic(), "cloze": note_types.cloze()}
    fields, ordered = filled([each.part for each in fresh], kept), order(fresh)
    with closing(connected(path)) as database:
        copies = before is not None and len(fresh) < len(every)
        if before is not None and copies:
            bring_up(before, every, note_rows(fresh, fields, kinds, ordered), named)
            database.execute("ATTACH ? AS before", (os.fsencode(before.path),))
        _begin(database, kinds, named)
        if copies:
            _copy(database, NOTES)
        else:
            insert(database, NOTES, note_rows(fresh, fields, kinds, ordered))
        database.execute("COMMIT")
        pages_done()
        database.execute("BEGIN")
        if copies:
            _copy(database, CARDS)
        else:
            insert(database, CARDS, card_rows(every, named, ordered))
        database.execute("COMMIT")
    return [each.block for each in every]


def _copy(database: sqlite3.Connection, table: Table) -> None:
    database.execute(f"INSERT INTO {table.name} SELECT * FROM before.{table.name}")


def _begin(database: sqlite3.Connection, kinds: Mapping[str, genanki.Model], named: Decks) -> None:
    """Make the tables, and write the note types and the decks."""
    database.execute("BEGIN")
    for statement in APKG_SCHEMA.split(";"):
        if "CREATE INDEX" not in statement:
            database.execute(statement)
    database.execute(APKG_COL)
    models = {
        str(kind.model_id): kind.to_json(note_types.MODIFIED, int(_DEFAULT_DECK))
        for kind in kinds.values()
    }
    (stored,) = database.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(stored) | {str(deck.deck_id): deck.to_json() for deck in named.values()}
    database.execute("UPDATE col SET models = ?, decks = ?", (_json(models), _json(all_decks)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
