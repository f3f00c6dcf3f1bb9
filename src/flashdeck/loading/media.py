"""The pictures and sounds of a collection: found, and named after their bytes.

A target is looked for beside the file that shows it, then below the
collection's folder, then by its name, or the end of its path, anywhere in it, as
Obsidian does: case does not count there, nor how accents are encoded; what lies below the
folder of the file that shows it comes first, then the shortest path. Nothing outside the
folders that were named is ever read: a shared deck must not carry off files.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from flashdeck import embeds, rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import Media, Note, passages
from flashdeck.source import Span

_FROM_ROOT = "@/"
"""How hashcards writes a path from the collection's folder."""


class Shown(NamedTuple):
    """The media of some notes, by source name and target, and what is missing."""

    media: Mapping[tuple[str, str], Media]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Finder:
    """What was looked up already: files by name, and files named after their bytes."""

    roots: tuple[Path, ...]
    names: dict[str, list[Path]] | None = None
    """The files by their names as they are compared."""


def shown(notes: Sequence[Note], folders: Mapping[str, Path], roots: Sequence[Path]) -> Shown:
    """The media that notes show; `folders` are those of their files, by source name."""
    finder = _Finder(tuple(dict.fromkeys(root.resolve() for root in roots)))
    media: dict[tuple[str, str], Media | None] = {}
    named: dict[Path, Media | None] = {}
    first: dict[tuple[str, str], Span] = {}
    diagnostics: list[Diagnostic] = []
    for note in notes:
        name = note.span.source.name
        for target, span in _targets(note):
            first.setdefault((name, target), span)
            if (name, target) not in media:
                paths = _candidates(finder, target, folders[name])
                diagnostics += _clash(target, span, paths, _read_bytes)
                media[name, target] = _named(paths[0], named) if paths else None
            if media[name, target] is None:
                diagnostics.append(_missing(finder, target, span, folders[name]))
    found = {key: each for key, each in media.items() if each is not None}
    return Shown(found, (*diagnostics, *_same_names(found, first)))


def located(
    wanted: Iterable[tuple[str, str]], folders: Mapping[str, Path], roots: Sequence[Path]
) -> dict[tuple[str, str], Path]:
    """Where targets are, by the name of the source that shows each; without what is nowhere."""
    finder = _Finder(tuple(dict.fromkeys(root.resolve() for root in roots)))
    found = {(name, each): _candidates(finder, each, folders[name]) for name, each in wanted}
    return {key: paths[0] for key, paths in found.items() if paths}


def _targets(note: Note) -> Iterator[tuple[str, Span]]:
    for passage in passages(note):
        for embed in embeds.embeds(passage.text):
            yield embed.target, passage.place(embed.start, embed.end)


def _candidates(finder: _Finder, target: str, folder: Path) -> list[Path]:
    """Where a target may be, the likeliest first."""
    top = target.startswith((_FROM_ROOT, "/"))
    names = embeds.file_names(target.removeprefix(_FROM_ROOT))
    for base in finder.roots if top else (folder, *finder.roots):
        for name in names:
            path = _inside(finder, base, name)
            if path is not None:
                return [path]
    found = {path for name in names for path in _ending(finder, name, folder)}
    near = {path for path in found if path.is_relative_to(folder.resolve())} or found
    exact = {path for path in near if any(path.as_posix().endswith(name) for name in names)}
    return sorted(exact or near, key=lambda path: (len(path.parts), path.as_posix()))


def _ending(finder: _Finder, name: str, folder: Path) -> Iterator[Path]:
    """The files whose path ends in a name, which may be a path itself, or go up from a folder."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        parts = [*Path(os.path.normpath(folder.resolve() / "/".join(parts))).parts]
    wanted = [_compared(part) for part in parts]
    for path in _by_name(finder).get(wanted[-1], ()) if wanted else ():
        if [_compared(part) for part in path.parts[-len(wanted) :]] == wanted:
            yield path


def _compared(name: str) -> str:
    """A name as Obsidian compares it; macOS takes accents off their letters."""
    return unicodedata.normalize("NFC", name).lower()


def _inside(finder: _Finder, base: Path, name: str) -> Path | None:
    """The file of a name below a folder, if it is one and lies where we may read."""
    try:
        path = (base / name.lstrip("/")).resolve()
        allowed = any(path.is_relative_to(root) for root in finder.roots)
        return path if allowed and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, a circle of links
        return None


def _by_name(finder: _Finder) -> Mapping[str, list[Path]]:
    if finder.names is None:
        finder.names = defaultdict(list)
        for root in finder.roots:
            for top, folders, names in os.walk(root):
                folders[:] = sorted(each for each in folders if not each.startswith("."))
                for name in filter(embeds.is_media, names):
                    path = _inside(finder, Path(top), name)
                    if path is not None:
                        finder.names[_compared(name)].append(path)
    return finder.names


def _named(path: Path, named: dict[Path, Media | None]) -> Media | None:
    """The file under a name that says its bytes."""
    if path not in named:
        data = _read_bytes(path)
        if data is None:
            named[path] = None
        else:
            digest = blake2b(data, digest_size=10).hexdigest()
            named[path] = Media(f"flashdeck-{digest}{path.suffix.lower()}", path)
    return named[path]


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _clash(
    target: str, span: Span, paths: Sequence[Path], read: Callable[[Path], bytes | None]
) -> Iterator[Diagnostic]:
    if len(paths) > 1 and len({read(path) for path in paths}) > 1:
        yield Diagnostic(
            rule=rules.MEDIA_CLASH,
            message=f"{len(paths)} different files are called `{target}`; the first counts: "
            + ", ".join(f"`{path.parent.name}/{path.name}`" for path in paths[:4]),
            span=span,
            help="write the path from this file to the one that is meant",
        )


def _same_names(
    media: Mapping[tuple[str, str], Media], first: Mapping[tuple[str, str], Span]
) -> Iterator[Diagnostic]:
    """One remark for each later file that has another's name, but not its bytes."""
    seen: dict[str, dict[str, Span]] = defaultdict(dict)
    for key, each in media.items():
        names = seen[each.path.name]
        if each.name not in names and names:
            yield Diagnostic(
                rule=rules.SAME_NAME_MEDIA,
                message=f"another file called `{each.path.name}` has other bytes; both are kept",
                span=first[key],
                labels=(Label(next(iter(names.values())), "shown here"),),
            )
        names.setdefault(each.name, first[key])


def _missing(finder: _Finder, target: str, span: Span, folder: Path) -> Diagnostic:
    whole = Path(os.path.normpath(folder.resolve() / target))
    outside = not any(whole.is_relative_to(root) for root in finder.roots)
    remedy = "put it beside this file, or correct the name"
    if outside:
        remedy = "only files inside the collection's folder are read: copy it there"
    elif near := _nearest(finder, target):
        remedy = f"did you mean `{near}`?"
    return Diagnostic(
        rule=rules.MISSING_MEDIA, message=f"there is no file `{target}`", span=span, help=remedy
    )


def _nearest(finder: _Finder, target: str) -> str | None:
    from difflib import get_close_matches  # only when something is missing

    name = target.rpartition("/")[2]
    close = get_close_matches(_compared(name), _by_name(finder), n=1, cutoff=0.75)
    return _by_name(finder)[close[0]][0].name if close else None
