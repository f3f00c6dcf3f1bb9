"""Demos that are not there, one too many, or would not take what a card gives them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from difflib import get_close_matches

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.notes.listed import not_alone
from flashdeck.source import Span

_LINE = re.compile(
    r"^[ \t>]*demo:[ \t]*(\S+)(?:[ \t]+(\S.*?))?[ \t]*$", re.IGNORECASE | re.MULTILINE
)


def unknown_demo(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note whose demo nobody offers."""
    for note in not_alone(subject.collection.notes):
        name, *_ = (note.demo or "").split() or [""]
        if name and name not in subject.demos:
            yield Diagnostic(
                rule=rules.UNKNOWN_DEMO,
                message=f"no demo `{name}`",
                span=_place(note),
                help=_advice(name, subject.demos),
            )


def second_demo(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note that names a demo twice, at the line that counts for nothing."""
    for note in not_alone(subject.collection.notes):
        if note.demo is None:
            continue
        lines = [*_outside_code(note.span.text)]
        lost = [each for each in lines if each[0].partition(":")[2].strip() != note.demo.strip()]
        if len(lines) > 1 and lost:
            yield Diagnostic(
                rule=rules.SECOND_DEMO,
                message=f"a card has one demo, and this one has `{note.demo}`",
                span=_here(note, lost[0], 1),
                help="keep one of the lines",
            )


def _outside_code(text: str) -> Iterator[re.Match[str]]:
    """The lines that name a demo, where no fence is open above."""
    fences = at = 0
    for match in _LINE.finditer(text):
        above, at = text[at : match.start()].split("\n"), match.start()
        fences += sum(line.lstrip(" >").startswith(("```", "~~~")) for line in above)
        if fences % 2 == 0:
            yield match


def bad_demo_options(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note whose demo is there and would refuse the options."""
    if subject.objection is None:
        return
    for note in not_alone(subject.collection.notes):
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
    return _here(note, match, group)


def _here(note: Note, match: re.Match[str], group: int) -> Span:
    start = note.span.start
    return Span(note.span.source, start + match.start(group), start + match.end(group))


def _advice(name: str, demos: frozenset[str]) -> str | None:
    near = get_close_matches(name, sorted(demos), n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"there are: {', '.join(sorted(demos))}" if demos else None
