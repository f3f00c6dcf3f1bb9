"""Files as Obsidian finds them, by what a note calls them.

A name is looked for beside the file that names it, then below the collection's
folder, then by its name, or the end of its path, anywhere in it: case does not count
there, nor how accents are encoded; what lies below the folder of the file that
names it comes first, then the shortest path. Nothing outside the folders that were named
is ever read: a shared deck must not carry off files.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flashdeck import embeds

NOTE = ".md"
ORG = ".org"
_FROM_ROOT = "@/"
"""How hashcards writes a path from the collection's folder."""


@dataclass(slots=True)
class Finder:
    """Where files may be read, and those that are there, once they were looked for."""

    roots: tuple[Path, ...]
    names: dict[str, list[Path]] | None = None
    """The files by their names as they are compared."""


def is_note(name: str) -> bool:
    """Whether a file of that name is a note of Obsidian's, or what one became in org."""
    return name.lower().endswith((NOTE, ORG))


def note_called(known: Finder, page: str, folder: Path) -> Path | None:
    """The note that `![[page]]` means in a file of a folder, in whichever syntax it is now."""
    stem = page.rpartition(".")[0] if is_note(page) else page
    names = ([page] if is_note(page) else []) + [f"{stem}{NOTE}", f"{stem}{ORG}"]
    return next((path for name in names for path in candidates(known, name, folder)), None)


def finder(roots: Sequence[Path]) -> Finder:
    """One for what lies below some folders."""
    return Finder(tuple(dict.fromkeys(root.resolve() for root in roots)))


def candidates(known: Finder, target: str, folder: Path) -> list[Path]:
    """Where a target may be, the likeliest first."""
    top = target.startswith((_FROM_ROOT, "/"))
    names = embeds.file_names(target.removeprefix(_FROM_ROOT))
    for base in known.roots if top else (folder, *known.roots):
        for name in names:
            path = _inside(known, base, name)
            if path is not None:
                return [path]
    found = {path for name in names for path in _ending(known, name, folder)}
    near = {path for path in found if path.is_relative_to(folder.resolve())} or found
    exact = {path for path in near if any(path.as_posix().endswith(name) for name in names)}
    return sorted(exact or near, key=lambda path: (len(path.parts), path.as_posix()))


def from_root(known: Finder, path: Path) -> str:
    """What calls a file by its place in the collection, from wherever it is called."""
    root = next(root for root in known.roots if path.is_relative_to(root))
    return f"{_FROM_ROOT}{path.relative_to(root).as_posix()}"


def nearest(known: Finder, name: str, fits: Callable[[str], bool]) -> Path | None:
    """The file whose name is most like one, among those that fit."""
    from difflib import get_close_matches  # only when something is missing

    listed = [each for each in _by_name(known) if fits(each)]
    close = get_close_matches(_compared(name), listed, n=1, cutoff=0.75)
    found = _by_name(known)[close[0]][0] if close else None
    return found if found is not None and found.is_file() else None


def is_outside(known: Finder, target: str, folder: Path) -> bool:
    """Whether a path leads to where nothing is read."""
    whole = Path(os.path.normpath(folder.resolve() / target))
    return not any(whole.is_relative_to(root) for root in known.roots)


def _ending(known: Finder, name: str, folder: Path) -> Iterator[Path]:
    """The files whose path ends in a name, which may be a path itself, or go up from a folder."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        parts = [*Path(os.path.normpath(folder.resolve() / "/".join(parts))).parts]
    wanted = [_compared(part) for part in parts]
    for path in _by_name(known).get(wanted[-1], ()) if wanted else ():
        if [_compared(part) for part in path.parts[-len(wanted) :]] == wanted:
            found = _inside(known, path.parent, path.name)
            if found is not None:
                yield found


def _compared(name: str) -> str:
    """A name as Obsidian compares it; macOS takes accents off their letters."""
    return unicodedata.normalize("NFC", name).lower()


def _inside(known: Finder, base: Path, name: str) -> Path | None:
    """The file of a name below a folder, if it is one and lies where we may read."""
    try:
        path = (base / name.lstrip("/")).resolve()
        allowed = any(path.is_relative_to(root) for root in known.roots)
        return path if allowed and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, a circle of links
        return None


def _by_name(known: Finder) -> Mapping[str, list[Path]]:
    if known.names is None:
        known.names = defaultdict(list)
        for root in known.roots:
            for top, folders, names in os.walk(root):
                folders[:] = sorted(each for each in folders if not each.startswith("."))
                for name in names:
                    if embeds.is_media(name) or is_note(name):
                        known.names[_compared(name)].append(Path(top, name))
    return known.names
