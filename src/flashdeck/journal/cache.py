"""Where every card stands, without reading every line again.

The database goes on from where each journal was read to, and only the cards that
got lines are replayed. Whenever that cannot be right (a journal is not the one
it was, another scheduler, a new rename, a damaged database) it is made anew:
what it says is always what a replay of everything would say.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable
from types import TracebackType
from typing import Generic, Self, TypeVar

from flashdeck.collector import uncollected
from flashdeck.diagnostics import Severity
from flashdeck.journal.database import connected
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import REVIEW, Adopt, Answer, Line, Mark
from flashdeck.journal.places import Lines, Moved
from flashdeck.journal.reading import Fault
from flashdeck.journal.replay import DayCount, Replayed, Rules
from flashdeck.journal.undoing import taken_back
from flashdeck.journal.updating import Stale, journals, noted, update
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.past import Past
from flashdeck.schedule.study_day import Day

S = TypeVar("S")

USELESS = (sqlite3.Error, Stale, Moved, OSError, ValueError, TypeError)
"""What a database raises that is damaged, in the way, or not the one of these journals."""

DAY_MS = 24 * 60 * 60 * 1000


class Cache(Generic[S]):
    """What follows from the journals as they were when it was opened or last refreshed."""

    def __init__(self, db: sqlite3.Connection, folder: Folder, rules: Rules[S]) -> None:
        self._db = db
        self._folder = folder
        self._rules = rules
        self._unfinished: list[Fault] = []
        self.replayed: Replayed[S] = Replayed({}, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def refresh(self) -> None:
        """Read what the journals gained; raises one of USELESS if it cannot go on."""
        self._db.execute("begin immediate")
        try:
            with uncollected():
                self._unfinished = update(self._db, self._folder, self._rules)
                self.replayed = self._replayed()
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def _replayed(self) -> Replayed[S]:
        days = self._db.execute("select * from day order by day")
        return Replayed(self._states(), {day: DayCount(*counts) for day, *counts in days})

    def _states(self) -> dict[str, CardState[S]]:
        rows = self._db.execute("select * from card").fetchall()
        unpacked = self._rules.scheduler.unpacked
        # Many cards are remembered in the same way, and each way is read once.
        texts = list({row[1] for row in rows})
        values = json.loads(f"[{','.join(texts)}]")
        memories = dict(zip(texts, map(unpacked, values), strict=True))
        return {
            id: CardState(memories[text], a, b, c, d, e, f, g, suspended == 1, flagged == 1)
            for id, text, a, b, c, d, e, f, g, suspended, flagged in rows
        }

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything wrong with the journals, by file and line."""
        rows = self._db.execute("select * from fault")
        kept = [Fault(file, line, Severity(said), *rest) for file, line, said, *rest in rows]
        return tuple(sorted([*kept, *self._unfinished]))

    def set_back(self, t: int) -> int:
        """How many days a clock that says `t` is behind the latest line; 0 for less than one.

        Such a clock is worth a word. Nothing is refused: lines are in order of time.
        """
        return max(0, int(noted(self._db, "latest") or t) - t) // DAY_MS

    def lines_of(self, day: Day) -> list[Answer | Mark]:
        """What was done on a study day, on all devices, and not undone since; in order.

        The last one is what an undo takes back.
        """
        rows = self._db.execute(
            "select card, places from history where touched >= ?", (day,)
        ).fetchall()
        found: set[Answer | Mark] = set()
        with Lines(journals(self._db, self._folder)) as lines:
            for card, places in rows:
                found |= _done(card, lines.at(array("q", places)), day)
        return sorted(found, key=lambda line: line[:3])

    def marks_of(self, card: str) -> list[Mark]:
        """What was done to a card that is no answer, and not undone since; in order."""
        marks = {line for line in self._lines(card) if isinstance(line, Mark)}
        return [mark._replace(card=card) for mark in sorted(marks)]

    def adopted(self, card: str) -> list[Past] | None:
        """What was adopted for a card, in any order; None if it was answered here."""
        found = self._lines(card)
        if any(isinstance(line, Answer) and line.kind == REVIEW for line in found):
            return None
        return [line.past for line in found if isinstance(line, Adopt)]

    def _lines(self, card: str) -> list[Line]:
        """What was told of a card and not undone."""
        found = self._db.execute("select places from history where card = ?", (card,)).fetchone()
        if found is None:
            return []
        with Lines(journals(self._db, self._folder)) as lines:
            known = lines.at(array("q", found[0]))
        undone = taken_back(known)
        return [line for line in known if line[:3] not in undone]


def _done(card: str, lines: Iterable[Line], day: Day) -> set[Answer | Mark]:
    """What was done to a card on a day and not undone, under its name of now."""
    known = list(lines)
    undone = taken_back(known)
    return {
        line._replace(card=card)
        for line in known
        if isinstance(line, Answer | Mark) and line.day == day and line[:3] not in undone
    }


def cached(folder: Folder, rules: Rules[S]) -> Cache[S]:
    """The cache, up to date; kept in memory only where it cannot be written."""
    for attempt in (_opened, made_anew):
        try:
            return attempt(folder, rules)
        except USELESS:
            continue
    return passing(folder, rules)


def passing(folder: Folder, rules: Rules[S]) -> Cache[S]:
    """The same, kept in memory only."""
    return _refreshed(Cache(connected(":memory:"), folder, rules))


def _opened(folder: Folder, rules: Rules[S]) -> Cache[S]:
    return _refreshed(Cache(connected(folder.database), folder, rules))


def made_anew(folder: Folder, rules: Rules[S]) -> Cache[S]:
    """The cache, read from the first byte of every journal."""
    for suffix in ("", "-journal"):
        folder.database.with_name(folder.database.name + suffix).unlink(missing_ok=True)
    return _opened(folder, rules)


def _refreshed(cache: Cache[S]) -> Cache[S]:
    try:
        cache.refresh()
    except BaseException:
        cache.close()
        raise
    return cache
