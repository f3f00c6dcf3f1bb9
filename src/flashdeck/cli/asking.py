"""Asks who sits at the terminal which card of before a new one is, where a build cannot tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from flashdeck.cli.following import alike_settled, declared_new, joined
from flashdeck.cli.output import say
from flashdeck.compile.library import Compiled
from flashdeck.following.alike import Alike, asked
from flashdeck.following.trace import Trace
from flashdeck.loading.unclear import change
from flashdeck.model import Note, NoteId
from flashdeck.report.cells import fitted, shown

MOST = 9
"""Cards of before that are offered."""
SHOWN = 3
"""Of cards that changed alike, how many are shown."""
_ALL_OR_NONE = ("a", "n")


def somebody_is_there() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def settled(compiled: Compiled) -> bool:
    """Ask about everything that is not clear; whether something was said, and written down."""
    notes = {note.id: note for note in compiled.following.notes}
    to_ask = asked(compiled.following.questions)
    told = [(new, question.old) for question in to_ask.rest for new in question.new]
    taken: set[NoteId] = set()
    said = False
    for alike in to_ask.alike:
        answer = _answer_to_all(alike, notes)
        if answer in _ALL_OR_NONE:
            said = True
            say(alike_settled(compiled, alike, new=answer == "n"))
        elif answer == "e":
            told += [(pair.new, (pair.old,)) for pair in alike.pairs]
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


def _answer_to_all(alike: Alike, notes: Mapping[NoteId, Note]) -> str:
    """`a` if they are the cards of before, `n` if they are new, `e` for each by itself."""
    say(f"\n{len(alike.pairs):,} cards may be cards that are gone: {change(alike)} in each, as in")
    for old, new in alike.pairs[:SHOWN]:
        say(f"  {_line(old.prompt)}  ({shown(old.file)})")
        say(f"  now {shown(_place(notes[new.id]))}  {_line(new.prompt)}")
    if len(alike.pairs) > SHOWN:
        say(f"  and {len(alike.pairs) - SHOWN:,} more")
    return _typed(
        "a: they are all those · n: all are new · e: ask of each · enter: later  ",
        {"a", "n", "e"}.__contains__,
    )


def _place(note: Note) -> str:
    return f"{note.span.source.path}:{note.span.lines[0]}"


def _answer(note: Note, offered: Sequence[Trace]) -> str:
    """A number of what is offered, `n` for none of it, or nothing for later."""
    from flashdeck.cli.table import headline

    say(f"\n{shown(_place(note))}  {_line(headline(note))}")
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
