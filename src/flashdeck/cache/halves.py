"""Work shared with a second process, which is a copy of this one."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Generator

_HEAD = struct.Struct("<q")


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
    """The results of jobs by their numbers, in order; the second process does every other.

    If that fails, all the rest is done here. The work must change nothing.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _serve(writer, count, work)
    os.close(writer)
    lost = False
    try:
        with os.fdopen(reader, "rb") as results:
            for number in range(count):
                if number % 2 == 0 or lost:
                    yield work(number)
                    continue
                found = _received(results.read)
                lost = found is None
                yield work(number) if found is None else found
    finally:
        os.waitpid(child, 0)


def _serve(writer: int, count: int, work: Callable[[int], bytes]) -> None:
    """Do the odd jobs, and end without anything that belongs to the first process."""
    try:
        with os.fdopen(writer, "wb") as results:
            for number in range(1, count, 2):
                data = work(number)
                results.write(_HEAD.pack(len(data)) + data)
                results.flush()
    finally:
        os._exit(0)


def _received(read: Callable[[int], bytes]) -> bytes | None:
    head = read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    data = read(size)
    return data if len(data) == size else None
