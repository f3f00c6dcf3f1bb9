"""Regular files are read, and nothing else: a pipe may wait for ever, and a device never end."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_GIVEN = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Where a shell puts what a process is given to read: `flashdeck check <(…)`."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_KINDS = (
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
    (stat.S_ISDIR, "it is a folder, not a file"),
)


class NotRegular(OSError):
    """What is there is no file, but a pipe, a socket, a device or a folder."""


def opened(path: str) -> BinaryIO:
    """A regular file, or a link to one, opened at once and unbuffered; raises OSError."""
    try:
        handle = os.open(path, os.O_RDONLY | _AT_ONCE)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            _refuse(path, os.stat(path).st_mode)  # noqa: PTH116
        raise
    try:
        _refuse(path, os.fstat(handle).st_mode)
        return open(handle, "rb", buffering=0)  # noqa: PTH123
    except BaseException:
        os.close(handle)
        raise


def contents(path: str) -> bytes:
    """All bytes of a regular file, or of one that a process was given; raises OSError."""
    with opened(path) if not is_given(path) else open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def is_given(path: str) -> bool:
    """Whether a path is of what was opened for this process, whatever that is."""
    return path.startswith(_GIVEN)


def _refuse(path: str, mode: int) -> None:
    for fits, what in _KINDS:
        if fits(mode):
            raise NotRegular(errno.EINVAL, what, path)
