"""Keeps what was counted, so that `flashdeck study --count` need not count again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from flashdeck.cli.sessions import Known
from flashdeck.config.collection import FILE
from flashdeck.study import history, tally
from flashdeck.study.coming import NEVER_AGAIN, Coming


def keep(here: Known) -> None:
    """The tally of a whole collection, with what it was counted from."""
    settings, day = here.read.compiled.settings, here.now().day
    root = settings.root
    paths = [str(path) for path in _counted_from(here)]
    names = {note.deck for note in here.coming(here.all)}
    if any(set("\t\n\r") & set(text) for text in (*paths, *("".join(name) for name in names))):
        return  # what the table cannot hold is counted every time
    decks: dict[str, str] = {card.id: "::".join(card.note.deck) for card in here.all}
    again = Counter(
        decks[card] for card in history.lapsed(here.cache.lines_of(day)) if card in decks
    )
    limits = (settings.rollover_hour, settings.new_per_day, settings.reviews_per_day)
    rows = [*tally.stamped(str(root), paths), *_decks(here.coming(here.all), day)]
    rows += [f"again\t{deck}\t{number}" for deck, number in again.items()]
    tally.kept(str(root), (*limits, day, *here.done), rows)


def _counted_from(here: Known) -> Iterator[Path]:
    """Every file that was read, every folder it could have been in, and the journals."""
    root = here.read.compiled.settings.root.resolve()
    files = [Path(file.source.path).resolve() for file in here.read.compiled.collection.files]
    folders = {path.resolve() for path in here.read.chosen.paths}
    for top in list(folders):
        folders |= set(_walked(top))
    yield from sorted({root / FILE, *files, *folders})
    yield here.folder.journal
    yield from here.folder.journals()


def _walked(top: Path) -> Iterator[Path]:
    """Folders below one; hidden ones hold no cards."""
    for folder, below, _ in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder)


def _decks(notes: Iterable[Coming], today: int) -> Iterator[str]:
    """A row for each deck: on which day how many new notes and how many reviews are added."""
    changes: dict[tuple[str, ...], Counter[tuple[int, bool]]] = {}
    for note in notes:
        found = changes.setdefault(note.deck, Counter())
        due, new = max(today, note.due), max(today, note.new)
        if new < due:
            found[new, True] += 1
            found[due, True] -= 1
        found[due, False] += 1
    for deck, found in changes.items():
        days = sorted({day for day, _ in found if day < NEVER_AGAIN})
        steps = (f"{day}\t{found[day, True]}\t{found[day, False]}" for day in days)
        yield "\t".join(("deck", "::".join(deck), *steps))
