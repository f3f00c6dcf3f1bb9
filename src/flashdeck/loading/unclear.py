"""Notes that may be ones of before: nobody but a person can say which."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.following.alike import (
    INFLECTED,
    REWRITTEN,
    SHIFTED,
    TRANSCRIBED,
    TURNED,
    Alike,
    Pair,
    asked,
)
from flashdeck.following.characters import exchanged
from flashdeck.following.following import Following, Question
from flashdeck.following.shifts import steps
from flashdeck.following.trace import Trace
from flashdeck.following.turned import is_turned
from flashdeck.identity import is_hash
from flashdeck.model import Note, NoteId, stands_at
from flashdeck.notes.listed import by_id
from flashdeck.source import Span

SHORT = 8
"""Letters of an id that nobody chose; nothing that is typed needs more."""
TURNED_ROUND = "question and answer changed places"
_WORDS = 40
_NAMED = 3


def unclear(found: Following) -> Iterator[Diagnostic]:
    """A finding for each new note of each question, and one for all that changed alike."""
    unsure = (*found.questions, *found.waiting)
    notes = by_id(found.notes, {new.id for question in unsure for new in question.new})
    to_ask = asked(found.questions)
    for alike in to_ask.alike:
        yield _alike(alike, notes)
    for question in to_ask.rest:
        for new in question.new:
            if new.id in notes:
                yield _finding(question, notes[new.id], notes)
    for question in found.waiting:
        for new in question.new:
            if new.id in notes:
                yield _broken(question.old[0], found.broken[question.old[0].id], notes[new.id])


def commands(found: Following) -> dict[NoteId, str]:
    """What settles each note that may be one of before, or tells what does."""
    to_ask = asked(found.questions)
    told = {
        pair.new.id: f"flashdeck follow --alike {short(pair.old.id)} {short(pair.new.id)}"
        for alike in to_ask.alike
        for pair in alike.pairs
    }
    for question in to_ask.rest:
        for new in question.new:
            old = f"{short(question.old[0].id)} " if len(question.old) == 1 else ""
            told[new.id] = f"flashdeck follow {old}{short(new.id)}"
    return told | {new.id: "flashdeck check" for each in found.waiting for new in each.new}


def _alike(alike: Alike, notes: Mapping[NoteId, Note]) -> Diagnostic:
    """One finding for cards of which the same is to be said."""
    (old, new), *more = alike.pairs
    note = notes[new.id]
    others = [stands_at(notes[each.new.id]) for each in more]
    told = f"{short(old.id)} {short(new.id)}"
    first = _listed((old,), 1).removesuffix(", which is gone")
    return Diagnostic(
        rule=rules.UNCLEAR_HISTORY,
        message=f"this and {len(more):,} more may be {len(more) + 1:,} cards "
        f"{kept_or_gone(alike)}, such as {first}: {change(alike)}",
        span=stands_at(note),
        labels=tuple(Label(each, "and this one") for each in others[:_NAMED]),
        help=f"if they are, `flashdeck follow --alike {told}` says so of all, and they keep their "
        f"history; if all are new cards: `flashdeck follow --alike --new {short(new.id)}`"
        + (alike.made == SHIFTED)
        * "; if answers were corrected: `flashdeck follow` asks of each",
    )


def kept_or_gone(alike: Alike) -> str:
    """Which cards they may be: the prompts of those whose answers were shifted are still there."""
    return "of before" if alike.made == SHIFTED else "that are gone"


def change(alike: Alike) -> str:
    """What became of what, in words."""
    if alike.made == TURNED:
        return TURNED_ROUND
    if alike.made == SHIFTED:
        if frozenset.intersection(*(steps(old.prompt, new.prompt) for old, new in alike.pairs)):
            return "the prompt looks renumbered"
        return "the answer went to the prompt of another card"
    if alike.made == INFLECTED:
        return "its words stand in another form"
    if alike.made == TRANSCRIBED:
        return "it is written in another script"
    if alike.made == REWRITTEN:
        (old, new), *_ = alike.pairs
        was, now = next(
            each for each in exchanged(old.prompt, new.prompt) or () if len({*each}) > 1
        )
        return f"it is written in other characters, such as {now} for {was}"
    removed, added = (_beginning(text.strip()) for text in alike.made[:2])
    if not removed or not added:
        return f"“{removed or added}” was {'added' if added else 'taken away'}"
    return f"“{removed}” became “{added}”"


def _rewritten(pairs: Sequence[Pair]) -> str:
    found = (exchanged(old.prompt, new.prompt) or () for old, new in pairs)
    was, now = next(each for every in found for each in every if len({*each}) > 1)
    return f"it is written in other characters, such as {now} for {was}"


def _finding(question: Question, note: Note, notes: Mapping[NoteId, Note]) -> Diagnostic:
    others = [notes[new.id] for new in question.new if new.id in notes and new.id != note.id]
    gone = question.old[:_NAMED]
    turned = all(is_turned(old, new) for old in question.old for new in question.new)
    was = _listed(gone, len(question.old), {new.prompt for new in question.new})
    return Diagnostic(
        rule=rules.UNCLEAR_HISTORY,
        message=f"this may be {was}{turned * f': {TURNED_ROUND}'}",
        span=stands_at(note),
        labels=tuple(Label(stands_at(other), "or this one") for other in others[:_NAMED]),
        help=_help(gone[0], note),
    )


def _broken(old: Trace, error: Span, note: Note) -> Diagnostic:
    """One finding for a note that may be one that is still there, with an error in it."""
    return Diagnostic(
        rule=rules.UNCLEAR_HISTORY,
        message=f"this may be {_named(old)}, which stands broken at {spot(error)}",
        span=stands_at(note),
        labels=(Label(error, "broken here"),),
        help="mend that first: then it is known again, and this is a new card; if this is to take "
        "its place, delete what is left of it",
    )


def _listed(gone: Sequence[Trace], count: int, still: Container[str] = ()) -> str:
    """Cards that are gone; of those whose prompts are `still` there also what they answered."""
    said = [_named(each, told=each.prompt in still) for each in gone]
    more = f", or one of {count - len(gone)} others" if count > len(gone) else ""
    gone_too = (
        "which are both gone" if count == 2 else "which is gone" if count == 1 else "all gone"
    )
    return f"{' or '.join(said)}{more}, {gone_too}"


def _named(each: Trace, *, told: bool = False) -> str:
    answer = f" → “{_beginning(each.answer)}”" if told and each.answer else ""
    return f"{short(each.id)} (“{_beginning(each.prompt)}”{answer}, {each.file})"


def _help(gone: Trace, note: Note) -> str:
    new = short(note.id)
    return (
        f"say which, such as `flashdeck follow {short(gone.id)} {new}`, and it keeps its history; "
        f"or say that it is a new card: `flashdeck follow --new {new}`"
    )


def short(id: NoteId) -> str:
    """An id as it is shown, and may be typed."""
    return id[:SHORT] if is_hash(id) else id


def place(note: Note) -> str:
    """Where a note stands, as `check` and every question say it."""
    return spot(stands_at(note))


def spot(span: Span) -> str:
    """Where a span begins: its file and the line."""
    return f"{span.source.path}:{span.lines[0]}"


def _beginning(text: str) -> str:
    return text if len(text) <= _WORDS else f"{text[:_WORDS].rstrip()}…"
