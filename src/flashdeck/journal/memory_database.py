"""The database of what is remembered; it may be deleted at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from flashdeck.following.memory import NOTHING, Dropped, Memory, Remembered
from flashdeck.following.trace import Trace
from flashdeck.journal.database import PATIENCE
from flashdeck.journal.lines import Rename
from flashdeck.model import NoteId

VERSION = 3

SCHEMA = f"""
pragma user_version = {VERSION};
create table file (name text primary key, bytes integer not null, mark integer not null);
create table meta (name text primary key, value text not null) without rowid;
create table note (
    id text primary key, origin text not null, kind text not null, hash text not null,
    prompt text not null, answer text not null, file text not null, place integer not null,
    deck text not null, section text not null, gaps text not null,
    modified integer not null, told integer not null, shows text not null,
    gone integer not null, removed integer not null, may_be text not null
);
"""

Row = tuple[
    *tuple[NoteId, NoteId, str, str, str, str, str, int],
    *tuple[str, str, str, int, int, str, int, int, str],
]
"""A note: deck, section, gaps and what it may be are JSON, whether it is gone or removed 0 or 1."""

_INSERT = f"insert into note values ({','.join('?' * 17)})"


class Recall(NamedTuple):
    """What is remembered; the renames that count, and how far each journal was read.

    `undone` are the ids of all lines that were taken back, of whatever kind. A
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
    old, new = before.notes, now.memory.notes
    gone = [(id,) for id, each in old.items() if new.get(id) is not each]
    fresh = _rows(each for id, each in new.items() if old.get(id) is not each)
    db.executemany("delete from note where id = ?", gone)
    db.executemany(_INSERT, fresh)
    db.execute("delete from file")
    db.executemany(
        "insert into file values (?, ?, ?)", [(name, *each) for name, each in now.files.items()]
    )
    dropped = [Remembered(*each, told=0) for each in now.memory.dropped.values()]
    meta = {
        "latest": now.memory.latest,
        "renames": now.renames,
        "undone": sorted(now.undone),
        "retired": now.memory.retired,
        "dropped": [*_rows(dropped)],
    }
    db.executemany(
        "insert or replace into meta values (?, ?)",
        [(name, json.dumps(value)) for name, value in meta.items()],
    )


def kept(db: sqlite3.Connection) -> Recall:
    """What the database says."""
    head = kept_but_notes(db)
    notes = {each.trace.id: each for each in _notes(db.execute("select * from note"))}
    return head._replace(memory=replace(head.memory, notes=notes))


def kept_but_notes(db: sqlite3.Connection) -> Recall:
    """The same without its notes, which take most of the time."""
    meta = {name: json.loads(value) for name, value in db.execute("select * from meta")}
    if not meta:
        return Recall()
    dropped = {
        each.trace.origin: Dropped(each.trace, each.modified) for each in _notes(meta["dropped"])
    }
    t, device, seq = meta["latest"]
    return Recall(
        Memory(retired=meta["retired"], dropped=dropped, latest=(t, device, seq)),
        tuple(Rename(*each) for each in meta["renames"]),
        frozenset(meta["undone"]),
        {name: (end, sum) for name, end, sum in db.execute("select * from file")},
    )


def _rows(notes: Iterable[Remembered]) -> Iterator[Row]:
    """Rows of notes; what many of them share is written once."""
    texts: dict[tuple[object, ...], str] = {(): "[]"}
    for each in notes:
        trace = each.trace
        for shared in (trace.deck, trace.section):
            if shared not in texts:
                texts[shared] = json.dumps(shared)
        gaps = json.dumps(trace.gaps) if trace.gaps else "[]"
        may_be = json.dumps(each.may_be) if each.may_be else "[]"
        yield (*trace[:8], texts[trace.deck], texts[trace.section], gaps, *each[1:-1], may_be)


def _notes(rows: Iterable[Row]) -> Iterator[Remembered]:
    """Notes from their rows; what many of them share is read once."""
    names: dict[str, tuple[str, ...]] = {}
    once: dict[str, str] = {}
    for row in rows:
        id, origin, kind, hash, prompt, answer, file, place, deck, section, gaps = row[:11]
        for text in (deck, section):
            if text not in names:
                names[text] = tuple(json.loads(text))
        modified, told, shows, gone, removed, may_be = row[11:]
        origin = id if origin == id else origin
        kind, file = once.setdefault(kind, kind), once.setdefault(file, file)
        said = id, origin, kind, hash, prompt, answer, file, place
        trace = Trace(*said, names[deck], names[section], _gaps(gaps))
        yield Remembered(trace, modified, told, shows, gone == 1, removed == 1, _ids(may_be))


def _ids(text: str) -> tuple[NoteId, ...]:
    return () if text == "[]" else tuple(map(NoteId, json.loads(text)))


def _gaps(text: str) -> tuple[tuple[int, str], ...]:
    if text == "[]":
        return ()
    return tuple((number, hidden) for number, hidden in json.loads(text))
