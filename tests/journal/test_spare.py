"""What was written and is gone from a journal is known, and can be brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.journal import spare
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from flashdeck.journal.spare import NONE, lost, restored
from journaling import at, collection, read_all


def answered(folder: Folder, *cards: str) -> None:
    pen = Pen(folder, "desk")
    for card in cards:
        pen.answer(at(0), card, 4, 9, scheduler="sm2")


def cut(folder: Folder, lines: int) -> None:
    """Leave only so many lines in the journal."""
    path = folder.journal_of("desk")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))


@given(st.integers(0, 4), st.integers(0, 3))
def test_what_is_lost_is_known_and_restored_once(
    tmp_path_factory: pytest.TempPathFactory, kept: int, later: int
) -> None:
    folder = collection(tmp_path_factory.mktemp("cards"))
    answered(folder, "a:0", "b:0", "c:0", "d:0")
    cut(folder, kept)
    answered(folder, *("e:0",) * later)
    gone = lost(folder, "desk")
    assert (len(gone.lines), gone.answers) == (4 - kept, 4 - kept)
    assert len(restored(folder, "desk").lines) == 4 - kept
    assert lost(folder, "desk") == restored(folder, "desk") == NONE
    count, faults = read_all(folder.journal_of("desk"))
    assert (count, faults) == (4 + later, [])
    ids = {line.split(b'"t"')[0] for line in folder.journal_of("desk").read_bytes().split(b"\n")}
    assert len(ids) == count + 1  # no number is given twice


def test_a_journal_that_is_gone_is_restored(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    answered(folder, "a:0", "b:0")
    before = folder.journal_of("desk").read_bytes()
    folder.journal_of("desk").unlink()
    assert lost(folder, "desk").answers == 2
    restored(folder, "desk")
    assert folder.journal_of("desk").read_bytes() == before


def test_lines_in_another_order_or_another_file_are_not_lost(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    answered(folder, "a:0", "b:0", "c:0")
    first, *rest = folder.journal_of("desk").read_bytes().splitlines(keepends=True)
    folder.journal_of("desk").write_bytes(b"".join(reversed(rest)))
    folder.journal_of("desk (copy)").write_bytes(first.replace(b"\n", b"\r\n"))
    assert lost(folder, "desk") == NONE
    answered(folder, "d:0")
    assert lost(folder, "desk") == NONE


@pytest.mark.parametrize("damage", [b"", b'{"v":1,"id":"desk-9"', b"\xff\xfe\n\n"])
def test_a_copy_that_is_damaged_or_not_there_harms_nothing(tmp_path: Path, damage: bytes) -> None:
    folder = collection(tmp_path)
    answered(folder, "a:0")
    folder.spare_of("desk").write_bytes(damage)
    assert lost(folder, "desk") == NONE
    answered(folder, "b:0")
    cut(folder, 0)
    assert lost(folder, "desk").answers == 2


def test_a_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    folder.spare_of("desk").mkdir()
    answered(folder, "a:0", "b:0")
    assert read_all(folder.journal_of("desk")) == (2, [])
    assert lost(folder, "desk") == NONE


def test_what_is_only_found_out_again_is_not_lost(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    Pen(folder, "desk").rename(at(0), "a", "b")
    cut(folder, 0)
    assert lost(folder, "desk") == NONE
    Pen(folder, "desk").mark(at(0), "a:0", "suspend")
    cut(folder, 0)
    assert lost(folder, "desk")[1:3] == (0, 1)


def test_a_copy_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "MOST", 1000)
    monkeypatch.setattr(spare, "KEPT", 500)
    folder = collection(tmp_path)
    for number in range(20):
        answered(folder, f"card {number}:0")
        assert folder.spare_of("desk").stat().st_size <= 1500
    assert lost(folder, "desk") == NONE
    cut(folder, 19)
    assert lost(folder, "desk").answers == 1
