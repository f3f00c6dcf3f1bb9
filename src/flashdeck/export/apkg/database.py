"""The database in a package, written in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashdeck.export.apkg import note_types
from flashdeck.export.apkg.decks import decks
from flashdeck.export.apkg.filled import Kept, filled
from flashdeck.export.apkg.rows import CARDS, NOTES, Insertion, card_rows, entries, note_rows
from flashdeck.model import DeckName
from flashdeck.render.html import Html

_DEFAULT_DECK = "1"
_AT_ONCE = 50
"""Rows of one statement."""


def write(
    path: Path, html: Html, key: str, kept: Kept | None, pages_done: Callable[[], None]
) -> None:
    """A new database with all notes of a collection.

    When most of its pages are as they will be, it calls `pages_done`.
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
        listed = entries(html, key)
        named = decks(dict.fromkeys(fact.deck for fact in listed.facts))
        kinds = {"basic": note_types.basic(), "cloze": note_types.cloze()}
        _tell(database, kinds, named)
        _insert(database, NOTES, note_rows(listed, filled(html, kept), kinds))
        database.execute("COMMIT")
        pages_done()
        database.execute("BEGIN")
        _insert(database, CARDS, card_rows(listed, named))
        database.execute("COMMIT")


def _insert(
    database: sqlite3.Connection, into: Insertion, rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows, many by one statement, which takes less time than one by one."""
    left = iter(rows)
    while some := [*islice(left, _AT_ONCE)]:
        values = ",".join([into.values] * len(some))
        database.execute(f"INSERT INTO {into.table} VALUES {values}", [*chain(*some)])


def _tell(
    database: sqlite3.Connection,
    kinds: Mapping[str, genanki.Model],
    named: Mapping[DeckName, genanki.Deck],
) -> None:
    """Write the note types and the decks."""
    models = {
        str(kind.model_id): kind.to_json(note_types.MODIFIED, int(_DEFAULT_DECK))
        for kind in kinds.values()
    }
    (stored,) = database.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(stored) | {str(deck.deck_id): deck.to_json() for deck in named.values()}
    database.execute("UPDATE col SET models = ?, decks = ?", (_json(models), _json(all_decks)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
