"""The database of what is remembered; it may be deleted at any time."""

from __future__ import annotations

import json
import marshal
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from flashdeck.following.memory import NOTHING, Dropped, Memory, Remembered
from flashdeck.following.pages import Heads, Page, Pages, packed, paged, unpacked
from flashdeck.journal.database import PATIENCE
from flashdeck.journal.lines import Rename

VERSION = 10

SCHEMA = f"""
pragma user_version = {VERSION};
create table journal (name text primary key, bytes integer not null, mark integer not null);
create table meta (name text primary key, value text not null) without rowid;
create table notes (
    file text primary key, sum integer not null, heads blob not null, rows blob not null
);
"""
"""`heads` and `rows` are the page of the notes last seen in a file, `sum` a checksum of both."""

_PUT = "insert or replace into notes values (?, ?, ?, ?)"


class Recall(NamedTuple):
    """What is remembered; the renames that count, and how far each journal was read.

    `undone` are all lines that were taken back, of whatever kind, as `of_rename` has them. A
    file has how many bytes were read, and the mark there.
    """

    memory: Memory = NOTHING
    renames: tuple[Rename, ...] = ()
    undone: frozenset[str] = frozenset()
    files: Mapping[str, tuple[int, int]] = {}


def connected(path: Path) -> sqlite3.Connection:
    """A database with our tables; sqlite3.Error if it cannot be had."""
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        db.execute("pragma synchronous = off")  # what a power cut spoils can be made anew
        (version,) = db.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("a database of another version")
        if version == 0:
            db.executescript(f"begin; {SCHEMA} commit;")
    except BaseException:
        db.close()
        raise
    return db


def keep(db: sqlite3.Connection, before: Memory, now: Recall) -> None:
    """Put what is new since `before` into the database."""
    old, new = paged(before.notes).pages, paged(now.memory.notes).pages
    db.executemany("delete from notes where file = ?", [(file,) for file in old.keys() - new])
    fresh = ((file, page) for file, page in new.items() if old.get(file) is not page)
    db.executemany(_PUT, ((file, *_row(page)) for file, page in fresh))
    db.execute("delete from journal")
    db.executemany(
        "insert into journal values (?, ?, ?)", [(name, *each) for name, each in now.files.items()]
    )
    dropped = (Remembered(*each, told=0) for each in now.memory.dropped.values())
    meta = {
        "latest": now.memory.latest,
        "built": now.memory.built,
        "watched": now.memory.watched,
        "key": now.memory.key,
        "renames": now.renames,
        "undone": sorted(now.undone),
        "retired": now.memory.retired,
        "dropped": packed(dropped).hex(),
    }
    db.executemany(
        "insert or replace into meta values (?, ?)",
        [(name, json.dumps(value)) for name, value in meta.items()],
    )


def kept(db: sqlite3.Connection) -> Recall:
    """What the database says."""
    head = kept_but_notes(db)
    rows = db.execute("select * from notes")
    pages = Pages({file: _page(*row) for file, *row in rows})
    return head._replace(memory=replace(head.memory, notes=pages))


def kept_but_notes(db: sqlite3.Connection) -> Recall:
    """The same without its notes, which take most of the time."""
    meta = {name: json.loads(value) for name, value in db.execute("select * from meta")}
    if not meta:
        return Recall()
    dropped = {
        each.trace.origin: Dropped(each.trace, each.modified)
        for each in unpacked(bytes.fromhex(meta["dropped"]))
    }
    t, device, seq = meta["latest"]
    return Recall(
        Memory(
            retired=meta["retired"],
            dropped=dropped,
            latest=(t, device, seq),
            built=meta["built"],
            watched=meta["watched"],
            key=meta["key"],
        ),
        tuple(Rename(*each) for each in meta["renames"]),
        frozenset(meta["undone"]),
        {name: (end, sum) for name, end, sum in db.execute("select * from journal")},
    )


def _row(page: Page) -> tuple[int, bytes, bytes]:
    heads = marshal.dumps(tuple(page.heads))
    return crc32(page.rows, crc32(heads)), heads, page.rows


def _page(sum: int, heads: bytes, rows: bytes) -> Page:
    if crc32(rows, crc32(heads)) != sum:
        raise sqlite3.DatabaseError("notes are not what was written")
    return Page(Heads._make(marshal.loads(heads)), rows)
