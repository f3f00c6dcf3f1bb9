"""A file deflated in pieces: some while the rest is written, and none that is as it was before.

Each piece ends at a whole byte and refers to none before it, so that joined they are one
stream, and the same one whoever made them.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha1
from pathlib import Path
from typing import NamedTuple

from flashdeck.cache.store import Store

KIND = "pieces"
SIZE = 1 << 18
"""Bytes of a piece; half of it would make the whole larger."""
LEVEL = 1
"""How hard to deflate: the next levels take twice the time for a tenth of the size."""
_RAW = -zlib.MAX_WBITS
_END = b"\x03\x00"
"""The last block of a stream, with nothing in it."""
_FEW = 3
"""Pieces that are deflated sooner than threads begin."""
_THREADS = 2
"""Beside this one, if there are cores for them; zlib lets them run side by side."""


class Deflated(NamedTuple):
    """The stream of a file, by its pieces; the checksum of the file, and its size in bytes."""

    pieces: Sequence[bytes]
    sum: int
    size: int


class _Piece(NamedTuple):
    """A checksum of what it was made from, a digest of that, and it deflated.

    It is empty if what was kept has that digest.
    """

    sum: int
    of: bytes
    data: bytes


class Pieces(ExitStack):
    """The pieces of a file that may grow until all are asked for; what is new of them is kept."""

    def __init__(self, path: Path, kept: Store | None) -> None:
        super().__init__()
        self._path, self._kept = path, kept
        self._known = {} if kept is None else kept.digests(KIND)
        self._begun: dict[int, Future[_Piece]] = {}
        self._threads: ThreadPoolExecutor | None = None

    def begin(self) -> None:
        """Begin with what has been written, but for the first piece, which tells of the rest."""
        self._begin(range(1, self._path.stat().st_size // SIZE))

    def deflated(self) -> Deflated:
        """The whole file."""
        self._begin(range(-(-self._path.stat().st_size // SIZE)))
        for number in reversed(self._begun):
            if self._begun[number].cancel():  # the threads have not come to it
                self._begun[number] = _done(self._read(number))
        pieces: list[bytes] = []
        sum = size = 0
        with self._path.open("rb") as file:
            while data := file.read(SIZE):
                sum, size = zlib.crc32(data, sum), size + len(data)
                pieces.append(self._made(len(pieces), data))
        return Deflated([*pieces, _END], sum, size)

    def _begin(self, numbers: range) -> None:
        if len(numbers) <= _FEW:
            return
        threads = self._threads or self.enter_context(ThreadPoolExecutor(_beside()))
        self._threads = threads
        for number in numbers:
            if number not in self._begun:
                self._begun[number] = threads.submit(self._read, number)

    def _read(self, number: int) -> _Piece:
        with self._path.open("rb") as file:
            file.seek(number * SIZE)
            return self._piece(number, file.read(SIZE))

    def _piece(self, number: int, data: bytes) -> _Piece:
        of = b"" if self._kept is None else _digest(data)
        is_known = self._kept is not None and self._known.get(str(number)) == of
        return _Piece(zlib.crc32(data), of, b"" if is_known else _deflated(data))

    def _made(self, number: int, data: bytes) -> bytes:
        """A piece as it was begun, unless it was written to since."""
        begun = self._begun.pop(number, None)
        piece = None if begun is None else begun.result()
        if piece is None or piece.sum != zlib.crc32(data):
            piece = self._piece(number, data)
        return piece.data if self._kept is None else _kept(self._kept, str(number), piece, data)


def _beside() -> int:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(_THREADS, cores - 1))


def _done(piece: _Piece) -> Future[_Piece]:
    made = Future[_Piece]()
    made.set_result(piece)
    return made


def _kept(store: Store, name: str, piece: _Piece, data: bytes) -> bytes:
    """The piece that was kept, if it is that; else a new one, which is kept."""
    found = None if piece.data else store.value(KIND, name, piece.of)
    if isinstance(found, bytes):
        return found
    made = piece.data or _deflated(data)
    store.put(KIND, name, piece.of, marshal.dumps(made))
    return made


def _digest(data: bytes) -> bytes:
    """What tells whether a piece has changed, sooner than `cache.store.digest` does."""
    return sha1(data, usedforsecurity=False).digest()


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return stream.compress(data) + stream.flush(zlib.Z_FULL_FLUSH)
