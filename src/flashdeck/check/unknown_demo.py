"""Demos that are not there, or would not take what a card gives them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from difflib import get_close_matches

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.source import Span

_LINE = re.compile(
    r"^[ \t>]*demo:[ \t]*(\S+)(?:[ \t]+(\S.*?))?[ \t]*$", re.IGNORECASE | re.MULTILINE
)


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


def bad_demo_options(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note whose demo is there and would refuse the options."""
    if subject.objection is None:
        return
    for note in subject.collection.notes:
        name, _, options = (note.demo or "").strip().partition(" ")
        if name not in subject.demos or not options.strip():
            continue
        wrong = _unread(options) or subject.objection(name, shlex.split(options))
        if wrong:
            yield Diagnostic(
                rule=rules.BAD_DEMO_OPTION,
                message=f"the demo `{name}` would not run: {wrong}",
                span=_place(note, group=2),
                help=f"`flashdeck demo {name} --help` tells what can be chosen",
            )


def _unread(options: str) -> str | None:
    try:
        shlex.split(options)
    except ValueError as error:
        return str(error).lower()
    return None


def _place(note: Note, group: int = 1) -> Span:
    """The name, or the options after it."""
    match = _LINE.search(note.span.text)
    if match is None or match[group] is None:
        return note.span
    start = note.span.start
    return Span(note.span.source, start + match.start(group), start + match.end(group))


def _advice(name: str, demos: frozenset[str]) -> str | None:
    near = get_close_matches(name, sorted(demos), n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"there are: {', '.join(sorted(demos))}" if demos else None
