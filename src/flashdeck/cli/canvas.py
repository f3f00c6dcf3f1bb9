"""`--plot`: the file that a demo's figure goes to."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from flashdeck.cli.output import say
from flashdeck.compile.output import replaced
from flashdeck.demo.demo import Panel
from flashdeck.errors import FlashdeckError

KINDS = {".png": "png", ".svg": "svg"}


class UnknownPicture(FlashdeckError):
    """No such kind of picture."""

    def __init__(self, path: Path) -> None:
        kinds = ", ".join(KINDS)
        super().__init__(f"cannot draw {str(path)!r}; the file of a figure ends in one of: {kinds}")


class NoMatplotlib(FlashdeckError):
    """What draws is not installed, or cannot be imported."""

    def __init__(self, why: ImportError) -> None:
        super().__init__(
            f"`--plot` needs matplotlib, which cannot be imported ({why}); "
            "`pip install matplotlib` brings it"
        )


class NoFigure(FlashdeckError):
    """A demo that has only numbers to show."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(f"the demo {name!r} has no figure to draw; {str(path)!r} was not written")


class Canvas:
    """A place for a figure; whether one can be drawn there is known before anything is computed."""

    def __init__(self, path: Path, name: str) -> None:
        if path.suffix.lower() not in KINDS:
            raise UnknownPicture(path)
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
        try:
            from flashdeck.plot.drawing import write
        except ImportError as why:
            raise NoMatplotlib(why) from None
        self._path, self._name, self._write = path, name, write

    def draw(self, panels: tuple[Panel, ...], *, title: str, foot: str) -> None:
        if not panels:
            raise NoFigure(self._name, self._path)
        with replaced(self._path) as new:
            self._write(new, KINDS[self._path.suffix.lower()], panels, title=title, foot=foot)
        say(f"drew {self._path}")
