"""Whether files and folders are as they were: by their times and sizes, by their bytes if need be.

A file that was written moments ago may be written again without its time telling.
Such a one is compared by its bytes; a folder always by its names when its time differs.
This module imports little, as a question that needs no command is answered with it.
The moment `now` is given in nanoseconds since 1970.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Stamp = list[int]
    """Times of change in nanoseconds, the size, and the file's number on its disk."""

    Seal = tuple[Stamp | None, str]
    """A stamp, or None for what is not there; and a digest, empty where the stamp is enough."""

MOMENTS = 2_000_000_000
"""Nanoseconds: no file system counts time in coarser steps."""
_CHUNK = 1 << 20
LEFT_ALONE = frozenset({"node_modules", "__pycache__", "dist", "build"})
"""Folders of other programs, and of what is built: no cards are in them."""


def stamp(path: str) -> Stamp | None:
    """What tells a file from what it was before; None when there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def is_empty(found: Stamp) -> bool:
    """Whether there is not a byte in a file."""
    return not found[2]


def is_fresh(found: Stamp, now: int) -> bool:
    """Whether a file might change again without its stamp telling."""
    return max(found[:2]) > now - MOMENTS


def sealed(path: str, now: int) -> Seal:
    """A file as it is now."""
    found = stamp(path)
    if found is None or not is_fresh(found, now):
        return found, ""
    return found, _of_bytes(path)


def sealed_folder(path: str) -> Seal:
    """A folder as it is now: which files and folders are in it, not what is in them."""
    return stamp(path), _of_names(path)


def holds(path: str, seal: Seal) -> bool:
    """Whether a file is as it was sealed."""
    before, digest = seal
    return stamp(path) == before and (not digest or _of_bytes(path) == digest)


def folder_holds(path: str, seal: Seal, now: int) -> bool:
    """Whether the same files and folders are in a folder."""
    before, digest = seal
    found = stamp(path)
    if found == before and (found is None or not is_fresh(found, now)):
        return True
    return _of_names(path) == digest


def program(package: str, search: Iterable[str]) -> list[object]:
    """Which program it is that runs: its files, and where packages were last added.

    `package` is its folder, `search` where modules are looked for.
    """
    import sys

    here = os.path.realpath(".")
    places = [path for path in search if path and os.path.realpath(path) != here]
    installed = [[path, stamp(path)] for path in places if os.path.isdir(path)]  # noqa: PTH112
    return [sys.version, _newest(package), installed]


def _newest(folder: str) -> list[list[int]]:
    """For each folder: how many files are in it, how large they are, and when one last changed."""
    count = size = last = 0
    below = []
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir():
                if each.name != "__pycache__":
                    below.append(each.path)
                continue
            of = each.stat()
            count, size, last = count + 1, size + of.st_size, max(last, of.st_mtime_ns)
    return [[count, size, last], *(row for each in sorted(below) for row in _newest(each))]


def _of_bytes(path: str) -> str:
    """A checksum: only what was written twice in a moment, and kept its size, hangs on it."""
    from zlib import crc32

    found = 0
    try:
        if not os.path.isfile(path):  # noqa: PTH113 - a pipe would be waited for
            return "-"
        with open(path, "rb") as file:  # noqa: PTH123
            while data := file.read(_CHUNK):  # a journal may be large
                found = crc32(data, found)
    except OSError:
        return "-"
    return f"{found:08x}"


def _of_names(path: str) -> str:
    from hashlib import blake2b

    try:
        names = sorted(name for name in os.listdir(path) if _counts(name))  # noqa: PTH208
    except OSError:
        return "-"
    listed = "\0".join(names).encode("utf-8", "surrogateescape")
    return blake2b(listed, digest_size=16).hexdigest()


def _counts(name: str) -> bool:
    return not name.startswith(".") and name not in LEFT_ALONE
