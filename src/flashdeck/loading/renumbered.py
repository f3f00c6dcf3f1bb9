"""Gaps that an author gave other numbers: in Anki, and in the journal, a number is a card."""

from __future__ import annotations

from collections.abc import Iterator

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.following.following import Following
from flashdeck.following.memory import Memory
from flashdeck.following.trace import Trace
from flashdeck.model import Basic, Note


def renumbered(found: Following, memory: Memory) -> Iterator[Diagnostic]:
    """A finding for each note of which one gap has the number that another one had."""
    old = {new: old for old, new in found.renames}
    for at in found.rest:
        now = found.traces[at]
        if now.gaps:
            before = memory.notes.get(now.id) or memory.notes.get(old.get(now.id, now.id))
            if before is not None and before.trace.gaps != now.gaps:
                yield from _finding(found.notes[at], before.trace, now)


def _finding(note: Note, before: Trace, now: Trace) -> Iterator[Diagnostic]:
    if isinstance(note, Basic):
        return
    explicit = {gap.group for gap in note.deletions if gap.explicit}
    had = {text: number for number, text in before.gaps}
    moved = [
        (text, had[text], number)
        for number, text in now.gaps
        if number in explicit and had.get(text, number) != number and _was_anothers(number, before)
    ]
    if moved:
        text, was, number = moved[0]
        yield Diagnostic(
            rule=rules.RENUMBERED_GAP,
            message=f"`{text}` was gap {was} and is gap {number} now, which hid something else",
            span=note.span,
            help="the history of a gap stays with its number, here and in Anki: "
            "give each gap the number it had, whatever their order in the text",
        )


def _was_anothers(number: int, before: Trace) -> bool:
    return number in dict(before.gaps)
