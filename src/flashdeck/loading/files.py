"""Which files are read: those of folders by their names, and whatever file is named."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase, translate
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flashdeck.cache.seals import LEFT_ALONE
from flashdeck.errors import FlashdeckError
from flashdeck.loading.ignores import FILE, Ignores, Told, above
from flashdeck.settings import Settings

STDIN = "<stdin>"
_DRAWING = ".excalidraw.md"  # a drawing, though Obsidian keeps it as a note


class NoSuchPath(FlashdeckError):
    """A path that was named is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file or folder {str(path)!r}")


class Found(NamedTuple):
    """A file to read: where it is, how it is shown, and its place in the collection."""

    path: Path
    shown: str
    name: str
    is_named: bool = False
    """Whether it was named itself, and not found in a folder."""


class Shut(NamedTuple):
    """A folder that cannot be looked into, or what it ignores, with its place, and why."""

    shown: str
    name: str
    error: OSError

    @property
    def kind(self) -> str:
        return "file" if self.name.rpartition("/")[2] == FILE else "folder"


def found(
    paths: Sequence[Path], settings: Settings, shut: Callable[[Shut], object] | None = None
) -> list[Found]:
    """The files of some paths, each once, in the order of their places.

    What cannot be looked into is told to `shut`.
    """
    files: dict[str, Found] = {}
    root = str(settings.root.resolve())
    for path in paths:
        if not path.exists():
            raise NoSuchPath(path)
        is_folder = path.is_dir()
        base = str((path if is_folder else path.parent).resolve())

        def told(error: OSError, base: str = base) -> None:
            if shut is not None and isinstance(error.filename, str):
                whole = os.path.realpath(error.filename)
                shut(Shut(Path(error.filename).as_posix(), _name(whole, base, root), error))

        listed = _walked(path, settings, told) if is_folder else [(path, str(path.resolve()))]
        for each, whole in listed:
            if whole not in files:
                name = _name(whole, base, root)
                files[whole] = Found(each, each.as_posix(), name, not is_folder)
    return sorted(files.values(), key=lambda file: (file.name, file.shown))


def folders(paths: Sequence[Path], settings: Settings) -> Iterator[Path]:
    """The folders that are looked into for files."""
    for path in paths:
        if path.is_dir():
            yield from (place for place, _, _ in _entered_folders(path, settings))


def _name(whole: str, base: str, root: str) -> str:
    """A file's place: below the collection's folder, or below what was named."""
    for folder in (root, base):
        top = folder.rstrip(os.sep) + os.sep
        if whole.startswith(top):
            return whole[len(top) :].replace(os.sep, "/")
    return Path(whole).name


def _walked(folder: Path, settings: Settings, told: Told) -> Iterator[tuple[Path, str]]:
    """The files of a folder, and where each really is."""
    root = settings.root.resolve()
    globs = [translate(glob.lower()) for glob in settings.include]
    meant = re.compile("|".join(globs) or "(?!)").match
    for place, names, ignores in _entered_folders(folder, settings, told):
        real = os.path.realpath(place).rstrip(os.sep) + os.sep
        for name in names:
            lowered = name.lower()
            if lowered.startswith(".") or lowered.endswith(_DRAWING) or not meant(lowered):
                continue
            path = place / name
            if not _ignored(path, root, settings.ignore) and not ignores.file(path):
                yield path, os.path.realpath(path) if path.is_symlink() else real + name


def _entered_folders(
    folder: Path, settings: Settings, told: Told | None = None
) -> Iterator[tuple[Path, list[str], Ignores]]:
    """Each folder that is entered, the names of its files, and what is ignored there."""
    root = settings.root.resolve()
    ignores = Ignores(above(folder, root, told))
    for top, below, names in os.walk(folder, onerror=told):
        place = Path(top)
        ignores = ignores.entered(place, told)
        below[:] = sorted(
            each
            for each in below
            if _entered(place / each, root, settings) and not ignores.folder(place / each)
        )
        yield place, sorted(names), ignores


def _entered(folder: Path, root: Path, settings: Settings) -> bool:
    """Hidden folders, other programs' and built ones are left alone."""
    left_alone = folder.name.startswith(".") or folder.name in LEFT_ALONE
    vault = settings.vault
    patterns = vault is not None and any(
        folder.resolve() == vault.root / template for template in vault.templates
    )
    return not left_alone and not patterns and not _ignored(folder, root, settings.ignore)


def _ignored(path: Path, root: Path, globs: Iterable[str]) -> bool:
    """Whether a glob meets the place of a path, or, without a slash, its name."""
    if not globs:
        return False
    whole = path.absolute()
    place = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.as_posix()
    for glob in globs:
        wanted = glob.strip("/")
        if "/" not in wanted and fnmatchcase(path.name, wanted):
            return True
        if _pattern(wanted).fullmatch(place):
            return True
    return False


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """A glob over places: `**` goes through folders, `*` does not."""
    parts = re.split(r"(\*\*/?|\*|\?)", glob)
    meant = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meant.get(part, re.escape(part)) for part in parts))
