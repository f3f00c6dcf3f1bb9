"""What the journal says of the study day: what may be taken back, and what is asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from flashdeck.journal.lines import REVIEW, Answer, Mark, read
from flashdeck.model import CardId
from flashdeck.schedule.scheduler import KNOWN
from flashdeck.study.entries import Answered, Marked, Returnable

TAKEN_BACK = frozenset({"suspend", "bury", "flag"})
WINDOW = 1 << 15


def undoable(lines: Iterable[Answer | Mark], device: str) -> list[Answer | Mark]:
    """What a session of this device may take back, of the lines of a day."""
    return [
        line
        for line in lines
        if line.device == device and (isinstance(line, Answer) or line.kind in TAKEN_BACK)
    ]


def entry(line: Answer | Mark) -> Returnable:
    """What a session would have written as that line."""
    if isinstance(line, Answer):
        return Answered(CardId(line.card), line.kind, line.grade, line.ms, line.hash)
    return Marked(CardId(line.card), line.kind, line.on)


def lapsed(lines: Sequence[Answer | Mark]) -> list[str]:
    """Cards that were reviewed, and not known when they were last asked; lines are of a day."""
    reviewed = {line.card for line in lines if line.kind == "review"}
    last = {line.card: line.grade for line in lines if isinstance(line, Answer)}
    hidden = {line.card for line in lines if line.kind in ("suspend", "bury")}
    return [
        card
        for card, grade in last.items()
        if grade < KNOWN and card in reviewed and card not in hidden
    ]


class Crammed(NamedTuple):
    """How often each card was known in a cram, and which were not when they were asked last."""

    known: Counter[str]
    failed: frozenset[str]


def crammed(lines: Iterable[Answer | Mark]) -> Crammed:
    """What was crammed on a day; its drills that followed a lapse are none of it."""
    known, failed, lapsed = Counter[str](), set[str](), set[str]()
    for line in lines:
        if not isinstance(line, Answer):
            continue
        is_known, card = line.grade >= KNOWN, line.card
        if line.kind == REVIEW or card in lapsed:
            (lapsed.discard if is_known else lapsed.add)(card)
        else:
            known[card] += is_known
            (failed.discard if is_known else failed.add)(card)
    return Crammed(known, frozenset(failed))


def times(journal: Path) -> list[int]:
    """Milliseconds of the latest answers in a journal."""
    if not journal.exists():
        return []
    with journal.open("rb") as file:
        start = file.seek(max(0, journal.stat().st_size - WINDOW))
        data = file.read().split(b"\n")[1 if start else 0 :]
    lines = [read(each.decode("utf-8", "replace")) for each in data if each.strip()]
    return [line.ms for line in lines if isinstance(line, Answer)]
