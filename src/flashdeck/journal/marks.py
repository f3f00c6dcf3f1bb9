"""How a file that only grows is known again: by its size, and a sum over what stood last."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

TAIL = 1 << 12


def mark(path: Path, end: int) -> int:
    """A sum over the bytes before `end`; another than before if they are no longer those."""
    with path.open("rb") as file:
        file.seek(max(0, end - TAIL))
        return crc32(file.read(min(end, TAIL)))
