"""What was read and rendered, by file: a database that may be deleted at any time.

Each row is a value under the name of a file, with a digest of all it was made from
and a checksum. Values are of builtin types only. The database says which program
made it; another one begins anew, and so does one that finds it damaged. Whoever
cannot read or write it at once, as another process does, goes on without it.
"""

from __future__ import annotations

import marshal
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from flashdeck.cache import place

NAME = "made.sqlite"
PATIENCE = 0.5
"""Seconds to wait for another process; after that, doing it again is quicker."""
MOST = 4_000_000
"""Bytes of new values that are held in memory."""
IDLE = 20
"""Builds that do not ask for a value, one after the other, before it is taken out."""
_PAGE = 1 << 14
"""Bytes, in a new database."""
_SCHEMA = """
-- Values are large: beside their keys in one tree, or on small pages, they take twice as long.
begin immediate;
drop table if exists program;
drop table if exists made;
drop table if exists idle;
create table program (stamp text not null);
create table made (
    kind text not null, name text not null,
    digest blob not null, sum integer not null, value blob not null,
    primary key (kind, name)
);
create table idle (
    kind text not null, name text not null, builds integer not null, primary key (kind, name)
) without rowid;
"""
_DIGESTS = "select name, digest from made where kind = ?"
_ANY = "select 1 from made where kind = ? and name = ?"
_VALUE = "select sum, value from made where kind = ? and name = ? and digest = ?"
_PUT = "insert or replace into made values (?, ?, ?, ?, ?)"
_COUNT = "insert into idle values (?, ?, 1) on conflict do update set builds = builds + 1"
_ASKED_AGAIN = "delete from idle where kind = ? and name = ?"
_TAKE_OUT = "delete from made where (kind, name) in (select kind, name from idle where builds >= ?)"
_FORGET = "delete from idle where builds >= ?"

T = TypeVar("T")
_Key = tuple[str, str]
"""What kind of value it is, and the name of the file it is for."""


def digest(*parts: str | bytes) -> bytes:
    """A digest of texts, with their lengths."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.digest()


class Store:
    """The values of the collection in `root`: those from before, and those made since.

    `program` names all that a value depends on besides what its digest does. `say` is
    called once if the database is damaged. What is new is written by `save` at last.
    """

    def __init__(self, root: Path, program: str, say: Callable[[str], None]) -> None:
        self._root, self._program, self._say = root, program, say
        self._path = root / place.FOLDER / NAME
        self._new: dict[_Key, tuple[bytes, bytes]] = {}
        self._there: set[_Key] = set()
        self._wanted: set[_Key] = set()
        self._db: sqlite3.Connection | None = None
        self._given_up = False
        self._waiting = 0

    def digests(self, kind: str) -> dict[str, bytes]:
        """The files there are values for, with their digests."""
        if not self._path.exists():
            return {}
        nothing: dict[str, bytes] = {}
        found = self._asked(lambda db: dict(db.execute(_DIGESTS, (kind,)).fetchall()), nothing)
        self._there.update((kind, name) for name in found)
        return found

    def holds(self, kind: str, name: str) -> bool:
        """Whether there is a value for a file, of whatever digest."""
        if not self._path.exists():
            return False
        return self._asked(lambda db: db.execute(_ANY, (kind, name)).fetchone(), None) is not None

    def value(self, kind: str, name: str, digest: bytes) -> object:
        """A value, if there is one of that digest; else None."""
        self._wanted.add((kind, name))
        return self._asked(lambda db: _value(db, kind, name, digest), None)

    def put(self, kind: str, name: str, digest: bytes, value: bytes) -> None:
        """A new value, as `marshal` writes it."""
        self._wanted.add((kind, name))
        self._new[kind, name] = digest, value
        self._waiting += len(value)
        if self._waiting > MOST:
            self._write()

    def want(self, kind: str, names: Iterable[str]) -> None:
        """Keep values that need not be looked at this time."""
        self._wanted.update((kind, name) for name in names)

    def taken(self, name: str, to: Path) -> bool:
        """Whether a file that was put by stands at `to` now. Nobody else finds it any more."""
        try:
            shutil.move(self._path.with_name(name), to)
        except OSError:
            return False
        return True

    def put_by(self, name: str, path: Path) -> None:
        """Move a file to where `taken` finds it; quietly not where that is refused."""
        if place.prepared(self._root) is None:
            return
        new = self._path.with_name(f"{name}.{os.getpid()}")
        try:
            shutil.move(path, new)
            new.replace(self._path.with_name(name))
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def save(self) -> None:
        """Write what is new, quietly not where that is refused; and close the database."""
        self._write()
        if self._there:
            self._asked(lambda db: _thin_out(db, self._there - self._wanted, self._wanted), None)
            self._there.clear()
        self.close()

    def _write(self) -> None:
        rows = [(*key, of, crc32(value), value) for key, (of, value) in self._new.items()]
        self._new.clear()
        self._waiting = 0
        if rows and place.prepared(self._root) is not None:
            self._asked(lambda db: _write(db, rows), None)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None

    def _asked(self, ask: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """An answer of the database; the other one where it cannot be had."""
        for _ in range(2):
            if self._given_up:
                break
            try:
                self._db = self._db or _connected(self._path, self._program)
                return ask(self._db)
            except sqlite3.OperationalError:  # locked, full, not to be written: it may be sound
                self._given_up = True
            except (sqlite3.DatabaseError, ValueError, EOFError, TypeError):
                self._remove()
        self.close()
        return otherwise

    def _remove(self) -> None:
        """Begin anew; a second time it is given up."""
        self.close()
        self._say("the cache was damaged, and is made again")
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            self._given_up = True


def _connected(path: Path, program: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        db.execute("pragma synchronous = off")
        db.execute(f"pragma page_size = {_PAGE}")
        tables = {name for (name,) in db.execute("select name from sqlite_master")}
        ours = {"program", "made", "idle"} <= tables
        if ours and db.execute("select stamp from program").fetchall() == [(program,)]:
            return db
        db.executescript(_SCHEMA)
        db.execute("insert into program values (?)", (program,))
        db.execute("commit")
    except BaseException:
        db.close()
        raise
    return db


def _value(db: sqlite3.Connection, kind: str, name: str, digest: bytes) -> object:
    row = db.execute(_VALUE, (kind, name, digest)).fetchone()
    if row is None:
        return None
    if crc32(row[1]) != row[0]:
        raise sqlite3.DatabaseError("a value is not what was written")
    found: object = marshal.loads(row[1])
    return found


def _write(db: sqlite3.Connection, rows: list[tuple[str, str, bytes, int, bytes]]) -> None:
    db.execute("begin immediate")
    db.executemany(_PUT, rows)
    db.execute("commit")


def _thin_out(db: sqlite3.Connection, idle: set[_Key], wanted: set[_Key]) -> None:
    """Count for what is idle one build more, and take out what was so for long."""
    again = [key for key in db.execute("select kind, name from idle") if key in wanted]
    if not idle and not again:
        return
    db.execute("begin immediate")
    db.executemany(_ASKED_AGAIN, again)
    db.executemany(_COUNT, sorted(idle))
    db.execute(_TAKE_OUT, (IDLE,))
    db.execute(_FORGET, (IDLE,))
    db.execute("commit")
