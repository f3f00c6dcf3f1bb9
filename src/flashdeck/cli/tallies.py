"""Keeps what was counted, so that `flashdeck study --count` need not count again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flashdeck import rules
from flashdeck.cli.reading import Read
from flashdeck.cli.sessions import Known
from flashdeck.config.collection import FILE
from flashdeck.model import Card
from flashdeck.schedule.study_day import Day
from flashdeck.study import history, tally
from flashdeck.study.coming import NEVER_AGAIN, Coming

COLUMNS = ("", "new", "due", "card")
"""What a step of a deck says: a day, and what then is added."""


def stamps(found: Read) -> tuple[str, ...]:
    """What a collection was read from: its settings, its files, and the folders they stand in."""
    root = found.compiled.settings.root.resolve()
    files = {Path(file.source.path).resolve() for file in found.compiled.collection.files}
    folders = {each for path in found.chosen.paths for each in _walked(path.resolve())}
    stamped = tally.stamped(str(root), map(str, sorted({root / FILE, *files, *folders})))
    unread = any(each.rule is rules.UNREADABLE for each in found.compiled.diagnostics)
    return (*stamped, *([tally.UNSURE] if unread else []))


def keep(here: Known, read_from: Sequence[str]) -> tuple[str, ...]:
    """The tally of a whole collection; `read_from` are its stamps from when it was read.

    Returned are they, and those of the journals.
    """
    settings, day = here.read.compiled.settings, here.now().day
    root = str(settings.root.resolve())
    journals = map(str, (here.folder.journal.resolve(), *here.folder.journals()))
    stamped = (*read_from, *tally.stamped(root, journals))
    here.refresh()
    rows = [*stamped, *_decks(here.coming(here.all), here.due(here.all), day)]
    decks: dict[str, str] = {card.id: "::".join(card.note.deck) for card in here.all}
    again = Counter(
        decks[card] for card in history.lapsed(here.cache.lines_of(day)) if card in decks
    )
    rows += [f"again\t{deck}\t{number}" for deck, number in again.items()]
    limits = (settings.rollover_hour, settings.new_per_day, settings.reviews_per_day)
    if not any(set("\n\r") & set(row) for row in rows):  # such are counted every time
        tally.kept(root, (*limits, day, *here.done(day)), rows)
    return stamped


def _walked(top: Path) -> Iterator[Path]:
    """Folders below one; hidden ones hold no cards."""
    for folder, below, _ in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder)


def _decks(notes: Iterable[Coming], cards: Iterable[tuple[Card, Day]], today: int) -> Iterator[str]:
    """A row for each deck: on which day how many new notes, reviews and cards due are added."""
    changes: dict[tuple[str, ...], Counter[tuple[int, str]]] = {}
    for note in notes:
        found = changes.setdefault(note.deck, Counter())
        due, new = max(today, note.due), max(today, note.new)
        if new < due:
            found[new, "new"] += 1
            found[due, "new"] -= 1
        found[due, "due"] += 1
    for card, first in cards:
        changes[card.note.deck][max(today, first), "card"] += 1
    for deck, found in changes.items():
        days = sorted({day for day, _ in found if day < NEVER_AGAIN})
        steps = (f"{found[day, kind]}" if kind else f"{day}" for day in days for kind in COLUMNS)
        yield "\t".join(("deck", "::".join(deck).replace("\t", " "), *steps))
