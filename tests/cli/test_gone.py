"""Cards that are gone: what Anki is told of them, and which are listed."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from commands import Typed, alone
from flashdeck.cli import watched, watching
from flashdeck.journal import annals
from flashdeck.journal.folder import Folder
from journaling import collection
from packages import notes
from shut_folders import shut

KEPT = "a heart :: pumps blood\n\n"
GONE = "a spleen :: filters blood\n\n"
NEVER = "the appendix :: is of little use\n\n"


Write = Callable[[str], None]


@pytest.fixture
def write(here: Path) -> Write:
    def file(text: str) -> None:
        (here / "geo.md").write_text(text)

    return file


def test_only_what_was_in_a_package_is_put_in(typed: Typed, here: Path, write: Write) -> None:
    write(KEPT + GONE)
    typed("build")
    write(KEPT + GONE + NEVER)
    typed("study", stdin="q\n")
    write(KEPT)
    out = typed("build", "--tombstones", "-o", "a.apkg").out
    assert out.startswith("1 deck, 1 note, 1 card, ")
    assert (
        "1 note that is gone put in; to find it in Anki and delete it, search for "
        "tag:flashdeck::removed\n1 note that is gone was in no package: not put in\n" in out
    )
    assert sorted(notes(here / "a.apkg")) == ["a heart", "a spleen"]
    again = typed("build", "--tombstones", "-o", "b.apkg").out
    assert "1 note that is gone put in" in again
    assert sorted(notes(here / "b.apkg")) == ["a heart", "a spleen"]


def test_a_card_that_was_studied_and_built_later_is_put_in(
    typed: Typed, here: Path, write: Write
) -> None:
    write(KEPT + GONE)
    typed("study", stdin="q\n")
    typed("build")
    write(KEPT)
    assert "1 note that is gone put in" in typed("build", "--tombstones").out


@pytest.mark.parametrize("part", [["--deck", "Heart"], ["heart.md"]])
def test_a_package_of_some_cards_counts_for_those(
    typed: Typed, here: Path, part: list[str]
) -> None:
    (here / "heart.md").write_text(f"TARGET DECK: Heart\n\n{KEPT}a valve :: opens\n\n")
    (here / "geo.md").write_text(f"{GONE}{NEVER}")
    typed("build", *part)
    typed("study", stdin="q\n")
    (here / "heart.md").write_text(f"TARGET DECK: Heart\n\n{KEPT}")
    (here / "geo.md").write_text(NEVER)
    out = typed("build", "--tombstones", "-o", "a.apkg").out
    assert "1 note that is gone put in" in out
    assert "1 note that is gone was in no package" in out
    assert "a valve" in notes(here / "a.apkg")


def test_of_a_frozen_build_it_is_not_known_what_others_built(
    typed: Typed, here: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(KEPT + GONE)
    typed("study", stdin="q\n")
    write(KEPT)
    typed("study", stdin="q\n")
    out = typed("build", "--tombstones", "--frozen", "-o", "a.apkg").out
    assert out.endswith("\n1 note that is gone was there for minutes only: not put in\n")
    assert sorted(notes(here / "a.apkg")) == ["a heart"]
    monkeypatch.setattr(annals, "BRIEF", 0)
    out = typed("build", "--tombstones", "--frozen").out
    assert "1 note that is gone put in" in out


def test_a_package_is_told_of_once(typed: Typed, here: Path, write: Write) -> None:
    def told() -> int:
        (journal,) = Folder(here).journals()
        return journal.read_text().count('"kind":"built"')

    write(KEPT)
    for name in "abc":
        typed("build", "-o", f"{name}.apkg")
    assert told() == 1
    write(KEPT + GONE)
    typed("study", stdin="q\n")
    typed("build", "-o", "d.apkg")
    typed("build", "-o", "e.apkg")
    assert told() == 2
    assert typed("doctor").status == 0


def test_what_was_half_typed_is_not_listed_for_ever(typed: Typed, write: Write) -> None:
    write(KEPT)
    typed("build")
    write(f"{KEPT}what :: is\n\n")
    typed("build")
    write(f"{KEPT}mitochondria :: make energy\n\n")
    typed("build")
    out, err = typed("orphans")[1:]
    assert out == ""
    assert err == "1 card was there for minutes only, never answered; --all lists such, too\n"
    assert "what" in typed("orphans", "--all").out
    (row,) = json.loads(typed("orphans", "--format", "json").out)["orphans"]
    assert (row["prompt"], row["brief"]) == ("what", True)
    assert typed("orphans", "--forget", "--yes").err.endswith("forgotten: 1\n")
    assert typed("orphans") == (0, "", "nothing is gone\n")


def test_what_was_answered_or_there_for_long_is_listed(
    typed: Typed, here: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(KEPT + GONE)
    typed("study", "--limit", "2", stdin="\n3\n\n3\n")
    write(NEVER)
    typed("build")
    monkeypatch.setattr(annals, "BRIEF", 0)
    write("another :: one\n")
    typed("build")
    out, err = typed("orphans")[1:]
    assert out.count("1 review ") == 2 and "the appendix" in out
    assert "minutes" not in err


def test_lines_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    folder.journal_of("desk").write_text(
        '{"v":1,"id":"desk-1","t":5,"card":"","kind":"built","decks":[1,"A"],"files":7}\n'
        '{"v":1,"id":"desk","t":5,"card":"","kind":"built"}\n"built"\n\n[{"seen"\n'
        '{"v":1,"id":"desk-2","t":9,"card":"a","kind":"seen","gone":true}\n'
    )
    found = annals.annals(folder)
    assert found.first == {"a": 9}
    assert [(each.decks, each.files) for each in found.packages] == [(("A",), ())]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
@pytest.mark.parametrize(
    "name", ["pipe.md", "flashdeck.yaml", ".flashdeckignore", "templates.json"]
)
def test_a_pipe_is_never_waited_for(here: Path, name: str) -> None:
    if name == "flashdeck.yaml":
        (here / name).unlink()
    folder = here / ".obsidian" if name == "templates.json" else here
    folder.mkdir(exist_ok=True)
    os.mkfifo(folder / name)
    for command in ("check", "build", "build", "study --count", "list", "convert . --to sr"):
        done = alone(*command.split(), cwd=here)
        assert "Traceback" not in done.err
        if name == "flashdeck.yaml":
            assert done.err.endswith("flashdeck.yaml: it is a pipe, not a file\n")
        elif name == "templates.json" or command == "study --count":
            assert done.err == "" or "pipe" not in done.err
        elif command == "check":
            assert (
                f"error[unreadable-file]: this file cannot be read: it is a pipe, not a file\n"
                f" --> {name}:1:1\n"
            ) in done.out
        else:
            assert done.status in (0, 1, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
def test_a_pipe_that_is_named_is_passed_over_but_not_what_a_shell_gives(here: Path) -> None:
    os.mkfifo(here / "pipe.md")
    done = alone("check", "pipe.md", cwd=here)
    assert done.status == 1
    assert "it is a pipe, not a file" in done.out
    given = alone("check", "/dev/stdin", cwd=here, stdin="a :: b\n")
    assert given.err.endswith("no problems: 1 note, 1 card, 1 file read\n")


def test_notes_of_a_folder_that_cannot_be_looked_into_are_not_gone(
    typed: Typed, here: Path
) -> None:
    (here / "archive").mkdir()
    (here / "archive" / "old.md").write_text(GONE)
    typed("build")
    with shut("archive"):
        done = typed("build", "--tombstones")
        assert done.status == 1
        assert "gone" not in done.out
        assert "error[unreadable-file]: this folder cannot be read: Permission denied" in done.err
        assert typed("orphans", "--all").out == ""


@pytest.fixture
def saved(typed: Typed, write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Saves the cards while `build --watch` runs."""
    monkeypatch.setattr(watching, "again", lambda *_: None)

    def save(text: str) -> None:
        write(text)
        assert typed("build", "--watch").status == 0

    return save


def test_what_only_a_watch_built_for_minutes_is_not_put_in(
    typed: Typed, here: Path, saved: Write
) -> None:
    saved(KEPT)
    saved(f"{KEPT}{NEVER}what :: is\n\n")
    saved(KEPT)
    out = typed("build", "--tombstones", "-o", "a.apkg").out
    assert out.endswith("\n2 notes that are gone were there for minutes only: not put in\n")
    assert sorted(notes(here / "a.apkg")) == ["a heart"]


def test_what_was_built_by_hand_or_answered_is_put_in_though_it_was_there_for_minutes(
    typed: Typed, here: Path, saved: Write, write: Write
) -> None:
    saved(KEPT + GONE)
    typed("build")
    saved(KEPT + GONE + NEVER)
    typed("study", "--limit", "3", stdin="\n3\n\n3\n\n3\n")
    write(KEPT)
    out = typed("build", "--tombstones", "-o", "a.apkg").out
    assert "2 notes that are gone put in" in out and "minutes" not in out


def test_what_a_watch_built_for_long_is_put_in(
    typed: Typed, saved: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(KEPT + GONE)
    saved(KEPT)
    monkeypatch.setattr(annals, "BRIEF", 0)
    assert "1 note that is gone put in" in typed("build", "--tombstones").out


def test_a_watch_tells_of_a_package_once(typed: Typed, here: Path, saved: Write) -> None:
    for text in (KEPT, KEPT, KEPT):
        saved(text)
    typed("build")
    typed("build")
    (journal,) = Folder(here).journals()
    told = [line for line in journal.read_text().split("\n") if '"kind":"built"' in line]
    assert ['"watched":true' in line for line in told] == [True, False]


def test_what_anki_was_told_of_a_copy_is_told_anew_when_the_other_is_gone(
    typed: Typed, here: Path, write: Write
) -> None:
    def stones(package: str) -> dict[str, tuple[str, int]]:
        """Fields and time of what is tagged as gone, by guid."""
        with ZipFile(here / package) as file:
            database = Path(file.extract("collection.anki2", here / "out"))
        with closing(sqlite3.connect(database)) as db:
            rows = db.execute("SELECT guid, flds, mod FROM notes WHERE tags LIKE '%removed%'")
            return {guid: (fields, mod) for guid, fields, mod in rows}

    write(KEPT + GONE)
    (here / "other.md").write_text(GONE)
    typed("build")
    write(KEPT)
    typed("build", "--tombstones", "-o", "a.apkg")
    ((guid, (told, mod)),) = stones("a.apkg").items()
    assert "the card with the same text, in other.md, is another note" in told
    (here / "other.md").unlink()
    typed("build", "--tombstones", "-o", "b.apkg")
    now = stones("b.apkg")
    assert "another note" not in now[guid][0] and now[guid][1] > mod
    typed("build", "--tombstones", "-o", "c.apkg")
    assert stones("c.apkg") == now


def test_a_card_that_came_back_reworded_is_counted_once(
    typed: Typed, here: Path, write: Write
) -> None:
    write(f"{KEPT}Q: What is a spleen?\nA: It filters the blood.\n")
    typed("build")
    write(KEPT)
    typed("build")
    write(f"{KEPT}Q: What is the spleen?\nA: It filters the blood.\n")
    out = typed("build").out
    assert "1 note that had gone came back, with history" in out and "reworded" not in out


def test_a_watch_names_what_was_touched_and_nothing_else(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "archive").mkdir()
    for name in "abc":
        (here / "archive" / f"{name}.md").write_text(GONE)

    def now() -> watched.State:
        return watched.state([], watched.Used())

    before = now()
    with shut("archive"):
        there = now()
        assert watched.changed(before, there) == {"archive"}
    assert watched.changed(there, now()) == {"archive"}
    (here / "archive" / "a.md").write_text(KEPT)
    assert watched.changed(before, now()) == {"archive/a.md"}
    before = now()
    monkeypatch.setattr(watched, "chosen", _refused)
    assert watched.is_listed(before) and not watched.is_listed(now())


def _refused(*_: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "flashdeck.yaml")
