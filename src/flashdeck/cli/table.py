"""Notes as a table: one line each, under their deck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from flashdeck.cli.choosing import Chosen
from flashdeck.export.listing import kind
from flashdeck.model import Card, Note, NoteId, answer, ordinals, prompt
from flashdeck.report.cells import fitted, padded, shown, width
from flashdeck.report.summary import counted
from flashdeck.schedule.standing import MARKS, Standings

ID = 18
HASH = 8  # how much of an id that nobody chose; `--id` takes its beginning
KIND = 9
CARDS = 3
LONG = 1000  # days, from which on years are said
YEAR = 365
DUES = {"today": "green", "new": "blue"}


def lines(found: Chosen, standings: Standings, width: int) -> Iterator[Text]:
    """The table in so many columns; deck by deck, as the notes come."""
    notes = found.collection.notes
    dues = _dues(found, standings)
    wide = max(map(len, dues.values()), default=-1)
    room = max(20, width - ID - KIND - CARDS - 5 - (wide + 1))
    total = 0
    for deck, inside in groupby(notes, key=lambda note: note.deck):
        yield Text(shown("::".join(deck)), "bold")
        for note in inside:
            cards = found.of(note)
            total += len(cards)
            due = dues[note.id].ljust(wide) if dues else None
            yield row(note, room, len(cards), _marks(cards, standings), due)
    if notes:
        yield Text(f"{counted(len(notes), 'note')}, {counted(total, 'card')}", "dim")


def row(
    note: Note,
    room: int,
    cards: int | None = None,
    marks: str = "",
    due: str | None = None,
) -> Text:
    """One note on one line; `room` is for what it says, and for marks at its end.

    A table with a column for when a card comes next has a `due` of its width in each row.
    """
    number = len(ordinals(note)) if cards is None else cards
    line = Text.assemble(
        "  ",
        (padded(note.given_id or note.id[:HASH], ID), "cyan"),
        " ",
        padded(kind(note), KIND),
        f" {number:>{CARDS}} ",
        "" if due is None else (f"{due} ", DUES.get(due.strip(), "")),
    )
    if not marks:
        return line.append(fitted(headline(note), room))
    marks = fitted(marks, room // 2)
    line.append(fitted(headline(note), room - width(marks) - 2))
    return line.append("  ").append(marks, "magenta")


def _marks(cards: Sequence[Card], standings: Standings) -> str:
    """What is to be told of a note's cards; of how many, if not of all."""
    said = Counter(each for card in cards for each in standings.of(card.id) if each in MARKS)
    return ", ".join(
        each if said[each] == len(cards) else f"{said[each]} {each}" for each in MARKS if said[each]
    )


def _dues(found: Chosen, standings: Standings) -> dict[NoteId, str]:
    """The column for when each note comes again, empty where nobody would learn anything by it."""
    if all(state.new for state in standings.states.values()):
        return {}
    notes = found.collection.notes
    dues = {note.id: _due(found.of(note), standings) for note in notes}
    return dues if any(dues.values()) else {}


def _due(cards: Sequence[Card], standings: Standings) -> str:
    """When the first of some cards comes again; nothing of those that do not."""
    known = [state for card in cards if (state := standings.states.get(card.id)) is not None]
    days = [max(each.due, each.buried) for each in known if not (each.new or each.suspended)]
    if days:
        return _away(min(days) - standings.day)
    fresh = len(known) < len(cards) or any(each.new and not each.suspended for each in known)
    return "new" if fresh else ""


def _away(days: int) -> str:
    if days <= 0:
        return "today"
    return f"in {days} d" if days < LONG else f"in {days / YEAR:.0f} y"


def headline(note: Note) -> str:
    """What a note is recognised by: its prompt, or what it states."""
    said = prompt(note) or answer(note)
    return "" if said is None else said.text
