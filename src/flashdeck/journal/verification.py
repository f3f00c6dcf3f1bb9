"""Whether the journals are sound, and the cache says what they say. Nothing is changed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import NamedTuple, TypeVar

from flashdeck.diagnostics import Severity
from flashdeck.journal.cache import DAY_MS, USELESS, Cache
from flashdeck.journal.database import connected
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import Row
from flashdeck.journal.reading import Fault, Reader
from flashdeck.journal.remembering import agrees
from flashdeck.journal.replay import Rules
from flashdeck.journal.updating import Stale

S = TypeVar("S")

_WITH = re.compile(rb'"with"\s*:\s*"([^"\\]+)"')
"""Never part of a text: there each quote has a backslash before it."""


class Agreement(Enum):
    """What a cache is worth."""

    NONE = "no answers in it yet"
    EQUAL = "sound"
    STALE = "out of date"
    DIFFERENT = "wrong"


class Verified(NamedTuple):
    """What was looked at and found; `cards` are the ids of the cards that have a history.

    So many lines, `twice`, have a number that another line of their file has, too: as branches
    of one machine give them, which know nothing of each other until they are merged.
    """

    files: int
    lines: int
    twice: int
    faults: tuple[Fault, ...]
    cache: Agreement
    cards: frozenset[str]

    @property
    def failed(self) -> bool:
        """Whether something is wrong that does not mend itself."""
        wrong = any(fault.severity is Severity.ERROR for fault in self.faults)
        return wrong or self.cache is Agreement.DIFFERENT


class Machine(NamedTuple):
    """The file with this machine's name, and the name if it looks like that of another."""

    file: Path | str = "device"
    shared: str | None = None


UNNAMED = Machine()


def verified(
    folder: Folder, rules: Rules[S], schedulers: Collection[str], machine: Machine = UNNAMED
) -> Verified:
    """All journals, read from their first byte; `schedulers` are those that are installed."""
    faults: list[Fault] = []
    first: dict[tuple[str, int], _First] = {}
    lines = twice = 0
    for path in folder.journals():
        faults += _strangers(path, schedulers, rules.scheduler.name)
        for start, row, before in _rows(path):
            lines += 1
            faults += _behind(path, start, row, before)
            other = first.setdefault(row[1:3], _First(row, path.name))
            if other.row == row:
                continue
            if other.file == path.name and row[1] != machine.shared:
                twice += 1
            else:
                faults.append(_shared(path, start, row, machine))
    with Cache(connected(":memory:"), folder, rules) as fresh:
        fresh.refresh()
        return Verified(
            files=len(folder.journals()),
            lines=lines,
            twice=twice,
            faults=tuple(sorted([*faults, *fresh.faults])),
            cache=_agreement(folder, rules, fresh) if agrees(folder) else Agreement.DIFFERENT,
            cards=frozenset(fresh.replayed.cards),
        )


def _rows(path: Path) -> Iterator[tuple[int, Row, int]]:
    """Every row with its offset, and the latest time that any before it was written at."""
    latest = None
    for piece in Reader(path).pieces():
        for start, row in zip(piece.starts, piece.rows, strict=True):
            latest = row[0] if latest is None else latest
            yield start, row, latest
            latest = max(latest, row[0])


class _First(NamedTuple):
    """The first line with a number, and its file."""

    row: Row
    file: str


def _behind(path: Path, start: int, row: Row, latest: int) -> Iterator[Fault]:
    if latest - row[0] > DAY_MS:
        days = (latest - row[0]) // DAY_MS
        yield Fault(
            path.name,
            _number(path, start),
            Severity.INFO,
            f"the clock was {days} {'day' if days == 1 else 'days'} behind an earlier line",
            "nothing to do: lines are taken in the order of their times",
        )


def _shared(path: Path, start: int, row: Row, machine: Machine) -> Fault:
    """Numbers of one name in two files, or of a name that was made on another machine."""
    return Fault(
        path.name,
        _number(path, start),
        Severity.WARNING,
        f"another line has the id `{row[1]}-{row[2]}` too",
        "all count; but two machines seem to share this name: delete the file with it on one of "
        f"them (here `{machine.file}`), and it gets a name of its own",
    )


def _strangers(path: Path, schedulers: Collection[str], ours: str) -> Iterator[Fault]:
    """Schedulers that answers were given with and that nobody here knows."""
    data = path.read_bytes()
    found: dict[str, list[int]] = {}
    for match in _WITH.finditer(data):
        found.setdefault(match[1].decode("utf-8", "replace"), []).append(match.start())
    for name, places in found.items():
        if name not in schedulers:
            many = "1 answer was" if len(places) == 1 else f"{len(places):,} answers were"
            yield Fault(
                path.name,
                data.count(b"\n", 0, places[0]) + 1,
                Severity.INFO,
                f"{many} given with the scheduler `{name}`, which is not installed",
                f"nothing is lost: the grades count, and `{ours}` says when the cards are due",
            )


def _number(path: Path, start: int) -> int:
    """The line that begins at an offset."""
    return path.read_bytes()[:start].count(b"\n") + 1


def _agreement(folder: Folder, rules: Rules[S], fresh: Cache[S]) -> Agreement:
    """What the cache on the disk would say after reading on; a copy is asked."""
    if not folder.database.is_file():
        return Agreement.NONE
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(sqlite3.connect(f"{folder.database.as_uri()}?mode=ro", uri=True)) as kept:
            kept.backup(copy)
        with Cache(copy, folder, rules) as cache:
            cache.refresh()
            equal = (cache.replayed, cache.faults) == (fresh.replayed, fresh.faults)
            return Agreement.EQUAL if equal else Agreement.DIFFERENT
    except Stale:
        return Agreement.STALE
    except USELESS:
        return Agreement.DIFFERENT
    finally:
        copy.close()
