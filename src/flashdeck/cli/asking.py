"""Asks who sits at the terminal which card of before a new one is, where a build cannot tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from flashdeck.cli.following import declared_new, joined
from flashdeck.cli.output import say
from flashdeck.compile.library import Compiled
from flashdeck.following.trace import Trace
from flashdeck.model import Note, NoteId
from flashdeck.report.cells import fitted, shown

MOST = 9
"""Cards of before that are offered."""


def somebody_is_there() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def settled(compiled: Compiled) -> bool:
    """Ask about everything that is not clear; whether something was said, and written down."""
    notes = {note.id: note for note in compiled.following.notes}
    told = [
        (new, question.old) for question in compiled.following.questions for new in question.new
    ]
    taken: set[NoteId] = set()
    said = False
    for new, olds in told:
        offered = [old for old in olds if old.id not in taken][:MOST]
        if offered and (answer := _answer(notes[new.id], offered)):
            said = True
            if answer == "n":
                say(declared_new(compiled, new.id))
            else:
                old = offered[int(answer) - 1].id
                taken.add(old)
                say(joined(compiled, old, new.id))
    return said


def _answer(note: Note, offered: Sequence[Trace]) -> str:
    """A number of what is offered, `n` for none of it, or nothing for later."""
    from flashdeck.cli.table import headline

    place = f"{note.span.source.path}:{note.span.lines[0]}"
    say(f"\n{shown(place)}  {_line(headline(note))}")
    say("may be a card that is gone:")
    for number, old in enumerate(offered, 1):
        say(f"  {number}  {_line(old.prompt)}  ({shown(old.file)})")
    numbers = [str(number) for number in range(1, len(offered) + 1)]
    which = "1: it is that one" if len(offered) == 1 else f"1-{len(offered)}: it is that one"
    return _typed(f"{which} · n: it is new · enter: later  ", {*numbers, "n"}.__contains__)


def _typed(question: str, fits: Callable[[str], bool]) -> str:
    """What is typed, asked again until it fits or is nothing."""
    while True:
        print(question, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        word = line.strip().lower()
        if not word or fits(word):
            return word


def _line(text: str) -> str:
    return fitted(text, 60).rstrip()
