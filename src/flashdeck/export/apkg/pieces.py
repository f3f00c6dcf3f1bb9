"""A file deflated in pieces, of which threads make some while the rest is still written.

Each piece ends at a whole byte and refers to none before it, so that joined they are one
stream, and the same one whoever made them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

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


class Piece(NamedTuple):
    """A checksum of what it was made from, and that deflated."""

    sum: int
    data: bytes


class Pieces:
    """The pieces of a file, which may grow until `all` are asked for."""

    def __init__(self, path: Path) -> None:
        self.path, self.sum = path, 0
        self._begun: dict[int, Future[Piece]] = {}
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def begin(self) -> None:
        """Begin with what has been written, but for the first piece, which tells of the rest."""
        self._begin(range(1, self.path.stat().st_size // SIZE))

    def all(self) -> Iterator[bytes]:
        """The whole stream; after it, `sum` is the checksum of the file."""
        self.sum = 0
        self._begin(range(-(-self.path.stat().st_size // SIZE)))
        with self.path.open("rb") as file:
            number = 0
            while data := file.read(SIZE):
                self.sum = zlib.crc32(data, self.sum)
                yield self._made(number, data)
                number += 1
        yield _END

    def _begin(self, numbers: range) -> None:
        if len(numbers) <= _FEW:
            return
        self._threads = self._threads or ThreadPoolExecutor(_THREADS)
        for number in numbers:
            if number not in self._begun:
                self._begun[number] = self._threads.submit(self._read, number)

    def _made(self, number: int, data: bytes) -> bytes:
        """A piece as it was begun, unless it was written to since."""
        if number in self._begun:
            piece = self._begun.pop(number).result()
            if piece.sum == zlib.crc32(data):
                return piece.data
        return _deflated(data)

    def _read(self, number: int) -> Piece:
        with self.path.open("rb") as file:
            file.seek(number * SIZE)
            data = file.read(SIZE)
        return Piece(zlib.crc32(data), _deflated(data))


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return stream.compress(data) + stream.flush(zlib.Z_FULL_FLUSH)
