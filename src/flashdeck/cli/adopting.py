"""From what other programs wrote into the files to lines in the journal."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flashdeck import identity
from flashdeck.cli import machine
from flashdeck.cli.early import Wish
from flashdeck.cli.sessions import Known, known
from flashdeck.cli.tallies import keep, stamps
from flashdeck.config.collection import chosen, root_above
from flashdeck.errors import FlashdeckError
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import ADOPT, Adopt
from flashdeck.journal.pen import Pen
from flashdeck.journal.session_lock import Holder
from flashdeck.journal.session_lock import session as locked
from flashdeck.loading import foreign
from flashdeck.loading.decoding import PACKAGES, REMEDY
from flashdeck.model import Card, Note
from flashdeck.schedule.past import Past
from flashdeck.schedule.study_day import Day
from flashdeck.source import Span


class Left(NamedTuple):
    """How many cards were not adopted: known already, answered here, new in the other program."""

    before: int
    answered: int
    new: int


class Adopted(NamedTuple):
    """The days on which adopted cards are due, by the program, and what was left.

    `unknown` are the places of what belongs to no card; `apart` is the folder below
    where one stands that became a collection of its own by this; `wrong` is what has
    entries that cannot be read.
    """

    cards: dict[str, list[Day]]
    left: Left
    unknown: list[Span]
    today: Day
    apart: Path | None = None
    wrong: Sequence[foreign.Told] = ()


class IsPackage(FlashdeckError):
    """When cards are due in Anki is not read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is an Anki package: nothing in it can be adopted; {REMEDY}")


class _Meant(NamedTuple):
    """A card, and what a program knew of it."""

    card: Card
    tool: str
    past: Past | None


def adopted(paths: Sequence[Path] | None, *, writes: bool) -> Adopted:
    """Write what is new of what other programs know; nothing while somebody studies."""
    for path in paths or ():
        if path.suffix.lower() in PACKAGES:
            raise IsPackage(path)
    apart = _apart(paths or ()) if writes else None
    with known(Wish(paths=tuple(paths or ())), tells=writes, writes=writes) as here:
        if not writes:
            return _done(here, None)
        read_from = stamps(here.read)
        with locked(here.folder, Holder(os.getpid(), time.strftime("%H:%M"))):
            here.refresh()
            found = _done(here, Pen(here.folder, machine.name()))
        if not paths:
            keep(here, read_from)
        return found._replace(apart=apart)


def _apart(paths: Sequence[Path]) -> Path | None:
    """The folder of some paths below this one, if nothing made it a collection before."""
    here = Path.cwd()
    root = chosen(paths, here).settings.root.resolve()
    bare = not Folder(root).journals() and root_above(root) is None
    below = root != here.resolve() and root.is_relative_to(here.resolve())
    return root.relative_to(here.resolve()) if paths and bare and below else None


def _done(here: Known, pen: Pen | None) -> Adopted:
    notes = (*here.read.compiled.collection.notes, *here.read.compiled.left_out)
    found = list(foreign.told(notes))
    new: list[_Meant] = []
    before = answered = fresh = 0
    for meant in _meant(found):
        held = here.cache.adopted(meant.card.id)
        if meant.past is None:
            fresh += 1
        elif held is None:
            answered += 1
        elif meant.past in held:
            before += 1
        else:
            new.append(meant)
    now, cards = here.now(), dict[str, list[Day]]()
    for each in new:
        if each.past is not None:
            cards.setdefault(each.tool, []).append(each.past.due)
    if pen is not None and new:
        line = partial(Adopt, now.t, pen.device, kind=ADOPT, day=now.day)
        pen.together(
            now,
            [
                partial(line, card=each.card.id, past=each.past, tool=each.tool)
                for each in new
                if each.past is not None
            ],
        )
    unknown = list(_unknown(here, {told.span for _, told in found}))
    wrong = list({told.span: told for _, told in found if told.wrong}.values())
    return Adopted(cards, Left(before, answered, fresh), unknown, now.day, wrong=wrong)


def _meant(found: Sequence[tuple[Note, foreign.Told]]) -> Iterator[_Meant]:
    for note, told in found:
        for card in identity.cards(note):
            if card.ordinal in told.pasts:
                yield _Meant(card, told.tool, told.pasts[card.ordinal])


def _unknown(here: Known, spans: set[Span]) -> Iterator[Span]:
    """Comments that no note was found to have."""
    for file in here.read.compiled.collection.files:
        for span in foreign.comments(file.source):
            if span not in spans:
                yield span
