"""A folder that cannot be looked into, also by who may look into all of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def shut(name: str) -> Iterator[None]:
    """Refuse to list each folder of that name while the block runs."""
    whole = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith(name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return whole(path)

    with patch.object(os, "scandir", scandir):
        yield
