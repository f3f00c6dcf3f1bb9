"""What of a card is on the screen, as lines that a terminal can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from flashdeck import identity
from flashdeck.model import Collection, Note, NoteId
from flashdeck.render.terminal import Look, Screen, Terminal
from flashdeck.render.terminal.card import gaps
from flashdeck.study import showing
from flashdeck.study.session import Asking, Reading, Session, Stage, Told

S = TypeVar("S")


class Faces:
    """Draws cards by rich on one console; `collection` is the one that is there now."""

    def __init__(
        self,
        console: Console,
        look: Look,
        collection: Callable[[], Collection],
        macros: Mapping[str, str],
    ) -> None:
        self.console = console
        self.look = look
        self._collection = collection
        self._macros = macros
        self._terminal = Terminal(collection(), macros, look)
        self._shown: tuple[Stage, int, int, int] | None = None
        self._lines: list[str] = []

    @property
    def terminal(self) -> Terminal:
        """For the collection with all that was edited."""
        if self._terminal.collection is not (now := self._collection()):
            self._terminal = Terminal(now, self._macros, self.look)
        return self._terminal

    def lines(self, session: Session[S], width: int) -> list[str]:
        """The card, or the note that is read."""
        if self._shown != (session.stage, id(session.card), id(self.terminal), width):
            self._lines = self._made(session, width)
            self._shown = session.stage, id(session.card), id(self.terminal), width
        return self._lines

    def _made(self, session: Session[S], width: int) -> list[str]:
        match session.stage:
            case Asking(key, shown):
                return self.drawn(self.terminal.front(session.cards[key], revealed=shown), width)
            case Told(key):
                return self.drawn(self.terminal.back(session.cards[key]), width)
            case Reading((*_, last), _):
                first, *_ = identity.cards(self.note(last))
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

    def note(self, id: NoteId) -> Note:
        """A note that another one refers to."""
        notes = (*self._collection().notes, *self._collection().others)
        return next(note for note in notes if note.id == id)

    def files(self, session: Session[S]) -> tuple[str, ...]:
        """The pictures and sounds of it, as the author named them."""
        match session.stage:
            case Asking(key, shown):
                return showing.asked(session.cards[key], shown)
            case Told(key):
                return showing.told(session.cards[key].note)
            case Reading((*_, last), _):
                return showing.told(self.note(last))
            case _:
                return ()

    def on_top(self, session: Session[S]) -> Note | None:
        """The note that is seen."""
        match session.stage:
            case Reading((*_, last), _):
                return self.note(last)
            case _:
                return None if session.card is None else session.card.note

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
