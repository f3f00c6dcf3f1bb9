"""Output files: written beside their place, then moved there in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
