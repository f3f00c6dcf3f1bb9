"""`flashdeck doctor`: what it finds, and that it leaves everything as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.cli import machine
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from journaling import RULES, answer, at, collection, text


@pytest.fixture
def folder(here: Path) -> Folder:
    """The collection, with answers to one of its cards and to one that it has no more."""
    folder = collection(here)
    pen = Pen(folder, "desk")
    for day, card in enumerate(("france:0", "france:0", "gone:0")):
        pen.answer(at(day), card, 4, 900, scheduler="sm2")
    cached(folder, RULES).close()
    return folder


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def damaged(folder: Folder, old: str, new: str) -> None:
    path = folder.journal_of("desk")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def spoiled(folder: Folder) -> None:
    """A cache that says what no journal says."""
    with sqlite3.connect(folder.database) as db:
        db.execute("update card set reviews = 99")
    db.close()


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_a_sound_journal(typed: Typed, folder: Folder, tmp_path: Path) -> None:
    before = files(folder.root)
    status, out, err = typed("doctor")
    assert (status, err) == (0, "")
    first, second, name, file, third, fourth, end = out.split("\n")
    assert (first, second) == ("journal: 1 file, 3 lines", "cache:   sound")
    assert name == "device:  no name yet; the first answer makes one"
    assert file == f"         {tmp_path / 'state' / 'flashdeck' / 'device'}"
    assert third.startswith("new cards, never reviewed: 3 (“What is the capital of…”, “Rome is")
    assert (fourth, end) == ("history without cards: 1 (gone:0)", "")
    assert files(folder.root) == before


def test_a_collection_nobody_studied(typed: Typed, here: Path) -> None:
    before = files(here)
    status, out, err = typed("doctor")
    assert (status, err) == (0, "")
    assert "journal: 0 files, 0 lines\n" in out and "no answers in it yet; they are" in out
    assert files(here) == before and not (here / ".flashdeck").exists()


def test_only_a_few_are_named(typed: Typed, folder: Folder) -> None:
    pen = Pen(folder, "desk")
    for number in range(7):
        pen.answer(at(3), f"old{number}:0", 4, 900, scheduler="sm2")
    out = typed("doctor").out
    assert "history without cards: 8 (gone:0, old0:0, old1:0, old2:0, old3:0, …)" in out


def test_a_damaged_line_is_an_error_with_its_place(typed: Typed, folder: Folder) -> None:
    damaged(folder, '"id":"desk-2"', '"id":desk-2')
    status, out, _ = typed("doctor")
    assert status == 1
    assert out.startswith(
        "error: .flashdeck/journal/desk.jsonl:2: a line is damaged: it is not JSON\n  help: "
    )
    assert "journal: 1 file, 2 lines" in out


def test_a_conflict_of_git_is_named_with_its_remedy(typed: Typed, folder: Folder) -> None:
    file = folder.journal / "desk.jsonl"
    first, *rest = file.read_text().split("\n")
    file.write_text("\n".join([first, "<<<<<<< HEAD", rest[0], "=======", *rest[1:]]))
    status, out, _ = typed("doctor")
    assert status == 1
    assert "desk.jsonl:2: a line is damaged: it is a conflict mark of git\n" in out
    assert (
        "  and 1 other line of it alike, to line 4\n  help: nothing is lost; `flashdeck doctor"
        in out
    )
    assert "journal: 1 file, 3 lines" in out


def test_a_last_line_that_is_not_complete_is_no_error(typed: Typed, folder: Folder) -> None:
    with folder.journal_of("desk").open("a") as file:
        file.write('{"v":1,"id":"desk-4')
    status, out, _ = typed("doctor")
    assert status == 0
    assert "warning: .flashdeck/journal/desk.jsonl:4: the last line is not complete" in out


SHARED = "another line has the id `desk-1` too"


def merged(folder: Folder) -> None:
    """A line of another branch, with the number of one that is there."""
    with folder.journal_of("desk").open("a") as file:
        file.write(text(answer("other:0", 5, 2, 1, "desk")))


def test_a_number_in_two_files_is_said_with_the_file_of_the_name(
    typed: Typed, folder: Folder
) -> None:
    line = answer("other:0", 5, 2, 1, "desk")
    (folder.journal / "desk copy.jsonl").write_text(text(line), "utf-8")
    status, out, _ = typed("doctor")
    assert status == 0
    assert f".flashdeck/journal/desk.jsonl:1: {SHARED}" in out
    assert f"here `{machine.name_file()}`" in out


def test_numbers_that_branches_gave_twice_are_only_counted(typed: Typed, folder: Folder) -> None:
    merged(folder)
    status, out, _ = typed("doctor")
    assert status == 0
    assert "warning" not in out
    assert "journal: 1 file, 4 lines\n         1 with a number of another, as branches" in out


@pytest.mark.parametrize(("host", "said"), [("desk", False), ("laptop", True)])
def test_so_is_a_name_that_was_copied_from_another_machine(
    typed: Typed, folder: Folder, monkeypatch: pytest.MonkeyPatch, host: str, said: bool
) -> None:
    name = folder.journal_of("desk-0f1374")
    line = answer("other:0", 5, 2, 1, "desk-0f1374")
    again = answer("other:0", 5, 3, 1, "desk-0f1374")
    name.write_text(text(line) + text(again), "utf-8")
    machine.name_file().parent.mkdir(parents=True)
    machine.name_file().write_text("desk-0f1374\n")
    monkeypatch.setattr(machine, "_host", lambda: host)
    assert ("two machines seem to share this name" in typed("doctor").out) is said


def test_a_copy_of_a_line_is_no_error(typed: Typed, folder: Folder) -> None:
    data = folder.journal_of("desk").read_bytes()
    (folder.journal / "desk copy.jsonl").write_bytes(data)
    assert typed("doctor").status == 0


def test_the_name_of_the_machine_is_said(typed: Typed, folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "state" / "flashdeck" / "device"
    file.parent.mkdir(parents=True)
    file.write_text("laptop-1f2e3d\n")
    assert f"device:  laptop-1f2e3d\n         {file}\n" in typed("doctor").out


def test_a_scheduler_that_nobody_knows_is_said(typed: Typed, folder: Folder) -> None:
    pen = Pen(folder, "desk")
    for card in ("france:0", "other:0"):
        pen.answer(at(4), card, 4, 900, scheduler="fsrs")
    status, out, _ = typed("doctor")
    assert status == 0
    assert out.startswith(
        "info: .flashdeck/journal/desk.jsonl:4: 2 answers were given with the scheduler `fsrs`, "
        "which is not installed\n  help: nothing is lost"
    )
    assert out.count("info: ") == 1


def test_a_clock_set_back_is_said(typed: Typed, folder: Folder) -> None:
    Pen(folder, "desk").answer(at(-5), "france:0", 4, 900, scheduler="sm2")
    status, out, _ = typed("doctor")
    assert status == 0
    assert "info: .flashdeck/journal/desk.jsonl:4: the clock was 7 days behind" in out


def test_a_cache_that_says_something_else_is_an_error_until_it_is_rebuilt(
    typed: Typed, folder: Folder
) -> None:
    spoiled(folder)
    status, out, _ = typed("doctor")
    assert status == 1
    assert "cache:   wrong; `flashdeck doctor --rebuild` makes it anew\n" in out
    assert typed("doctor").status == 1
    status, out, _ = typed("doctor", "--rebuild")
    assert status == 0
    assert "cache:   sound\n" in out


def test_a_cache_that_is_no_database_is_an_error(typed: Typed, folder: Folder) -> None:
    folder.database.write_bytes(b"no database")
    assert typed("doctor").status == 1
    assert typed("doctor", "--rebuild").status == 0


@pytest.mark.parametrize(
    "damage", ["delete from notes where file = 'geo.md'", "update notes set rows = zeroblob(9)"]
)
def test_what_is_remembered_of_notes_is_verified_too(
    typed: Typed, folder: Folder, damage: str
) -> None:
    typed("build")
    typed("list")
    assert "cache:   sound\n" in typed("doctor").out
    with closing(sqlite3.connect(folder.memory)) as db, db:
        db.execute(damage)
    assert typed("doctor").status == 1
    status, out, _ = typed("doctor", "--rebuild")
    assert status == 0 and "cache:   sound\n" in out


def test_a_reworded_card_has_its_history_before_the_journal_is_told(
    typed: Typed, folder: Folder
) -> None:
    typed("build")
    name = folder.root / "geo.md"
    name.write_text(name.read_text().replace("{#france}", "{#paris}"))
    out = typed("doctor").out
    assert "france" not in out and "paris" not in out


def test_a_cache_that_is_behind_is_sound(typed: Typed, folder: Folder) -> None:
    Pen(folder, "desk").answer(at(9), "france:0", 4, 900, scheduler="sm2")
    status, out, _ = typed("doctor")
    assert status == 0 and "cache:   sound\n" in out


def test_a_cache_of_another_journal_is_out_of_date(typed: Typed, folder: Folder) -> None:
    damaged(folder, '"grade":4', '"grade":5')
    status, out, _ = typed("doctor")
    assert status == 0 and "cache:   out of date; it is made anew when it is needed\n" in out


def test_an_unknown_scheduler_is_named(typed: Typed, folder: Folder) -> None:
    (folder.root / "flashdeck.yaml").write_text("scheduler: sm3\n")
    assert typed("doctor") == (2, "", "flashdeck: no scheduler 'sm3'; there are: sm2\n")
