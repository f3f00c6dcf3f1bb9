"""What commands print: what was asked for on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.text import Text

    from flashdeck.diagnostics import Diagnostic

_AT_ONCE = 100_000  # pieces of a text; one by one they take longer
PIPE_CLOSED = 141  # what a shell shows for a program that a closed pipe ended


def put(text: str) -> None:
    """Write to stdout; a reader that has gone ends the command quietly."""
    _put((text,))


def _put(parts: Iterable[str]) -> None:
    left = iter(parts)
    try:
        while text := "".join(islice(left, _AT_ONCE)):
            print(text, end="", flush=True)
    except BrokenPipeError:
        # Else the interpreter tries again when it exits, and complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PIPE_CLOSED) from None


def put_json(document: object) -> None:
    """Write JSON to stdout, with escapes where the stream cannot hold the characters."""
    import json

    # Piece by piece: the whole takes ten times its length while it is made.
    _put(json.JSONEncoder(ensure_ascii=ascii_only(), indent=2).iterencode(document))
    _put("\n")


def ascii_only() -> bool:
    """Whether stdout can hold less than all characters."""
    return "utf" not in (sys.stdout.encoding or "").lower()


def say(text: str, *, end: str = "\n") -> None:
    """Write a line to stderr; on a terminal, long ones are broken between words."""
    print(_broken(text) if end else text, end=end, file=sys.stderr)


def _broken(text: str) -> str:
    lines = text.split("\n")
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return text
    if all(len(line) <= columns for line in lines):
        return text
    try:
        from rich.text import Text

        from flashdeck.report.folding import folded
    except ImportError:  # it may be what is to be said
        return text
    return "\n".join(part.plain for line in lines for part in folded(Text(line), columns))


def warn(text: str) -> None:
    """Write a message of the program itself to stderr, on one line."""
    say(f"flashdeck: {' '.join(text.split())}")


def put_lines(lines: Callable[[int], Iterable[Text]]) -> None:
    """Write what `lines` makes of stdout's width, in colour on a terminal."""
    put(_drawn(lines, sys.stdout))


def findings(diagnostics: Sequence[Diagnostic], *, counted: bool = True) -> str:
    """Errors and warnings in full, as stderr shows them, and, if wanted, a count of everything."""
    from flashdeck.report import summary
    from flashdeck.report.alike import grouped

    found = grouped(diagnostics)
    shown = summary.worth_showing(found)
    told = counts(found, hidden=len(found) - len(shown)) if counted else ""
    return f"{_blocks(shown, sys.stderr)}{told}" if shown else told


def put_findings(diagnostics: Sequence[Diagnostic]) -> None:
    """Write diagnostics in full to stdout."""
    put(_blocks(diagnostics, sys.stdout))


def _blocks(diagnostics: Sequence[Diagnostic], stream: TextIO) -> str:
    from flashdeck.report import text

    def plain(width: int) -> Iterable[str]:
        return text.plain(diagnostics, width)

    return _drawn(lambda width: text.render(diagnostics, width), stream, plain)


def say_counts(diagnostics: Sequence[Diagnostic], *, remedy: str = "") -> None:
    """Write one line with what was found to stderr, if anything was."""
    if found := counts(diagnostics).removesuffix("\n"):
        say(f"{found}; {remedy}" if remedy else found)


def counts(diagnostics: Sequence[Diagnostic], *, hidden: int = 0) -> str:
    """One line with what was found, if anything was."""
    from flashdeck.report import summary

    more = "; `flashdeck check -v` shows the remarks" if hidden else ""
    return f"{summary.findings(diagnostics)}{more}\n" if diagnostics else ""


def _drawn(
    lines: Callable[[int], Iterable[Text]],
    stream: TextIO,
    plain: Callable[[int], Iterable[str]] | None = None,
) -> str:
    """Lines of the stream's width, in colour on a terminal; `plain` has them without."""
    from flashdeck.console import console

    screen = console(stream, os.environ)
    if not screen.is_terminal:  # of ten thousand diagnostics, ten times as fast
        width = screen.width
        told = plain(width) if plain else (line.plain for line in lines(width))
        return "".join([f"{line}\n" for line in told])
    from flashdeck.report.folding import folded

    with screen.capture() as captured:
        for line in lines(screen.width):
            for part in folded(line, screen.width):
                screen.print(part)
    return captured.get()
