"""Gaps that hide what others hid, under numbers and in a text that are as they were."""

from __future__ import annotations

from collections.abc import Iterator

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.following.following import Following
from flashdeck.following.memory import Memory
from flashdeck.following.numbering import stands_corrected
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
    if isinstance(note, Basic) or not stands_corrected(note, before):
        return
    had = {text: number for number, text in before.gaps}
    moved = [
        (text, had[text], number)
        for number, text in now.gaps
        if text in had and (number, text) not in before.gaps
    ]
    if moved:
        text, was, number = moved[0]
        yield Diagnostic(
            rule=rules.RENUMBERED_GAP,
            message=f"`{text}` was gap {was} and is gap {number} now, which hid something else",
            span=note.span,
            help="each number keeps its history, as if answers were corrected; if the gaps changed "
            f"places, let the numbers go with them, here `{{{{c{was}::{text}}}}}`",
        )
