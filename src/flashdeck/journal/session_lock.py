"""One session at a time: a second is told who is studying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from flashdeck.errors import FlashdeckError
from flashdeck.journal import locks
from flashdeck.journal.folder import Folder


class Holder(NamedTuple):
    """Who studies: the process, and since when, as that person's clock shows it."""

    pid: int
    since: str


class Studying(FlashdeckError):
    """Somebody studies this collection already."""

    def __init__(self, holder: Holder | None) -> None:
        self.holder = holder
        who = f" by process {holder.pid}, since {holder.since}" if holder is not None else ""
        super().__init__(f"this collection is being studied{who}; end that session first")


@contextmanager
def session(folder: Folder, holder: Holder) -> Iterator[None]:
    """Hold the collection while the block runs; raises Studying if somebody else does.

    One that died holds nothing, however it died: the system takes back its lock.
    """
    folder.session_lock.touch()
    with folder.session_lock.open("r+b", buffering=0) as file:
        if not locks.taken(file):
            raise Studying(_holder(file))
        try:
            _write(file, json.dumps(holder._asdict()).encode())
            yield
            _write(file, b"")
        finally:
            locks.released(file)


def _write(file: BinaryIO, data: bytes) -> None:
    file.seek(0)
    file.truncate()
    file.write(data)


def _holder(file: BinaryIO) -> Holder | None:
    """What the lock says; nothing while its holder is writing."""
    file.seek(0)
    try:
        match json.loads(file.read()):
            case {"pid": int(pid), "since": str(since)}:
                return Holder(pid, since)
    except ValueError:
        pass
    return None
