"""What the journals remember of notes, without reading every line again.

As with the states of cards, a database goes on from where each journal was
read to, and is made anew whenever that cannot be right: a journal is not the one
it was, a line is older than one that was read, a name was taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from flashdeck.collector import uncollected
from flashdeck.following.memory import Memory
from flashdeck.journal.built import BUILT
from flashdeck.journal.built import told as built
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Mark, Rename, Undo, fields, of_rename
from flashdeck.journal.lines import line as line_of
from flashdeck.journal.marks import mark
from flashdeck.journal.memory import Fold, Telling, remembered, when
from flashdeck.journal.memory_database import Recall, connected, keep, kept, kept_but_notes
from flashdeck.journal.pen import Written
from flashdeck.journal.seen import SEEN, told

CHUNK = 1 << 20

_USELESS = (sqlite3.Error, OSError, ValueError, TypeError, EOFError)


class Stale(Exception):
    """The database cannot be gone on from."""


def recalled(folder: Folder) -> Recall:
    """What the journals remember; the database is kept up to date where it can be written."""
    if not folder.journals():
        return Recall()
    try:
        prepared(folder)
        with closing(connected(folder.memory)) as db:
            return _brought_up(db, folder)
    except _USELESS:
        pass
    try:
        folder.memory.unlink(missing_ok=True)
        with closing(connected(folder.memory)) as db:
            return _brought_up(db, folder)
    except _USELESS:  # it cannot be written
        return anew(folder)


def anew(folder: Folder) -> Recall:
    """What the journals remember, read from their first byte."""
    lines, files = _read(folder, {})
    undone = {of_rename(line) for line in lines if isinstance(line, Undo)}
    renames = {line for line in lines if isinstance(line, Rename)}
    return Recall(
        remembered(lines),
        tuple(sorted(each for each in renames if of_rename(each) not in undone)),
        frozenset(undone),
        files,
    )


def told_on(folder: Folder, before: Memory, lines: Sequence[Telling], at: Written) -> Memory:
    """What is remembered after lines that were just written behind what was.

    They are put into the database, so that nobody need read them; it is left
    as it is where it may not be what was remembered before.
    """
    fold = Fold(before)
    fold.add(lines)
    now = fold.memory
    try:
        with closing(connected(folder.memory)) as db:
            db.execute("begin immediate")
            head = kept_but_notes(db)
            read = head.files.get(at.name, (0, 0))[0]
            if (head.memory.latest, read) == (before.latest, at.start) and _follow(lines, before):
                renames = (*head.renames, *(each for each in lines if isinstance(each, Rename)))
                end = (at.end, mark(folder.journal / at.name, at.end))
                files = {**head.files, at.name: end}
                keep(db, before, Recall(now, renames, head.undone, files))
                db.execute("commit")
    except _USELESS:
        pass  # it is made anew when it is read
    return now


def _follow(lines: Sequence[Telling], before: Memory) -> bool:
    """Whether lines are in order, and later than what is remembered."""
    places = [before.latest, *(line[:3] for line in lines)]
    return all(first < second for first, second in pairwise(places))


def agrees(folder: Folder) -> bool:
    """Whether the database says what the journals say; it is only read."""
    if not folder.memory.is_file():
        return True
    try:
        with (
            closing(sqlite3.connect(f"{folder.memory.as_uri()}?mode=ro", uri=True)) as db,
            closing(sqlite3.connect(":memory:")) as copy,
        ):
            db.backup(copy)
            now = _read_on(folder, kept(copy))
    except Stale:
        return True
    except _USELESS:
        return False
    return now.memory == anew(folder).memory


def _brought_up(db: sqlite3.Connection, folder: Folder) -> Recall:
    db.execute("begin immediate")
    with uncollected():
        before = kept(db)
        try:
            now = _read_on(folder, before)
        except Stale:
            now = anew(folder)
        if now is not before:
            keep(db, before.memory, now)
    db.execute("commit")
    return now


def _read_on(folder: Folder, before: Recall) -> Recall:
    """The same value if the journals have gained nothing."""
    lines, files = _read(folder, before.files)
    if files == before.files:
        return before
    undone = {of_rename(line) for line in lines if isinstance(line, Undo)}
    if undone & {of_rename(each) for each in before.renames}:
        raise Stale
    undone |= before.undone
    told = [line for line in lines if not isinstance(line, Rename) or of_rename(line) not in undone]
    told.sort(key=when)
    if told and told[0][:3] <= before.memory.latest:
        raise Stale
    fold = Fold(before.memory)
    fold.add(told)
    renames = (*before.renames, *(line for line in told if isinstance(line, Rename)))
    return Recall(fold.memory, renames, frozenset(undone), files)


def _read(
    folder: Folder, known: Mapping[str, tuple[int, int]]
) -> tuple[list[Telling], dict[str, tuple[int, int]]]:
    """What the journals tell of notes behind the places that are known, in no order."""
    lines: list[Telling] = []
    files: dict[str, tuple[int, int]] = {}
    paths = folder.journals()
    if not known.keys() <= {path.name for path in paths}:
        raise Stale
    for path in paths:
        start, sum = known.get(path.name, (0, 0))
        size = path.stat().st_size
        if size < start or (start and mark(path, start) != sum):
            raise Stale
        end = start
        if size > start:
            for data in _whole(path, start):
                end += len(data) + 1
                if (line := _telling(data)) is not None:
                    lines.append(line)
        files[path.name] = (end, sum if end == start else mark(path, end))
    return lines, files


def _whole(path: Path, start: int) -> Iterator[bytes]:
    """The lines behind a place that have their end."""
    rest = b""
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(CHUNK):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines


def _telling(data: bytes) -> Telling | None:
    """The line, if it tells of a note. Most are answers, and known by their kind's bytes."""
    if b'"kind":"review"' in data or b'"kind":"drill"' in data or not data.strip():
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    given = fields(text)
    line = given if isinstance(given, str) else line_of(given)
    if isinstance(given, str) or isinstance(line, str):
        return None
    if line.kind == BUILT:
        return built(line[:3], given)
    if line.kind == SEEN:
        return told(line[:4], given)
    if isinstance(line, Mark):
        return line if line.kind == "forget" else None
    return line if isinstance(line, Rename | Undo) else None
