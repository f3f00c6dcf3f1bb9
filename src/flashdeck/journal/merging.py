"""From lines in any order to the history of each card, through all its names.

A history is every line of a card, each counted under the name that the card has
now. A line on a note follows all renames of it, in their order, also those that
were written before it: its device may not have heard of them. Numbers of cards
move up and down, so that a line follows only the later renames of its card.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from flashdeck.journal.lines import Other, Rename, Row, Told, Undo, of_rename

NO_ANSWER = (Rename, Other, Undo)

When = tuple[int, str, int]
"""What orders lines: time, device, number."""

EVER: When = (-(2**53), "", 0)
"""Before any line."""


class History(NamedTuple):
    """What was written about one card, in no order, and where each line stands."""

    rows: list[Told]
    places: array[int]

    @classmethod
    def empty(cls) -> History:
        return cls([], array("q"))

    def add(self, row: Told, place: int) -> None:
        self.rows.append(row)
        self.places.append(place)


class Renames:
    """Which name a card has now that had another.

    `undone` are those taken back, as `of_rename` has them.
    """

    def __init__(self, renames: Iterable[Rename], undone: Container[str] = ()) -> None:
        self.all = sorted({each for each in renames if of_rename(each) not in undone})
        self._by_name: dict[str, list[Rename]] = defaultdict(list)
        for rename in self.all:
            self._by_name[rename.card].append(rename)

    def concern(self, card: str) -> bool:
        """Whether a line of that card can belong to another now."""
        return card in self._by_name or _note(card) in self._by_name

    def owner(self, card: str, when: When) -> str:
        """The name now of what was called `card` then."""
        since = {name: self._since(name, when) for name in (card, _note(card))}
        while (found := self._next(since)) is not None:
            card = found.to + card[len(found.card) :]
            since = dict.fromkeys((card, _note(card)), found[:3])
        return card

    def _since(self, name: str, when: When) -> When:
        """From when on renames of a name concern a line that was written then."""
        if _is_card(name):
            return when
        taken = (each[:3] for each in self._by_name.get(name, []) if each.to == name)
        return max((time for time in taken if time <= when), default=EVER)

    def _next(self, since: Mapping[str, When]) -> Rename | None:
        """The first rename of a card, or of its note, each after its time."""
        found = []
        for name, when in since.items():
            renames = self._by_name.get(name, [])
            index = bisect_right(renames, when, key=lambda rename: rename[:3])
            found += renames[index : index + 1]
        return min(found, default=None)


def _note(card: str) -> str:
    return card.rpartition(":")[0]


def _is_card(name: str) -> bool:
    note, _, number = name.rpartition(":")
    return note != "" and number.isdecimal()


class Gathering:
    """Rows as they are read, by card."""

    def __init__(self) -> None:
        self.renames: list[Rename] = []
        self.undone: set[str] = set()
        self._found: dict[str, History] = {}

    def add(self, rows: Iterable[Row], places: Iterable[int]) -> None:
        """More rows, and where they stand."""
        known = self._found.get
        for row, place in zip(rows, places, strict=True):
            if isinstance(row, NO_ANSWER):
                if isinstance(row, Rename):
                    self.renames.append(row)
                if not isinstance(row, Undo):
                    continue
                self.undone.add(of_rename(row))
            if (history := known(row[3])) is None:
                self._found[row[3]] = History([row], array("q", [place]))
            else:
                found, where = history
                found.append(row)
                where.append(place)

    def histories(self, renames: Renames) -> dict[str, History]:
        """The histories under the names of now."""
        moved = [self._found.pop(card) for card in list(self._found) if renames.concern(card)]
        for history in moved:
            for row, place in zip(*history, strict=True):
                owner = renames.owner(row[3], row[:3])
                self._found.setdefault(owner, History.empty()).add(row, place)
        return self._found
