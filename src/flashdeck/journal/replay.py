"""From the lines of all devices to where every card stands.

Cards do not depend on one another, so each is replayed alone, from its own
lines in the order in which they were written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import eq, itemgetter
from typing import Generic, NamedTuple, TypeVar, cast

from flashdeck.journal.lines import REVIEW, Adopt, Graded, Line, Mark, Told, row
from flashdeck.journal.merging import Gathering, Renames
from flashdeck.journal.undoing import taken_back
from flashdeck.schedule.card_state import CardState, after
from flashdeck.schedule.fuzz import Fuzz, fuzz, none
from flashdeck.schedule.past import adopted
from flashdeck.schedule.scheduler import Scheduler
from flashdeck.schedule.study_day import Day

S = TypeVar("S")

RENEWS = frozenset({"reset", "forget"})
"""After these a card is a new one."""

STEP = itemgetter(3, 5, 6)
"""The card's name then, the day and the grade of a review."""


class Rules(NamedTuple, Generic[S]):
    """What turns answers into states; without fuzz a card is due when its interval has passed."""

    scheduler: Scheduler[S]
    fuzzy: bool = True

    @property
    def fuzz(self) -> Fuzz:
        return fuzz if self.fuzzy else none

    @property
    def initial(self) -> CardState[S]:
        """The state of a card that nothing is known of."""
        return CardState(self.scheduler.initial())


class DayCount(NamedTuple):
    """What a study day saw: cards reviewed for the first time, and again."""

    new: int = 0
    reviews: int = 0


class Replayed(NamedTuple, Generic[S]):
    """What follows from a journal. A card it knows nothing of is not in `cards`."""

    cards: Mapping[str, CardState[S]]
    days: Mapping[Day, DayCount]


class Folded(NamedTuple, Generic[S]):
    """What follows from the rows of one card; no state if nothing is known of it.

    `new` and `again` are the days on which it was introduced, and came again.
    """

    state: CardState[S] | None
    new: list[Day]
    again: list[Day]


def replay(lines: Iterable[Line], rules: Rules[S]) -> Replayed[S]:
    """The same whatever the order of the lines, and however often each is there."""
    gathering = Gathering()
    rows = [row(line) for line in lines]
    gathering.add(rows, [0] * len(rows))
    cards: dict[str, CardState[S]] = {}
    new: Counter[Day] = Counter()
    again: Counter[Day] = Counter()
    renames = Renames(gathering.renames, gathering.undone)
    for card, history in gathering.histories(renames).items():
        found = folded(history.rows, rules)
        new.update(found.new)
        again.update(found.again)
        if found.state is not None:
            cards[card] = found.state
    return Replayed(cards, counted(new, again))


def counted(new: Mapping[Day, int], again: Mapping[Day, int]) -> dict[Day, DayCount]:
    """The days on which something was reviewed."""
    days = sorted({*new, *again})
    counts = {day: DayCount(new.get(day, 0), again.get(day, 0)) for day in days}
    return {day: count for day, count in counts.items() if any(count)}


def folded(rows: Sequence[Told], rules: Rules[S]) -> Folded[S]:
    """What follows from everything that was written about one card."""
    reviews, marks = _effective(rows)
    fold, at = _Fold(rules), 0
    for mark in marks:
        before = bisect_left(reviews, mark[:3], key=_when)
        fold.review(reviews[at:before])
        fold.mark(mark)
        at = before
    fold.review(reviews[at:])
    return Folded(fold.state, fold.new, fold.again)


def _effective(rows: Sequence[Told]) -> tuple[list[Graded], list[Mark | Adopt]]:
    """The reviews and marks that were not undone: in order, and each once. Drills do nothing."""
    found = [row for row in rows if row[4] == REVIEW]
    reviews = cast(list[Graded], found)  # of all kinds of rows, only these are called so
    reviews.sort()
    if any(map(eq, reviews, islice(reviews, 1, None))):
        reviews = list(dict.fromkeys(reviews))
    if len(found) == len(rows):
        return reviews, []
    undone = taken_back(rows)
    marks = {row for row in rows if isinstance(row, Mark | Adopt) and row[:3] not in undone}
    kept = [review for review in reviews if review[:3] not in undone]
    return kept, sorted(marks, key=itemgetter(0, 1, 2, 4))


def _when(review: Graded) -> tuple[int, str, int]:
    return review[:3]


class _Fold(Generic[S]):
    """A card's state as its lines go by."""

    def __init__(self, rules: Rules[S]) -> None:
        self.rules = rules
        self.state: CardState[S] | None = None
        self.new: list[Day] = []
        self.again: list[Day] = []
        self.answered = False
        """Whether it was answered here, and not reset since."""

    def review(self, reviews: Iterable[Graded]) -> None:
        """Some reviews in a row, if any."""
        before = self.state or self.rules.initial
        state, days = after(self.rules.scheduler, before, map(STEP, reviews), self.rules.fuzz)
        if days:
            self.state = state
            self.answered = True
            first = 1 if before.new else 0
            self.new += days[:first]
            self.again += days[first:]

    def mark(self, mark: Mark | Adopt) -> None:
        before = self.state or self.rules.initial
        if isinstance(mark, Mark):
            self.state = marked(before, mark, self.rules.scheduler.initial())
            self.answered = self.answered and mark.kind not in RENEWS
        elif not self.answered:
            self.state = adopted(self.rules.scheduler, before, mark.past, mark.day)


def marked(state: CardState[S], mark: Mark, initial: S) -> CardState[S] | None:
    """The state after something that is no answer; None when it is forgotten."""
    match mark.kind:
        case "suspend":
            return state._replace(suspended=True)
        case "unsuspend":
            return state._replace(suspended=False)
        case "bury":
            return state._replace(buried=Day(mark.day + 1))
        case "flag":
            return state._replace(flagged=mark.on)
        case "reset":
            return CardState(
                initial, buried=state.buried, suspended=state.suspended, flagged=state.flagged
            )
        case _:
            return None
