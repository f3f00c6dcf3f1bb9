"""From the ids that somebody types to lines in the journal: which note of before a new one is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from flashdeck.cli import machine
from flashdeck.cli.absent import absent, answered
from flashdeck.cli.finding import named
from flashdeck.compile.library import Compiled
from flashdeck.errors import FlashdeckError
from flashdeck.following.alike import Alike, Pair, asked
from flashdeck.following.memory import Remembered
from flashdeck.following.trace import Trace, kind
from flashdeck.identity import content_id
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Rename
from flashdeck.journal.pen import Pen
from flashdeck.journal.remembering import recalled
from flashdeck.journal.seen import Seen
from flashdeck.loading.unclear import change, short
from flashdeck.model import Note, NoteId
from flashdeck.report.summary import counted
from flashdeck.schedule.study_day import Moment

SHORTEST = 4
"""Letters of an id that must be typed."""


class UnknownPast(FlashdeckError):
    """Nothing that is gone has an id that begins so."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"nothing that is gone is called {typed!r}; see `flashdeck orphans`")


class SeveralPasts(FlashdeckError):
    """An id that more than one begins with."""

    def __init__(self, typed: str, ids: Sequence[NoteId]) -> None:
        super().__init__(f"{typed!r} may be any of {', '.join(sorted(ids))}")


class StillThere(FlashdeckError):
    """A card that is in the sources cannot go on as another."""

    def __init__(self, note: Note) -> None:
        where = f"{note.span.source.path}:{note.span.lines[0]}"
        super().__init__(
            f"{short(note.id)} is still there, at {where}; only a card that is gone can be followed"
        )


class OtherKind(FlashdeckError):
    """A question cannot become a text with gaps."""

    def __init__(self, old: NoteId, new: NoteId) -> None:
        super().__init__(
            f"{short(old)} and {short(new)} are of two kinds, a question and a text with gaps: "
            "their cards do not correspond"
        )


class AlreadyThat(FlashdeckError):
    """What is said was said before."""

    def __init__(self, old: NoteId, new: Note) -> None:
        super().__init__(f"{short(old)} is {short(new.id)} already")


class NeverFollowed(FlashdeckError):
    """What is to be taken back was never said."""

    def __init__(self, note: Note) -> None:
        super().__init__(
            f"nobody asks if {short(note.id)} is one of before, and it was joined to none; "
            f"`flashdeck mark reset {short(note.id)}` lets it begin anew"
        )


class NothingAlike(FlashdeckError):
    """A card that is the only one that changed so."""

    def __init__(self, note: Note) -> None:
        super().__init__(
            f"of no other cards is the same asked as of {short(note.id)}; leave out `--alike`"
        )


def joined(compiled: Compiled, old: str, new: str) -> str:
    """Make a note that is gone go on as one that is there, or take that back."""
    notes = {note.id: note for note in compiled.following.notes}
    back = _near(old, notes)
    if len(back) == 1 and (past := _near(new, _pasts(compiled, back[0]))):
        return _taken_back(compiled, notes[back[0]], past[0])
    gone = {each.id: each for each in absent(compiled, 0)}
    note = _note(compiled, new)
    ids = _near(old, gone)
    if not ids and back:
        raise StillThere(notes[back[0]])
    if not ids and (past := _near(old, _pasts(compiled, note.id))):
        raise AlreadyThat(past[0], note)
    if len(ids) != 1:
        raise SeveralPasts(old, ids) if ids else UnknownPast(old)
    before = compiled.memory.notes.get(ids[0])
    if before is not None and before.trace.kind != kind(note):
        raise OtherKind(ids[0], note.id)
    pen, at = _pen(compiled), machine.now(compiled.settings.rollover_hour)
    own, built = _reviews(compiled, note.id), compiled.memory.notes.get(note.id)
    pen.rename(at, ids[0], note.id)
    _tell_prompt(compiled, note, before, pen, at)
    reviews = counted(gone[ids[0]].reviews + own, "review")
    both = f" ({own:,} of them as the new card)" if own else ""
    two = before is not None and built is not None and built.trace.origin != before.trace.origin
    second = (
        "; if both were imported, the second note stays in Anki: delete it there, "
        "or build with `--tombstones` to find it by its tag"
    )
    return (
        f"{short(ids[0])} is now {short(note.id)}, with {reviews}{both}; "
        f"`flashdeck follow {short(note.id)} {short(ids[0])}` takes it back{second if two else ''}"
    )


def _tell_prompt(
    compiled: Compiled, note: Note, before: Remembered | None, pen: Pen, at: Moment
) -> None:
    """Say what a note asks that its id does not tell, or that another note asked before."""
    traces = {each.id: each for each in compiled.following.traces}
    asked = before is not None and any(
        each.prompt == before.trace.prompt for each in traces.values()
    )
    if asked or content_id(note) != note.id:
        told = traces[note.id]._replace(origin=note.id)
        shows = compiled.shows.get(note.id, "")
        pen.together(
            at, [lambda seq: Seen(at.t, pen.device, seq, note.id, trace=told, shows=shows)]
        )


def _reviews(compiled: Compiled, id: NoteId) -> int:
    """How often the cards of a note were answered."""
    found = answered(compiled).get(id)
    return 0 if found is None else found.reviews


def all_alike(compiled: Compiled, typed: str, *, new: bool) -> str:
    """The same said of all cards that changed as one did: they are those of before, or new ones."""
    note = _note(compiled, typed)
    found = [
        each
        for each in asked(compiled.following.questions).alike
        if any(pair.new.id == note.id for pair in each.pairs)
    ]
    if not found:
        raise NothingAlike(note)
    return alike_settled(compiled, found[0], new=new)


def alike_settled(compiled: Compiled, alike: Alike, *, new: bool) -> str:
    """Say of cards that changed alike that they are those of before, or that they are new."""
    pen, at = _pen(compiled), machine.now(compiled.settings.rollover_hour)
    size, shows = len(alike.pairs), compiled.shows
    if new:
        pen.together(at, [_as_new(at, pen.device, pair.new, shows) for pair in alike.pairs])
        return f"{size:,} cards are new: {change(alike)} in each"
    reviews = answered(compiled)
    pen.together(at, [_as_before(at, pen.device, pair) for pair in alike.pairs])
    count = sum(reviews[pair.old.id].reviews for pair in alike.pairs if pair.old.id in reviews)
    return (
        f"{size:,} cards go on, with {counted(count, 'review')}: {change(alike)} in each; "
        "`flashdeck follow NEW OLD` takes one of them back"
    )


def _as_before(at: Moment, device: str, pair: Pair) -> Callable[[int], Rename]:
    return lambda seq: Rename(at.t, device, seq, pair.old.id, "rename", pair.new.id)


def _as_new(
    at: Moment, device: str, trace: Trace, shows: Mapping[NoteId, str]
) -> Callable[[int], Seen]:
    own = trace._replace(origin=trace.id)
    return lambda seq: Seen(at.t, device, seq, own.id, trace=own, shows=shows.get(own.id, ""))


def declared_new(compiled: Compiled, typed: str) -> str:
    """Keep a note from being any of before, and take back what made it one."""
    note = _note(compiled, typed)
    renames = [each for each in _renames(compiled) if each.to == note.id != each.card]
    if renames:
        return _taken_back(compiled, note, NoteId(max(renames).card))
    known = compiled.memory.notes.get(note.id)
    if known is not None and not known.may_be:
        raise NeverFollowed(note)
    _tell_new(compiled, note, ())
    return f"{short(note.id)} is a new card"


def _taken_back(compiled: Compiled, note: Note, past: NoteId) -> str:
    """The card is a new one, and the one of before is gone again, each with its own answers."""
    _tell_new(compiled, note, [each for each in _renames(compiled) if each.card == past])
    own = _reviews(compiled, note.id)  # read anew, without what was taken back
    now = f"keeps its own {counted(own, 'review')}" if own else "is a new card"
    return f"{short(note.id)} {now}, and {short(past)} is gone again, with its history"


def _tell_new(compiled: Compiled, note: Note, undone: Sequence[Rename]) -> None:
    (trace,) = (each for each in compiled.following.traces if each.id == note.id)
    trace = trace._replace(origin=note.id)
    shows = compiled.shows.get(note.id, "")
    pen, at = _pen(compiled), machine.now(compiled.settings.rollover_hour)
    for rename in undone:
        pen.undo(at, rename)
    pen.together(at, [lambda seq: Seen(at.t, pen.device, seq, note.id, trace=trace, shows=shows)])


def _pasts(compiled: Compiled, id: NoteId) -> list[NoteId]:
    """The names of before of a note."""
    return [old for old, now in compiled.memory.retired.items() if now == id]


def _renames(compiled: Compiled) -> tuple[Rename, ...]:
    return recalled(Folder(compiled.settings.root)).renames


def _pen(compiled: Compiled) -> Pen:
    return Pen(prepared(Folder(compiled.settings.root)), machine.name())


def _note(compiled: Compiled, typed: str) -> Note:
    """The note that is there, by its id, how that begins, or its words."""
    notes = {note.id: note for note in compiled.following.notes}
    near = _near(typed, notes)
    if len(near) == 1:
        return notes[near[0]]
    return named(compiled.collection.notes, compiled.left_out, [typed])[0].note


def _near(typed: str, ids: Collection[NoteId]) -> list[NoteId]:
    """The id that is typed, be it a card's, or those that begin so."""
    name, _, number = typed.rpartition(":")
    for wanted in (typed, name if number.isdecimal() else typed):
        if wanted in ids:
            return [NoteId(wanted)]
    return [id for id in ids if id.startswith(typed) and len(typed) >= SHORTEST]
