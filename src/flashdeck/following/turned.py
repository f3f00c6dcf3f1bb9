"""Cards of which question and answer changed places.

The history is of the other direction: whoever could say it one way may not the other way. So
nobody but the student can say if it is to go on.
"""

from __future__ import annotations

from flashdeck.following.trace import BASIC, LONGEST, Trace

SCORE = 2.5
"""How near they are beside other cards: more than for an equal answer, less than for an equal
question."""
_ENDS = " .?!…。？！؟"

Sides = tuple[str, str]


def sides(each: Trace) -> Sides | None:
    """What a card asks and answers, but for marks and capitals; None if it cannot be turned."""
    if each.kind != BASIC or max(len(each.prompt), len(each.answer)) > LONGEST:
        return None
    asked, told = (text.casefold().strip(_ENDS) for text in (each.prompt, each.answer))
    return (asked, told) if asked and told and asked != told else None


def is_turned(old: Trace, new: Trace) -> bool:
    """Whether one asks what the other answers, and answers what it asks."""
    before = sides(old)
    return before is not None and sides(new) == before[::-1]
