"""Output files: written beside their place, then moved there in one step."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD = 60 * 60
"""Seconds: no package takes so long."""
_CHANCE = "[a-z0-9_]{8}"
"""What `tempfile` puts into a name."""


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A new file that takes the place of `path` when the block ends, and not if it fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
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


def remove_leftovers(path: Path, now: float) -> None:
    """Remove what writers of `path` left beside it that were killed more than `OLD` ago.

    `now` is the time of a file that was just written there: the clock of the disk.
    """
    stem, suffix = re.escape(path.name), re.escape(path.suffix)
    ours = re.compile(rf"\.{stem}\.{_CHANCE}{suffix}|\.\.{stem}\.{_CHANCE}{suffix}\.{_CHANCE}")
    for each in path.parent.iterdir():
        if ours.fullmatch(each.name):
            with suppress(OSError):  # another process was faster, or it is not ours to remove
                _remove(each, now - OLD)


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
