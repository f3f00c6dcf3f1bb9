"""What a session was, in a few numbers."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from flashdeck.model import CardId
from flashdeck.schedule.scheduler import FORGOTTEN
from flashdeck.study.session import Done, Session, counts

S = TypeVar("S")


class Summary(NamedTuple):
    """Answers and cards; reviews of cards that were not new, and how many were known."""

    answers: int
    cards: int
    reviews: int
    known: int
    ms: int
    in_time: bool


def summary(session: Session[S]) -> Summary:
    """Of the answers that were not taken back."""
    graded: dict[str, int] = {}
    for each in session.given:
        if each.kind == "review" and not _was_new(session, each.key):
            graded[each.key] = each.grade
    return Summary(
        len(session.given),
        len({each.key for each in session.given}),
        len(graded),
        sum(grade >= FORGOTTEN for grade in graded.values()),
        sum(each.ms for each in session.given),
        not isinstance(session.stage, Done) or session.stage.in_time,
    )


def lines(found: Summary, left: str = "", tomorrow: int | None = None) -> list[str]:
    """The summary in words; what is `left`, if anything is, and how many cards are due tomorrow."""
    if not found.answers:
        return []
    each = found.ms / found.answers / 1000
    said = [
        f"{_counted(found.answers, 'answer')} to {_counted(found.cards, 'card')} "
        f"in {_time(found.ms)}, {each:.1f} s each"
    ]
    if found.reviews:
        share = (100 * found.known + found.reviews // 2) // found.reviews
        said.append(f"{share} % of {_counted(found.reviews, 'review')} remembered")
    if left:
        said.append(left)
    if tomorrow is not None:
        said.append(f"{_counted(tomorrow, 'card') if tomorrow else 'nothing'} due tomorrow")
    return said


def left(session: Session[S], *, limited: bool) -> str:
    """What was to be asked and was not; of a `limited` session there may be more that day."""
    number = counts(session).all
    if not number:
        return ""
    more = " to cram" if session.rules.cram else "" if limited else " today"
    return f"{_counted(number, 'card')} left{more}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _time(ms: int) -> str:
    seconds = (ms + 500) // 1000
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"


def _was_new(session: Session[S], key: CardId) -> bool:
    state = session.states.get(key)
    return state is None or state.new
