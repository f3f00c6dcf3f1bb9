"""All commands; one is imported when it is used, and its options are made only then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import getdoc
from typing import Annotated, Any

import typer
from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command
from typer.models import TyperInfo

from flashdeck import __version__
from flashdeck.cli.ending import ended
from flashdeck.cli.output import put

COMMANDS = {
    "build": "build",
    "check": "check",
    "explain": "explain",
    "list": "list_cards",
    "show": "show",
    "study": "study",
    "mark": "mark",
    "schedule": "schedule",
    "adopt": "adopt",
    "follow": "follow",
    "orphans": "orphans",
    "doctor": "doctor",
    "init": "init",
    "convert": "convert",
    "demo": "demos",
}
"""What each command is, in the module of its name: a function, or commands of its own."""


class Made(Mapping[str, TyperCommand | TyperGroup]):
    """The commands by name, made when they are looked up."""

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in COMMANDS:
            raise KeyError(name)
        found = _imported(name)
        made = get_command(found if isinstance(found, Typer) else _only(name, found))
        assert isinstance(made, TyperCommand | TyperGroup)  # typer makes no others
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """All commands. To name them, none of their options is made: that takes long."""

    # Any: what typer's own click hands on has no public types.
    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "commands": Made()})

    def list_commands(self, ctx: object) -> list[str]:
        return [*self.commands]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        named = [TyperCommand(name, help=_about(name)) for name in COMMANDS]
        TyperGroup(commands=named).format_commands(ctx, formatter)


def _about(name: str) -> str | None:
    """What a command says of itself; a list of commands shows the first sentence."""
    match _imported(name):
        case Typer(registered_callback=TyperInfo(callback=run)):
            return getdoc(run)
        case run:
            return getdoc(run)


def _imported(name: str) -> Callable[..., None] | Typer:
    found: Callable[..., None] | Typer
    found = getattr(import_module(f"flashdeck.cli.{name}"), COMMANDS[name])
    return found


def _only(name: str, run: Callable[..., None]) -> Typer:
    """An application of this one command."""
    only = Typer(rich_markup_mode=None, add_completion=False)
    only.command(name)(run)
    return only


app = Typer(
    name="flashdeck",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
