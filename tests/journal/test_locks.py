"""Locks where there is no fcntl: the module is read as Windows would read it."""

from __future__ import annotations

import errno
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from flashdeck.journal import locks


class Msvcrt(ModuleType):
    """What Windows does with locked bytes, for this process alone."""

    LK_UNLCK, LK_LOCK, LK_NBLCK = 0, 1, 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.held: set[int] = set()
        self.busy = 0

    def locking(self, handle: int, mode: int, count: int) -> None:
        assert os.lseek(handle, 0, os.SEEK_CUR) >= 1 << 30, "a byte that others read"
        if mode == self.LK_UNLCK:
            self.held.clear()
        elif self.held and not (mode == self.LK_LOCK and self.busy > 1):
            self.busy += 1
            raise OSError(errno.EDEADLOCK if mode == self.LK_LOCK else errno.EACCES, "locked")
        else:
            self.held = {handle}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt())
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("windows_locks", str(locks.__file__))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_held_lock_is_not_taken(windows: ModuleType, tmp_path: Path) -> None:
    with (tmp_path / "a").open("a+b") as first, (tmp_path / "a").open("a+b") as second:
        assert windows.taken(first)
        assert not windows.taken(second)
        windows.released(first)
        assert windows.taken(second)


def test_a_lock_is_waited_for(windows: ModuleType, tmp_path: Path) -> None:
    with (tmp_path / "a").open("a+b", buffering=0) as first, (tmp_path / "a").open("a+b") as second:
        assert windows.taken(second)
        with windows.held(first):
            first.write(b"line\n")
        assert (tmp_path / "a").read_bytes() == b"line\n"
