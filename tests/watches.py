"""A command that watches, in a terminal of its own, and the lines it prints."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable

import pexpect

from terminals import Window

LINE = re.compile(r"\d\d:\d\d:\d\d [^\n]*(?:\n  [^\n]*)*")


class Watch:
    """A command that watches, and the lines it has printed since it began to."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.window.until("Ctrl-C ends it")

    def after(self, change: Callable[[], object], wanted: str) -> str:
        """The line that a change gives."""
        before = len(self.lines)
        self._in_one_moment(change)
        self.window.until(lambda _: len(self.lines) > before and wanted in self.lines[-1])
        return self.lines[-1]

    def once(self, change: Callable[[], object], wanted: str) -> str:
        """The only line that a change gives."""
        before = len(self.lines)
        line = self.after(change, wanted)
        self.rest()
        assert len(self.lines) == before + 1, self.lines[before:]
        return line

    def until(self, wanted: str) -> None:
        """Wait until the last line has a text in it."""
        self.window.until(lambda _: wanted in "".join(self.lines[-1:]))

    def rest(self) -> None:
        """Take what it may say yet."""
        self.window.rest(1.2)

    def _in_one_moment(self, change: Callable[[], object]) -> None:
        """Change something while it cannot look, however long a busy machine takes for that."""
        self.window.child.kill(signal.SIGSTOP)
        try:
            change()
        finally:
            self.window.child.kill(signal.SIGCONT)

    @property
    def lines(self) -> list[str]:
        said = self.window.bytes.decode("utf-8", "replace").replace("\r\n", "\n")
        return [" ".join(line.split()) for line in LINE.findall(said)]

    def end(self) -> None:
        """Ctrl-C: exit status 0, and not a word of Python's."""
        self.window.type("\x03")
        self.window.child.expect(pexpect.EOF)
        self.window.child.close()
        assert self.window.child.exitstatus == 0
        assert b"Traceback" not in self.window.bytes
