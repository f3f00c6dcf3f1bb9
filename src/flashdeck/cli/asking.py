"""Asks who sits at the terminal which card of before a new one is, where a build cannot tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.cli.absent import Answers, answered
from flashdeck.cli.following import alike_settled, declared_new, joined
from flashdeck.cli.output import say
from flashdeck.compile.library import Compiled
from flashdeck.following.alike import SHIFTED, Alike, Pair, asked
from flashdeck.following.trace import Trace
from flashdeck.following.turned import is_turned
from flashdeck.loading.unclear import TURNED_ROUND, change, kept_or_gone, place
from flashdeck.model import Note, NoteId, answer
from flashdeck.report.cells import fitted, shown, width

MOST = 9
"""Cards of before that are offered."""
SHOWN = 3
"""Of cards that changed alike, how many are shown."""
BETWEEN = " · "
TYPED = "a key, then enter: "
NEW, LATER, QUIT = "n", "", "q"
ALL, EACH = "a", "e"


class Quit(Exception):
    """Whoever sits there wants to be asked no more."""


class Key(NamedTuple):
    """What may be typed, as it is shown, and what it means."""

    shown: str
    means: str
    typed: frozenset[str]


ENDS = (
    Key("enter", "later", frozenset({LATER})),
    Key("q", "quit asking", frozenset({QUIT})),
)


class _Desk(NamedTuple):
    """What is asked about, and how wide the terminal is."""

    compiled: Compiled
    notes: Mapping[NoteId, Note]
    answers: Mapping[NoteId, Answers]
    columns: int


def somebody_is_there() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def columns() -> int:
    """How wide the terminal is in which questions are asked."""
    from flashdeck.console import console

    return console(sys.stderr, os.environ).width


def settled(compiled: Compiled) -> bool:
    """Ask about everything that is not clear; whether something was said, and written down.

    Each answer is on the disk before the next question. What is not answered stays a question.
    """
    notes = {note.id: note for note in compiled.following.notes}
    desk = _Desk(compiled, notes, answered(compiled), columns())
    said = False
    try:
        for text in _said(desk):
            said = True
            say(text)
    except Quit:
        say("the rest stays a question; `flashdeck follow` asks again")
    except KeyboardInterrupt:
        say("\nstopped; what was answered is kept, and `flashdeck follow` asks the rest")
        raise
    return said


def _said(desk: _Desk) -> Iterator[str]:
    """What each answer led to, when it is written."""
    questions = desk.compiled.following.questions
    to_ask = asked(questions)
    told = [(new, question.old) for question in to_ask.rest for new in question.new]
    offers = {new.id: question.old for question in questions for new in question.new}
    left = len(to_ask.alike) + len(told)
    total = left
    taken: set[NoteId] = set()
    for alike in to_ask.alike:
        given = _answer_to_all(desk, alike, _counted(total - left + 1, total))
        if given in (ALL, NEW):
            taken.update(pair.old.id for pair in alike.pairs if given == ALL)
            yield alike_settled(desk.compiled, alike, new=given == NEW)
        elif given == EACH:
            told += [(pair.new, offers[pair.new.id]) for pair in alike.pairs]
            total += len(alike.pairs) - 1
            left += len(alike.pairs)
        left -= 1
    for new, olds in told:
        nearest = sorted(olds, key=lambda old: old.answer != new.answer)
        offered = [old for old in nearest if old.id not in taken][:MOST]
        number, left = total - left + 1, left - 1
        if not offered:
            total -= 1
            continue
        given = _answer(desk, new, offered, _counted(number, total))
        if given == NEW:
            yield declared_new(desk.compiled, desk.notes[new.id])
        elif given != LATER:
            old = offered[int(given) - 1].id
            taken.add(old)
            yield joined(desk.compiled, old, desk.notes[new.id])


def _counted(number: int, total: int) -> str:
    return f"{number:,} of {total:,}: " if total > 1 else ""


def _answer_to_all(desk: _Desk, alike: Alike, number: str) -> str:
    """ALL if they are the cards of before, NEW if they are new, EACH for each by itself."""
    size = len(alike.pairs)
    say(
        f"\n{number}{size:,} cards may be cards {kept_or_gone(alike)}: "
        f"{change(alike)} in each, as in"
    )
    for pair in alike.pairs[:SHOWN]:
        for line in _before_and_now(desk, pair):
            say(line)
        for line in _told(desk, pair.old.answer if alike.made == SHIFTED else ""):
            say(line)
    if size > SHOWN:
        say(f"  and {size - SHOWN:,} more")
    keys = (
        Key("a", "they all are", frozenset({ALL})),
        Key("n", "all are new", frozenset({NEW})),
        Key("e", "ask of each", frozenset({EACH})),
    )
    return choice([*keys, *ENDS], desk.columns)


def _before_and_now(desk: _Desk, pair: Pair) -> Iterator[str]:
    yield _beside("  was  ", pair.old.prompt, f"  ({_past(desk, pair.old)})", desk.columns)
    yield _beside("  now  ", pair.new.prompt, f"  ({_place(desk, pair.new)})", desk.columns)


def _answer(desk: _Desk, new: Trace, offered: Sequence[Trace], number: str) -> str:
    """A number of what is offered, NEW for none of it, or LATER."""
    from flashdeck.cli.table import headline

    note = desk.notes[new.id]
    told = answer(note)
    turned = f": {TURNED_ROUND}" if all(is_turned(old, new) for old in offered) else ""
    say(f"\n{number}{shown(place(note))} may be a card that is gone{turned}:")
    say(_beside("  now  ", headline(note), "", desk.columns))
    for line in _told(desk, "" if told is None else told.text):
        say(line)
    for at, old in enumerate(offered, 1):
        say(_beside(f"  {at:>3}  ", old.prompt, f"  ({_past(desk, old)})", desk.columns))
        for line in _told(desk, old.answer):
            say(line)
    numbers = [str(at) for at in range(1, len(offered) + 1)]
    which = "1" if len(offered) == 1 else f"1-{len(offered)}"
    keys = Key(which, "it is that one", frozenset(numbers)), Key("n", "it is new", frozenset({NEW}))
    return choice([*keys, *ENDS], desk.columns)


def _told(desk: _Desk, answer: str) -> Iterator[str]:
    """An answer below what asks for it, if there is one."""
    if answer:
        yield _beside("       → ", answer, "", desk.columns)


def _past(desk: _Desk, old: Trace) -> str:
    """Where a card stood, and how often it was answered."""
    from flashdeck.report.summary import counted

    known = desk.answers.get(old.id)
    file = fitted(old.file, desk.columns // 3)
    return f"{file}, {counted(known.reviews, 'review')}" if known and known.reviews else file


def _place(desk: _Desk, new: Trace) -> str:
    return fitted(place(desk.notes[new.id]), desk.columns // 3)


def _beside(before: str, text: str, behind: str, columns: int) -> str:
    """A text cut to what room is left between two others."""
    room = columns - 1 - width(before) - width(behind)
    return f"{before}{fitted(text, max(20, room))}{behind}"


def choice(possible: Sequence[Key], columns: int) -> str:
    """What is typed, asked again until it is one of the keys; raises Quit."""
    question = wrapped([f"{key.shown} {key.means}" for key in possible], columns - 1)
    while True:
        print(f"{question}\n{TYPED}", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        word = line.strip().lower()
        if not line:  # Ctrl-D
            say("")
        if not line or word in (QUIT, "quit"):
            raise Quit
        if any(word in key.typed for key in possible):
            return word
        *some, last = (key.shown for key in possible)
        say(f"“{fitted(word, 20)}” is none of these: type {', '.join(some)} or {last}")


def wrapped(parts: Sequence[str], columns: int) -> str:
    """The parts side by side, in as many lines as they need."""
    lines = [parts[0]]
    for part in parts[1:]:
        joined = f"{lines[-1]}{BETWEEN}{part}"
        lines[-1:] = [joined] if width(joined) <= columns else [lines[-1], part]
    return "\n".join(lines)
