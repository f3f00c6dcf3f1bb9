"""What of a card is on the screen, as lines that a terminal can show."""

from __future__ import annotations

from typing import TypeVar

from rich.console import Console
from rich.text import Text

from flashdeck import identity
from flashdeck.render.terminal import Screen, Terminal
from flashdeck.render.terminal.card import gaps
from flashdeck.study.session import Asking, Reading, Session, Told
from flashdeck.study.sitting import Outside

S = TypeVar("S")


class Faces:
    """Draws cards by rich on one console; `terminal` is replaced when a card was edited."""

    def __init__(self, console: Console, terminal: Terminal, outside: Outside) -> None:
        self.console = console
        self.terminal = terminal
        self._outside = outside

    def lines(self, session: Session[S], width: int) -> list[str]:
        """The card, or the note that is read."""
        match session.stage:
            case Asking(key, shown):
                return self.drawn(self.terminal.front(session.cards[key], revealed=shown), width)
            case Told(key):
                return self.drawn(self.terminal.back(session.cards[key]), width)
            case Reading((*_, last), _):
                first, *_ = identity.cards(self._outside.note(last))
                return self.drawn(self.terminal.sheet(first), width)
            case _:
                return []

    def told_at(self, session: Session[S], width: int) -> int:
        """The line at which the answer begins."""
        match session.stage:
            case Told(key):
                asked = self.drawn(self.terminal.front(session.cards[key]), width)
                return max(0, len(asked) - 1)
            case _:
                return 0

    def gaps(self, session: Session[S]) -> int:
        """How many steps there are to the answer."""
        card = session.card
        return 0 if card is None else len(gaps(card))

    def drawn(self, what: Screen | Text, width: int) -> list[str]:
        """Lines with the codes of their colours; each ends what it begins."""
        self.console.width = width
        with self.console.capture() as captured:
            self.console.print(what)
        return captured.get().removesuffix("\n").split("\n")
