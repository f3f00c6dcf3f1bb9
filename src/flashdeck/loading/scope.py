"""Which files a run speaks for: a note that stood in one of them, and does not now, is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path


class Scope:
    """The files that were read, and those that would have been if they were still there.

    `names` are of files read, `skipped` of files that could not be, and, with a slash at
    their end, of folders. A file's name is its place below the collection's folder, `root`.
    """

    def __init__(
        self, names: Collection[str], skipped: Collection[str], paths: Iterable[Path], root: Path
    ) -> None:
        self._names = frozenset(names)
        self._skipped = frozenset(skipped)
        self._shut = tuple(name for name in self._skipped if name.endswith("/"))
        self._folders = tuple(_places(paths, root.resolve()))

    def __contains__(self, name: object) -> bool:
        if name in self._names or name in self._skipped:
            return name not in self._skipped
        if not isinstance(name, str) or name.startswith(self._shut):
            return False
        return any(name.startswith(place) for place in self._folders)


def _places(paths: Iterable[Path], root: Path) -> Iterable[str]:
    """How the names of files below each folder begin."""
    for path in paths:
        whole = path.resolve()
        if whole.is_relative_to(root) and not whole.is_file():
            place = whole.relative_to(root).as_posix()
            yield "" if place == "." else f"{place}/"
