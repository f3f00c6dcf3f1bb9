"""From a collection and its journal to a session, and to what waits."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flashdeck import identity, plugins
from flashdeck.cli import machine
from flashdeck.cli.asking import settled, somebody_is_there
from flashdeck.cli.choosing import Choice, chosen, tags_in_files
from flashdeck.cli.early import Shown, Wish
from flashdeck.cli.losses import brought_back, warn_of_losses
from flashdeck.cli.narrowing import ensure_known
from flashdeck.cli.output import put, say, warn
from flashdeck.cli.reading import Read, read
from flashdeck.cli.telling import tell, warn_of_conflicts
from flashdeck.journal.cache import USELESS, Cache, cached, passing
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.pen import Pen
from flashdeck.journal.reading import IN_CONFLICT
from flashdeck.journal.replay import DayCount, Rules
from flashdeck.journal.session_lock import Holder
from flashdeck.journal.session_lock import session as locked
from flashdeck.loading.unclear import commands
from flashdeck.model import Card, CardId, Note, NoteId
from flashdeck.schedule.keys import NAMES, keys
from flashdeck.schedule.standing import Standing, Standings
from flashdeck.schedule.study_day import Day, Moment
from flashdeck.study import history
from flashdeck.study.coming import NEVER_AGAIN, Coming, coming
from flashdeck.study.entries import Entry, Returnable
from flashdeck.study.pace import MINUTE, pace, within
from flashdeck.study.queue import Room, crammed, queue, spare
from flashdeck.study.recorder import Recorder
from flashdeck.study.session import APART, Done, Session, Waiting, begun, counts
from flashdeck.study.session import Rules as SessionRules
from flashdeck.study.sitting import Clock, Sitting
from flashdeck.study.summary import left, lines, summary


@dataclass(slots=True)
class Known:
    """A collection, with what its journal says.

    `all` are all its cards, `cards` those of the notes that were asked for, and
    `asked` the only ones of them that were, if not all. Nothing can be written
    unless it `keeps` what is said.
    """

    read: Read
    folder: Folder
    cache: Cache[object]
    rules: Rules[object]
    all: tuple[Card, ...]
    cards: tuple[Card, ...] = ()
    asked: frozenset[CardId] | None = None
    choice: Choice = field(default_factory=Choice)
    keeps: bool = True

    def done(self, day: Day) -> DayCount:
        return self.cache.replayed.days.get(day, DayCount())

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

    def due(self, cards: Iterable[Card]) -> Iterator[tuple[Card, Day]]:
        """Cards that were reviewed, and from which day on they wait; none that are suspended."""
        states = self.cache.replayed.cards
        for card in cards:
            state = states.get(card.id)
            if state is not None and not (state.new or state.suspended):
                yield card, max(state.due, state.buried)

    @property
    def standings(self) -> Standings:
        """Where every card stands today."""
        leech = self.read.compiled.settings.leech_lapses
        return Standings(self.cache.replayed.cards, self.now().day, leech)

    def narrow(self, choice: Choice) -> None:
        """Ask for some of the cards only; a deck or tag that none has is refused."""
        whole = self.read.compiled.collection
        notes = (*whole.notes, *self.read.compiled.left_out)
        ensure_known(notes, choice.decks, tags_in_files(choice.tags))
        self.choice = choice
        found = chosen(whole, choice, self.standings)
        self.cards, self.asked = _cards(found.collection.notes), found.fitting


@contextmanager
def known(
    wish: Wish, *, tells: bool = True, asks: bool = False, writes: bool = True
) -> Iterator[Known]:
    """The collection of some paths, and its journal.

    It is told of the notes as they now are, or only if a card has another name
    than its answers have, so that those are its own. Who sits there is asked of
    what is not clear if `asks`. Unless it `writes`, not even a cache is kept.
    """
    found = read(wish.paths, checked=False, frozen=not writes)
    if tells and _regained(Folder(found.compiled.settings.root), asks=asks):
        found = read(wish.paths, checked=False)
    if asks and found.compiled.following.questions and settled(found.compiled):
        found = read(wish.paths, checked=False)
    settings = found.compiled.settings
    folder = Folder(settings.root)
    keeps = writes and _keeps(folder, must=tells and not wish.cram)
    if keeps and (tells or found.compiled.following.renames):
        tell(found.compiled)
    rules = Rules(plugins.scheduler(settings.scheduler))
    cache = cached(folder, rules) if writes else passing(folder, rules)
    here = Known(found, folder, cache, rules, _cards(found.compiled.collection.notes), keeps=keeps)
    try:
        here.narrow(Choice(wish.decks, wish.tags, tuple(map(Standing, wish.standings))))
        warn_of_conflicts(found.compiled)
        for fault in cache.faults:
            if IN_CONFLICT not in fault.message:
                warn(f"{fault.file}:{fault.line}: {fault.message}")
        yield here
    finally:
        here.cache.close()


def _regained(folder: Folder, *, asks: bool) -> bool:
    """Whether lost lines of the journal were brought back; else a word about them."""
    if asks:
        return brought_back(folder)
    warn_of_losses(folder)
    return False


def _keeps(folder: Folder, *, must: bool) -> bool:
    """Whether the journal can be written; raises OSError if it must be and cannot."""
    try:
        prepared(folder)
    except OSError:
        if must:
            raise
        return False
    return must or all(os.access(each, os.W_OK) for each in (folder.journal, folder.cache))


def _forget(entry: Entry, at: Moment) -> None:
    """Where nothing can be written, nothing is."""


def count_line(wish: Wish, *, as_json: bool) -> None:
    """What a session of the same wish would ask, counted anew and kept for the next time."""
    from flashdeck.cli.quick import is_read
    from flashdeck.cli.tallies import keep, stamps
    from flashdeck.study.tally import Count

    with known(wish, tells=False) as here:
        gone = warn_of_losses(here.folder)
        if here.keeps and not wish.paths and not gone:  # what is kept is said without a word
            keep(here, stamps(here.read))
        day = here.now().day
        left = counts(begun_on(here, wish, day, most=_in_time(here, wish)))
    if wish.cram:
        put(f'{{"version": 1, "cards": {left.all}}}\n' if as_json else f"{_cards_said(left.all)}\n")
        return
    count = Count(day, *left, *_waiting(here, wish, day, left.due))
    put(count.json() if as_json else count.text(explained=is_read()))


def _waiting(here: Known, wish: Wish, day: Day, asked: int) -> tuple[int, int]:
    """Cards that are due and wait for others of their notes, and reviews over the day's limit."""
    ids = here.asked
    cards = sum(
        day >= first and (ids is None or card.id in ids) for card, first in here.due(here.cards)
    )
    due = sum(note.due <= day for note in coming(here.cards, here.cache.replayed.cards, ids))
    return cards - due, due - asked if wish.limit is wish.minutes is None else 0


def _in_time(here: Known, wish: Wish) -> int | None:
    """How many answers there is time for, at the learner's pace."""
    if wish.minutes is None:
        return None
    usual = pace(history.times(here.folder.journal_of(machine.name())))
    return within(wish.minutes * MINUTE, usual)


def hold(wish: Wish, already: Shown | None = None) -> None:
    """A session, from its first card to its summary."""
    from flashdeck.cli.tallies import keep, stamps

    with known(wish, asks=already is None and somebody_is_there()) as here:
        if not here.keeps:
            say("nothing is kept: this folder cannot be written to")
            _studied(here, wish, already)
            return
        read_from = stamps(here.read)
        since = time.strftime("%H:%M")
        with locked(here.folder, Holder(os.getpid(), since)):
            here.refresh()
            sitting = _studied(here, wish, already)
        if not wish.paths:
            read_from = keep(here, read_from)
            if sitting is not None and not wish.standings:  # which cards are due changes by the day
                from flashdeck.cli import openings

                openings.keep(here, wish, sitting, read_from)


def _studied(here: Known, wish: Wish, already: Shown | None) -> Sitting[object] | None:
    from flashdeck.cli.outside import Outside
    from flashdeck.cli.screens import faces, is_whole, shown

    device = machine.name()
    today = here.now().day
    earlier = history.undoable(here.cache.lines_of(today), device)
    session = begun_on(here, wish, today, map(history.entry, earlier))
    left_out = len(here.read.compiled.left_out)
    if session.key is None and already is not None:
        already.leave()
        already = None
    outside = Outside(here)
    ours = faces(lambda: outside.collection, outside.macros)
    if session.key is None and not (earlier and is_whole(ours)):
        put(f"{_nothing(here, wish)}\n")
        _say_clock(here)
        _say_unclear(here)
        return None
    recorder = Recorder(Pen(here.folder, device), here.rules.scheduler.name, earlier)
    sitting = Sitting(
        session=session,
        write=recorder.write if here.keeps else _forget,
        clock=Clock(here.now, machine.ticks),
        outside=outside,
        keys=keys(here.read.compiled.settings.grades),
        times=history.times(here.folder.journal_of(device)),
        ends=None if wish.minutes is None else machine.ticks() + wish.minutes * MINUTE,
        remarks={id: f"perhaps an old card: {how}" for id, how in _unclear(here).items()},
    )
    try:
        shown(sitting, ours, types=wish.types, already=already)
    finally:
        if outside.edited:  # else the next edit of what was added would find nobody who knows it
            tell(read(wish.paths, quiet=True, checked=False).compiled)
        _say_summary(here, wish, sitting)
        _say_clock(here)
        _say_unclear(here)
        if left_out:
            notes = "1 note" if left_out == 1 else f"{left_out:,} notes"
            say(f"{notes} with errors left out; `flashdeck check` says why")
    return sitting


def begun_on(
    here: Known,
    wish: Wish,
    day: Day,
    earlier: Iterable[Returnable] = (),
    *,
    most: int | None = None,
) -> Session[object]:
    """The session that some wish gets on a study day; `earlier` is what it may take back.

    With `most`, so many answers are to be given, if all cards are known.
    """
    states, before = here.cache.replayed.cards, tuple(earlier)
    again = [] if wish.cram else _again(here, day)[:most]
    limits = [each for each in (wish.limit, most and most - len(again)) if each is not None]
    room = _room(here, wish, day, min(limits, default=None))
    if wish.cram:
        done = history.crammed(here.cache.lines_of(day))
        chosen = crammed(here.cards, states, day, room.all, here.asked, *done)
    else:
        chosen = queue(here.cards, states, day, room, here.asked)
    return begun(
        Session(
            rules=_rules(here, wish),
            day=day,
            queue=chosen,
            spare=spare(room, chosen, cram=wish.cram),
            states=states,
            cards={card.id: card for card in here.cards},
            again=tuple(Waiting(card, -APART) for card in again),
            earlier=before,
            written=len(before),
        )
    )


def _again(here: Known, day: Day) -> list[CardId]:
    """What lapsed before and was not known since, of what is asked."""
    ids = {card.id for card in here.cards} if here.asked is None else here.asked
    return [CardId(card) for card in history.lapsed(here.cache.lines_of(day)) if card in ids]


def _rules(here: Known, wish: Wish) -> SessionRules[object]:
    settings = here.read.compiled.settings
    return SessionRules(
        here.rules.scheduler,
        here.rules.fuzz,
        wish.cram,
        settings.leech_lapses,
        settings.leech_suspend,
        NAMES if settings.grades == 4 else {},
    )


def _room(here: Known, wish: Wish, day: Day, most: int | None) -> Room:
    """What the day's limits leave, over all sessions and devices."""
    settings, done = here.read.compiled.settings, here.done(day)
    new = max(0, settings.new_per_day - done.new) if wish.new is None else wish.new
    return Room(new, max(0, settings.reviews_per_day - done.reviews), most)


def _nothing(here: Known, wish: Wish) -> str:
    """Why nothing is asked, and when something will be."""
    if not here.cards:
        return (
            "No cards fit that."
            if wish.decks or wish.tags or wish.standings
            else "There are no cards here."
        )
    day = here.now().day
    found = list(coming(here.cards, here.cache.replayed.cards, here.asked))
    if wish.new == 0 and not any(note.due <= day for note in found):
        return "There is nothing to review; --new 0 asks no new card."
    if wish.standings and not any(note.due <= day or note.new <= day < note.due for note in found):
        asked = len(here.cards) if here.asked is None else len(here.asked)
        return f"{_cards_said(asked)} {' or '.join(wish.standings)}, none due; --cram asks them."
    if any(note.due <= day or note.new <= day for note in found):
        return "That is all for today: the daily limit is reached. More: --new N, or --cram."
    first = min(min(note.due, note.new) for note in found)
    if first >= NEVER_AGAIN:
        return "Nothing is due: every card is suspended."
    days = first - day
    when = "tomorrow" if days == 1 else f"in {days} days"
    return f"Nothing is due. The next card comes {when}."


def _say_summary(here: Known, wish: Wish, sitting: Sitting[object]) -> None:
    found = summary(sitting.session)
    merged = {**here.cache.replayed.cards, **sitting.session.changed}
    tomorrow = Day(here.now().day + 1)
    due = sum(note.due <= tomorrow for note in coming(here.all, merged))
    for line in lines(found, left(sitting.session, limited=wish.limit is not None), due):
        put(f"{line}\n")
    if not found.answers and isinstance(sitting.session.stage, Done):
        put(f"{_nothing(here, wish)}\n")


def _unclear(here: Known) -> dict[NoteId, str]:
    return commands(here.read.compiled.following)


def _say_clock(here: Known) -> None:
    """A clock that is behind an answer: cards look as if they were not due yet."""
    days = here.cache.set_back(here.now().t)
    if days:
        behind = "1 day" if days == 1 else f"{days:,} days"
        say(f"the clock of this machine is {behind} behind the last answer: is its date right?")


def _say_unclear(here: Known) -> None:
    """New cards that may be old ones: nobody would look for them in `check`."""
    found = {*_unclear(here).values()}
    if len(found) == 1:
        say(f"a new card may be an old one, with its history: `{found.pop()}` if so")
    elif found:
        say("new cards may be old ones, with their history: `flashdeck follow` asks which")


def _cards_said(number: int) -> str:
    return "1 card" if number == 1 else f"{number:,} cards"


def _cards(notes: Iterable[Note]) -> tuple[Card, ...]:
    return tuple(card for note in notes for card in identity.cards(note))
