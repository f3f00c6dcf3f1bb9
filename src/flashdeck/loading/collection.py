"""From paths to a collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from flashdeck import identity, rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.loading.decoding import Decoded, decoded
from flashdeck.loading.files import STDIN, Found, found
from flashdeck.loading.links import linked
from flashdeck.loading.media import shown
from flashdeck.model import Collection, File, Note
from flashdeck.settings import Settings
from flashdeck.source import Source, Span
from flashdeck.syntax.dialect import Dialect
from flashdeck.syntax.page import Page, page

Progress = Callable[[int, int, str], None]
"""Called with how many files are read, how many there are, and the next one's path."""

_OURS = frozenset({"native", "flat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be read, and how.

    `stdin` is read for the path `-`. `modified`, in seconds since 1970, stands
    for the time of every file. `given` are diagnostics from before, such as
    those of `flashdeck.yaml`; `demos` are the names there are.
    """

    paths: tuple[Path, ...]
    settings: Settings
    dialects: Mapping[str, Dialect]
    dialect: str | None = None
    demos: frozenset[str] = frozenset()
    stdin: bytes | None = None
    modified: int | None = None
    given: tuple[Diagnostic, ...] = ()
    progress: Progress | None = None


class Loaded(NamedTuple):
    """A collection, and what was found while reading it, in no order."""

    collection: Collection
    diagnostics: tuple[Diagnostic, ...]


class _Read(NamedTuple):
    file: File
    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]


def loaded(request: Request) -> Loaded:
    """The collection of a request; raises only for paths that are not there."""
    paths = [path for path in request.paths if str(path) != "-"]
    files = found(paths, request.settings)
    read = list(_read(request, files))
    notes = [note for each in read for note in each.notes]
    ids = identity.note_ids(notes)
    links = linked([replace(note, id=ids[index]) for index, note in enumerate(notes)])
    folders = {file.name: file.path.parent for file in files} | {STDIN: Path()}
    roots = (request.settings.root, *(path if path.is_dir() else path.parent for path in paths))
    media = shown(links.notes, folders, roots)
    collection = Collection(
        notes=links.notes,
        links=links.links,
        media=media.media,
        files=tuple(each.file for each in read),
    )
    told = (each for one in read for each in one.diagnostics)
    return Loaded(collection, (*request.given, *told, *links.diagnostics, *media.diagnostics))


def _read(request: Request, files: Sequence[Found]) -> Iterator[_Read]:
    if request.stdin is not None:
        yield _file(request, decoded(request.stdin, STDIN, STDIN, request.modified or 0))
    for done, file in enumerate(files):
        if request.progress is not None:
            request.progress(done, len(files), file.shown)
        yield _file(request, _decoded(file, request.modified))
    if request.progress is not None:
        request.progress(len(files), len(files), "")


def _decoded(file: Found, modified: int | None) -> Decoded:
    try:
        if modified is None:
            modified = int(file.path.stat().st_mtime)
        return decoded(file.path.read_bytes(), file.shown, file.name, modified)
    except OSError as error:
        source = Source(file.shown, "", file.name)
        message = f"this file cannot be read: {error.strerror or error}"
        unreadable = Diagnostic(rule=rules.UNREADABLE, message=message, span=Span(source, 0, 0))
        return Decoded(source, (unreadable,))


def _file(request: Request, read: Decoded) -> _Read:
    ready = page(read.source, request.settings)
    name, told = _dialect(request, ready)
    notes, diagnostics = request.dialects[name].read(ready)
    file = File(read.source, name, len(notes))
    return _Read(file, notes, (*read.diagnostics, *told, *diagnostics))


def _dialect(request: Request, ready: Page) -> tuple[str, tuple[Diagnostic, ...]]:
    """What the page is read as: as told, else what it looks like most."""
    named = request.dialect or ready.header.dialect
    if named is not None and named in request.dialects:
        return named, ()
    unknown = () if named is None else (_unknown(ready, named, request.dialects),)
    evidence = Counter({name: each.evidence(ready) for name, each in request.dialects.items()})
    mixed = sorted(name for name, weight in evidence.items() if weight and name not in _OURS)
    if len(mixed) > 1:
        return "native", (*unknown, _mixed(ready, mixed))
    best = max(evidence.values(), default=0)
    if best == 0 or evidence["native"] == best:
        return "native", unknown
    return min(name for name, weight in evidence.items() if weight == best), unknown


def _unknown(ready: Page, named: str, known: Mapping[str, Dialect]) -> Diagnostic:
    text = ready.source.text[: ready.header.end]
    at = max(0, text.lower().find("dialect"))
    end = text.find("\n", at)
    return Diagnostic(
        rule=rules.UNKNOWN_DIALECT,
        message=f"no dialect `{named}`",
        span=ready.span(at, len(text) if end < 0 else end),
        help=f"there are: {', '.join(sorted(known))}",
    )


def _mixed(ready: Page, names: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        rule=rules.MIXED_DIALECTS,
        message=f"marks of several dialects ({', '.join(names)}): read as native",
        span=ready.span(0, 0),
        help=f"say which in front matter: `dialect: {names[0]}`",
    )
