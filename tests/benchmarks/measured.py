"""One measurement in a process of its own; prints seconds, notes and peak memory as JSON."""

from __future__ import annotations

import io
import json
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from itertools import chain, islice
from pathlib import Path
from unittest.mock import patch

import genanki

from flashdeck.cli import app
from flashdeck.collector import uncollected
from flashdeck.export.apkg import database, filled
from flashdeck.export.apkg.exporter import APKG
from flashdeck.export.apkg.parts import parts
from flashdeck.library import load
from flashdeck.render.html import Html
from flashdeck.settings import Settings


def parsed(root: Path, _out: Path) -> int:
    """Reading and checking."""
    return len(load(root).collection.notes)


def built(root: Path, out: Path) -> int:
    """The command, from its options to what it keeps for the next time."""
    with redirect_stdout(io.StringIO()) as said, suppress(SystemExit):
        app.main(["build", str(root), "-o", str(out)])
    return int(said.getvalue().split(" note")[0].rpartition(" ")[2].replace(",", ""))


def packed(root: Path, out: Path) -> int:
    """The package alone, of fields that are ready."""
    collection = load(root).collection
    html = Html(collection, {})
    ready = [*filled.filled([*parts(html)], None)]
    with patch.object(database, "filled", lambda *_: iter(ready)):
        return _timed(lambda _: APKG.write(collection, Settings(), out)) or len(ready)


def inserted(_root: Path, out: Path) -> int:
    """The rows of a package inserted and deflated again, as they are."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(out) as archive:
            archive.extract("collection.anki2", folder)
        db = sqlite3.connect(Path(folder) / "collection.anki2")
        schemas = [sql for (sql,) in db.execute("select sql from sqlite_master where sql not null")]
        rows = {name: db.execute(f"select * from {name}").fetchall() for name in TABLES}
        db.close()
        _timed(lambda turn: _inserted(Path(folder, f"floor{turn}"), schemas, rows))
    return len(rows["notes"])


TABLES = ("col", "notes", "cards")


def _inserted(path: Path, schemas: list[str], rows: dict[str, list[tuple[object, ...]]]) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF"):
        db.execute(f"pragma {pragma}")
    db.execute("begin")
    for schema in schemas:
        db.execute(schema)
    for name, listed in rows.items():
        left = iter(listed)
        one = f"({','.join('?' * len(listed[0]))})"
        while some := [*islice(left, AT_ONCE)]:
            marks = ",".join([one] * len(some))
            db.execute(f"insert into {name} values {marks}", [*chain.from_iterable(some)])
    db.execute("commit")
    db.close()
    with zipfile.ZipFile(
        path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as new:
        new.write(path, "collection.anki2")


AT_ONCE = 50
"""Rows of one statement: fewer or more take longer."""


def _timed(work: Callable[[int], None]) -> int:
    """Only this counts of what is measured; it takes so little that the least of many turns does.

    The first is as quick as the others, but who else uses the machine shows in most.
    """
    global SPENT
    for turn in range(TURNS):
        with uncollected():  # as a build is
            started = time.perf_counter()
            work(turn)
            spent = time.perf_counter() - started
        SPENT = spent if SPENT is None else min(SPENT, spent)
    return 0


TURNS = 15


def by_genanki(_root: Path, out: Path) -> int:
    """genanki alone, writing the fields that are in the package already."""
    rows = _rows(out)
    started = time.perf_counter()
    model = genanki.Model(
        1_600_000_001,
        "bench",
        fields=[{"name": f"f{number}"} for number in range(len(rows[0][1]))],
        templates=[{"name": "card", "qfmt": "{{f0}}", "afmt": "{{f1}}"}],
    )
    decks: dict[int, genanki.Deck] = {}
    for deck, row in rows:
        found = decks.setdefault(deck, genanki.Deck(deck, f"Bench::{deck}"))
        found.add_note(genanki.Note(model=model, fields=row))
    genanki.Package(list(decks.values())).write_to_file(str(out.with_suffix(".genanki")))
    global SPENT
    SPENT = time.perf_counter() - started
    return len(rows)


SPENT: float | None = None


def _rows(package: Path) -> list[tuple[int, list[str]]]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", folder)
        database = sqlite3.connect(Path(folder) / "collection.anki2")
        found = database.execute("select c.did, n.flds from notes n join cards c on c.nid = n.id")
        rows = [(deck, fields.split("\x1f")) for deck, fields in found]
        database.close()
    return rows


STEPS = {
    "parse": parsed,
    "build": built,
    "package": packed,
    "floor": inserted,
    "genanki": by_genanki,
}


def main() -> None:
    step, root, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    started = time.perf_counter()
    notes = STEPS[step](root, out)
    spent = SPENT if SPENT is not None else time.perf_counter() - started
    ends = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = sum(resource.getrusage(who).ru_maxrss for who in ends) / 1024
    print(json.dumps({"seconds": spent, "notes": notes, "peak_mb": peak}))


if __name__ == "__main__":
    main()
