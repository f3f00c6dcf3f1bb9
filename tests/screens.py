"""Cards as a terminal shows them, as text a test can look at."""

from __future__ import annotations

import io

from rich.console import Console

from flashdeck.identity import cards
from flashdeck.model import Collection, Note
from flashdeck.render.terminal import Look, Screen, Terminal

COLOURLESS = Look(coloured=False)


def drawn(screen: Screen, width: int = 60, *, colours: bool = False) -> str:
    """What a terminal of that width is sent."""
    console = Console(
        file=io.StringIO(),
        width=width,
        soft_wrap=True,
        force_terminal=colours,
        color_system="standard" if colours else None,
        _environ={},
    )
    with console.capture() as captured:
        console.print(screen)
    return captured.get()


def terminal(
    *notes: Note, look: Look = COLOURLESS, macros: dict[str, str] | None = None
) -> Terminal:
    return Terminal(Collection(notes=notes), macros or {}, look)


def front(note: Note, width: int = 60, *, card: int = 0, revealed: int = 0) -> str:
    """The question of one of a note's cards."""
    return drawn(terminal(note).front(cards(note)[card], revealed=revealed), width)


def sheet(note: Note, width: int = 60, *, card: int = 0) -> str:
    """Both sides of one of a note's cards."""
    return drawn(terminal(note).sheet(cards(note)[card]), width)
