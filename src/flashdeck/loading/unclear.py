"""Notes that may be ones of before: nobody but a person can say which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.following.following import Following, Question
from flashdeck.following.trace import Trace
from flashdeck.model import Note, NoteId, prompt

SHORT = 8
"""Letters of an id that nobody chose; nothing that is typed needs more."""
_WORDS = 40
_NAMED = 3


def unclear(found: Following) -> Iterator[Diagnostic]:
    """A finding for each new note of each question."""
    notes = {note.id: note for note in found.notes} if found.questions else {}
    for question in found.questions:
        for new in question.new:
            if new.id in notes:
                yield _finding(question, notes[new.id], notes)


def commands(found: Following) -> dict[NoteId, str]:
    """What settles each note of which it is asked whether it is one of before."""
    return {
        new.id: f"flashdeck follow {short(question.old[0].id)} {short(new.id)}"
        if len(question.old) == 1
        else "flashdeck check"
        for question in found.questions
        for new in question.new
    }


def _finding(question: Question, note: Note, notes: Mapping[NoteId, Note]) -> Diagnostic:
    others = [notes[new.id] for new in question.new if new.id in notes and new.id != note.id]
    gone = question.old[:_NAMED]
    asked = prompt(note)
    return Diagnostic(
        rule=rules.UNCLEAR_HISTORY,
        message=f"this may be {_listed(gone, len(question.old))}",
        span=note.span if asked is None else asked.span,
        labels=tuple(Label(other.span, "or this one") for other in others[:_NAMED]),
        help=_help(gone[0], note),
    )


def _listed(gone: Sequence[Trace], count: int) -> str:
    said = [f"{short(each.id)} (“{_beginning(each.prompt)}”, {each.file})" for each in gone]
    more = f", or one of {count - len(gone)} others" if count > len(gone) else ""
    gone_too = (
        "which are both gone" if count == 2 else "which is gone" if count == 1 else "all gone"
    )
    return f"{' or '.join(said)}{more}, {gone_too}"


def _help(gone: Trace, note: Note) -> str:
    new = short(note.id)
    return (
        f"say which, such as `flashdeck follow {short(gone.id)} {new}`, and it keeps its history; "
        f"or say that it is a new card: `flashdeck follow --new {new}`"
    )


def short(id: NoteId) -> str:
    """An id as it is shown, and may be typed."""
    return id[:SHORT] if is_hash(id) else id


def is_hash(id: str) -> bool:
    """Whether an id looks like one that nobody chose."""
    return len(id) == 16 and not set(id) - set("0123456789abcdef")


def _beginning(text: str) -> str:
    return text if len(text) <= _WORDS else f"{text[:_WORDS].rstrip()}…"
