"""Locks on open files, which the system takes back when their holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EAGAIN
from typing import BinaryIO

if sys.platform == "win32":
    import errno
    import msvcrt

    FAR = 1 << 30
    """Windows locks bytes, and nobody reads a locked one: so one that is not there."""

    def taken(file: BinaryIO) -> bool:
        """Take the lock of a file, unless somebody holds it."""
        os.lseek(file.fileno(), FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def waited(file: BinaryIO) -> None:
        """Take the lock of a file when it is free."""
        os.lseek(file.fileno(), FAR, os.SEEK_SET)
        while True:
            try:
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError as error:  # after ten seconds
                if error.errno != errno.EDEADLOCK:
                    raise

    def released(file: BinaryIO) -> None:
        os.lseek(file.fileno(), FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def taken(file: BinaryIO) -> bool:
        """Take the lock of a file, unless somebody holds it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def waited(file: BinaryIO) -> None:
        """Take the lock of a file when it is free."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)

    def released(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)


@contextmanager
def held(file: BinaryIO, *, patient: bool = True) -> Iterator[None]:
    """Hold the lock of a file for a while; wait for it, or else raise BlockingIOError."""
    if patient:
        waited(file)
    elif not taken(file):
        raise BlockingIOError(EAGAIN, "another process is writing to it", file.name)
    try:
        yield
    finally:
        released(file)
