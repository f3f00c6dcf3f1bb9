"""From a collection and its journal to a session, and to what waits."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flashdeck import identity, plugins
from flashdeck.cli import machine
from flashdeck.cli.narrowing import ensure_known
from flashdeck.cli.output import put, say, warn
from flashdeck.cli.reading import Read, read
from flashdeck.compile.library import selected
from flashdeck.journal.cache import USELESS, Cache, cached
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Answer, Mark
from flashdeck.journal.pen import Pen
from flashdeck.journal.replay import DayCount, Rules
from flashdeck.journal.session_lock import Holder
from flashdeck.journal.session_lock import session as locked
from flashdeck.model import Card, CardId, Note
from flashdeck.schedule.keys import keys
from flashdeck.schedule.study_day import Day, Moment
from flashdeck.study import history
from flashdeck.study.coming import NEVER_AGAIN, Coming, coming
from flashdeck.study.pace import MINUTE
from flashdeck.study.queue import Room, crammed, queue
from flashdeck.study.recorder import Recorder
from flashdeck.study.session import APART, Session, Waiting, begun, counts
from flashdeck.study.session import Rules as SessionRules
from flashdeck.study.sitting import Clock, Sitting
from flashdeck.study.summary import lines, summary


class Wish(NamedTuple):
    """What was typed."""

    paths: tuple[Path, ...] = ()
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    new: int | None = None
    limit: int | None = None
    minutes: int | None = None
    cram: bool = False
    types: bool = False


@dataclass(slots=True)
class Known:
    """A collection, with what its journal says.

    `all` are all its cards, `cards` those that were asked for.
    """

    read: Read
    folder: Folder
    cache: Cache[object]
    rules: Rules[object]
    all: tuple[Card, ...]
    cards: tuple[Card, ...]

    @property
    def done(self) -> DayCount:
        return self.cache.replayed.days.get(self.now().day, DayCount())

    def now(self) -> Moment:
        return machine.now(self.read.compiled.settings.rollover_hour)

    def refresh(self) -> None:
        """Know what the journal gained."""
        try:
            self.cache.refresh()
        except USELESS:
            self.cache.close()
            self.cache = cached(self.folder, self.rules)

    def coming(self, cards: Iterable[Card]) -> Iterator[Coming]:
        return coming(cards, self.cache.replayed.cards)


@contextmanager
def known(wish: Wish) -> Iterator[Known]:
    """The collection of some paths, and its journal."""
    found = read(wish.paths)
    settings = found.compiled.settings
    folder = prepared(Folder(settings.root))
    rules = Rules(plugins.scheduler(settings.scheduler))
    whole = found.compiled.collection
    ensure_known((*whole.notes, *found.compiled.left_out), wish.decks, wish.tags)
    ours = selected(whole, wish.decks, wish.tags)
    cache = cached(folder, rules)
    here = Known(found, folder, cache, rules, _cards(whole.notes), _cards(ours.notes))
    try:
        for fault in cache.faults:
            warn(f"{fault.file}:{fault.line}: {fault.message}")
        yield here
    finally:
        here.cache.close()


def count_line(wish: Wish, *, as_json: bool) -> None:
    """What a session of the same wish would ask, counted anew and kept for the next time."""
    from flashdeck.cli.tallies import keep, stamps
    from flashdeck.study.tally import Count

    with known(wish) as here:
        if not wish.paths:
            keep(here, stamps(here.read))
        day = here.now().day
        left = counts(_session(here, wish, here.cache.lines_of(day), ()))
        count = Count(day, *left)
    put(count.json() if as_json else count.text())


def hold(wish: Wish) -> None:
    """A session, from its first card to its summary."""
    from flashdeck.cli.tallies import keep, stamps

    with known(wish) as here:
        read_from = stamps(here.read)
        since = time.strftime("%H:%M")
        with locked(here.folder, Holder(os.getpid(), since)):
            here.refresh()
            _studied(here, wish)
        if not wish.paths:
            keep(here, read_from)


def _studied(here: Known, wish: Wish) -> None:
    from flashdeck.cli.outside import Outside
    from flashdeck.cli.screens import shown

    device = machine.name()
    today = here.cache.lines_of(here.now().day)
    earlier = history.undoable(today, device)
    session = _session(here, wish, today, [CardId(line.card) for line in earlier])
    left_out = len(here.read.compiled.left_out)
    if session.key is None:
        put(f"{_nothing(here, wish)}\n")
        return
    outside = Outside(here)
    recorder = Recorder(Pen(here.folder, device), here.rules.scheduler.name, earlier)
    sitting = Sitting(
        session=session,
        write=recorder.write,
        clock=Clock(here.now, machine.ticks),
        outside=outside,
        keys=keys(here.read.compiled.settings.grades),
        times=history.times(here.folder.journal_of(device)),
        ends=None if wish.minutes is None else machine.ticks() + wish.minutes * MINUTE,
    )
    try:
        shown(sitting, outside, types=wish.types)
    finally:
        _say_summary(here, sitting)
        if left_out:
            say(f"{left_out} notes with errors were left out; `flashdeck check` shows them")


def _session(
    here: Known, wish: Wish, today: Sequence[Answer | Mark], earlier: Sequence[CardId]
) -> Session[object]:
    day, states = here.now().day, here.cache.replayed.cards
    room = _room(here, wish)
    ids = {card.id for card in here.cards}
    again = [CardId(card) for card in history.lapsed(today) if card in ids]
    return begun(
        Session(
            rules=SessionRules(here.rules.scheduler, here.rules.fuzz, wish.cram),
            day=day,
            queue=crammed(here.cards, states, day, wish.limit)
            if wish.cram
            else queue(here.cards, states, day, room),
            states=states,
            cards={card.id: card for card in here.cards},
            again=() if wish.cram else tuple(Waiting(card, -APART) for card in again),
            earlier=tuple(earlier),
            written=len(earlier),
        )
    )


def _room(here: Known, wish: Wish) -> Room:
    """What the day's limits leave, over all sessions and devices."""
    settings, done = here.read.compiled.settings, here.done
    new = max(0, settings.new_per_day - done.new) if wish.new is None else wish.new
    return Room(new, max(0, settings.reviews_per_day - done.reviews), wish.limit)


def _nothing(here: Known, wish: Wish) -> str:
    """Why nothing is asked, and when something will be."""
    if not here.cards:
        return "There are no cards here." if not (wish.decks or wish.tags) else "No cards fit that."
    day = here.now().day
    found = list(here.coming(here.cards))
    if wish.new == 0 and not any(note.due <= day for note in found):
        return "There is nothing to review; --new 0 asks no new card."
    if any(note.due <= day or note.new <= day for note in found):
        return "That is all for today: the daily limit is reached. More: --new N, or --cram."
    first = min(min(note.due, note.new) for note in found)
    if first >= NEVER_AGAIN:
        return "Nothing is due: every card is suspended."
    days = first - day
    when = "tomorrow" if days == 1 else f"in {days} days"
    return f"Nothing is due. The next card comes {when}."


def _say_summary(here: Known, sitting: Sitting[object]) -> None:
    found = summary(sitting.session)
    merged = {**here.cache.replayed.cards, **sitting.session.changed}
    tomorrow = Day(here.now().day + 1)
    due = sum(note.due <= tomorrow for note in coming(here.all, merged))
    for line in lines(found, due):
        put(f"{line}\n")


def _cards(notes: Iterable[Note]) -> tuple[Card, ...]:
    return tuple(card for note in notes for card in identity.cards(note))
