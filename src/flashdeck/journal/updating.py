"""Bringing the database up to the journals: what is new is read, and its cards replayed."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, repeat
from operator import add, itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import Adopt, Answer, Line, Mark, Rename, Told, Undo, of_rename
from flashdeck.journal.marks import mark
from flashdeck.journal.merging import Gathering, History, Renames
from flashdeck.journal.places import Lines, place_of
from flashdeck.journal.reading import Fault, Place, Reader
from flashdeck.journal.replay import Folded, Rules, folded

S = TypeVar("S")

NEVER = -(2**53)
"""Before the time of any line."""

WRITTEN = itemgetter(0)
DAY = itemgetter(5)
"""The study day of whatever is told of a card."""


class Stale(Exception):
    """The database cannot be gone on from; it must be made anew."""


class News(NamedTuple):
    """What the journals say that the database does not know.

    `unfinished` are faults of lines that may still be written to.
    """

    gathering: Gathering
    paths: dict[int, Path]
    unfinished: list[Fault]
    latest: list[int]
    first: bool


class _File(NamedTuple):
    """A journal as far as it was read."""

    number: int
    place: Place
    mark: int


def update(db: sqlite3.Connection, folder: Folder, rules: Rules[S]) -> list[Fault]:
    """Read on; returns what is wrong with lines that are not finished yet.

    The caller holds the transaction, and takes it back when Stale is raised.
    """
    said = json.dumps([rules.scheduler.name, rules.scheduler.version, rules.fuzzy])
    if (found := noted(db, "rules")) is None:
        note(db, "rules", said)
    elif found != said:
        raise Stale
    news = _read(db, folder)
    _note_renames(db, news)
    note(db, "latest", str(max([int(noted(db, "latest") or NEVER), *news.latest])))
    histories = news.gathering.histories(renames(db))
    if histories:
        _store(db, news, histories, rules)
    return news.unfinished


def _note_renames(db: sqlite3.Connection, news: News) -> None:
    """Keep them; raises Stale where lines that were read long ago are other cards' now."""
    found = news.gathering
    if not news.first:
        known = {of_rename(rename) for rename in renames(db).all}
        if found.renames or known & found.undone:
            raise Stale
    elif found.renames:
        note(db, "renames", json.dumps(Renames(found.renames, found.undone).all))


def noted(db: sqlite3.Connection, name: str) -> str | None:
    """A text kept under a name."""
    kept = db.execute("select value from meta where name = ?", (name,)).fetchone()
    return None if kept is None else str(kept[0])


def note(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute("insert or replace into meta values (?, ?)", (name, value))


def renames(db: sqlite3.Connection) -> Renames:
    """All renames so far."""
    return Renames(Rename(*each) for each in json.loads(noted(db, "renames") or "[]"))


def journals(db: sqlite3.Connection, folder: Folder) -> dict[int, Path]:
    """The journals that were read, by number."""
    rows = db.execute("select number, name from file")
    return {number: folder.journal / name for number, name in rows}


def _read(db: sqlite3.Connection, folder: Folder) -> News:
    known = {
        name: _File(number, Place(bytes, lines), sum)
        for number, name, bytes, lines, sum in db.execute("select * from file")
    }
    paths = folder.journals()
    if not known.keys() <= {path.name for path in paths}:
        raise Stale
    news = News(Gathering(), {}, [], [], not known)
    taken = {file.number for file in known.values()}
    free = (number for number in count(1) if number not in taken)
    for path in paths:
        file = known.get(path.name) or _File(next(free), Place(), 0)
        news.paths[file.number] = path
        _read_on(db, path, file, news)
    return news


def _read_on(db: sqlite3.Connection, path: Path, file: _File, news: News) -> None:
    """Read what a journal gained."""
    size = path.stat().st_size
    if size < file.place.bytes or mark(path, file.place.bytes) != file.mark:
        raise Stale
    reader = Reader(path, file.place)
    for piece in reader.pieces():
        news.latest.append(max(map(WRITTEN, piece.rows), default=NEVER))
        news.gathering.add(piece.rows, map(add, piece.starts, repeat(place_of(file.number, 0))))
    if reader.unfinished is not None:
        news.unfinished.append(reader.unfinished)
    db.executemany("insert into fault values (?, ?, ?, ?, ?)", reader.faults)
    if reader.place != file.place or file.mark == 0:
        now = (file.number, path.name, *reader.place, mark(path, reader.place.bytes))
        db.execute("insert or replace into file values (?, ?, ?, ?, ?)", now)


def _store(
    db: sqlite3.Connection, news: News, histories: Mapping[str, History], rules: Rules[S]
) -> None:
    """Replay the cards that got lines, and keep what follows."""
    new: Counter[int] = Counter()
    again: Counter[int] = Counter()
    found: list[tuple[str, History, Folded[S]]] = []
    with Lines(news.paths) as lines:
        for card, history in histories.items():
            if not news.first and (old := _old(db, card)) is not None:
                history.rows.extend(_told(lines.at(old.places)))
                history.places.extend(old.places)
                new.subtract(old.new)
                again.subtract(old.again)
            each = folded(history.rows, rules)
            new.update(each.new)
            again.update(each.again)
            found.append((card, history, each))
    found.sort(key=itemgetter(0))  # a database is quicker with what comes in its order
    _write_states(db, found, rules)
    _write_histories(db, found)
    _write_days(db, new, again)


def _told(lines: Iterable[Line]) -> Iterator[Told]:
    for line in lines:
        if isinstance(line, Answer):
            yield line[:7]
        elif isinstance(line, Mark | Undo | Adopt):
            yield line
        else:
            raise Stale


class _Old(NamedTuple):
    """What is kept of a card's history."""

    places: array[int]
    new: array[int]
    again: array[int]


def _old(db: sqlite3.Connection, card: str) -> _Old | None:
    kept = db.execute("select places, new, again from history where card = ?", (card,)).fetchone()
    if kept is None:
        return None
    places, new, again = kept
    return _Old(array("q", places), array("i", new), array("i", again))


def _write_states(
    db: sqlite3.Connection, found: Iterable[tuple[str, History, Folded[S]]], rules: Rules[S]
) -> None:
    rows, gone = [], []
    for card, _, each in found:
        if each.state is None:
            gone.append((card,))
        else:
            memory = json.dumps(rules.scheduler.packed(each.state.memory))
            rows.append((card, memory, *each.state[1:]))
    db.executemany("delete from card where id = ?", gone)
    db.executemany("insert or replace into card values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _write_histories(
    db: sqlite3.Connection, found: Iterable[tuple[str, History, Folded[S]]]
) -> None:
    rows = (
        (
            card,
            max(map(DAY, history.rows)),
            history.places.tobytes(),
            array("i", each.new).tobytes(),
            array("i", each.again).tobytes(),
        )
        for card, history, each in found
    )
    db.executemany("insert or replace into history values (?, ?, ?, ?, ?)", rows)


def _write_days(db: sqlite3.Connection, new: Counter[int], again: Counter[int]) -> None:
    db.executemany(
        "insert into day values (?, ?, ?) on conflict (day) do update "
        "set new = new + excluded.new, reviews = reviews + excluded.reviews",
        [(day, new[day], again[day]) for day in {*new, *again}],
    )
    db.execute("delete from day where new = 0 and reviews = 0")
