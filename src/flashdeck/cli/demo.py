"""`flashdeck demo`: what the cards say, computed on the screen; a command for each demo."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand, TyperGroup

from flashdeck.cli.output import put, warn

if TYPE_CHECKING:
    from flashdeck.demo.demo import Demo

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

WIDTH = 80


class Demos(TyperGroup):
    """The demos as commands, ours and those installed; one is imported when it is used."""

    def list_commands(self, ctx: object) -> list[str]:
        return sorted(_usable())

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand:
        found = _demo(cmd_name)  # first: it sees to threads before numpy is there
        from flashdeck.cli.demo_command import command

        return command(cmd_name, found)


demos = typer.Typer(
    cls=Demos,
    invoke_without_command=True,
    rich_markup_mode=None,
    add_completion=False,
    subcommand_metavar="[NAME] [OPTIONS]...",
)


@demos.callback(epilog="`flashdeck demo NAME --help` tells what can be chosen in a demo.")
def listed(ctx: typer.Context) -> None:
    """Compute what a card says, step by step.

    Without a name: all demos, and the cards that name them.

    \b
    Examples:
      flashdeck demo
      flashdeck demo sinkhorn --epsilon 0.5
      flashdeck demo dino --step --plot collapse.png
      flashdeck demo hungarian --input costs.csv
    """
    if ctx.invoked_subcommand is None:
        put("".join(f"{line}\n" for line in _listing()))


def _demo(name: str) -> Demo:
    from flashdeck import plugins

    for variable in THREADS:  # read when numpy is imported; small products are slower on two
        os.environ.setdefault(variable, "1")
    return plugins.demo(name)


def _usable(*, quiet: bool = True) -> dict[str, Demo]:
    """The demos by name; one that is broken does not stop the others."""
    from flashdeck import plugins

    found = {}
    for name in plugins.demos():
        try:
            found[name] = _demo(name)
        except plugins.BrokenPlugin as broken:
            if not quiet:
                warn(str(broken))
    return found


def _listing() -> Iterator[str]:
    from flashdeck.report.cells import fitted

    found = sorted(_usable(quiet=False).items(), key=lambda each: (each[1].topic, each[0]))
    cards = _cards()
    widest = max((len(name) for name, _ in found), default=0)
    for number, (topic, group) in enumerate(groupby(found, key=lambda each: each[1].topic)):
        if number:
            yield ""
        yield topic
        for name, demo in group:
            yield f"  {name:<{widest}}  {fitted(demo.summary, WIDTH - 4 - widest)}"
            if name in cards:
                yield from _wrapped(f"cards: {', '.join(cards[name])}", widest + 4)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    from textwrap import wrap

    margin = " " * indent
    yield from wrap(
        text,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cards() -> dict[str, list[str]]:
    """Which cards of the collection one stands in name a demo; none if it cannot be read."""
    from flashdeck.cli.reading import read
    from flashdeck.errors import FlashdeckError

    named: dict[str, list[str]] = {}
    try:
        notes = read(None, quiet=True).compiled.collection.notes
    except FlashdeckError:
        return named
    for note in notes:
        name, *_ = (note.demo or "").split() or [""]
        named.setdefault(name, []).append(note.given_id or note.id[:8])
    return named
