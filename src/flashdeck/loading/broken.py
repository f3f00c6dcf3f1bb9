"""Notes that are not read because of an error in them: they are there, only broken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence

from flashdeck.diagnostics import Diagnostic
from flashdeck.following.following import Following, Question
from flashdeck.following.trace import Trace
from flashdeck.following.words import Words, words
from flashdeck.model import NoteId
from flashdeck.source import Span

_Place = tuple[Span, Words]
"""An error, and the words around it."""

KEPT = 0.8
"""The part of what a note asks that must still stand where the error is."""


def but_broken(found: Following, diagnostics: Iterable[Diagnostic]) -> Following:
    """The same, but that no note has vanished that stands in its file with an error in it.

    Of such a note nothing is asked: when it is mended, it is known again.
    """
    if not found.vanished:
        return found
    errors: dict[str, list[_Place]] = defaultdict(list)
    for each in diagnostics:
        if each.rule.breaking:
            errors[each.span.source.name].append((each.span, words(_paragraph(each.span))))
    stands = {each.id: _stands(each, errors.get(each.file, ())) for each in found.vanished}
    broken = {id: span for id, span in stands.items() if span is not None}
    if not broken:
        return found
    asked = [_without(each, broken) for each in found.questions]
    return found._replace(
        vanished=tuple(each for each in found.vanished if each.id not in broken),
        broken=broken,
        questions=tuple(each for each in asked if each.old),
        waiting=tuple(q for q, each in zip(found.questions, asked, strict=True) if not each.old),
    )


def _without(question: Question, broken: Container[NoteId]) -> Question:
    return question._replace(old=tuple(old for old in question.old if old.id not in broken))


def _stands(lost: Trace, places: Sequence[_Place]) -> Span | None:
    """Where the error is in what is left of a note; None if it is not there."""
    if not places:
        return None
    asked = _all(words(lost.prompt))
    most = (1 - KEPT) * asked.total()
    return next((span for span, text in places if (asked - _all(text)).total() <= most), None)


def _all(text: Words) -> Counter[str]:
    return Counter(text.counted) + Counter(text.light)


def _paragraph(span: Span) -> str:
    """The text around a place, up to blank lines; all of the span, whatever stands in it."""
    text = span.source.text
    start = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    return text[start : end if end >= 0 else len(text)]
