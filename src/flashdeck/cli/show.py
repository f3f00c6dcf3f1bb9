"""`flashdeck show`: cards as they are studied, on the screen or in a pipe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.output import ascii_only, put, say, say_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from flashdeck.compile.library import Compiled
    from flashdeck.model import Card
    from flashdeck.render.terminal import Look, Screen

NARROWEST = 20


def show(
    cards: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CARD|PATH]...",
            help="A card's id, how it begins, or words of the prompt. Of files, folders and `-`: "
            "all cards, or those named with them. Without any: all of the collection you stand in.",
            autocompletion=completion.ids,
            show_default=False,
        ),
    ] = None,
    front: Annotated[bool, typer.Option("--front", help="Only the question.")] = False,
    width: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=NARROWEST,
            help="Columns of the screen. Without it: those of the terminal; 80 in a pipe.",
            show_default=False,
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="No colours, and no lines but those of formulas.")
    ] = False,
    images: Annotated[
        bool,
        typer.Option(
            "--images",
            help="Draw PNG, JPEG and GIF pictures where the terminal can: kitty, Ghostty, WezTerm, "
            "iTerm2, Konsole, mintty, VS Code. Kitty and Ghostty take PNG only.",
        ),
    ] = False,
) -> None:
    """Show cards as they are studied.

    \b
    Examples:
      flashdeck show sinkhorn
      flashdeck show mean squared error --front
      flashdeck show notes/week-06.md --width 100 | less
    """
    from flashdeck.cli.finding import SeveralCards, say_which
    from flashdeck.cli.reading import read

    typed = cards or []
    paths = [each for each in typed if each == "-" or Path(each).exists()]
    names = [each for each in typed if each not in paths]
    compiled = read([Path(path) for path in paths]).compiled
    try:
        found = _found(compiled, names)
    except SeveralCards as several:
        say_which(several)
        raise typer.Exit(several.status) from None
    screen, look = _screen(width, plain=plain, images=images)
    _put(compiled, found, screen, look, front=front)
    if names and not front:
        _put_schedules(compiled, found)
    if not found:
        say("no notes")
    say_counts(compiled.diagnostics)


def _found(compiled: Compiled, names: Sequence[str]) -> list[Card]:
    from flashdeck import identity
    from flashdeck.cli.finding import named

    notes = compiled.collection.notes
    if names:
        return named(notes, compiled.left_out, names)
    return [card for note in notes for card in identity.cards(note)]


def _put_schedules(compiled: Compiled, cards: Sequence[Card]) -> None:
    """When each card that was reviewed is due, and how it went."""
    from datetime import date

    from flashdeck import plugins
    from flashdeck.cli.standings import standings
    from flashdeck.report.summary import counted

    states = standings(compiled).states
    scheduler = plugins.scheduler(compiled.settings.scheduler)
    for card in cards:
        if (state := states.get(card.id)) is None or state.new:
            continue
        number = f"card {card.ordinal}: " if len(cards) > 1 else ""
        remembered = ", ".join(
            f"{name} {value}" for name, value in scheduler.shown(state.memory).items()
        )
        due = (
            f"due {date.fromordinal(state.due).isoformat()}, after {counted(state.interval, 'day')}"
        )
        went = f"{counted(state.reviews, 'review')}, {state.lapses:,} forgotten"
        put(f"\n{number}{due}; {went}; {remembered}\n")


def _screen(width: int | None, *, plain: bool, images: bool) -> tuple[Console, Look]:
    from flashdeck.cli.pictures import canvas
    from flashdeck.console import console
    from flashdeck.render.terminal import Look

    screen = console(sys.stdout, os.environ)
    if width is not None:
        screen.width = width
    coloured = not plain and screen.is_terminal and screen.color_system is not None
    drawn = canvas(screen, os.environ) if images else None
    look = Look(ascii=ascii_only(), drawn=not plain, coloured=coloured, pictures=drawn)
    return screen, look


def _put(
    compiled: Compiled, cards: Sequence[Card], screen: Console, look: Look, *, front: bool
) -> None:
    """Write card by card, so that a reader who has seen enough can go."""
    from flashdeck.render.terminal import Terminal

    terminal = Terminal(compiled.collection, compiled.settings.macros, look)
    for number, card in enumerate(cards):
        if len(cards) > 1:
            put("\n" * bool(number) + _drawn(screen, terminal.title(card)))
        put(_drawn(screen, terminal.front(card) if front else terminal.sheet(card)))


def _drawn(screen: Console, what: Screen) -> str:
    with screen.capture() as captured:
        screen.print(what)
    return captured.get()
