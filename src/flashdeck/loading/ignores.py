"""`.flashdeckignore`: what is left alone, in the words of `.gitignore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.regular import contents

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = ".flashdeckignore"
Told = Callable[[OSError], None]
"""Called with the error of what is there and cannot be read; its `filename` is where."""


class Ignores:
    """The patterns of some folders; those of a deeper folder count for what lies in it."""

    def __init__(self, specs: dict[Path, GitIgnoreSpec]) -> None:
        self._specs = specs

    def entered(self, folder: Path, told: Told | None = None) -> Ignores:
        """With the patterns of one more folder, if it has any."""
        spec = _spec(folder / FILE, told)
        return self if spec is None else Ignores({**self._specs, folder.absolute(): spec})

    def folder(self, path: Path) -> bool:
        return self._match(path, "/")

    def file(self, path: Path) -> bool:
        return self._match(path, "")

    def _match(self, path: Path, end: str) -> bool:
        """As the deepest folder says that says anything."""
        if not self._specs:
            return False
        ignored, path = False, path.absolute()
        for folder, spec in self._specs.items():
            if path.is_relative_to(folder):
                found = spec.check_file(path.relative_to(folder).as_posix() + end).include
                ignored = ignored if found is None else found
        return ignored


def above(folder: Path, root: Path, told: Told | None = None) -> dict[Path, GitIgnoreSpec]:
    """The patterns of the collection's folder and of those between, as `folder` would name them."""
    specs: dict[Path, GitIgnoreSpec] = {}
    for whole in _between(folder, root):
        if (spec := _spec(whole / FILE, told)) is not None:
            specs[whole] = spec
    return specs


def _between(folder: Path, root: Path) -> Iterator[Path]:
    """The folders above one, outermost first, down from the root."""
    parents = [parent for parent in folder.absolute().parents if parent.is_relative_to(root)]
    yield from reversed(parents)


def _spec(file: Path, told: Told | None) -> GitIgnoreSpec | None:
    try:
        text = contents(str(file)).decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        if told is not None:
            told(error)
        return None
    from pathspec import GitIgnoreSpec  # only where such a file is

    return GitIgnoreSpec.from_lines(text.split("\n"))
