"""`--watch`: do it again whenever a file changes, and say so in one line.

What is compared are the files' times and sizes, so that nothing which is written
meanwhile (the package, caches, an editor's own files) makes it run again. Whatever
goes wrong is such a line too; only Ctrl-C ends it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from flashdeck.cache.seals import LEFT_ALONE, stamp
from flashdeck.cli.output import put_lines, say
from flashdeck.collector import thawed
from flashdeck.config.collection import FILE, STDIN, chosen
from flashdeck.embeds import is_media
from flashdeck.errors import FlashdeckError
from flashdeck.loading.files import folders, found
from flashdeck.loading.ignores import FILE as IGNORES
from flashdeck.report.cells import shown

if TYPE_CHECKING:
    from flashdeck.cache.seals import Stamp
    from flashdeck.compile.library import Compiled
    from flashdeck.diagnostics import Diagnostic

    State = Mapping[str, Stamp | None]
    """What a run depends on: stamps by path."""
    Run = Callable[[AbstractSet[str]], str]
    """What a run has to say when the files of some paths were changed."""

TOGETHER = 400
"""Milliseconds within which changes count as one: editors save in several steps."""
_UNKNOWN = ""
"""Stands for all files where it cannot be said which they are."""
LOOK = 1_000
"""Milliseconds after which it is looked whether the folders are still there."""


class CannotWatch(FlashdeckError):
    """Standard input is read once."""

    status = 2

    def __init__(self) -> None:
        super().__init__("--watch wants files and folders; standard input cannot change")


def again(typed: Sequence[Path], run: Run) -> None:
    """Run at each change of what was typed, until Ctrl-C; `run` gives the line to print."""
    if STDIN in typed:
        raise CannotWatch
    try:
        known = _state(typed)
        say("watching for changes; Ctrl-C ends it")
        for _ in _moments(typed):
            now = _state(typed)
            if now != known:
                thawed()
                paths = _changed(known, now)
                _put(f"{time.strftime('%H:%M:%S')} {_named(paths)}{_line(run, paths)}")
                known = now
    except KeyboardInterrupt:
        say("")


def told(size: str, compiled: Compiled, changed: AbstractSet[str]) -> str:
    """What a run says: what was read, and what was found first, with what settles it."""
    from flashdeck.report import short, summary

    counts = f"{size}; {summary.findings(compiled.diagnostics)}"
    first = _first(summary.worth_showing(compiled.diagnostics), changed)
    if first is None:
        return counts
    settles = _settling(compiled, first)
    return f"{counts}: {short.line(first)}{f'; to settle: `{settles}`' if settles else ''}"


def _first(found: Sequence[Diagnostic], changed: AbstractSet[str]) -> Diagnostic | None:
    """The first of the worst kind: of those in the files that were changed, if any is there."""
    from flashdeck.diagnostics import Severity

    near = [each for each in found if each.span.source.path in changed] or found
    return min(near, key=lambda each: [*Severity].index(each.rule.severity), default=None)


def _settling(compiled: Compiled, found: Diagnostic) -> str | None:
    """What is to be typed if it is asked which card of before one is."""
    from flashdeck import rules
    from flashdeck.loading.unclear import commands
    from flashdeck.model import stands_at
    from flashdeck.notes.listed import by_id

    if found.rule is not rules.UNCLEAR_HISTORY:
        return None
    typed = commands(compiled.following)
    notes = by_id(compiled.following.notes, typed.keys())
    return next((typed[id] for id, note in notes.items() if stands_at(note) == found.span), None)


def _put(line: str) -> None:
    """One line; a terminal that is narrow gets it in several."""
    from rich.text import Text

    put_lines(lambda _: [Text(line)])


def _line(run: Run, changed: AbstractSet[str]) -> str:
    try:
        return run(changed)
    except FlashdeckError as error:
        return " ".join(str(error).split())
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"{where}{error.strerror or error}"


def _changed(before: State, now: State) -> frozenset[str]:
    paths = {*before, *now} - {_UNKNOWN}
    return frozenset(path for path in paths if before.get(path) != now.get(path))


def _named(paths: AbstractSet[str]) -> str:
    """The names of what changed, as one would say them."""
    names = sorted(paths)
    named = ", ".join(shown(name) for name in names[:2])
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{named}{more}: " if named else ""


def _state(typed: Sequence[Path]) -> State:
    """Stamps of every file that is read, shown, or says which are; an error stands for all."""
    try:
        here = chosen(typed, Path.cwd())
        files = [each.shown for each in found(here.paths, here.settings)]
        files += map(
            str, _beside(here.paths, here.settings.root, folders(here.paths, here.settings))
        )
    except (FlashdeckError, OSError) as error:
        return {_UNKNOWN: [crc32(str(error).encode("utf-8", "surrogateescape"))]}
    return {path: stamp(path) for path in files}


def _beside(paths: Sequence[Path], root: Path, entered: Iterator[Path]) -> Iterator[Path]:
    for folder in dict.fromkeys((*entered, *(path.parent for path in paths if path.is_file()))):
        for each in os.scandir(folder):
            if is_media(each.name) or each.name == IGNORES:
                yield Path(each.path)
    settings = root / FILE
    if settings.is_file():
        yield Path(os.path.relpath(settings))


def _moments(typed: Sequence[Path]) -> Iterator[None]:
    """A moment at which something may have changed; of a burst, its end."""
    while True:
        there = _watched(typed)
        numbers, is_first = _numbers(there), True
        for changes in _changes(there):
            others = _watched(typed) != there or _numbers(there) != numbers
            if changes or is_first or others:  # first: for what changed before it was watched
                yield None
            is_first = False
            if others:
                break


def _changes(there: Sequence[Path]) -> Iterator[object]:
    from watchfiles import watch

    if not there:
        time.sleep(LOOK / 1000)
        yield ()
        return
    yield from watch(
        *there,
        watch_filter=lambda _, path: _counts(path, there),
        debounce=TOGETHER * 4,
        step=TOGETHER // 4,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )


def _counts(path: str, there: Sequence[Path]) -> bool:
    """Whether a change may matter: nothing in hidden folders and built ones does."""
    for folder in there:
        if Path(path).is_relative_to(folder):
            *above, last = Path(path).relative_to(folder).parts or ("",)
            left = any(part.startswith(".") or part in LEFT_ALONE for part in above)
            return not left and (not last.startswith(".") or last == IGNORES)
    return True


def _watched(typed: Sequence[Path]) -> list[Path]:
    """The folders that are there to be watched."""
    try:
        here = chosen(typed, Path.cwd())
        wanted = [here.settings.root, *here.paths]
    except (FlashdeckError, OSError):
        wanted = list(typed) or [Path.cwd()]
    there = (path if path.is_dir() else path.parent for path in wanted)
    return sorted({path.resolve() for path in there if path.is_dir()})


def _numbers(there: Sequence[Path]) -> list[int]:
    """What tells a folder from another that took its place."""
    stamps = [stamp(str(folder)) for folder in there]
    return [each[-1] if each else 0 for each in stamps]
