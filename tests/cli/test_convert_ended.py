"""A conversion that is ended in the middle, or that the disk does not take."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands import Typed

PAGES = {f"{number}.md": f"#flashcards\n\nword {number}::Wort\n" for number in range(3)}


@pytest.fixture
def vault(here: Path) -> Path:
    (here / "geo.md").unlink()
    for name, text in PAGES.items():
        (here / name).write_text(text)
    return here


def files(folder: Path) -> dict[str, str]:
    """The cards of a folder, without what was on its way to its place."""
    found = (path for path in sorted(folder.iterdir()) if path.suffix in (".md", ".org"))
    return {path.name: path.read_text() for path in found if path.name[0] != "."}


class Ended(BaseException):
    """The process is gone."""


def ending(real: Callable[..., object], left: Iterator[int]) -> Callable[..., object]:
    """A change of a folder that ends the process when none are left."""

    def change(path: Path, *rest: object, **named: object) -> object:
        if path.suffix in (".md", ".org") and next(left, None) is None:
            raise Ended
        return real(path, *rest, **named)

    return change


@pytest.mark.parametrize(("target", "changes"), [("native", 3), ("org", 6)])
def test_a_run_that_is_ended_leaves_each_file_old_or_new_and_the_next_one_goes_on(
    typed: Typed, vault: Path, monkeypatch: pytest.MonkeyPatch, target: str, changes: int
) -> None:
    words = ("convert", ".", "--in-place", "--force", "--to", target)
    assert typed(*words).status == 0
    new = files(vault)
    for at in range(changes):
        for name in files(vault):
            (vault / name).unlink()
        for name, text in PAGES.items():
            (vault / name).write_text(text)
        left = iter(range(at))
        with monkeypatch.context() as patched, pytest.raises(Ended):
            for name in ("replace", "unlink"):
                patched.setattr(Path, name, ending(getattr(Path, name), left))
            typed(*words)
        there = files(vault)
        assert all(text in (PAGES.get(name), new.get(name)) for name, text in there.items())
        assert {name.split(".")[0] for name in there} == {"0", "1", "2"}
        status, _, err = typed(*words)
        assert (status, err, files(vault)) == (0, "", new)


def test_a_file_that_was_half_way_to_another_name_needs_no_force(typed: Typed, vault: Path) -> None:
    """Git has what is there now; what the first run wrote is only finished."""
    typed("convert", "0.md", "--in-place", "--force", "--to", "org")
    (vault / "0.md").write_text(PAGES["0.md"])
    status, _, err = typed("convert", ".", "--in-place", "--to", "org")
    assert status == 2 and "git does not have 0.md, 1.md, 2.md" in err
    (vault / "0.org").write_text("* mine :drill:\nx\n** Answer\ny\n")
    status, _, err = typed("convert", "0.md", "--in-place", "--to", "org")
    assert status == 2 and "0.org is there already" in err


def test_below_a_folder_the_same_command_goes_on(typed: Typed, vault: Path) -> None:
    assert typed("convert", ".", "-o", "out").status == 0
    (vault / "out" / "1.md").unlink()
    assert typed("convert", ".", "-o", "out").status == 0
    assert (vault / "out" / "1.md").is_file()


def test_a_full_disk_is_said_with_the_file_and_what_was_done(
    typed: Typed, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name.startswith(".1.md."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    status, out, err = typed("convert", ".", "--in-place", "--force")
    assert (status, out) == (2, "")
    assert err == (
        "flashdeck: 1.md cannot be written: No space left on device; 1 of 3 files is written, "
        "the others stay as they were; the same command goes on from there\n"
    )
    monkeypatch.setattr(Path, "write_bytes", real)
    assert "1 file already so" in typed("convert", ".", "--in-place", "--force").out


@pytest.mark.parametrize("name", ["1.md", "."])
def test_what_may_not_be_written_is_said_before_anything_is(
    typed: Typed, vault: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    locked, real = (vault / name).resolve(), os.access

    def access(path: Path, mode: int) -> bool:
        return path != locked and real(path, mode)

    monkeypatch.setattr(os, "access", access)
    status, _, err = typed("convert", ".", "--in-place", "--force")
    assert status == 2 and f"{locked} may not be written; nothing was changed" in err
    assert files(vault) == PAGES


def test_what_ended_runs_left_goes_when_it_is_old(typed: Typed, vault: Path) -> None:
    names = [".1.md.abcd1234.md", ".2.md.abcd1234.md", ".other.md.abcd1234.md"]
    for name in names:
        (vault / name).write_text("half")
    for name in (names[0], names[2]):
        os.utime(vault / name, (1e9, 1e9))
    assert typed("convert", ".", "--in-place", "--force").status == 0
    assert [name for name in names if (vault / name).exists()] == names[1:]
