"""What a build says when the disk takes no more: a limit of file sizes stands for it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from flashdeck.export.apkg import database as written
from flashdeck.export.apkg import media, tables
from flashdeck.library import load, write

if sys.platform == "win32":
    pytest.skip("files of any size", allow_module_level=True)

import resource


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A collection that was built, with the pages of the package far above the limits."""
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: a\n")
    lines = (f"Question {number} of many :: answer {number}\n" for number in range(1000))
    (folder / "a.md").write_text("".join(lines))
    return folder


@pytest.mark.parametrize("limit", [20_000, 60_000, 100_000, 150_000])
def test_the_package_is_named_and_stays_as_it_was(cards: Path, limit: int) -> None:
    package = cards / "dist/cards.apkg"
    package.parent.mkdir()
    package.write_bytes(b"as it was")
    built = subprocess.run(
        [sys.executable, "-m", "flashdeck", "build", "--frozen"],
        cwd=cards,
        env=os.environ | {"XDG_STATE_HOME": str(cards.parent / "state")},
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 2
    assert f"flashdeck: {package}: " in built.stderr
    assert "bug" not in built.stderr
    assert package.read_bytes() == b"as it was"
    assert [each.name for each in package.parent.iterdir()] == ["cards.apkg"]


def test_a_full_disk_is_told_as_the_system_would(
    cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = tables.connected

    def small(path: Path) -> sqlite3.Connection:
        database = connected(path)
        database.execute("PRAGMA max_page_count=30")
        return database

    monkeypatch.setattr(written, "connected", small)
    with pytest.raises(OSError, match=r"No space left on device: '.*cards.apkg'"):
        write(load(cards).collection, cards / "cards.apkg")
    assert not [*cards.glob("*.apkg")]


def test_a_picture_that_cannot_be_read_is_named_itself(
    cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = load(cards)
    gone = cards / "gone.png"
    monkeypatch.setattr(media, "used", lambda _: {"gone.png": gone})
    with pytest.raises(FileNotFoundError, match=str(gone)):
        write(compiled.collection, cards / "cards.apkg")
