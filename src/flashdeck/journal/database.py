"""The database of what follows from the journals; it may be deleted at any time.

It holds where every card stands, where its lines are, and how far each journal
was read. Days are numbers, `places` a file's number and an offset in one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

VERSION = 4
PATIENCE = 30.0
"""Seconds to wait for another process: as long as it may need to read everything."""

SCHEMA = f"""
pragma user_version = {VERSION};
create table meta (name text primary key, value text not null) without rowid;
create table file (
    number integer primary key, name text not null unique,
    bytes integer not null, lines integer not null, mark integer not null
);
create table fault (
    file text not null, line integer not null,
    severity text not null, message text not null, help text not null
);
create table card (
    id text primary key, memory text not null,
    due integer not null, interval integer not null, reviews integer not null,
    lapses integer not null, introduced integer not null, last integer not null,
    buried integer not null, suspended integer not null, flagged integer not null
) without rowid;
create table history (
    card text primary key, touched integer not null,
    places blob not null, new blob not null, again blob not null
);
create index by_touch on history (touched);
create table day (day integer primary key, new integer not null, reviews integer not null);
"""


def connected(path: Path | str) -> sqlite3.Connection:
    """A database with our tables, and none but ours; sqlite3.Error if it cannot be had."""
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        (version,) = db.execute("pragma user_version").fetchone()
        if version == 0:
            db.executescript(f"begin; {SCHEMA} commit;")
        elif version != VERSION:
            raise sqlite3.DatabaseError("a database of another version")
    except BaseException:
        db.close()
        raise
    return db
