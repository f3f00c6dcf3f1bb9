"""A file deflated in pieces, of which those that are as they were before are not made again.

Each piece ends at a whole byte and refers to none before it, so that joined they are one
stream.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flashdeck.cache.store import Store, digest

KIND = "pieces"
SIZE = 1 << 18
"""Bytes of a piece; half of it would make the whole larger."""
LEVEL = 1
"""How hard to deflate: the next levels take twice the time for a tenth of the size."""
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
        while data := file.read(SIZE):
            name = str(len(pieces))
            sum, size = zlib.crc32(data, sum), size + len(data)
            pieces.append(_deflated(data) if kept is None else _again(data, name, kept, known))
    return Deflated([*pieces, _END], sum, size)


def _again(data: bytes, name: str, kept: Store, known: Mapping[str, bytes]) -> bytes:
    """A piece as it was deflated before, if it is the same."""
    of = digest(data)
    found = kept.value(KIND, name, of) if known.get(name) == of else None
    if isinstance(found, bytes):
        return found
    piece = _deflated(data)
    kept.put(KIND, name, of, marshal.dumps(piece))
    return piece


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return stream.compress(data) + stream.flush(zlib.Z_FULL_FLUSH)
