"""What a merge leaves in a journal that did not know it to be a set of lines."""

from __future__ import annotations

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from flashdeck.journal.folder import Folder

OURS = b"<<<<<<<"
SAID = (
    "conflict marks of git; delete the lines of `<`, `=` and `>`, and keep all others: "
    "every answer counts once"
)


def conflicts(folder: Folder) -> Iterator[tuple[Path, int]]:
    """The first conflict of each journal that has one, and its line, counted from one."""
    for path in folder.journals():
        if (line := _first(path)) is not None:
            yield path, line


def _first(path: Path) -> int | None:
    if path.stat().st_size < len(OURS):
        return None
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        if data[: len(OURS)] == OURS:
            return 1
        at = data.find(b"\n" + OURS)
        return None if at < 0 else data[: at + 1].count(b"\n") + 1
