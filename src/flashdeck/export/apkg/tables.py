"""Anki's tables of notes and cards: how rows are put into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

_AT_ONCE = 100
"""Rows of one statement."""


class Table(NamedTuple):
    """A table, and how what is known of a row becomes its values."""

    name: str
    values: str


NOTES = Table("notes", "(?,?,?,?,-1,?,?,?,0,0,'')")
CARDS = Table("cards", "(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')")


def connected(path: Path) -> sqlite3.Connection:
    """A database that nobody else sees: what becomes of it in a power cut does not matter."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("page_size=4096", "journal_mode=OFF", "synchronous=OFF"):
        database.execute(f"PRAGMA {pragma}")
    return database


def insert(database: sqlite3.Connection, into: Table, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows, many by one statement, which takes less time than one by one."""
    left = iter(rows)
    most = _statement(into, _AT_ONCE)
    while some := [*islice(left, _AT_ONCE)]:
        statement = most if len(some) == _AT_ONCE else _statement(into, len(some))
        database.execute(statement, [*chain.from_iterable(some)])


def _statement(into: Table, rows: int) -> str:
    return f"INSERT INTO {into.name} VALUES {','.join([into.values] * rows)}"
