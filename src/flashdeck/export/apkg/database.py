"""The database in a package, written in one transaction."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashdeck.export.apkg import note_types
from flashdeck.export.apkg.decks import decks
from flashdeck.export.apkg.filled import Kept, filled
from flashdeck.export.apkg.rows import CARDS, NOTES, card_rows, entries, note_rows
from flashdeck.notes.listed import known
from flashdeck.render.html import Html

_DEFAULT_DECK = "1"


def write(path: Path, html: Html, key: str, kept: Kept | None = None) -> None:
    """A new database with all notes of a collection.

    Nothing but this process sees the file before it is complete, so it needs no
    journal; and it is read once, so it needs no index.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("page_size=4096", "journal_mode=OFF", "synchronous=OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        for statement in APKG_SCHEMA.split(";"):
            if "CREATE INDEX" not in statement:
                database.execute(statement)
        database.execute(APKG_COL)
        _fill(database, html, key, kept)
        database.execute("COMMIT")


def _fill(database: sqlite3.Connection, html: Html, key: str, kept: Kept | None) -> None:
    facts = known(html.collection.notes)
    kinds = {"basic": note_types.basic(), "cloze": note_types.cloze()}
    named = decks(dict.fromkeys(fact.deck for fact in facts))
    listed = entries(html, key)
    database.executemany(NOTES, note_rows(listed, filled(html, kept), kinds))
    database.executemany(CARDS, card_rows(listed, named))
    models = {
        str(kind.model_id): kind.to_json(note_types.MODIFIED, int(_DEFAULT_DECK))
        for kind in kinds.values()
    }
    (stored,) = database.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(stored) | {str(deck.deck_id): deck.to_json() for deck in named.values()}
    database.execute("UPDATE col SET models = ?, decks = ?", (_json(models), _json(all_decks)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
