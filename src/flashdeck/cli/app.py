"""All commands, and the one place where an error becomes a message and an exit status.

0 is clean, 1 is findings, 2 is wrong usage or what the operating system refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from flashdeck import __version__
from flashdeck.cli import build, check, demo, doctor, explain, init, schedule, show, study
from flashdeck.cli import list as listed
from flashdeck.cli.output import put, warn
from flashdeck.errors import FlashdeckError

INTERRUPTED = 130
BUG = 70

app = typer.Typer(
    name="flashdeck",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(build.build)
app.command()(check.check)
app.command()(explain.explain)
app.command("list")(listed.list_cards)
app.command()(show.show)
app.command()(study.study)
app.command()(schedule.schedule)
app.command()(doctor.doctor)
app.command()(init.init)
app.add_typer(demo.demos, name="demo")


def _version(wanted: bool) -> None:
    if wanted:
        put(f"flashdeck {__version__}\n")
        raise typer.Exit


@app.callback(epilog="Start with `flashdeck init`; each command has --help with an example.")
def flashdeck(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Compile Markdown notes into Anki decks."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # card text may hold what a terminal cannot encode
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    try:
        app(arguments, prog_name="flashdeck")
    except FlashdeckError as error:
        warn(str(error))
        return error.status
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        warn(f"{where}{error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("FLASHDECK_DEBUG"):
            raise
        warn(
            f"a bug in flashdeck, please report it: {type(error).__name__}: {error} "
            "(FLASHDECK_DEBUG=1 shows where)"
        )
        return BUG
    return 0
