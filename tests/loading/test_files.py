"""Which files are read, what they are called, and what becomes of their bytes."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from flashdeck.loading.files import NoSuchPath, found
from flashdeck.settings import Settings
from reading import folder, read, written
from shut_folders import shut

CARD = "a :: b\n"


def names(root: Path, settings: Settings | None = None, *paths: Path) -> list[str]:
    settings = settings or Settings(root=root)
    return [file.name for file in found(paths or (root,), settings)]


def test_folders_are_walked_but_not_hidden_and_built_ones(tmp_path: Path) -> None:
    hidden = [".git/a.md", ".obsidian/b.md", "node_modules/c.md", "dist/d.md", ".x.md", "e.pdf"]
    shown = ["a.md", "b/c.MD", "b/d.txt", "e.markdown"]
    written(tmp_path, dict.fromkeys([*hidden, *shown], CARD))
    assert names(tmp_path) == shown


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("templates", ["a.md", "b/c.md"]),
        ("templates/", ["a.md", "b/c.md"]),
        ("*.md", []),
        ("b/*", ["a.md", "templates/t.md"]),
        ("**/c.md", ["a.md", "templates/t.md"]),
        ("c.md", ["a.md", "templates/t.md"]),
        ("/a.md", ["b/c.md", "templates/t.md"]),
    ],
)
def test_ignored(tmp_path: Path, glob: str, left: list[str]) -> None:
    written(tmp_path, dict.fromkeys(["a.md", "b/c.md", "templates/t.md"], CARD))
    assert names(tmp_path, Settings(root=tmp_path, ignore=(glob,))) == left


def test_a_file_that_is_named_is_read_whatever_it_is_called_and_once(tmp_path: Path) -> None:
    written(tmp_path, {"notes.cards": CARD, "a.md": CARD})
    paths = (tmp_path / "notes.cards", tmp_path, tmp_path / "a.md")
    assert names(tmp_path, None, *paths) == ["a.md", "notes.cards"]


def test_a_link_is_the_file_it_leads_to(tmp_path: Path) -> None:
    written(tmp_path / "root", {"a.md": CARD, "b/c.md": CARD})
    written(tmp_path / "else", {"d.md": CARD})
    root = tmp_path / "root"
    (root / "b" / "again.md").symlink_to(root / "a.md")
    (root / "far.md").symlink_to(tmp_path / "else" / "d.md")
    (tmp_path / "way").symlink_to(root)
    assert names(root) == ["a.md", "b/c.md", "d.md"]
    assert names(root, None, tmp_path / "way") == ["a.md", "b/c.md", "d.md"]


def test_where_nothing_is_included_no_folder_has_files(tmp_path: Path) -> None:
    written(tmp_path, {"a.md": CARD})
    assert names(tmp_path, Settings(root=tmp_path, include=())) == []


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath, match="there is no file or folder"):
        found([tmp_path / "none"], Settings())


def test_shuffled_files_give_the_same_collection(tmp_path: Path) -> None:
    written(tmp_path, {"b.md": "x :: 1\n\ny :: 2\n", "a.md": "x :: 3\n", "c/d.md": "z :: 4\n"})
    ways = [("a.md", "b.md", "c"), ("c", "b.md", "a.md")]
    settings = Settings(root=tmp_path)
    orders = [found([tmp_path / name for name in way], settings) for way in ways]
    assert orders[0] == orders[1]
    notes = folder(tmp_path).collection.notes
    assert [note.span.source.name for note in notes] == ["a.md", "b.md", "b.md", "c/d.md"]
    assert len({note.id for note in notes}) == 4


def test_windows_files_read_like_others() -> None:
    assert read(b"\xef\xbb\xbfa :: b\r\n\r\n@Define x.\r\n\r\ny\r\nz\r\n").backs == ["b", "y\nz"]


def test_bytes_that_are_not_utf8_leave_out_only_their_card(tmp_path: Path) -> None:
    found = folder(written(tmp_path, {"x.md": b"a :: caf\xe9\n\nc :: d\n"}))
    (problem,) = found.diagnostics
    assert problem.rule.name == "not-utf-8"
    assert problem.span.source.locate(problem.span.start) == (1, 9)
    assert problem.help == "save the file as UTF-8; in Windows-1252 this is `é`"
    assert [note.span.text for note in found.collection.notes] == ["c :: d"]
    assert len(found.left_out) == 1


@pytest.mark.parametrize("data", ["a :: b".encode("utf-16"), b"\x89PNG\0\0\xff\xfe\0"])
def test_files_that_are_not_text(tmp_path: Path, data: bytes) -> None:
    found = folder(written(tmp_path, {"x.md": data, "y.md": CARD}))
    assert [each.rule.name for each in found.diagnostics if each.rule.severity == "error"] == [
        "not-utf-8"
    ]
    assert len(found.collection.notes) == 1


def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    written(tmp_path, {"y.md": CARD})
    (tmp_path / "x.md").symlink_to(tmp_path / "gone")
    found = folder(tmp_path)
    assert [each.rule.name for each in found.diagnostics if each.rule.severity == "error"] == [
        "unreadable-file"
    ]
    assert len(found.collection.notes) == 1


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"y.md": CARD, "shut/x.md": "c :: d\n"})
    with shut("shut"):
        found = folder(tmp_path)
    (problem,) = found.diagnostics
    assert problem.rule.name == "unreadable-file"
    assert problem.message == "this folder cannot be read: Permission denied"
    assert problem.span.source.name == "shut"
    assert len(found.collection.notes) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_is_no_file_is_passed_over_and_told(tmp_path: Path) -> None:
    card = "a :: ![[p.png]] ![[q]]\n"
    written(tmp_path, {"y.md": card, "z/a.md": CARD, "z/.flashdeckignore/x": ""})
    for name in ("x.md", "p.png", "q.md"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "endless.md").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as end:
        here = os.open(".", os.O_RDONLY)
        os.chdir(tmp_path)  # the name of a socket is short
        end.bind("s.md")
        os.fchdir(here)
        os.close(here)
        found = folder(tmp_path)
    told = {
        each.span.source.name: each for each in found.diagnostics if each.rule.severity == "error"
    }
    assert {name: each.message.rpartition(": ")[2] for name, each in told.items()} == {
        "x.md": "it is a pipe, not a file",
        "q.md": "it is a pipe, not a file",
        "zero": "it is a device, not a file",
        "s.md": "it is a socket, not a file",
        "z/.flashdeckignore": "it is a folder, not a file",
        "y.md": "there is no file `p.png`",
    }
    assert told["y.md"].help == "put it beside this file, or correct the name"
    assert len(found.collection.notes) == 2
