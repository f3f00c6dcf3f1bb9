"""All commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from flashdeck import __version__
from flashdeck.cli import (
    adopt,
    build,
    check,
    convert,
    demo,
    doctor,
    explain,
    follow,
    init,
    mark,
    orphans,
    schedule,
    show,
    study,
)
from flashdeck.cli import list as listed
from flashdeck.cli.ending import ended
from flashdeck.cli.output import put

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
app.command()(mark.mark)
app.command()(schedule.schedule)
app.command()(adopt.adopt)
app.command()(follow.follow)
app.command()(orphans.orphans)
app.command()(doctor.doctor)
app.command()(init.init)
app.command()(convert.convert)
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
    ended(lambda: app(arguments, prog_name="flashdeck"))
