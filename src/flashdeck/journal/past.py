"""How old the notes are, which were answered, and which a person said are new: from all lines."""

from __future__ import annotations

from typing import TypeVar

from flashdeck.following.past import Past
from flashdeck.journal.annals import annals
from flashdeck.journal.cache import cached, passing
from flashdeck.journal.folder import Folder
from flashdeck.journal.replay import Rules
from flashdeck.model import NoteId

S = TypeVar("S")


def past(folder: Folder, rules: Rules[S], *, frozen: bool = False) -> Past:
    """What the journals tell; of a `frozen` collection nothing is kept for the next time."""
    if not folder.journals():
        return Past()
    with (passing if frozen else cached)(folder, rules) as cache:
        states = cache.replayed.cards
    answered = (card for card, state in states.items() if not state.new)
    told = annals(folder)
    return Past(
        told.first,
        frozenset(NoteId(card.rpartition(":")[0]) for card in answered),
        frozenset(told.apart),
    )
