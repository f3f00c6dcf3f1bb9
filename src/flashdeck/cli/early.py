"""A session asked for plainly: its first card is shown before most of flashdeck is imported.

What typer would refuse, explain or complete is left to it, and so are paths.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from flashdeck import __version__
from flashdeck.cli.quick import root
from flashdeck.collector import uncollected
from flashdeck.study import opening

if TYPE_CHECKING:
    from pathlib import Path

    from flashdeck.study.terminal.desk import Desk

OWN = "flashdeck: "
LEAST = {"--new": 0, "--limit": 1, "--minutes": 1}
FLAGS = frozenset({"--cram", "--type"})
NAMES = frozenset({"--deck", "--tag"})
LOOKS = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
"""What a screen depends on, besides its size and what characters it can hold."""


class Wish(NamedTuple):
    """What was typed."""

    paths: tuple[Path, ...] = ()
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    new: int | None = None
    limit: int | None = None
    minutes: int | None = None
    cram: bool = False
    types: bool = False


class Shown(NamedTuple):
    """A terminal that is ours already, what stands on it, and since which tick.

    `said` is what the program has had to say since; `leave` gives it back, and says that.
    """

    desk: Desk
    lines: tuple[str, ...]
    since: int
    said: Callable[[], str]
    leave: Callable[[], None]


def held(arguments: Sequence[str]) -> None:
    """Hold the session of a plain command line and exit; return from any other one."""
    plain = wish(arguments)
    if plain is not None:
        from flashdeck.cli.ending import ended

        ended(lambda: begin(plain))


def wish(arguments: Sequence[str]) -> Wish | None:
    """The wish of a plain command line, or None."""
    if not arguments or arguments[0] != "study":
        return None
    names: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    flags = set()
    rest = iter(arguments[1:])
    for each in rest:
        option, is_joined, value = each.partition("=")
        if each in FLAGS:
            flags.add(each)
            continue
        if option not in NAMES and option not in LEAST:
            return None
        value = value if is_joined else next(rest, "-")
        if option in LEAST and _is_number(value) and int(value) >= LEAST[option]:
            numbers[option] = int(value)
        elif option in NAMES and not value.startswith("-"):
            names[option] = (*names.get(option, ()), value)
        else:
            return None
    return Wish(
        decks=names.get("--deck", ()),
        tags=names.get("--tag", ()),
        new=numbers.get("--new"),
        limit=numbers.get("--limit"),
        minutes=numbers.get("--minutes"),
        cram="--cram" in flags,
        types="--type" in flags,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def begin(wish: Wish) -> None:
    """Hold a session; what its first screen shows is there at once if it was kept."""
    with ExitStack() as stack:
        shown = _shown(wish, stack)
        with uncollected(for_good=True):
            from flashdeck.cli.sessions import hold

        hold(wish, shown)


def _shown(wish: Wish, stack: ExitStack) -> Shown | None:
    about = circumstances(wish)
    if about is None or wish.paths:
        return None
    now = time.time()
    here = time.localtime(now)
    lines = opening.found(root(), about, now, here.tm_gmtoff, here.tm_hour)
    if lines is None:
        return None
    if sys.platform == "win32":
        from flashdeck.study.terminal.windows import desk
    else:
        from flashdeck.study.terminal.posix import desk
    kept = stack.enter_context(_said_later())
    ours = stack.enter_context(desk(sys.stdin, sys.stdout, stoppable=True))
    ours.draw(lines)
    since = time.monotonic_ns() // 1_000_000
    return Shown(ours, tuple(lines), since, lambda: _own(kept.getvalue()), stack.close)


def _own(text: str) -> str:
    """What is of this program, in one line."""
    lines = text.split("\n")
    return "; ".join(line.removeprefix(OWN) for line in lines if line.startswith(OWN))


@contextmanager
def _said_later() -> Iterator[StringIO]:
    """Keep what is written to stderr until the block ends: the screen is taken."""
    stream, sys.stderr = sys.stderr, StringIO()
    kept = sys.stderr
    try:
        yield kept
    finally:
        sys.stderr = stream
        stream.write(kept.getvalue())


def circumstances(wish: Wish) -> str | None:
    """Everything but the collection that a first screen depends on; None without a screen."""
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return None
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, AttributeError):  # a process may be started without any
        return None
    looks = [sys.stdout.encoding, *map(os.environ.get, LOOKS)]
    return repr((__version__, sys.version, tuple(wish), tuple(size), looks, _installed()))


def _installed() -> list[tuple[str, int]]:
    """Where packages come from, plug-ins among them, and when one was last added there."""
    return [(path, os.stat(path).st_mtime_ns) for path in sys.path if os.path.isdir(path)]  # noqa: PTH112, PTH116
