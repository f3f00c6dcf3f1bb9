"""Counts in words: how many diagnostics, how many of anything."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Severity
from flashdeck.model import Note
from flashdeck.source import Span

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def counted(number: int, word: str) -> str:
    """`1 card`, `2 cards`, `12,000 cards`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def findings(diagnostics: Sequence[Diagnostic]) -> str:
    """`3 errors, 1 warning, 12 remarks in 4 files`; what there is none of is left out."""
    by_severity = Counter(found.rule.severity for found in diagnostics)
    counts = [counted(by_severity[kind], WORDS[kind]) for kind in Severity if by_severity[kind]]
    files = len({found.span.source.path for found in diagnostics})
    return f"{', '.join(counts)} in {counted(files, 'file')}" if counts else "no problems"


def failed(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether these are findings to stop at: errors, and warnings when strict."""
    severities = {found.rule.severity for found in diagnostics}
    return Severity.ERROR in severities or (strict and Severity.WARNING in severities)


def worth_showing(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """All but the remarks, of which a flattened page draws dozens."""
    return [found for found in diagnostics if found.rule.severity is not Severity.INFO]


def left_out(notes: Iterable[Note], diagnostics: Iterable[Diagnostic]) -> list[Span]:
    """Where cards stand that are not built, in order: unsound notes, and what made none at all."""
    unsound = {_place(note.span): note.span for note in notes}
    order = sorted(unsound)
    places = dict(unsound)
    for found in diagnostics:
        if found.rule.breaking and found.rule not in _ABOUT_TEXT:
            place = _place(found.span)
            above = bisect_right(order, place) - 1
            if above < 0 or not unsound[order[above]].holds(found.span):
                places.setdefault(place, found.span)
    return [places[place] for place in sorted(places)]


def _place(span: Span) -> tuple[str, int]:
    """One card a line: two findings in a line are about the same card."""
    return span.source.path, span.lines[0]


_ABOUT_TEXT = (
    rules.NOT_UTF8,
    rules.CONFLICT_MARKERS,
    rules.UNCLOSED_FENCE,
)  # may stand where no card is
