"""flashdeck in a terminal of its own: what is typed, and what is then on the screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

PATIENCE = 60.0
LONGEST = 120.0


class Window:
    """One run of flashdeck, 80 columns wide unless said otherwise."""

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        columns: int = 80,
        rows: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "flashdeck", *arguments],
            cwd=str(cwd),
            env=kept
            | TERMINAL
            | {"XDG_STATE_HOME": str(cwd.parent / "state")}
            | dict(environ or {}),
            dimensions=(rows, columns),
            echo=False,
            timeout=PATIENCE,
            preexec_fn=_interruptible,
        )
        self.child.delaybeforesend = None

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def type(self, keys: str) -> Window:
        self.child.send(keys)
        return self

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Wait for a text, or for what is wanted of the whole screen, when all of it is drawn."""
        wanted = seen if callable(seen) else lambda text: seen in text
        end = time.monotonic() + PATIENCE
        while not (self._is_drawn and wanted(self.text)):
            goes_on = self._take(0.2) and time.monotonic() < end
            assert goes_on or wanted(self.text), f"waited for {seen!r} and saw:\n{self.text}"
        return self.text

    def rest(self, seconds: float) -> None:
        """Take all that comes within some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._take(left):
            pass

    def resize(self, columns: int, rows: int) -> Window:
        self.screen.resize(rows, columns)
        self.screen.reset()
        self.child.setwinsize(rows, columns)
        return self

    def ended(self) -> int:
        """The status, or the number of the signal below zero."""
        end = time.monotonic() + LONGEST
        while self._take(0.2):
            assert time.monotonic() < end, f"waited for its end and saw:\n{self.text}"
        self.child.wait()
        status, killed = self.child.exitstatus, self.child.signalstatus
        return int(status) if status is not None else -int(killed or 0)

    @property
    def is_given_back(self) -> bool:
        """Whether the terminal was left as a shell wants it."""
        tail = self.bytes.rpartition(b"\x1b[?1049l")
        return b"\x1b[?1049h" not in tail[2] and tail[0].endswith(b"\x1b[?25h")

    @property
    def _is_drawn(self) -> bool:
        """Whether no frame has come in part only."""
        return self.bytes.rfind(b"\x1b[?2026h") <= self.bytes.rfind(b"\x1b[?2026l")

    def _take(self, patience: float) -> bool:
        try:
            data: bytes = self.child.read_nonblocking(65536, patience)  # type: ignore[assignment] # no encoding: bytes
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.bytes += data
        self._stream.feed(data)
        return True


def _interruptible() -> None:
    """Take Control-C as in a terminal, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


UNSET = {"NO_COLOR", "COLUMNS", "LINES", "VISUAL", "EDITOR", "FORCE_COLOR"}
TERMINAL = {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
