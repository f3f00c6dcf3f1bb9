"""Where a session is shown: on a terminal's whole screen, or line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from flashdeck.cli.early import Shown
from flashdeck.cli.output import ascii_only, put
from flashdeck.console import console
from flashdeck.model import Collection
from flashdeck.render.terminal import Look
from flashdeck.study.faces import Faces
from flashdeck.study.plain import studied
from flashdeck.study.sitting import Sitting


def shown(
    sitting: Sitting[object], faces: Faces, *, types: bool, already: Shown | None = None
) -> None:
    """Hold a session where there is a terminal, or else where there are lines."""
    if not is_whole(faces):
        studied(sitting, faces, put, _line, typing=types)
    elif already is not None:
        _on_ours(sitting, faces, already, types=types)
    else:
        _on_screen(sitting, faces, types=types)


def faces(collection: Callable[[], Collection], macros: Mapping[str, str]) -> Faces:
    """Cards as stdout can show them."""
    screen = console(sys.stdout, os.environ)
    whole = sys.stdin is not None and sys.stdin.isatty() and screen.is_terminal
    whole = whole and not screen.is_dumb_terminal
    coloured = whole and screen.color_system is not None
    look = Look(ascii=ascii_only(), drawn=whole, coloured=coloured)
    return Faces(screen, look, collection, macros)


def is_whole(faces: Faces) -> bool:
    """Whether a session has a terminal's whole screen."""
    return faces.look.drawn


def _on_ours(sitting: Sitting[object], faces: Faces, already: Shown, *, types: bool) -> None:
    from flashdeck.study.terminal.loop import Loop

    try:
        loop = Loop(sitting, faces, already.desk, types=types)
        loop.run(already.lines, already.since, already.said())
    finally:
        already.leave()


def _on_screen(sitting: Sitting[object], faces: Faces, *, types: bool) -> None:
    from flashdeck.study.terminal.loop import Loop

    if sys.platform == "win32":
        from flashdeck.study.terminal.windows import desk
    else:
        from flashdeck.study.terminal.posix import desk

    with desk(sys.stdin, sys.stdout) as ours:
        Loop(sitting, faces, ours, types=types).run()


def _line() -> str | None:
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.removesuffix("\n") if line else None
