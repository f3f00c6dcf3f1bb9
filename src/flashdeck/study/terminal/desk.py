"""What a terminal is to a session: keys, a screen, and leaving both for a while."""

from __future__ import annotations

from collections.abc import Container, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

ENTER_SCREEN = "\x1b[?1049h\x1b[?25l"
LEAVE_SCREEN = "\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?1049l"


class Size(NamedTuple):
    columns: int
    rows: int


class Desk(Protocol):
    """A screen that is ours, and keys as they come."""

    def size(self) -> Size:
        """How large the screen is now."""
        ...

    def key(self) -> str:
        """The next key: a character or a name. `resize` and `eof` come in the same way."""
        ...

    def forget(self, keys: Container[str]) -> None:
        """Leave out these of the keys that were typed until now."""
        ...

    def draw(self, lines: Sequence[str]) -> None:
        """Exactly these lines, one for each row."""
        ...

    def stop(self) -> None:
        """Lie in the background until the shell fetches us."""
        ...

    def away(self) -> AbstractContextManager[None]:
        """The terminal as it was before, such as for an editor."""
        ...


def frame(lines: Sequence[str]) -> str:
    """The bytes of one screen, shown at once by terminals that can do that."""
    rows = "\r\n".join(f"{line}\x1b[0m\x1b[K" for line in lines)
    return f"\x1b[?2026h\x1b[H{rows}\x1b[J\x1b[?2026l"
