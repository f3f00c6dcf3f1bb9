"""All that a build was made from, as it was when it was read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flashdeck import plugins, rules
from flashdeck.cache import place, seals
from flashdeck.cli.reading import Read
from flashdeck.config.collection import FILE, STDIN, chosen
from flashdeck.config.vault import FOLDER as VAULT
from flashdeck.config.vault import read_from
from flashdeck.journal.folder import Folder
from flashdeck.loading.decoding import decoded
from flashdeck.loading.files import folders, found
from flashdeck.loading.ignores import FILE as IGNORES
from flashdeck.model import File
from flashdeck.regular import contents


class Sealed(NamedTuple):
    """Files and folders by their paths."""

    files: dict[str, seals.Seal]
    folders: dict[str, seals.Seal]


def sealed(done: Read, out: Path) -> Sealed | None:
    """What it takes to know that a build need not be done again.

    None if that cannot be known, as something changed while it was done, or it
    depends on more than files: on other people's code, or on files that are missing.
    """
    if not _is_plain(done) or not place.prepared(done.chosen.settings.root):
        return None
    now = time.time_ns()
    paths, settings = done.chosen.paths, done.chosen.settings
    inside = {str(each): seals.sealed_folder(str(each)) for each in _folders(done)}
    files = {each.source.path: seals.sealed(each.source.path, now) for each in _read(done)}
    kept = {str(each): seals.sealed(str(each), now) for each in _others(done, out)}
    again = chosen(done.typed, Path.cwd())
    if again.settings != settings or again.diagnostics or again.paths != paths:
        return None
    if [each.shown for each in found(paths, settings)] != [*files]:
        return None
    if not all(_is_as_read(each, files[each.source.path]) for each in _read(done)):
        return None
    return Sealed(kept | files, inside)


def _is_plain(done: Read) -> bool:
    compiled = done.compiled
    unsure = {rules.MISSING_MEDIA, rules.MEDIA_CLASH, rules.UNREADABLE}
    return (
        STDIN not in done.chosen.paths
        and not done.chosen.diagnostics
        and not plugins.foreign()
        and not any(each.rule in unsure for each in compiled.diagnostics)
    )


def _read(done: Read) -> tuple[File, ...]:
    return done.compiled.collection.files


def _folders(done: Read) -> Iterator[Path]:
    """The folders where another file would be read, or be shown."""
    yield from folders(done.chosen.paths, done.chosen.settings)
    whole = done.compiled.collection
    lacking = any(each.rule is rules.EMBEDDED_NOTE for each in done.compiled.diagnostics)
    if whole.media or whole.embeds or lacking:
        vault = done.chosen.settings.vault
        above = [vault.root] if vault else []
        for top in (done.chosen.settings.root, *done.chosen.paths, *above):
            for folder, below, _ in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                yield Path(folder)


def _others(done: Read, out: Path) -> Iterator[Path]:
    """The settings, where they stand or might; what is shown; what was made; journals."""
    root, vault = done.chosen.settings.root, done.chosen.settings.vault
    first = (Path.cwd() / (done.typed[0] if done.typed else "")).resolve()
    for folder in dict.fromkeys((first, *first.parents, root)):
        yield folder / FILE
        if not (folder / VAULT).is_dir():
            yield folder / VAULT
    for folder in {*first.parents, *folders(done.chosen.paths, done.chosen.settings)}:
        yield folder / IGNORES
    if vault is not None:
        yield from read_from(vault.root)
    for media in done.compiled.collection.media.values():
        yield media.path
    yield from done.compiled.collection.embeds
    journal = Folder(root)
    yield from (journal.journal, *journal.journals(), out.absolute())


def _is_as_read(file: File, seal: seals.Seal) -> bool:
    """Whether what is sealed is what was read, and not what was written since."""
    stamp, digest = seal
    source = file.source
    if stamp is None:
        return False
    if not digest:
        return True
    data = contents(source.path)
    return decoded(data, source.path, source.name, 0).source.text == source.text
