"""`--watch`: do it again whenever a file changes, and say so in one line.

What is compared are the times and sizes of what it depends on (`watched`), so that nothing
which is written meanwhile (the package, caches, an editor's own files) makes it run again.
Whatever goes wrong is such a line too; only Ctrl-C ends it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cache.seals import is_empty, stamp
from flashdeck.cli.output import put_lines, say
from flashdeck.cli.watched import (
    State,
    Used,
    changed,
    counts,
    folders_of,
    is_known,
    is_listed,
    run_with,
    state,
    used,
)
from flashdeck.collector import thawed
from flashdeck.config.collection import STDIN
from flashdeck.errors import FlashdeckError
from flashdeck.report.cells import shown as readable

if TYPE_CHECKING:
    from flashdeck.compile.library import Compiled
    from flashdeck.diagnostics import Diagnostic

    Run = Callable[[AbstractSet[str]], "Ran"]
    """What a run has to say when the files of some paths were changed."""

TOGETHER = 400
"""Milliseconds within which changes count as one: editors save in several steps."""
STEP = 100
"""Milliseconds a file rests before it is read; TOGETHER where it is empty now, or gone."""
_BURST = 4 * TOGETHER
LOOK = 1_000
"""Milliseconds after which it is looked whether the folders are still there."""
RARELY = 100
"""How many times longer than a look at all files it takes until the next one unasked."""


class Ran(NamedTuple):
    """The line that a run gives, and what its cards show."""

    line: str
    shown: Used


class CannotWatch(FlashdeckError):
    """Standard input is read once."""

    status = 2

    def __init__(self) -> None:
        super().__init__("--watch wants files and folders; standard input cannot change")


@dataclass(slots=True)
class _Known:
    """What is known when it is looked again, from where one stood first."""

    start: Path
    shown: Used
    state: State
    due: float = 0.0
    """When to look even if nothing is said to have changed: not all file systems tell."""


def again(typed: Sequence[Path], run: Run, shown: Used) -> None:
    """Run at each change of what was typed or is shown, and print its line, until Ctrl-C."""
    if STDIN in typed:
        raise CannotWatch
    try:
        known = _Known(Path.cwd(), shown, state(typed, shown))
        say("watching for changes; Ctrl-C ends it")
        for _ in _moments(typed, known):
            began = time.monotonic()
            now, paths = _at_rest(typed, known)
            if paths:
                thawed()
                line, known.shown = _ran(run, paths, known.shown)
                _put(f"{time.strftime('%H:%M:%S')} {_named(paths) if is_listed(now) else ''}{line}")
                known.state = run_with(now, typed, known.shown)
                began = time.monotonic()
            known.due = time.monotonic() + RARELY * (time.monotonic() - began)
    except KeyboardInterrupt:
        say("")


def _at_rest(typed: Sequence[Path], known: _Known) -> tuple[State, frozenset[str]]:
    """How everything is, and what is otherwise, once what was changed is no longer written to.

    A file that others write to without end is waited for as long as a burst may last.
    """
    end = time.monotonic() + _BURST / 1000
    while True:
        now = state(typed, known.shown)
        paths = changed(known.state, now)
        if not paths or time.monotonic() > end or _rest(paths, now):
            return now, paths


def _rest(paths: AbstractSet[str], now: State) -> bool:
    """Whether files stay as they are known for as long as one that is written may rest."""
    before = {path: stamp(path) for path in paths}
    if not all(is_known(now, path, found) for path, found in before.items()):
        return False
    is_unfinished = any(found is None or is_empty(found) for found in before.values())
    until = time.monotonic() + (TOGETHER if is_unfinished else STEP) / 1000
    while time.monotonic() < until:
        time.sleep(STEP / 2000)
        if any(stamp(path) != found for path, found in before.items()):
            return False
    return True


def told(size: str, compiled: Compiled, paths: AbstractSet[str]) -> Ran:
    """What a run says: what was read, and what was found first, with what settles it."""
    from flashdeck.report import short, summary

    line = f"{size}; {summary.findings(compiled.diagnostics)}"
    first = _first(summary.worth_showing(compiled.diagnostics), paths)
    if first is not None:
        settles = _settling(compiled, first)
        line += f": {short.line(first)}{f'; to settle: `{settles}`' if settles else ''}"
    return Ran(line, used(compiled))


def _first(found: Sequence[Diagnostic], paths: AbstractSet[str]) -> Diagnostic | None:
    """The first of the worst kind: of those in the files that were changed, if any is there."""
    from flashdeck.diagnostics import Severity

    near = [each for each in found if each.span.source.path in paths] or found
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


def _ran(run: Run, paths: AbstractSet[str], before: Used) -> Ran:
    """What a run says and shows; one that fails may lack anything, beside what was shown."""
    try:
        return run(paths)
    except FlashdeckError as error:
        line = " ".join(str(error).split())
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        line = f"{where}{error.strerror or error}"
    return Ran(line, before._replace(lacks=True))


def _named(paths: AbstractSet[str]) -> str:
    """The names of what changed, as one would say them."""
    names = sorted(path for path in paths if path)
    named = ", ".join(readable(name) for name in names[:2])
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{named}{more}: " if named else ""


def _moments(typed: Sequence[Path], known: _Known) -> Iterator[None]:
    """A moment at which something may have changed; of a burst, its end."""
    while True:
        there, deep = folders_of(typed, known.start, known.shown)
        numbers, is_first = _numbers(there), True
        for changes in _changes(there, deep=deep):
            _stand_in(known.start)
            others = (
                folders_of(typed, known.start, known.shown) != (there, deep)
                or _numbers(there) != numbers
            )
            # first: for what changed before it was watched
            if changes or is_first or others or time.monotonic() >= known.due:
                yield None
            is_first = False
            if others:
                break


def _changes(there: Sequence[Path], *, deep: bool) -> Iterator[object]:
    """What the system says has changed; nothing every second, and where it cannot say."""
    from watchfiles import watch

    with suppress(RuntimeError, OSError):  # too many folders, or none can be watched here
        if there:
            yield from watch(
                *there,
                watch_filter=lambda _, path: counts(path, there),
                debounce=_BURST,
                step=STEP,
                rust_timeout=LOOK,
                yield_on_timeout=True,
                ignore_permission_denied=True,
                recursive=deep,
            )
    while True:
        time.sleep(LOOK / 1000)
        yield ()


def _numbers(there: Sequence[Path]) -> list[int]:
    """What tells a folder from another that took its place."""
    stamps = [stamp(str(folder)) for folder in there]
    return [each[-1] if each else 0 for each in stamps]


def _stand_in(start: Path) -> None:
    """Stand where one began to, if that folder was taken away and is there again."""
    with suppress(OSError):
        if not start.samefile("."):
            os.chdir(start)
