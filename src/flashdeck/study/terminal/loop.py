"""Keys to events, and the screen after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.text import Text

from flashdeck.model import NoteId
from flashdeck.study import events, typed
from flashdeck.study.faces import Faces
from flashdeck.study.session import Asking, Done, Reading, Told
from flashdeck.study.sitting import Sitting
from flashdeck.study.summary import lines, summary
from flashdeck.study.terminal import view
from flashdeck.study.terminal.desk import Desk, Size
from flashdeck.study.words import help_lines

S = TypeVar("S")

SCROLLS = {"up": -1, "k": -1, "down": 1, "j": 1, "home": -(10**6), "end": 10**6}
SAID_ROWS = 3
ENDS = frozenset({"q", "interrupt", "eof"})


def _scrolls(key: str) -> bool:
    return key in SCROLLS or key in ("pgup", "pgdn")


@dataclass
class Loop(Generic[S]):
    """A sitting on a screen.

    `typing` is what is being typed as an answer, None when nothing is; `found`
    what it was worth. `helps` is the first line of the help that is seen, None while none
    is. `chooses` are the references that a digit opens.
    """

    sitting: Sitting[S]
    faces: Faces
    desk: Desk
    types: bool = False
    typing: str | None = None
    found: Text | None = None
    said: str = ""
    offset: int = 0
    helps: int | None = None
    chooses: tuple[NoteId, ...] = ()

    def opening(self) -> list[str]:
        """The screen that it begins with."""
        self._arrive()
        return self._screen(self.desk.size())

    def run(self, shown: Sequence[str] = (), since: int = 0, said: str = "") -> None:
        """Until nothing is left to ask, or somebody has had enough.

        `shown` is what stands on the screen already, since a tick of the clock; to it may
        come something to be `said` at once.
        """
        if (first := self.opening()) == list(shown):
            self.sitting.shown = since
            if said:
                self.said = said
                self.desk.draw(self._screen(self.desk.size()))
        else:
            # No key is lost; but a grade typed while the cards were loading would answer
            # a card that nobody has seen.
            self.desk.forget(self.sitting.keys)
            self.desk.draw(first)
        while True:
            key = self.desk.key()
            if self._ends(key):
                return
            if key == "stop":
                self.desk.stop()
            elif key not in ("resize", "redraw"):
                self._press(key)
            self.desk.draw(self._screen(self.desk.size()))

    def _ends(self, key: str) -> bool:
        if key == "q" and isinstance(self.sitting.session.stage, Reading):
            return False
        if key in ENDS:
            return self.typing is None or key in ("interrupt", "eof")
        is_done = isinstance(self.sitting.session.stage, Done)
        return is_done and key not in ("u", "resize", "stop")

    def _press(self, key: str) -> None:
        before = self.sitting.session
        self.said = ""
        if self.helps is not None:
            self.helps = self._scrolled(key, self.helps) if _scrolls(key) else None
        elif self.chooses:
            self._choose(key)
        elif self.typing is not None:
            self._type(key)
        else:
            self._command(key)
        if self.sitting.session.stage != before.stage or self.sitting.session.card != before.card:
            self._turn(self.sitting.session.key == before.key and before.key is not None)
        self.said = self.said or self.sitting.outside.news()

    def _command(self, key: str) -> None:
        sitting, session = self.sitting, self.sitting.session
        if isinstance(session.stage, Told) and key in sitting.keys:
            self.said = sitting.grade(sitting.keys[key])
            return
        if _scrolls(key):
            self.offset = self._scrolled(key, self.offset)
            return
        match key:
            case " " | "enter":
                self._reveal()
            case "u":
                self.said = sitting.undo()
            case "s":
                self.said = sitting.take(events.suspended(session))
            case "b":
                self.said = sitting.take(events.buried(session))
            case "f":
                self.said = sitting.take(events.flagged(session))
            case "e":
                with self.desk.away():
                    self.said = sitting.edit()
            case "d":
                with self.desk.away():
                    self.said = sitting.demo()
            case "o":
                self.said = self._view()
            case "r":
                self._open()
            case "?":
                self.helps = 0
            case "escape" | "q":
                sitting.session = events.closed(session)
            case _:
                self.said = self._unmeant(key)

    def _unmeant(self, key: str) -> str:
        if key in self.sitting.keys:
            return "first look at the answer: space"
        return "? shows the keys"

    def _reveal(self) -> None:
        session = self.sitting.session
        match session.stage:
            case Asking():
                self.sitting.session = events.revealed(session, self.faces.gaps(session))
            case Reading():
                self.sitting.session = events.closed(session)
            case _:
                low, high = min(self.sitting.keys), max(self.sitting.keys)
                self.said = f"how well did you know it? {low} to {high}"

    def _view(self) -> str:
        """Open the pictures that are seen, and play the sounds."""
        session = self.sitting.session
        note, files = self.faces.on_top(session), self.faces.files(session)
        if note is None or not files:
            return "no picture and no sound is shown here"
        return self.sitting.outside.view(note, files)

    def _open(self) -> None:
        """The note that is referred to; when there are several, after a digit."""
        session, found = self.sitting.session, self._references()
        if len(found) == 1:
            self.sitting.session = events.opened(session, found[0])
        elif found:
            self.chooses = found
            self.said = f"which reference? 1 to {len(found)}"
        else:
            self.said = "this card refers to no other"

    def _references(self) -> tuple[NoteId, ...]:
        """The notes that the one that is seen refers to, as far as digits go."""
        note = self.faces.on_top(self.sitting.session)
        return () if note is None else self.faces.terminal.references(note)[:9]

    def _choose(self, key: str) -> None:
        found, self.chooses = self.chooses, ()
        if key in "123456789" and len(key) == 1 and int(key) <= len(found):
            self.sitting.session = events.opened(self.sitting.session, found[int(key) - 1])

    def _type(self, key: str) -> None:
        """One more letter of an answer; enter compares it, escape gives up typing it."""
        text = self.typing or ""
        match key:
            case "enter":
                self._compare(text)
            case "escape":
                self.typing = None
            case "backspace":
                self.typing = text[:-1]
            case "clear":
                self.typing = ""
            case "up" | "down" | "pgup" | "pgdn":
                self.offset = self._scrolled(key, self.offset)
            case _ if len(key) == 1:
                self.typing = text + key

    def _compare(self, text: str) -> None:
        session = self.sitting.session
        self.typing = None
        if text and session.card is not None:
            wanted = typed.wanted(session.card)
            self.found = view.compared(typed.compared(text, wanted), self.faces.look)
        self.sitting.session = events.revealed(session, 1)

    def _scrolled(self, key: str, offset: int) -> int:
        page = max(1, view.column(self.desk.size()).rows - 1)
        pages = {"pgup": -page, "pgdn": page}
        return max(0, offset + (pages.get(key) or SCROLLS[key]))

    def _turn(self, same_card: bool) -> None:
        """Another face: from its top, unless an answer would begin far down."""
        if not same_card:
            self._arrive()
            return
        column = view.column(self.desk.size())
        self.offset = 0
        if len(self.faces.lines(self.sitting.session, column.width)) > column.rows:
            told = self.faces.told_at(self.sitting.session, column.width)
            self.offset = told if told > column.rows // 2 else 0

    def _arrive(self) -> None:
        """A card that was not on the screen."""
        self.offset, self.found, self.chooses = 0, None, ()
        asks = isinstance(self.sitting.session.stage, Asking)
        self.typing = "" if self.types and asks else None
        if asks and not self.said:
            self.said = self.sitting.remark
        self.sitting.show()

    def _screen(self, size: Size) -> list[str]:
        column = view.column(size)
        if self.helps is not None:
            return self._help(size, column, self.helps)
        card, below = self._card(column), self._below(column)
        said = self._said(column)
        rows = column.rows - len(below) - max(0, len(said) - 1)
        seen, self.offset = view.placed(card, self.offset, rows)
        more = Text(view.more(len(card), self.offset, rows), view.DIM)
        return self._framed([*seen, *below], [*(said or [more]), self._foot(column)], size, column)

    def _help(self, size: Size, column: view.Column, offset: int) -> list[str]:
        """The keys instead of the card; scrolled as one is."""
        rows = view.helped(help_lines(self.sitting.keys), column.width, self.faces.console)
        lines = [self._line(row, column) for row in rows]
        seen, self.helps = view.placed(lines, offset, column.rows)
        more = Text(view.more(len(lines), self.helps, column.rows), view.DIM)
        return self._framed(seen, [more, Text("any other key: back", view.DIM)], size, column)

    def _framed(
        self, middle: Sequence[str], last: Sequence[Text], size: Size, column: view.Column
    ) -> list[str]:
        """A whole screen: the counts, what is to be read, and what stands below it."""
        lines = [self._line(self._head(column), column), "", *middle, ""]
        lines += [self._line(each, column) for each in last]
        margin = " " * column.margin
        return [f"{margin}{line}" if line else "" for line in lines[-size.rows :]]

    def _foot(self, column: view.Column) -> Text:
        session = self.sitting.session
        offered = view.Offered(
            self.typing is not None,
            self.faces.files(session),
            isinstance(session.stage, Reading) and bool(self._references()),
        )
        return view.keys(session, self.sitting.keys, column.width, offered)

    def _head(self, column: view.Column) -> Text:
        session, look = self.sitting.session, self.faces.look
        return view.head(session, self.sitting.counts, self.sitting.left, column.width, look)

    def _said(self, column: view.Column) -> list[Text]:
        """What there is to say, in a few rows; none of them if there is nothing."""
        if not self.said:
            return []
        text = Text(self.faces.look.text(self.said), view.SAID)
        rows = max(1, min(SAID_ROWS, column.rows // 3))
        return view.spoken(text, column.width, rows, self.faces.console)

    def _card(self, column: view.Column) -> list[str]:
        session = self.sitting.session
        if isinstance(session.stage, Done):
            said = "Nothing is left for now." if session.stage.in_time else "Time is up."
            texts = [said, "", *lines(summary(session))]
            return [self._line(Text(text), column) for text in texts]
        return self.faces.lines(session, column.width)

    def _below(self, column: view.Column) -> list[str]:
        """What is typed, or what it was worth."""
        if self.typing is not None:
            return ["", self._line(Text(f"> {self.faces.look.text(self.typing)}_"), column)]
        if self.found is not None and isinstance(self.sitting.session.stage, Told):
            lines = self.found.wrap(self.faces.console, column.width)
            return ["", *(self._line(line, column) for line in lines)][: column.rows // 2]
        return []

    def _line(self, text: Text, column: view.Column) -> str:
        return self.faces.drawn(text, column.width)[0]
