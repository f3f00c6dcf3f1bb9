"""The same collection gives the same bytes, and what is added changes nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from building import MODIFIED, basic, cloze
from flashdeck.export.apkg import ids
from flashdeck.export.apkg.exporter import APKG
from flashdeck.model import Collection, Media, Note, NoteId
from flashdeck.settings import Settings

_PROGRAM = """
import sys
from pathlib import Path
from test_package_bytes import everything
from flashdeck.export.apkg.exporter import APKG
from flashdeck.settings import Settings
APKG.write(everything(), Settings(macros={"R": "x", "N": "y"}), Path(sys.argv[1]))
"""


def everything() -> Collection:
    """A collection with some of everything that has no order of its own."""
    tags = frozenset(f"tag{number}" for number in range(20))
    notes: list[Note] = [
        replace(
            basic(f"${number} \\\\R \\\\N$ ![](a.png) ![](b.png)", deck=(f"D{number}",)), tags=tags
        )
        for number in range(30)
    ]
    notes.append(cloze("⟦3:c⟧ ⟦1:a⟧ ⟦2:b \\\\R⟧ $⟦4:\\\\R \\\\N⟧$"))
    here = Path(__file__)
    media = {("a.md", f"{name}.png"): Media(f"{name}.png", here) for name in "ab"}
    return Collection(notes=tuple(notes), media=media)


def built(out: Path, seed: str) -> bytes:
    here = Path(__file__).parent
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)]),
    }
    subprocess.run([sys.executable, "-c", _PROGRAM, str(out)], env=environment, check=True)
    return out.read_bytes()


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    assert built(tmp_path / "a.apkg", "1") == built(tmp_path / "b.apkg", "2")


def test_nothing_but_the_package_is_left_behind(tmp_path: Path) -> None:
    APKG.write(everything(), Settings(), tmp_path / "deck.apkg")
    assert [path.name for path in tmp_path.iterdir()] == ["deck.apkg"]
    with zipfile.ZipFile(tmp_path / "deck.apkg") as package:
        assert package.namelist() == ["collection.anki2", "media", "0", "1"]
        assert json.loads(package.read("media")) == {"0": "a.png", "1": "b.png"}


def rows(
    folder: Path, *notes: Note, links: dict[tuple[NoteId, str], NoteId] | None = None
) -> dict[str, tuple[int, int]]:
    """The id and the time of change of each note's row, by its first field."""
    out = folder / "deck.apkg"
    APKG.write(Collection(notes=notes, links=links or {}), Settings(), out)
    with zipfile.ZipFile(out) as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        found = database.execute("SELECT flds, id, mod FROM notes").fetchall()
    return {fields.split("\x1f")[0]: (ident, modified) for fields, ident, modified in found}


def test_a_note_more_changes_no_other_row(tmp_path: Path) -> None:
    one, two, new = basic("one?"), basic("two?"), basic("new?")
    before, after = rows(tmp_path, one, two), rows(tmp_path, one, new, two)
    assert before == {front: after[front] for front in before}


def test_a_note_is_as_new_as_what_it_shows(tmp_path: Path) -> None:
    shows, shown = basic("see ∆the-other", id="a"), basic("b?", id="b", modified=MODIFIED + 5)
    plain = basic("c?", id="c")
    found = rows(tmp_path, shows, shown, plain, links={(NoteId("a"), "the-other"): NoteId("b")})
    assert sorted(modified - MODIFIED for _, modified in found.values()) == [0, 5, 5]


def test_row_ids_are_unique_even_where_hashes_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_PLACES", 10)
    assert len(set(ids.spread([7] * 10))) == 10


def test_row_ids_lie_in_the_past_and_fit_a_javascript_number() -> None:
    first, last = ids._FIRST, ids._FIRST + ids._PLACES * ids.STEP
    assert 0 < first < last < MODIFIED * 1_000 < 2**53
