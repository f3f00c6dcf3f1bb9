"""What a merge leaves in a journal that did not know it to be a set of lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from flashdeck.journal import locks
from flashdeck.journal.folder import Folder
from flashdeck.journal.reading import CONFLICT

OURS = b"<<<<<<<"
SAID = (
    "a merge left conflict marks here, and nothing is lost; "
    "`flashdeck doctor --restore` takes them out, then commit the file"
)


def conflicts(folder: Folder) -> Iterator[tuple[Path, int]]:
    """The first conflict of each journal that has one, and its line, counted from one."""
    for path in folder.journals():
        if (line := _first(path)) is not None:
            yield path, line


def unmarked(folder: Folder) -> list[Path]:
    """The journals that had conflict marks, when those are taken out; every other line stays."""
    found = [path for path, _ in conflicts(folder)]
    for path in found:
        copy = path.with_name(f"{path.name}.whole")
        with path.open("r+b") as file, locks.held(file):
            whole = file.read()
            copy.write_bytes(whole)  # until all is written again
            kept = [line for line in whole.split(b"\n") if not line.startswith(CONFLICT)]
            file.seek(0)
            file.write(b"\n".join(kept))
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        copy.unlink()
    return found


def _first(path: Path) -> int | None:
    if path.stat().st_size < len(OURS):
        return None
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        if data[: len(OURS)] == OURS:
            return 1
        at = data.find(b"\n" + OURS)
        return None if at < 0 else data[: at + 1].count(b"\n") + 1
