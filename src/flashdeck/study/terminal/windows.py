"""A terminal on Windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from flashdeck.study.terminal.desk import ENTER_SCREEN, LEAVE_SCREEN, Size, frame

if sys.platform == "win32":
    import msvcrt

    _NAMES = {
        "\r": "enter",
        "\n": "enter",
        "\x08": "backspace",
        "\x03": "interrupt",
        "\x1a": "eof",
        "\x1b": "escape",
        "\x15": "clear",
    }
    _EXTENDED = {"H": "up", "P": "down", "I": "pgup", "Q": "pgdn", "G": "home", "O": "end"}

    class Windows:
        """Keys from the console, screens to it; a new size shows with the next key."""

        def __init__(self, screen: TextIO) -> None:
            self._screen = screen
            self._keys: list[str] = []

        def size(self) -> Size:
            return Size(*os.get_terminal_size(self._screen.fileno()))

        def key(self) -> str:
            return self._keys.pop(0) if self._keys else self._pressed()

        def _pressed(self) -> str:
            key = msvcrt.getwch()
            if key in ("\x00", "\xe0"):
                return _EXTENDED.get(msvcrt.getwch(), "")
            return _NAMES.get(key, key if key.isprintable() else "")

        def forget(self, keys: Container[str]) -> None:
            while msvcrt.kbhit():
                self._keys.append(self._pressed())
            self._keys = [key for key in self._keys if key not in keys]

        def draw(self, lines: Sequence[str]) -> None:
            self._screen.write(frame(lines))
            self._screen.flush()

        @contextmanager
        def away(self) -> Iterator[None]:
            self._write(LEAVE_SCREEN)
            try:
                yield
            finally:
                self._write(ENTER_SCREEN)

        def stop(self) -> None:
            """There is no background to lie in."""

        def _write(self, text: str) -> None:
            self._screen.write(text)
            self._screen.flush()

    @contextmanager
    def desk(keyboard: TextIO, screen: TextIO, *, stoppable: bool = False) -> Iterator[Windows]:
        """The console for a session; however that ends, it is as it was before.

        An interrupt is raised as such until a key is asked for, be it `stoppable` or not.
        """
        os.system("")  # makes the console read escape codes
        held = Windows(screen)
        held._write(ENTER_SCREEN)
        try:
            yield held
        finally:
            held._write(LEAVE_SCREEN)
