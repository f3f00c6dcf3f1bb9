"""Output files: written beside their place, then moved there in one step."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD = 60 * 60
"""Seconds: no package takes so long."""
_CHANCE = "[a-z0-9_]{8}"
"""What `tempfile` puts into a name."""
_LEFT = tuple(
    re.compile(form)
    for form in (
        rf"\.(?P<name>.*(?P<suffix>\.[^.]+))\.{_CHANCE}(?P=suffix)",
        rf"\.\.(?P<name>.*(?P<suffix>\.[^.]+))\.{_CHANCE}(?P=suffix)\.{_CHANCE}",
    )
)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A new file that takes the place of `path` when the block ends, and not if it fails.

    What the operating system refuses of the new file is said of `path`.
    """
    with _said_of(path):
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=_beginning(path), suffix=path.suffix
        )
        os.close(handle)
        new = Path(name)
        try:
            yield new
            _flushed(new)
            new.chmod(_mode(path))
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _beginning(path: Path) -> str:
    return f".{path.name}."


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.filename
        is_own = said is None or Path(str(said)).name.startswith(_beginning(path))
        if error.errno is None or not is_own:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def copied(path: Path, place: Path) -> None:
    """Copy a file to another place, which has it whole or not at all."""
    with replaced(place) as new:
        shutil.copyfile(path, new)


def remove_leftovers(folder: Path, names: Collection[str], now: float) -> None:
    """Remove what writers of such files left in a folder that were killed more than `OLD` ago.

    `now` is the time of a file that was just written there: the clock of the disk.
    """
    for each in folder.iterdir():
        if any(left["name"] in names for left in _lefts(each.name)):
            with suppress(OSError):  # another process was faster, or it is not ours to remove
                _remove(each, now - OLD)


def _lefts(name: str) -> Iterator[re.Match[str]]:
    """The ways in which a name may be that of a file before it is in its place."""
    return (found for left in _LEFT if (found := left.fullmatch(name)) is not None)


def _remove(left: Path, before: float) -> None:
    if left.is_symlink() or left.stat().st_mtime > before:
        return
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink()


def _flushed(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _mode(path: Path) -> int:
    """The mode the file has, or would have been given: a temporary file is private."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
