"""A file deflated in pieces, of which those that are as they were before are not made again.

Each piece ends at a whole byte and refers to none before it, so that joined they are one
stream.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flashdeck.cache.store import Store, digest

KIND = "pieces"
SIZE = 1 << 18
"""Bytes of a piece; half of it would make the whole larger."""
LEVEL = 1
"""How hard to deflate: the next levels take twice the time for a tenth of the size."""
_AT_ONCE = 16
"""Pieces that are held in memory before they are deflated."""
_MANY = 4
"""Pieces that take longer than threads to begin."""
_RAW = -zlib.MAX_WBITS
_END = b"\x03\x00"
"""The last block of a stream, with nothing in it."""


class Deflated(NamedTuple):
    """The stream of a file, by its pieces; the checksum of the file, and its size in bytes."""

    pieces: Sequence[bytes]
    sum: int
    size: int


def deflated(path: Path, kept: Store | None) -> Deflated:
    """A file, with what was kept of it."""
    known = {} if kept is None else kept.digests(KIND)
    pieces: list[bytes] = []
    sum = size = 0
    with path.open("rb") as file:
        while some := [data for _ in range(_AT_ONCE) if (data := file.read(SIZE))]:
            for data in some:
                sum, size = zlib.crc32(data, sum), size + len(data)
            pieces += _made(some) if kept is None else _again(some, len(pieces), kept, known)
    return Deflated([*pieces, _END], sum, size)


def _again(
    some: Sequence[bytes], first: int, kept: Store, known: Mapping[str, bytes]
) -> Iterable[bytes]:
    """Pieces as they were deflated before, where they are the same."""
    found: dict[str, bytes] = {}
    fresh: dict[tuple[str, bytes], bytes] = {}
    for number, data in enumerate(some, first):
        name, of = str(number), digest(data)
        piece = kept.value(KIND, name, of) if known.get(name) == of else None
        found[name] = piece if isinstance(piece, bytes) else b""
        if not found[name]:
            fresh[name, of] = data
    for (name, of), piece in zip(fresh, _made([*fresh.values()]), strict=True):
        found[name] = piece
        kept.put(KIND, name, of, marshal.dumps(piece))
    return found.values()


def _made(some: Sequence[bytes]) -> list[bytes]:
    """Pieces deflated now: several by two threads, which zlib lets run side by side."""
    if len(some) < _MANY:
        return [*map(_deflated, some)]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as threads:
        return [*threads.map(_deflated, some)]


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return stream.compress(data) + stream.flush(zlib.Z_FULL_FLUSH)
