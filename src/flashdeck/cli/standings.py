"""Where the cards of a collection stand, for whoever only looks at them."""

from __future__ import annotations

from flashdeck import plugins
from flashdeck.cli import machine
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.replay import Rules
from flashdeck.schedule.standing import Standings
from flashdeck.settings import Settings


def standings(settings: Settings) -> Standings:
    """By the collection's journal; where nobody studied, nothing is made."""
    today, leech = machine.now(settings.rollover_hour).day, settings.leech_lapses
    folder = Folder(settings.root)
    if not folder.journals():
        return Standings({}, today, leech)
    with cached(prepared(folder), Rules(plugins.scheduler(settings.scheduler))) as cache:
        return Standings(cache.replayed.cards, today, leech)
