"""Whether pictures can be drawn where a command prints, and in how much room."""

from __future__ import annotations

import os
import struct
import sys
from typing import TYPE_CHECKING

from flashdeck.cli.output import warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from flashdeck.render.terminal.pictures import Canvas
    from flashdeck.render.terminal.pixels import Size

BELOW = 2
"""Rows of a screen that a picture leaves free: for what is said of it, and for the cursor."""


def canvas(screen: Console, environ: Mapping[str, str]) -> Canvas | None:
    """Where pictures are drawn; nowhere, with a word of it on stderr, if that cannot be."""
    from flashdeck.render.terminal import pictures
    from flashdeck.render.terminal.pixels import Size

    # What is no terminal is never sent any, even where FORCE_COLOR calls it one.
    if not (screen.is_terminal and screen.file.isatty()):
        warn("pictures are drawn in a terminal only; here are their names")
        return None
    spoken = pictures.protocol(environ)
    if spoken is None:
        warn(
            "this terminal is not known to draw pictures, or tmux or the like stands before it; "
            "here are their names"
        )
        return None
    cells, pixels = _sizes(screen.file.fileno())
    most = Size(cells.width, max(1, cells.height - BELOW))
    return pictures.Canvas(spoken, pictures.cell(cells, pixels), most)


def _sizes(terminal: int) -> tuple[Size, Size]:
    """A terminal's size in cells and in pixels; the latter is 0 where it does not say."""
    from flashdeck.render.terminal.pictures import MOST
    from flashdeck.render.terminal.pixels import Size

    try:
        rows, columns, width, height = struct.unpack("4H", _asked(terminal))
    except OSError:
        rows = columns = width = height = 0
    if min(rows, columns) == 0:
        rows, columns = MOST.height + BELOW, MOST.width
    return Size(columns, rows), Size(width, height)


def _asked(terminal: int) -> bytes:
    if sys.platform == "win32":
        columns, rows = os.get_terminal_size(terminal)
        return struct.pack("4H", rows, columns, 0, 0)
    import fcntl
    import termios

    return fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8))
