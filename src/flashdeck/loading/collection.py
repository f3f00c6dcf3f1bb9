"""From paths to a collection."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from flashdeck import identity, regular, rules
from flashdeck.cache.store import Store
from flashdeck.diagnostics import Diagnostic
from flashdeck.following.following import Following
from flashdeck.following.memory import NOTHING, Memory
from flashdeck.following.pages import paged
from flashdeck.following.past import Reading, unread
from flashdeck.following.settled import followed_on
from flashdeck.loading import unmerged
from flashdeck.loading.broken import but_broken
from flashdeck.loading.cardless import explained, left_out
from flashdeck.loading.decoding import Decoded, decoded
from flashdeck.loading.embedding import Embedded, embedded
from flashdeck.loading.files import STDIN, Found, Shut, found
from flashdeck.loading.finding import finder
from flashdeck.loading.links import linked
from flashdeck.loading.media import shown
from flashdeck.loading.remembered import SMALL, Ahead, ReadFile, remembered
from flashdeck.loading.renumbered import renumbered
from flashdeck.loading.scope import Scope
from flashdeck.loading.unclear import unclear
from flashdeck.loading.unmarked import all_ours, asks, unmarked
from flashdeck.loading.verdict import NO_MARKS, told_in
from flashdeck.model import Collection, File, Note
from flashdeck.notes.facts import facts
from flashdeck.notes.listed import Listed, Notes, not_alone
from flashdeck.settings import Settings
from flashdeck.source import Source, Span
from flashdeck.syntax import conflicts, whole_file
from flashdeck.syntax.dialect import Dialect
from flashdeck.syntax.page import page

Progress = Callable[[int, int, str], None]
"""Called with how many files are read, how many there are, and the next one's path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be read, and how.

    `stdin` is read for the path `-`. `modified`, in seconds since 1970, stands
    for the time of every file. `given` are diagnostics from before, such as
    those of `flashdeck.yaml`; `demos` are the names there are. `objection` says why a
    demo would refuse the options on a card; without it they are not looked at. `memory` is
    what is known of the notes from earlier builds and sessions; `past` reads more. `kept`
    has what files held when they were last read; with `two`, a second process may help to
    read. What is made `ahead` of the notes that are read is kept there, too. With `embeds`,
    text of other notes stands on the cards that show it.
    """

    paths: tuple[Path, ...]
    settings: Settings
    dialects: Mapping[str, Dialect]
    dialect: str | None = None
    demos: frozenset[str] = frozenset()
    objection: Callable[[str, Sequence[str]], str | None] | None = None
    stdin: bytes | None = None
    modified: int | None = None
    given: tuple[Diagnostic, ...] = ()
    progress: Progress | None = None
    memory: Memory = NOTHING
    past: Reading = unread
    kept: Store | None = None
    two: bool = False
    ahead: Ahead | None = None
    embeds: bool = True


class Loaded(NamedTuple):
    """A collection, what was found while reading it, in no order, and what its notes were."""

    collection: Collection
    diagnostics: tuple[Diagnostic, ...]
    following: Following


NoteCheck = Callable[[tuple[Note, ...]], tuple[Diagnostic, ...]]


def loaded(request: Request, check: NoteCheck | None = None) -> Loaded:
    """The collection of a request; raises only for paths that are not there.

    `check` finds what is wrong with notes, looking at each by itself.
    """
    paths = [path for path in request.paths if str(path) != "-"]
    shut: list[Shut] = []
    files = found(paths, request.settings, shut.append)
    read = [*_read(request, files, check)]
    notes = _listed(read)
    told = [each for one in read for each in (*one.diagnostics, *one.checked)]
    told += map(_of_shut, shut)
    following = but_broken(_followed(request, read, notes, shut), told)
    links = linked(following.notes)
    holding = {each.file.source.name for each in read if each.facts}
    places = {file.name: file.path for file in files if file.name in holding}
    places[STDIN] = Path(STDIN)
    known = finder(_roots(request, paths))
    whole = Embedded(links.notes)
    if request.embeds:
        whole = embedded(links.notes, places, known)
    folders = {name: path.parent for name, path in places.items()}
    media = shown(not_alone(whole.notes), folders, known)
    collection = Collection(
        notes=whole.notes,
        links=links.links,
        media=media.media,
        embedded=whole.texts,
        embeds=whole.files,
        files=tuple(each.file for each in read),
    )
    asked = (*unclear(following), *renumbered(following, request.memory))
    return Loaded(
        collection,
        (*request.given, *told, *links.diagnostics, *whole.diagnostics, *media.diagnostics, *asked),
        following,
    )


def _roots(request: Request, paths: Sequence[Path]) -> list[Path]:
    """The folders below which files may be shown: the collection's, what is named, the vault."""
    bases = (path if path.is_dir() else path.parent for path in paths)
    vault = request.settings.vault
    return [request.settings.root, *bases, *([vault.root] if vault else [])]


def _listed(read: Sequence[ReadFile]) -> Listed:
    """The notes of all files, with the ids they have by themselves, without copies in conflicts."""
    known = [fact for each in read for fact in each.facts]
    files = [Notes(each.notes, each.gists, each.digest) for each in read]
    places = [(file, at) for file in files for at in range(len(file.notes))]
    if copies := unmerged.copies(read):
        left = [at for at in range(len(known)) if at not in copies]
        known, places = [known[at] for at in left], [places[at] for at in left]
    asked = [fact.asked for fact in known]
    listed = Listed(known, asked, places)
    ids = identity.note_ids(listed, asked, listed.given)
    return listed if ids == asked else Listed(known, ids, places)


def _followed(
    request: Request, read: Sequence[ReadFile], notes: Listed, shut: Sequence[Shut]
) -> Following:
    """The notes with the ids under which they are remembered."""
    memory = request.memory
    skipped = {each.file.source.name for each in read if _was_not_read(each)}
    skipped |= {f"{folder.name}/" for folder in shut}
    names = {each.file.source.name for each in read}
    return followed_on(
        notes,
        paged(memory.notes),
        retired=memory.retired,
        past=request.past,
        in_scope=Scope(names, skipped, request.paths, request.settings.root),
    )


def _was_not_read(each: ReadFile) -> bool:
    unread = (rules.UNREADABLE, rules.NOT_UTF8)
    return not each.file.source.text and any(found.rule in unread for found in each.diagnostics)


def _read(request: Request, files: Sequence[Found], check: NoteCheck | None) -> Iterator[ReadFile]:
    """What is in each file; standard input is never kept, nor what is read in no time."""
    sources = [_decoded(file, request.modified) for file in files]
    quick = request.dialect is None and all_ours(request.dialects)
    read = partial(_file, request, check=check, quick=quick)
    if request.stdin is not None:
        yield read(decoded(request.stdin, STDIN, STDIN, request.modified or 0))
    fresh = [partial(read, source) for source in sources]
    results: Iterator[ReadFile] = (each() for each in fresh)
    if request.kept is not None and sum(len(each.source.text) for each in sources) > SMALL:
        results = remembered(
            request.kept,
            _about(request),
            sources,
            fresh,
            two=request.two,
            checked=check is not None,
            ahead=request.ahead,
        )
    for done, file in enumerate(files):
        if request.progress is not None:
            request.progress(done, len(files), file.shown)
        yield next(results)
    if request.progress is not None:
        request.progress(len(files), len(files), "")


def _about(request: Request) -> str:
    """All that a file's notes depend on besides the file."""
    tags = sorted(request.settings.tags)  # in a set they have another order in every process
    settings = replace(request.settings, tags=frozenset())
    return repr((settings, tags, request.dialect, sorted(request.dialects)))


def _decoded(file: Found, modified: int | None) -> Decoded:
    try:
        with _opened(file) as opened:
            if modified is None:
                modified = int(os.fstat(opened.fileno()).st_mtime)
            return decoded(opened.read(), file.shown, file.name, modified)
    except OSError as error:
        source = Source(file.shown, "", file.name)
        return Decoded(source, (_unreadable(source, "file", error),))


def _opened(file: Found) -> BinaryIO:
    if file.is_named and regular.is_given(file.shown):
        return file.path.open("rb")
    return regular.opened(str(file.path))


def _unreadable(source: Source, what: str, error: OSError) -> Diagnostic:
    message = f"this {what} cannot be read: {error.strerror or error}"
    return Diagnostic(rule=rules.UNREADABLE, message=message, span=Span(source, 0, 0))


def _of_shut(folder: Shut) -> Diagnostic:
    return _unreadable(Source(folder.shown, "", folder.name), folder.kind, folder.error)


def _file(request: Request, read: Decoded, check: NoteCheck | None, *, quick: bool) -> ReadFile:
    """What is in a file; with `quick`, one that can hold no card is only searched for marks."""
    source = read.source
    if quick and unmarked(source, request.settings):
        none = whole_file.no_cards(source, asks=asks(source.text))
        empty = left_out(source, request.settings, none)
        file = File(source, "native", 0, NO_MARKS)
        return ReadFile(file, (), (*read.diagnostics, empty), ())
    ready = page(read.source, request.settings)
    name, why, (notes, told) = told_in(ready, request.dialects, request.dialect)
    file = File(read.source, name, len(notes), why)
    checked = () if check is None else check(notes)
    said = explained(ready, notes, told) if name == "native" else told
    beside = conflicts.beside_conflicts((*said, *conflicts.findings(source)))
    found = (*read.diagnostics, *beside)
    return ReadFile(file, notes, found, tuple(map(facts, notes)), checked)
