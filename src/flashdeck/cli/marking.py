"""From cards that are meant to lines in the journal."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flashdeck.cli import machine
from flashdeck.cli.choosing import Choice
from flashdeck.cli.early import Wish
from flashdeck.cli.finding import named
from flashdeck.cli.mark import Action
from flashdeck.cli.sessions import Known, known
from flashdeck.cli.tallies import keep, stamps
from flashdeck.journal.pen import Pen
from flashdeck.journal.session_lock import Holder
from flashdeck.journal.session_lock import session as locked
from flashdeck.model import Card, CardId
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.study_day import Day, Moment


class Marked(NamedTuple):
    """The cards that were changed, and how many needed none."""

    cards: list[Card]
    others: int


def marked(action: Action, typed: Sequence[str], choice: Choice) -> Marked:
    """Do it to the cards that are named and fit; nothing while somebody studies them."""
    with known(Wish(decks=tuple(choice.decks), tags=tuple(choice.tags))) as here:
        read_from = stamps(here.read)
        with locked(here.folder, Holder(os.getpid(), time.strftime("%H:%M"))):
            here.refresh()
            here.narrow(choice)
            cards = _meant(here, typed)
            pen, now = Pen(here.folder, machine.name()), here.now()
            done = [card for card in cards if _written(action, here, pen, card.id, now)]
        keep(here, read_from)
    return Marked(done, len(cards) - len(done))


def _meant(here: Known, typed: Sequence[str]) -> list[Card]:
    """Those that are named, of those that were chosen."""
    fitting = here.asked
    chosen = [card for card in here.cards if fitting is None or card.id in fitting]
    if not typed:
        return chosen
    ids = {card.id for card in chosen}
    compiled = here.read.compiled
    found = named(compiled.collection.notes, compiled.left_out, typed)
    return [card for card in dict.fromkeys(found) if card.id in ids]


def _written(action: Action, here: Known, pen: Pen, card: CardId, now: Moment) -> bool:
    """Whether there was something to write."""
    state = here.cache.replayed.cards.get(card, here.rules.initial)
    if not WANTS[action](state, now.day):
        return False
    match action:
        case Action.UNBURY:
            return _taken_back(here, pen, card, "bury", now)
        case Action.UNRESET:
            return _taken_back(here, pen, card, "reset", now)
        case Action.UNFLAG:
            pen.mark(now, card, "flag", on=False)
        case _:
            pen.mark(now, card, action)
    return True


def _taken_back(here: Known, pen: Pen, card: CardId, kind: str, now: Moment) -> bool:
    """Undo the last mark of that kind; of burials all that still hold."""
    marks = [mark for mark in here.cache.marks_of(card) if mark.kind == kind]
    held = [mark for mark in marks if mark.day >= now.day] if kind == "bury" else marks[-1:]
    for mark in held:
        pen.undo(now, mark)
    return bool(held)


WANTS: dict[Action, Callable[[CardState[object], Day], bool]] = {
    Action.SUSPEND: lambda state, day: not state.suspended,
    Action.UNSUSPEND: lambda state, day: state.suspended,
    Action.BURY: lambda state, day: state.buried <= day,
    Action.UNBURY: lambda state, day: state.buried > day,
    Action.FLAG: lambda state, day: not state.flagged,
    Action.UNFLAG: lambda state, day: state.flagged,
    Action.RESET: lambda state, day: not state.new,
    Action.UNRESET: lambda state, day: True,
}
"""Whether there is something to do to a card in that state, on that day."""
