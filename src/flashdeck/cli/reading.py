"""From the paths on a command line to a compiled collection.

What the library must not look at is read here and passed down: the working
folder, standard input, the environment, the clock, and installed plug-ins.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli.output import warn
from flashdeck.cli.progress import progress
from flashdeck.collector import uncollected
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.cache.store import Store
    from flashdeck.compile.library import Compiled
    from flashdeck.config.collection import Chosen
    from flashdeck.following.past import Past
    from flashdeck.loading.remembered import Ahead
    from flashdeck.settings import Settings

EPOCH = "SOURCE_DATE_EPOCH"


class WrongEpoch(FlashdeckError):
    """The environment names a time that is none."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{EPOCH} is {value!r}; it must be whole seconds since 1970")


class Read(NamedTuple):
    """Which collection it was, what came of it, the paths that were typed, and what stdin held."""

    chosen: Chosen
    compiled: Compiled
    typed: tuple[Path, ...] = ()
    kept: Store | None = None
    stdin: bytes | None = None


@uncollected(for_good=True)
def read(
    paths: Sequence[Path] | None,
    dialect: str | None = None,
    *,
    quiet: bool = False,
    demos_too: bool = False,
    checked: bool = True,
    frozen: bool = False,
    ahead: Callable[[Settings], Ahead | None] | None = None,
    embeds: bool = True,
) -> Read:
    """The collection of some paths, read in one dialect or in what each file looks like.

    With `demos_too` the options of demos are checked, which imports the demos. Where it is
    not `checked`, the notes are the same, and less is said of them. A `frozen` collection is
    not written to, not even what is kept for the next time. Else what is read is made
    more of `ahead`. Without `embeds`, text of other notes is not put where it is embedded.
    """
    from flashdeck import plugins
    from flashdeck.compile.library import Request, compiled, unchecked
    from flashdeck.config.collection import STDIN, chosen
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.remembering import anew, recalled

    here = chosen(paths or (), Path.cwd())
    found = plugins.dialects()
    if dialect is not None and dialect not in found.dialects:
        raise plugins.UnknownPlugin("dialect", dialect, found.dialects)
    for problem in () if quiet else found.problems:
        warn(problem)
    store = None if frozen else _kept(here)
    gc.unfreeze()
    with progress(sys.stderr, quiet=quiet) as step:
        request = Request(
            paths=here.paths,
            settings=here.settings,
            given=here.diagnostics,
            dialects=found.dialects,
            demos=plugins.demos(),
            objection=plugins.objection if demos_too else None,
            dialect=dialect,
            stdin=_standard_input() if STDIN in here.paths else None,
            modified=_modified(only_stdin=set(here.paths) == {STDIN}),
            progress=step,
            memory=(anew if frozen else recalled)(Folder(here.settings.root)).memory,
            past=partial(_past, here.settings, frozen=frozen),
            kept=store,
            two=True,
            ahead=ahead(here.settings) if ahead is not None and store is not None else None,
            embeds=embeds,
        )
        came = compiled(request) if checked else unchecked(request)
        if store is not None:
            store.save()
        return Read(here, came, tuple(paths or ()), store, request.stdin)


def _past(settings: Settings, *, frozen: bool) -> Past:
    """What the journals tell of notes beyond what is remembered."""
    from flashdeck import plugins
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.past import past
    from flashdeck.journal.replay import Rules

    rules = Rules(plugins.scheduler(settings.scheduler))
    return past(Folder(settings.root), rules, frozen=frozen)


def _kept(here: Chosen) -> Store | None:
    """What was made from the collection's files before; none beside other people's dialects."""
    from flashdeck import plugins
    from flashdeck.cache import seals
    from flashdeck.cache.store import Store

    if plugins.foreign():
        return None
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    return Store(here.settings.root, repr(seals.program(package, sys.path)), warn)


def _standard_input() -> bytes:
    """All of it; a process may be started without any."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read()


def _modified(*, only_stdin: bool) -> int | None:
    """The time that stands in for the files' own: SOURCE_DATE_EPOCH, or now for what has none."""
    given = os.environ.get(EPOCH)
    if given is None or not given.strip():
        return int(time.time()) if only_stdin else None
    if not given.strip().isascii() or not given.strip().isdigit():
        raise WrongEpoch(given)
    return int(given)
