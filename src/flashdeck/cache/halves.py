"""Work shared with a second process, which is a copy of this one."""

from __future__ import annotations

import os
import select
import struct
import sys
from collections.abc import Callable, Generator
from contextlib import suppress
from mmap import mmap

_HEAD = struct.Struct("<qq")
"""Before each result: the number of its job, and its size in bytes."""
_ROOM = 1 << 20
"""Bytes of results that may wait between the processes, so that neither waits for the other."""


def can_share() -> bool:
    """Whether there is a second core, and copying a process is safe.

    It is not beside threads, Python's or others', nor on macOS, where they cannot be seen.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return False


def in_two(count: int, work: Callable[[int], bytes]) -> Generator[bytes, None, None]:
    """The results of jobs by their numbers, in order; whichever process is free does the next.

    If the second one fails, all the rest is done here. The work must change nothing:
    now and then, both begin with a job at once.
    """
    if not count:
        return
    begun = mmap(-1, count)
    reader, writer = _pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _serve(writer, begun, work)
    os.close(writer)
    try:
        yield from _joined(reader, begun, work)
    finally:
        os.close(reader)
        os.waitpid(child, 0)


def _pipe() -> tuple[int, int]:
    reader, writer = os.pipe()
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, _ROOM)
    return reader, writer


def _joined(reader: int, begun: mmap, work: Callable[[int], bytes]) -> Generator[bytes, None, None]:
    """All results; jobs that nobody has begun are done while the next result is not there."""
    done: dict[int, bytes] = {}
    ready = select.poll()
    ready.register(reader, select.POLLIN)
    lost = False
    for number in range(len(begun)):
        while number not in done:
            if (lost or not ready.poll(0)) and (mine := begun.find(b"\0", number)) >= 0:
                begun[mine] = 1
                done[mine] = work(mine)
            elif (found := _received(reader)) is not None:
                done[found[0]] = found[1]
            else:
                lost = True
                done[number] = work(number)
        yield done.pop(number)


def _serve(writer: int, begun: mmap, work: Callable[[int], bytes]) -> None:
    """Do jobs as long as there are any, and end without what belongs to the first process."""
    try:
        with os.fdopen(writer, "wb") as results:
            while (number := begun.find(b"\0", 0)) >= 0:
                begun[number] = 1
                data = work(number)
                results.write(_HEAD.pack(number, len(data)) + data)
                results.flush()
    finally:
        os._exit(0)


def _received(reader: int) -> tuple[int, bytes] | None:
    """A result with its number; None if no more will come."""
    head = _exactly(reader, _HEAD.size)
    if len(head) < _HEAD.size:
        return None
    number, size = _HEAD.unpack(head)
    data = _exactly(reader, size)
    return (number, data) if len(data) == size else None


def _exactly(reader: int, size: int) -> bytes:
    """So many bytes; fewer where the other end was closed."""
    parts = []
    while size and (data := os.read(reader, size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)
