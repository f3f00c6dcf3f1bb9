"""What a run depends on: the files that are read, what their cards show, what settles which.

Of what is shown, a run itself tells what it found, and whether it lacked anything: then
every name that appears below the folders where such a file may lie counts as a change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from flashdeck.cache.seals import LEFT_ALONE, stamp
from flashdeck.config.collection import FILE, Chosen, chosen
from flashdeck.config.vault import read_from
from flashdeck.embeds import is_media
from flashdeck.errors import FlashdeckError
from flashdeck.loading.files import Shut, folders, found
from flashdeck.loading.finding import is_note
from flashdeck.loading.ignores import FILE as IGNORES

if TYPE_CHECKING:
    from flashdeck.cache.seals import Stamp
    from flashdeck.compile.library import Compiled

    Stamps = Mapping[str, Stamp | tuple[()] | None]
    """By path; None for what is not there."""

_UNKNOWN = ""
"""Stands for all files where it cannot be said which they are."""
_NAME = ()
"""Stands for the stamp of what is there, and need not be looked at further."""


class Used(NamedTuple):
    """The files that cards show, by their whole paths, and whether any was not to be found."""

    files: frozenset[str] = frozenset()
    lacks: bool = True


class State(NamedTuple):
    """Stamps of the files that are read, and of others."""

    cards: Stamps
    others: Stamps


def used(compiled: Compiled | None) -> Used:
    """What the cards of a collection show; without one, they may show anything."""
    from flashdeck import rules

    if compiled is None:
        return Used()
    whole = compiled.collection
    shown = {*(media.path for media in whole.media.values()), *whole.embeds}
    unsure = {rules.MISSING_MEDIA, rules.MEDIA_CLASH, rules.EMBEDDED_NOTE}
    lacks = any(each.rule in unsure for each in compiled.diagnostics)
    return Used(frozenset(str(path.absolute()) for path in shown), lacks)


def state(typed: Sequence[Path], shown: Used) -> State:
    """How everything is now; an error stands for all."""
    try:
        here = chosen(typed, Path.cwd())
        shut: list[Shut] = []
        cards = [each.shown for each in found(here.paths, here.settings, shut.append)]
        others = {*_settling(here), *map(_typed, shown.files)} - {*cards}
        others |= {each.shown for each in shut}
        names = {*_names(here, shown)} - others - {*cards} if shown.files or shown.lacks else set()
    except (FlashdeckError, OSError) as error:
        told = str(error).encode("utf-8", "surrogateescape")
        return State({_UNKNOWN: [crc32(told)]}, {})
    return State(
        {path: stamp(path) for path in cards},
        {path: stamp(path) for path in others} | dict.fromkeys(names, _NAME),
    )


def run_with(before: State, typed: Sequence[Path], shown: Used) -> State:
    """The state that a run knew, which began `before` and told what is `shown`.

    What only then counts is known as it is now; the rest may have changed since.
    """
    known = {path: found for path, found in before.others.items() if found != _NAME}
    others = state(typed, shown).others
    return State(before.cards, {path: known.get(path, others[path]) for path in others})


def changed(before: State, now: State) -> frozenset[str]:
    """The paths of what is otherwise, gone or new; an empty one where it cannot be said which.

    Of a folder that cannot be looked into, and of what lies in it, the folder.
    """
    then, here = {**before.others, **before.cards}, {**now.others, **now.cards}
    paths = {path for path in {*then, *here} if then.get(path) != here.get(path)}
    above = {path for path in paths if Path(path).is_dir()}
    return frozenset(each for each in paths if above.isdisjoint(map(str, Path(each).parents)))


def is_known(now: State, path: str, found: Stamp | None) -> bool:
    """Whether a state says of a path what is found there now, if it says how that is."""
    known = now.cards.get(path, now.others.get(path))
    return known in (found, _NAME) or path == _UNKNOWN


def is_listed(now: State) -> bool:
    """Whether it can be said which files there are."""
    return _UNKNOWN not in now.cards


def folders_of(typed: Sequence[Path], start: Path, shown: Used) -> tuple[list[Path], bool]:
    """The folders that are there to be watched, and whether all below them are."""
    try:
        here = chosen(typed, start)
        wanted = [here.settings.root, *here.paths]
    except (FlashdeckError, OSError):
        wanted = [*typed] or [start]
    deep = not typed or any((start / path).is_dir() for path in typed)
    if not deep:
        wanted += map(Path, shown.files)
    whole = [start / path for path in wanted]
    there = (path if path.is_dir() else path.parent for path in whole)
    return sorted({path.resolve() for path in there if path.is_dir()}), deep


def counts(path: str, there: Sequence[Path]) -> bool:
    """Whether a change may matter: nothing in hidden folders and built ones does."""
    for folder in there:
        if Path(path).is_relative_to(folder):
            *above, last = Path(path).relative_to(folder).parts or ("",)
            left = any(part.startswith(".") or part in LEFT_ALONE for part in above)
            return not left and (not last.startswith(".") or last == IGNORES)
    return True


def _settling(here: Chosen) -> Iterator[str]:
    """The settings, the vault's too, and which files are ignored."""
    settings = here.settings
    yield _typed(settings.root / FILE)
    for folder in dict.fromkeys((*folders(here.paths, settings), *_bases(here))):
        yield (folder / IGNORES).as_posix()
    for path in read_from(settings.vault.root) if settings.vault else ():
        yield _typed(path)


def _names(here: Chosen, shown: Used) -> Iterator[str]:
    """What may be what is shown, where such files are looked for."""
    called = {Path(file).name.casefold() for file in shown.files}
    vault = here.settings.vault
    roots = (here.settings.root, *_bases(here), *([vault.root] if vault else []))
    for root in dict.fromkeys(map(_typed, roots)):
        for top, below, names in os.walk(root):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                if name.casefold() in called or (shown.lacks and (is_media(name) or is_note(name))):
                    yield os.path.normpath(f"{top}/{name}")


def _bases(here: Chosen) -> Iterator[Path]:
    for path in here.paths:
        yield path if path.is_dir() else path.parent


def _typed(path: Path | str) -> str:
    """A path as one would write it from where one stands."""
    try:
        return os.path.relpath(path, os.path.realpath("."))
    except ValueError:  # another drive
        return str(path)
