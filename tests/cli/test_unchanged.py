"""A build of what has not changed is told from what was kept, and any change is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Typed, alone
from flashdeck import plugins
from flashdeck.cli import unchanged

LATER = 10_000_000_000
"""Nanoseconds, by which everything is made older, so that nothing is fresh."""


def _is_known(*arguments: str) -> bool:
    return unchanged.said(["build", *arguments]) is not None


def _aged(here: Path) -> None:
    """Make all files older, as if the build were done on another day."""
    for path in [*here.rglob("*.md"), *here.rglob("*.yaml"), *here.rglob("*.png")]:
        stat = path.stat()
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - LATER))


def test_the_second_build_says_what_the_first_said(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n\n@bite~\n")
    first = typed("build")
    assert first.status == 1 and _is_known()
    package = (here / "dist/my cards [1].apkg").stat()
    assert typed("build") == first
    assert (here / "dist/my cards [1].apkg").stat() == package


PROGRAM = """
import sys
from flashdeck.cli import main
try:
    main(["build"])
finally:
    print([name for name in ("typer", "yaml", "rich") if name in sys.modules])
"""


def test_it_needs_neither_typer_nor_the_cards(here: Path) -> None:
    first = alone("build", cwd=here)
    (here / ".program.py").write_text(PROGRAM)
    environ = os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"}
    command = [sys.executable, ".program.py"]
    again = subprocess.run(
        command, cwd=here, env=environ, input=b"", capture_output=True, check=True
    )
    assert again.stdout.decode() == first.out + "[]\n"


def _saved_in_the_same_tick(here: Path) -> None:
    path = here / "geo.md"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("Madrid", "Milano"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _picture_changed(here: Path) -> None:
    (here / "a.png").write_bytes(b"other bytes")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file saved in the same tick": _saved_in_the_same_tick,
    "a new file": lambda here: (here / "new.md").write_text("Q: New?\nA: Yes.\n"),
    "a new file further down": lambda here: (here / "sub/new.md").write_text("Q: New?\nA: Yes.\n"),
    "a file gone": lambda here: (here / "sub/more.md").unlink(),
    "a file renamed": lambda here: (here / "sub/more.md").rename(here / "sub/less.md"),
    "a file touched": lambda here: os.utime(here / "geo.md", (1, 1)),
    "settings changed": lambda here: (here / "flashdeck.yaml").write_text("key: best\n"),
    "settings gone": lambda here: (here / "flashdeck.yaml").unlink(),
    "a picture changed": _picture_changed,
    "a picture gone": lambda here: (here / "a.png").unlink(),
    "a folder ignored": lambda here: (here / "sub/.flashdeckignore").write_text("*.md\n"),
    "a vault around it": lambda here: (here.parent / ".obsidian").mkdir(),
    "the package gone": lambda here: (here / "dist/my cards [1].apkg").unlink(),
    "the package cut short": lambda here: os.truncate(here / "dist/my cards [1].apkg", 100),
    "the journal went on": lambda here: (here / ".flashdeck/journal/a.jsonl").write_text("{}\n"),
}


@pytest.mark.parametrize("aged", [False, True])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(
    change: Callable[[Path], object], aged: bool, typed: Typed, here: Path
) -> None:
    (here / "sub").mkdir()
    (here / ".flashdeck/journal").mkdir(parents=True)
    (here / "sub/more.md").write_text("Q: And more?\nA: ![](../a.png)\n")
    (here / "a.png").write_bytes(b"some bytes")
    if aged:
        _aged(here)
    typed("build")
    assert _is_known()
    change(here)
    assert not _is_known()


@pytest.mark.parametrize("name", ["notes/sun.md", "sub/sun.md"])
def test_a_note_that_a_card_embeds_is_seen_to_change(name: str, typed: Typed, here: Path) -> None:
    for folder in ("sub", "notes", "notes/deep"):
        (here / folder).mkdir()
    (here / "sub/more.md").write_text("Q: What is the sun?\nA: ![[sun]]\n")
    (here / "notes/sun.md").write_text("A star.\n")
    typed("build", "sub", "-o", "out.apkg")
    assert _is_known("sub", "-o", "out.apkg")
    (here / "notes/deep/other.md").write_text("Not shown.\n")
    typed("build", "sub", "-o", "out.apkg")
    (here / name).write_text("A large star.\n")
    assert not _is_known("sub", "-o", "out.apkg")


@pytest.mark.parametrize(
    ("name", "text"), [("notes/moon.md", "A rock.\n"), ("notes/sun.md", "# Size\n\nLarge.\n")]
)
def test_what_a_card_could_not_embed_may_come(
    name: str, text: str, typed: Typed, here: Path
) -> None:
    for folder in ("sub", "notes"):
        (here / folder).mkdir()
    (here / "sub/more.md").write_text("Q: Which?\nA: ![[moon]] and ![[sun#Size]]\n")
    (here / "notes/sun.md").write_text("A star.\n")
    typed("build", "sub", "-o", "out.apkg")
    assert _is_known("sub", "-o", "out.apkg")
    (here / name).write_text(text)
    assert not _is_known("sub", "-o", "out.apkg")


def test_settings_in_a_nearer_folder_are_seen(typed: Typed, here: Path) -> None:
    (here / "sub").mkdir()
    (here / "sub/more.md").write_text("Q: And more?\nA: Yes.\n")
    typed("build", "sub", "-o", "out.apkg")
    assert _is_known("sub", "-o", "out.apkg")
    (here / "sub/flashdeck.yaml").write_text("deck: Nearer\n")
    assert not _is_known("sub", "-o", "out.apkg")


def test_what_holds_no_cards_changes_nothing(typed: Typed, here: Path) -> None:
    typed("build")
    (here / ".geo.md.swp").write_text("an editor's")
    (here / "dist" / "other.txt").write_text("built by others")
    assert _is_known()


@pytest.mark.parametrize(
    "other", [["--strict"], ["--deck", "Geo"], ["."], ["-o", "b.apkg"], ["--dialect", "native"]]
)
def test_other_options_are_another_build(other: list[str], typed: Typed, here: Path) -> None:
    typed("build")
    assert not _is_known(*other)
    first = typed("build", *other)
    assert _is_known(*other) and typed("build", *other) == first


@pytest.mark.parametrize("name", ["COLUMNS", "NO_COLOR", "SOURCE_DATE_EPOCH"])
def test_other_surroundings_are_another_build(
    name: str, typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("build")
    monkeypatch.setenv(name, "100")
    assert not _is_known()


def test_where_plug_ins_are_installed_every_build_is_done(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "foreign", lambda: True)
    typed("build")
    assert not _is_known()


def test_a_missing_picture_may_come_from_anywhere(typed: Typed, here: Path) -> None:
    (here / "more.md").write_text("Q: What is shown?\nA: ![](a.png)\n")
    typed("build")
    assert not _is_known()


@pytest.mark.parametrize("left", ["", "{", "[]", '{"about": null}', "\0"])
def test_a_damaged_record_is_made_again(left: str, typed: Typed, here: Path) -> None:
    first = typed("build")
    (record,) = (here / ".flashdeck/cache").glob("built-*.json")
    record.write_text(left)
    assert not _is_known()
    assert typed("build") == first and _is_known()


def test_records_do_not_pile_up(typed: Typed, here: Path) -> None:
    for number in range(20):
        typed("build", "-o", f"{number}.apkg")
    assert len([*(here / ".flashdeck/cache").glob("built-*.json")]) == 16


def test_a_folder_that_cannot_be_written_to_is_built_all_the_same(typed: Typed, here: Path) -> None:
    (here / ".flashdeck").write_text("in the way")
    first = typed("build")
    assert first.status == 0 and not _is_known() and typed("build") == first


def test_options_typed_otherwise_are_left_to_the_command() -> None:
    known = (["x.md"], "a.apkg", ["A"], ["b"], True, "flat")
    typed = "build --deck=A -o a.apkg --tag b --strict --dialect flat x.md".split()
    assert unchanged.wish(typed) == known
    for each in (["check"], ["build", "--help"], ["build", "-oa.apkg"], ["build", "-o"], []):
        assert unchanged.wish(each) is None
