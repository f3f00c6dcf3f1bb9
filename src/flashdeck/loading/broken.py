"""Notes that are not read because of an error in them: they are there, only broken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from flashdeck.diagnostics import Diagnostic
from flashdeck.following.following import Following
from flashdeck.following.trace import Trace
from flashdeck.following.words import Words, words
from flashdeck.source import Span

KEPT = 0.8
"""The part of what a note asks that must still stand where the error is."""


def but_broken(found: Following, diagnostics: Iterable[Diagnostic]) -> Following:
    """The same, but that no note has vanished that stands in its file with an error in it."""
    if not found.vanished:
        return found
    errors: dict[str, list[Words]] = defaultdict(list)
    for each in diagnostics:
        if each.rule.breaking:
            errors[each.span.source.name].append(words(_paragraph(each.span)))
    broken = tuple(each for each in found.vanished if _stands(each, errors.get(each.file, ())))
    ids = {each.id for each in broken}
    vanished = tuple(each for each in found.vanished if each.id not in ids)
    return found._replace(vanished=vanished, broken=broken)


def _stands(lost: Trace, places: Sequence[Words]) -> bool:
    if not places:
        return False
    asked = _all(words(lost.prompt))
    return any((asked - _all(place)).total() <= (1 - KEPT) * asked.total() for place in places)


def _all(text: Words) -> Counter[str]:
    return text.counted + text.light


def _paragraph(span: Span) -> str:
    """The text around a place, up to blank lines; all of the span, whatever stands in it."""
    text = span.source.text
    start = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    return text[start : end if end >= 0 else len(text)]
