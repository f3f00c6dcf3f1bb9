"""One measurement in a process of its own; prints seconds, notes and peak memory as JSON."""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import genanki

from flashdeck.library import load, write


def parsed(root: Path, _out: Path) -> int:
    """Reading and checking."""
    return len(load(root).collection.notes)


def built(root: Path, out: Path) -> int:
    """Reading, checking, rendering and writing."""
    compiled = load(root)
    write(compiled.collection, out, compiled.settings)
    return len(compiled.collection.notes)


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
    for deck, fields in rows:
        found = decks.setdefault(deck, genanki.Deck(deck, f"Bench::{deck}"))
        found.add_note(genanki.Note(model=model, fields=fields))
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


STEPS = {"parse": parsed, "build": built, "genanki": by_genanki}


def main() -> None:
    step, root, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    started = time.perf_counter()
    notes = STEPS[step](root, out)
    spent = SPENT if SPENT is not None else time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent, "notes": notes, "peak_mb": peak}))


if __name__ == "__main__":
    main()
