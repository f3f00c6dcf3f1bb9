"""A terminal on Unix: unbuffered keys from start to end, and a screen that is always given back."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from flashdeck.study.keys import decoded
from flashdeck.study.terminal.desk import ENTER_SCREEN, LEAVE_SCREEN, Size, frame

ALONE = 0.05
"""Seconds after which an escape is the key of that name and begins no sequence."""

if sys.platform != "win32":
    import termios
    import tty

    ENDING = (signal.SIGTERM, signal.SIGHUP)

    class Posix:
        """Keys from one terminal, screens to it."""

        def __init__(self, keyboard: int, screen: TextIO, *, stoppable: bool) -> None:
            self._keyboard = keyboard
            self._stoppable = stoppable
            self._screen = screen
            self._bytes = b""
            self._keys: list[str] = []
            self._woken, self._wake = os.pipe()
            for end in (self._woken, self._wake):
                os.set_blocking(end, False)
            self._mode = termios.tcgetattr(keyboard)

        def size(self) -> Size:
            try:
                columns, rows = os.get_terminal_size(self._screen.fileno())
            except OSError:
                columns, rows = 80, 24
            return Size(columns or 80, rows or 24)

        def key(self) -> str:
            if self._stoppable:
                self._stoppable = False
                self._listen()
            while not self._keys:
                waits = ALONE if self._bytes else None
                ready, _, _ = select.select([self._keyboard, self._woken], [], [], waits)
                if self._woken in ready:
                    os.read(self._woken, 512)
                    return "resize"
                self._keys, self._bytes = self._read() if ready else self._given_up()
            return self._keys.pop(0)

        def forget(self, keys: Container[str]) -> None:
            while "eof" not in self._keys and select.select([self._keyboard], [], [], 0)[0]:
                found, self._bytes = self._read()
                self._keys += found
            self._keys = [key for key in self._keys if key not in keys]

        def draw(self, lines: Sequence[str]) -> None:
            self._screen.write(frame(lines))
            self._screen.flush()

        @contextmanager
        def away(self) -> Iterator[None]:
            self._leave()
            try:
                yield
            finally:
                self._enter()

        def stop(self) -> None:
            """Lie in the background until the shell fetches us."""
            with self.away():
                os.kill(0, signal.SIGSTOP)

        def _read(self) -> tuple[list[str], bytes]:
            try:
                data = os.read(self._keyboard, 4096)
            except OSError:  # the terminal has gone
                data = b""
            if not data:
                return ["eof"], b""
            keys, rest = decoded(self._bytes + data)
            return keys, rest

        def _given_up(self) -> tuple[list[str], bytes]:
            keys, rest = decoded(self._bytes, complete=True)
            return keys, rest

        def _enter(self) -> None:
            self._listen()
            self._screen.write(ENTER_SCREEN)
            self._screen.flush()

        def _listen(self) -> None:
            tty.setcbreak(self._keyboard, termios.TCSADRAIN)
            # Interrupts come as keys, so that none cuts an answer in two.
            mode = termios.tcgetattr(self._keyboard)
            if self._stoppable:
                for each in (termios.VSUSP, termios.VQUIT):
                    mode[6][each] = os.fpathconf(self._keyboard, "PC_VDISABLE")
            else:
                mode[3] &= ~termios.ISIG
            mode[0] &= ~termios.IXON
            termios.tcsetattr(self._keyboard, termios.TCSADRAIN, mode)

        def _leave(self) -> None:
            try:
                self._screen.write(LEAVE_SCREEN)
                self._screen.flush()
                termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._mode)
            except OSError:  # nothing is left to give back
                pass

        def _resized(self, signal: int, frame: FrameType | None) -> None:
            with suppress(BlockingIOError):  # it is told already
                os.write(self._wake, b"r")

        def close(self) -> None:
            os.close(self._woken)
            os.close(self._wake)

    @contextmanager
    def desk(keyboard: TextIO, screen: TextIO, *, stoppable: bool = False) -> Iterator[Posix]:
        """The terminal for a session; however that ends, it is as it was before.

        `stoppable`: until a key is asked for, an interrupt is raised as such.
        """
        held = Posix(keyboard.fileno(), screen, stoppable=stoppable)
        before = {each: signal.signal(each, _ended) for each in ENDING}
        before[signal.SIGWINCH] = signal.signal(signal.SIGWINCH, held._resized)
        try:
            held._enter()
            yield held
        finally:
            held._leave()
            for each, action in before.items():
                signal.signal(each, action)
            held.close()

    def _ended(signal: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + signal)
