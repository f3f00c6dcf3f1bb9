"""`flashdeck check`: every problem of every file, in one run."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from flashdeck.cli.options import Dialect, Paths, Strict, Watch
from flashdeck.cli.output import ascii_only, put, put_findings, say, say_counts

if TYPE_CHECKING:
    from collections.abc import Sequence, Set
    from pathlib import Path

    from flashdeck.cli.watching import Ran
    from flashdeck.compile.library import Compiled
    from flashdeck.diagnostics import Diagnostic
    from flashdeck.model import Collection


class Format(StrEnum):
    """How diagnostics are written."""

    TEXT = "text"
    SHORT = "short"
    JSON = "json"
    GITHUB = "github"


def check(
    paths: Paths = None,
    format: Annotated[Format, typer.Option(help="How to write what is found.")] = Format.TEXT,
    strict: Strict = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show remarks in full too, such as guesses.")
    ] = False,
    dialect: Dialect = None,
    watch: Watch = False,
) -> None:
    """Report every problem in the cards.

    The exit status is 1 if there are errors. Remarks never count; the format
    `text` only counts them, the others write everything.

    \b
    Examples:
      flashdeck check
      flashdeck check notes/week-06.md --strict
      flashdeck check --watch
      cat page.md | flashdeck check - --format short
    """
    from flashdeck.cli.reading import read
    from flashdeck.report import summary

    compiled = read(paths, dialect, demos_too=True).compiled
    found = compiled.diagnostics
    if format is Format.TEXT:
        _show(compiled, verbose=verbose)
    else:
        put(_report(found, format))
        say_counts(found)
    if watch:
        from flashdeck.cli import watched, watching

        run = partial(_line, paths or (), dialect)
        watching.again(paths or (), run, watched.used(compiled))
        raise typer.Exit
    raise typer.Exit(summary.failed(found, strict=strict))


def _line(paths: Sequence[Path], dialect: str | None, changed: Set[str]) -> Ran:
    """Check again; what was read, and what is wrong first."""
    from flashdeck.cli import watching
    from flashdeck.cli.reading import read
    from flashdeck.cli.telling import gone, in_short

    compiled = read(paths, dialect, quiet=True).compiled
    return watching.told(
        "; ".join((_size(compiled.collection), *in_short(gone(compiled)))), compiled, changed
    )


def _show(compiled: Compiled, *, verbose: bool) -> None:
    from flashdeck.cli.telling import gone, in_full
    from flashdeck.report import files, summary
    from flashdeck.report.alike import grouped

    found, read = grouped(compiled.diagnostics), compiled.collection.files
    shown = found if verbose else summary.worth_showing(found)
    put_findings(shown)
    hidden = "" if len(shown) == len(found) else " (-v shows the remarks)"
    say(f"{summary.findings(found)}{hidden}: {_size(compiled.collection)}")
    for line in in_full(gone(compiled)):
        say(line)
    for line in files.each(read) if verbose else files.together(read):
        say(line)


def _size(collection: Collection) -> str:
    """What was read, so that `no problems` says in what."""
    from flashdeck.model import ordinals
    from flashdeck.report.summary import counted

    notes = collection.notes
    cards = sum(len(ordinals(note)) for note in notes)
    return (
        f"{counted(len(notes), 'note')}, {counted(cards, 'card')}, "
        f"{counted(len(collection.files), 'file')} read"
    )


def _report(found: Sequence[Diagnostic], format: Format) -> str:
    from flashdeck.report import github, machine, short

    match format:
        case Format.SHORT:
            return short.render(found)
        case Format.JSON:
            return machine.render(found, ascii_only=ascii_only())
        case Format.GITHUB:
            return github.render(found)
        case Format.TEXT:
            return ""
        case _:
            assert_never(format)
