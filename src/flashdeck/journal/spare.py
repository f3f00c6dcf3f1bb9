"""A copy of what this machine wrote last: by it lines are known that were lost, and brought back.

Git takes lines that were not committed out of a journal (`git checkout .`, `git stash`,
`git reset --hard`), and nobody notices; what lies in `.flashdeck/cache` it leaves alone. A copy
holds only lines of its own machine. Where it cannot be written, nothing else is different.
"""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from flashdeck.journal import locks
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import ANSWERS, KNOWN_KINDS, Line, read

MOST = 8 << 20
"""Bytes of a copy: at least twenty thousand answers."""
KEPT = MOST // 2
"""Bytes that stay when there are more."""


SAID = KNOWN_KINDS - {"rename"}
"""What only a person can say. What was seen of cards is found out again."""


class Lost(NamedTuple):
    """Lines that were in the journal of a machine, and are in none; in their order.

    So many are `answers`, so many `marks` or other things that somebody did; `last` is the
    highest number that any of them has.
    """

    lines: tuple[bytes, ...] = ()
    answers: int = 0
    marks: int = 0
    last: int = 0


NONE = Lost()


def lost(folder: Folder, device: str | None) -> Lost:
    """What is gone from the journal of a machine; nothing of one that never had a name."""
    if device is None:
        return NONE
    try:
        spare = folder.spare_of(device).read_bytes()
    except OSError:
        return NONE
    own = folder.journal_of(device)
    size = own.stat().st_size if own.exists() else 0
    if not spare or _tail(own, size, len(spare)) == spare:
        return NONE
    gone = _lines(spare)
    for path in [own, *folder.journals()]:
        if gone and path.exists():
            there = _lines(path.read_bytes())
            gone = {line: None for line in gone if line not in there}
    return _told(gone)


def parted(found: Lost, elsewhere: Container[bytes]) -> tuple[Lost, Lost]:
    """What is lost indeed, and what stands `elsewhere`."""
    gone = {line: None for line in found.lines if line not in elsewhere}
    return _told(gone), _told({line: None for line in found.lines if line in elsewhere})


def restored(folder: Folder, device: str | None) -> Lost:
    """The lines that were lost, when they are in the journal again, behind what is there now."""
    found = lost(folder, device)
    if device is None or not found.lines:
        return NONE
    with folder.journal_of(device).open("a+b", buffering=0) as file, locks.held(file):
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        data = b"" if file.read(1) in (b"", b"\n") else b"\n"
        data += b"".join(line + b"\n" for line in found.lines)
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
        _kept(folder.journal_of(device), folder.spare_of(device), size + len(data))
    return found


def forget(folder: Folder, device: str | None) -> None:
    """Let go of lines that were lost: the copy begins anew with the next line."""
    if device is not None:
        folder.spare_of(device).unlink(missing_ok=True)


def ready(folder: Folder, device: str, size: int) -> int:
    """Make the copy go as far as the journal does, whose size is given and whose lock is held.

    The highest number that is taken by a line that was lost; its copy is left alone.
    """
    journal, spare = folder.journal_of(device), folder.spare_of(device)
    try:
        there = spare.stat().st_size if spare.exists() else 0
        if there <= MOST and there and _tail(journal, size, there) == spare.read_bytes():
            return 0
        if (found := lost(folder, device)).lines:
            return found.last
        _kept(journal, spare, size)
    except OSError:
        pass
    return 0


def follow(folder: Folder, device: str, start: int, end: int) -> None:
    """Add to the copy what was just written to the journal between two places."""
    journal, spare = folder.journal_of(device), folder.spare_of(device)
    try:
        if end - start > KEPT:
            _kept(journal, spare, end)
        elif spare.exists():
            with spare.open("ab", buffering=0) as file:
                file.write(_tail(journal, end, end - start))
    except OSError:
        pass


def _kept(journal: Path, spare: Path, end: int) -> None:
    """Begin the copy anew with the last lines of the journal."""
    data = _tail(journal, end, KEPT)
    if end > KEPT:
        data = data.partition(b"\n")[2]
    fresh = spare.with_name(f"{spare.name}.new")
    fresh.write_bytes(data)
    fresh.replace(spare)


def _tail(path: Path, end: int, size: int) -> bytes:
    """The last bytes before a place, so many if there are."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        file.seek(max(0, end - size))
        return file.read(min(end, size))


def _lines(data: bytes) -> dict[bytes, None]:
    """All lines but empty ones, in their order."""
    return dict.fromkeys(line for each in data.split(b"\n") if (line := each.rstrip()))


def _told(lines: dict[bytes, None]) -> Lost:
    """What can be read of some lines, if a person said any: half a line was never acknowledged."""
    found = {data: line for data in lines if isinstance(line := _read(data), Line)}
    said = [line for line in found.values() if line.kind in SAID]
    if not said:
        return NONE
    answers = sum(line.kind in ANSWERS for line in said)
    return Lost(
        tuple(found), answers, len(said) - answers, max(line.seq for line in found.values())
    )


def _read(data: bytes) -> Line | str:
    return read(data.decode("utf-8", "replace"))
