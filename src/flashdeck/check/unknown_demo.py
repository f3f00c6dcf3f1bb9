"""Demos that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.source import Span

_LINE = re.compile(r"^[ \t>]*demo:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


def unknown_demo(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note whose demo nobody offers."""
    for note in subject.collection.notes:
        name, *_ = (note.demo or "").split() or [""]
        if name and name not in subject.demos:
            yield Diagnostic(
                rule=rules.UNKNOWN_DEMO,
                message=f"no demo `{name}`",
                span=_place(note),
                help=_advice(name, subject.demos),
            )


def _place(note: Note) -> Span:
    match = _LINE.search(note.span.text)
    if match is None:
        return note.span
    start = note.span.start
    return Span(note.span.source, start + match.start(1), start + match.end(1))


def _advice(name: str, demos: frozenset[str]) -> str | None:
    near = get_close_matches(name, sorted(demos), n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"there are: {', '.join(sorted(demos))}" if demos else None
