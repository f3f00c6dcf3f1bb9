"""What a journal knows of and the sources no longer have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from flashdeck import plugins, rules
from flashdeck.cli import machine
from flashdeck.compile.library import Compiled
from flashdeck.journal.annals import Annals, annals
from flashdeck.journal.cache import cached, passing
from flashdeck.journal.folder import Folder
from flashdeck.journal.replay import Rules
from flashdeck.model import NoteId


class Absent(NamedTuple):
    """A note that is gone: what it asked and where it stood, if that was ever told.

    `last` is the day on which it was noticed to be gone, or else the last one it
    is known to have been there. `cards` are those that have a history.
    """

    id: NoteId
    asked: str
    file: str
    deck: tuple[str, ...]
    last: date
    reviews: int
    cards: tuple[str, ...]


class Answers(NamedTuple):
    """What was answered as cards of one note."""

    cards: tuple[str, ...]
    reviews: int
    last: date


def absent(compiled: Compiled, tz: int) -> list[Absent]:
    """The notes that are gone, the latest first; `tz` is in minutes east of UTC."""
    answers = answered(compiled)
    here = {note.id for note in compiled.following.notes}
    here |= {old for old, _ in compiled.following.renames}
    here |= compiled.following.broken.keys()
    ids = {*compiled.memory.notes, *answers} - here - _unread(compiled)
    found = [_absent(compiled, id, answers.get(id), tz) for id in ids]
    return sorted(found, key=lambda each: (each.last, each.file, each.id), reverse=True)


def _unread(compiled: Compiled) -> frozenset[NoteId]:
    """The notes that are remembered of files and folders that could not be read."""
    unread = (rules.UNREADABLE, rules.NOT_UTF8)
    sources = (each.span.source for each in compiled.diagnostics if each.rule in unread)
    places = tuple({f"{source.name}/" for source in sources if not source.text})
    known = compiled.memory.notes.items() if places else ()
    return frozenset(id for id, each in known if f"{each.trace.file}/".startswith(places))


def brief(compiled: Compiled, found: Iterable[Absent]) -> frozenset[NoteId]:
    """Of some notes that are gone, those that were there for minutes and were never answered."""
    unanswered = [
        known
        for each in found
        if not each.cards and (known := compiled.memory.notes.get(each.id)) is not None
    ]
    gone = [each for each in unanswered if each.gone]
    if not gone:
        return frozenset()
    past = annals(Folder(compiled.settings.root))
    return frozenset(each.trace.id for each in gone if past.was_brief(each.trace, each.told))


def in_passing(
    compiled: Compiled, past: Annals, gone: Sequence[NoteId], *, frozen: bool
) -> frozenset[NoteId]:
    """Of notes that are gone, those that only `--watch` built, for minutes, and never answered."""
    now = machine.now(compiled.settings.rollover_hour).t
    listed = [compiled.memory.notes[id] for id in gone]
    brief = frozenset(
        each.trace.id
        for each in listed
        if not each.removed and past.was_in_passing(each.trace, each.told if each.gone else now)
    )
    return brief - answered(compiled, frozen=frozen).keys() if brief else brief


def _absent(compiled: Compiled, id: NoteId, answers: Answers | None, tz: int) -> Absent:
    known = compiled.memory.notes.get(id)
    cards, reviews, last = answers or Answers((), 0, date.min)
    if known is None:
        return Absent(id, "", "", (), last, reviews, cards)
    trace, last = known.trace, max(last, _day(known.told, tz))
    return Absent(id, trace.prompt, trace.file, trace.deck, last, reviews, cards)


def answered(compiled: Compiled, *, frozen: bool = False) -> dict[NoteId, Answers]:
    """What the journals say was answered, by note; nothing is written if it is `frozen`."""
    folder = Folder(compiled.settings.root)
    if not folder.journals():
        return {}
    rules = Rules(plugins.scheduler(compiled.settings.scheduler))
    with (passing if frozen else cached)(folder, rules) as cache:
        states = cache.replayed.cards
    cards: dict[NoteId, list[str]] = defaultdict(list)
    for card in sorted(states):
        cards[NoteId(card.rpartition(":")[0])].append(card)
    return {
        note: Answers(
            tuple(ours),
            sum(states[card].reviews for card in ours),
            date.fromordinal(max(1, *(states[card].last for card in ours))),
        )
        for note, ours in cards.items()
    }


def _day(ms: int, tz: int) -> date:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return moment.astimezone(timezone(timedelta(minutes=tz))).date()
