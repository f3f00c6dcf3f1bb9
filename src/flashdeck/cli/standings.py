"""Where the cards of a collection stand, for whoever only looks at them."""

from __future__ import annotations

from collections.abc import Mapping

from flashdeck import plugins
from flashdeck.cli import machine
from flashdeck.compile.library import Compiled
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.replay import Rules
from flashdeck.model import NoteId
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.standing import Standings


def standings(compiled: Compiled) -> Standings:
    """By the collection's journal; where nobody studied, nothing is made.

    A note that was reworded since stands where it stood under its old name.
    """
    settings = compiled.settings
    today, leech = machine.now(settings.rollover_hour).day, settings.leech_lapses
    folder = Folder(settings.root)
    if not folder.journals():
        return Standings({}, today, leech)
    with cached(prepared(folder), Rules(plugins.scheduler(settings.scheduler))) as cache:
        states = _renamed(cache.replayed.cards, dict(compiled.following.renames))
        return Standings(states, today, leech)


def _renamed(
    states: Mapping[str, CardState[object]], renames: Mapping[NoteId, NoteId]
) -> Mapping[str, CardState[object]]:
    """The states by what the cards are called when the journal has been told of it."""
    if not renames:
        return states
    moved = dict(states)
    for card, state in states.items():
        note, colon, ordinal = card.rpartition(":")
        if (now := renames.get(NoteId(note))) is not None:
            moved[f"{now}{colon}{ordinal}"] = state
    return moved
