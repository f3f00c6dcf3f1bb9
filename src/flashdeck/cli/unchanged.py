"""A build that would make what is there already: it says so before typer is imported.

Whatever is not typed plainly, or is not known to be unchanged, is left to the command.
"""

from __future__ import annotations

import os
import sys
import time

from flashdeck import __version__
from flashdeck.cache import record, seals
from flashdeck.roots import SETTINGS, root_here, root_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flashdeck.cli.reading import Read

    Wish = tuple[list[str], str | None, list[str], list[str], bool, str | None]
    """What was typed: paths, output, decks, tags, whether strict, and the dialect."""

VALUES = {"--output": 1, "-o": 1, "--deck": 2, "--tag": 3, "--dialect": 5}
LOOKS = "TERM COLORTERM NO_COLOR FORCE_COLOR COLUMNS LINES SOURCE_DATE_EPOCH".split()
"""What the words of a build depend on, besides the terminal, and its package too."""


def said(arguments: Sequence[str]) -> record.Said | None:
    """What a command line would print, if all is as it was when it was last typed."""
    typed = wish(arguments)
    if typed is None:
        return None
    return record.said(_root(typed[0]), _about(typed), time.time_ns())


def wish(arguments: Sequence[str]) -> Wish | None:
    """The wish of a plain command line, or None."""
    if not arguments or arguments[0] != "build":
        return None
    paths: list[str] = []
    values: dict[int, list[str]] = {}
    strict = False
    rest = iter(arguments[1:])
    for each in rest:
        option, joined, value = each.partition("=")
        if each == "--strict":
            strict = True
        elif not each.startswith("-"):
            paths.append(each)
        elif option in VALUES and (not joined or option != "-o"):
            value = value if joined else next(rest, "")
            if not value or value.startswith("-"):
                return None
            values.setdefault(VALUES[option], []).append(value)
        else:
            return None
    output, dialect = values.get(1, [None])[-1], values.get(5, [None])[-1]
    return paths, output, values.get(2, []), values.get(3, []), strict, dialect


def keep(typed: Wish, done: Read, out: Path, what: record.Said) -> None:
    """Remember what a build printed, if all it was made from can be told to be unchanged."""
    from flashdeck.cli import sources

    made_from = sources.sealed(done, out)
    if made_from is not None:
        root = str(done.chosen.settings.root)
        record.keep(root, _about(typed), made_from.files, made_from.folders, what)


def put(what: record.Said) -> None:
    """Write it as the command would have."""
    for stream, text in ((sys.stderr, what.err), (sys.stdout, what.out)):
        try:
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
            stream.write(text)
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _root(paths: Sequence[str]) -> str:
    """The collection that is meant: that of the first path, or the one that one stands in."""
    if not paths:
        return root_here(".")
    first = os.path.realpath(paths[0])
    folder = first if os.path.isdir(first) else os.path.dirname(first)  # noqa: PTH112, PTH120
    return root_of(folder)


def _about(typed: Wish) -> list[object]:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    program = [__version__, *seals.program(package, sys.path)]
    looks = [os.environ.get(name) for name in LOOKS]
    return [typed, os.path.realpath("."), SETTINGS, program, looks, *map(_terminal, range(3))]


def _terminal(number: int) -> list[object]:
    """Whether a stream is a terminal, how wide, and what characters it can hold."""
    stream = (sys.stdin, sys.stdout, sys.stderr)[number]
    try:
        size = list(os.get_terminal_size(number))
    except OSError:
        size = []
    try:
        return [stream.isatty(), size, stream.encoding if number else ""]
    except (AttributeError, ValueError):  # a process may be started without any
        return []
