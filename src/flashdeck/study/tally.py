"""How many cards wait, as it was last counted, so that it can be asked at once.

A tally says what it was counted from: the size and time of every file and
folder. While those are the same it holds, for later days as well: it knows on
which day how many notes begin to wait. It is a table of tabs, and this module
imports nothing, because `flashdeck study --count` may take little longer than
Python itself.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = "flashdeck tally 2"
NAME = ".flashdeck/cache/due"

UNSURE = "at\t?\t?\t."
"""A row that never holds: what may be read by then has no time that would tell."""
EPOCH = 719_163
"""The ordinal of 1970-01-01."""


def study_day(seconds: float, offset: int, hour: int, rollover: int) -> int:
    """The day of a moment: seconds since 1970, seconds east of UTC, the hour on the wall."""
    return int((seconds + offset) // 86_400) + EPOCH - (hour < rollover)


def counted(root: str, now: float, offset: int, hour: int, decks: Iterable[str]) -> Count | None:
    """What waits in a collection, or in some of its decks; None if that must be counted."""
    try:
        with open(os.path.join(root, NAME), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            rows = [line.split("\t") for line in file.read().split("\n")]
        return _count(root, rows, (now, offset, hour), [_parts(deck) for deck in decks])
    except (OSError, ValueError, IndexError):
        return None


class Count:
    """What a study day still asks: new cards, reviews, and lapses to be repeated.

    Of the cards that are due, so many `siblings` wait for another one of their note, and so
    many are `over` the day's limit.
    """

    def __init__(
        self, day: int, new: int, due: int, again: int, siblings: int = 0, over: int = 0
    ) -> None:
        self.day, self.new, self.due, self.again = day, new, due, again
        self.siblings, self.over = siblings, over

    def text(self, *, explained: bool = False) -> str:
        """One line; `explained`, it says why cards that are due are not asked."""
        again = f", {self.again} again" if self.again else ""
        why = f" ({self._why()})" if explained and (self.siblings or self.over) else ""
        return f"{self.new} new, {self.due} due{why}{again}\n"

    def _why(self) -> str:
        waits = "1 more waits" if self.siblings == 1 else f"{self.siblings} more wait"
        said = [f"{waits}: one card of a note a day"] if self.siblings else []
        said += [f"{self.over} over the day's limit"] if self.over else []
        return ", ".join(said)

    def json(self) -> str:
        """A JSON document; `cards` are all together."""
        cards = self.new + self.due + self.again
        return (
            f'{{"version": 1, "new": {self.new}, "due": {self.due}, "again": {self.again}, '
            f'"cards": {cards}}}\n'
        )


def _count(
    root: str, rows: list[list[str]], moment: tuple[float, int, int], decks: list[list[str]]
) -> Count | None:
    if rows[0] != [FORMAT, sys.version] or rows[-2] != ["end"]:
        return None
    rollover, new_limit, due_limit, day, new_done, due_done = map(int, rows[1])
    today = study_day(*moment, rollover)
    if today < day or any(_changed(root, row) for row in rows if row[0] == "at"):
        return None
    if today > day:
        new_done = due_done = 0
    if not all(any(_in(row[1], deck) for row in rows if row[0] == "deck") for deck in decks):
        return None
    new = due = again = cards = 0
    for row in rows:
        if decks and row[0] in ("deck", "again") and not any(_in(row[1], deck) for deck in decks):
            continue
        if row[0] == "deck":
            for start, *numbers in zip(*(row[at::4] for at in (2, 3, 4, 5)), strict=True):
                if int(start) <= today:
                    fresh, waiting, each = map(int, numbers)
                    new, due, cards = new + fresh, due + waiting, cards + each
        elif row[0] == "again" and today == day:
            again += int(row[2])
    asked = max(0, min(due, due_limit - due_done))
    new = max(0, min(new, new_limit - new_done))
    return Count(today, new, asked, again, cards - due, due - asked)


def changed(root: str, read_from: Iterable[str]) -> bool:
    """Whether anything is not as it was when it was `stamped`."""
    return any(_changed(root, row.split("\t")) for row in read_from)


def _changed(root: str, row: list[str]) -> bool:
    """Whether a file is not the one that was counted; one that was not there has no time."""
    path = os.path.join(root, row[3])  # noqa: PTH118
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return row[1] != "-"
    return row[1] != str(found.st_mtime_ns) or row[2] != str(found.st_size)


def _parts(deck: str) -> list[str]:
    return [part.strip().casefold() for part in deck.split("::") if part.strip()]


def _in(deck: str, wanted: list[str]) -> bool:
    return [part.casefold() for part in deck.split("::")][: len(wanted)] == wanted


def stamped(root: str, paths: Iterable[str]) -> Iterator[str]:
    """Rows for files and folders as they are now."""
    for path in paths:
        try:
            found = os.stat(path)  # noqa: PTH116
            known = f"{found.st_mtime_ns}\t{found.st_size}"
        except OSError:
            known = "-\t-"
        yield f"at\t{known}\t{os.path.relpath(path, root)}"


def kept(root: str, head: Iterable[int], rows: Iterable[str]) -> None:
    """Put a tally in place, in one step."""
    path = os.path.join(root, NAME)  # noqa: PTH118
    with open(f"{path}.new", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{FORMAT}\t{sys.version}\n")
        file.write("\t".join(map(str, head)) + "\n")
        file.writelines(f"{row}\n" for row in rows)
        file.write("end\n")
    os.replace(f"{path}.new", path)  # noqa: PTH105
