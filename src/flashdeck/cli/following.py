"""Lines in the journal that say which note of before a new one is, and what they led to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from flashdeck.cli import machine
from flashdeck.cli.absent import answered
from flashdeck.compile.library import Compiled
from flashdeck.errors import FlashdeckError
from flashdeck.following.alike import Alike, asked
from flashdeck.following.memory import Remembered
from flashdeck.following.numbering import renumbered
from flashdeck.following.trace import Trace, kind
from flashdeck.following.trace import trace as traced
from flashdeck.journal.annals import annals
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Rename
from flashdeck.journal.pen import Pen
from flashdeck.journal.remembering import recalled
from flashdeck.journal.seen import Seen
from flashdeck.loading.unclear import change, place, short
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import by_id
from flashdeck.report.cells import fitted, shown
from flashdeck.report.summary import counted
from flashdeck.schedule.study_day import Moment

ASKED = 40
"""Columns for what a card asks."""


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


def joined(compiled: Compiled, old: NoteId, note: Note) -> str:
    """Make a note that is gone go on as one that is there."""
    if compiled.memory.retired.get(old) == note.id:
        raise AlreadyThat(old, note)
    before = compiled.memory.notes.get(old)
    if before is not None and before.trace.kind != kind(note):
        raise OtherKind(old, note.id)
    ours = [note.id, *_untold(compiled, note.id)]
    pen, at = _pen(compiled), _moment(compiled, old, *ours)
    own, built = _reviews(compiled, *ours), compiled.memory.notes.get(ours[-1])
    apart = _reviews(compiled, old) + own
    pen.together(at, _goes_on(compiled, at, pen.device, old, note, _trace(compiled, note)))
    all = _reviews(compiled, note.id)  # of several on one day only one counts
    both = f" ({own:,} of them as the new card)" if own and all == apart else ""
    two = before is not None and built is not None and _are_two_in_anki(compiled, before, built)
    second = (
        "\nif a package with the new card was imported, the second note stays in Anki: "
        "delete it there, or build with `--tombstones` to find it by its tag"
    )
    return (
        f"{_before(compiled, old)} goes on as {_now(note)}, {shown(place(note))}, "
        f"with {counted(all, 'review')}{both}\n"
        f"`flashdeck follow {short(note.id)} {short(old)}` takes it back{second if two else ''}"
    )


def settled(note: Note) -> str:
    """What there is to say of a card that went on by itself, when others were settled."""
    return f"this is settled already: the card is {_now(note)}, {shown(place(note))}"


def _moment(compiled: Compiled, *ids: NoteId) -> Moment:
    """Now; later than all that is known of some notes, whatever the clock says."""
    now = machine.now(compiled.settings.rollover_hour)
    known = (compiled.memory.notes.get(id) for id in ids)
    return now._replace(t=max([now.t, *(each.told + 1 for each in known if each is not None)]))


def _are_two_in_anki(compiled: Compiled, old: Remembered, new: Remembered) -> bool:
    """Whether both may be in Anki, as two notes."""
    past = annals(Folder(compiled.settings.root))
    gone: float = old.told if old.gone else inf
    if old.trace.id in new.may_be:  # the one was missed when the other came
        gone = past.first.get(new.trace.origin, inf)
    built = past.was_built(old.trace, gone) and past.was_built(new.trace, inf)
    return built and old.trace.origin != new.trace.origin


def _before(compiled: Compiled, id: NoteId) -> str:
    """What a card of before asked, or its id if that is not known."""
    known = compiled.memory.notes.get(id)
    return short(id) if known is None else f"“{fitted(known.trace.prompt, ASKED)}”"


def _now(note: Note) -> str:
    from flashdeck.cli.table import headline

    return f"“{fitted(headline(note), ASKED)}”"


def _goes_on(
    compiled: Compiled, at: Moment, device: str, old: NoteId, note: Note, now: Trace
) -> list[Callable[[int], Rename | Seen]]:
    """The lines that make a note of before one of now.

    What it is now is told with it: where both ask and stand, and how their gaps are numbered, may
    be so far apart that nobody would take the one for the other.
    """
    before = compiled.memory.notes.get(old)
    if before is not None:
        was = before.trace._replace(id=note.id)
        now = traced(renumbered(note, was), now.place, was)
    return [
        *(_as(at, device, id, note.id) for id in _untold(compiled, note.id)),
        _as(at, device, old, note.id),
        _as_new(at, device, now, compiled),
    ]


def _untold(compiled: Compiled, id: NoteId) -> list[NoteId]:
    """What a note was known as until now, where no journal has been told of it."""
    return [old for old, new in compiled.following.renames if new == id]


def _as(at: Moment, device: str, old: NoteId, new: NoteId) -> Callable[[int], Rename]:
    return lambda seq: Rename(at.t, device, seq, old, "rename", new)


def _trace(compiled: Compiled, note: Note) -> Trace:
    return next(each for each in compiled.following.traces if each.id == note.id)


def _reviews(compiled: Compiled, *ids: NoteId) -> int:
    """How often the cards of some notes were answered."""
    found = answered(compiled)
    return sum(found[id].reviews for id in ids if id in found)


def all_alike(compiled: Compiled, note: Note, *, new: bool, old: NoteId | None = None) -> str:
    """The same said of all cards that changed as one did: they are those of before, or new ones.

    If `old` is given, it is the one that the note was.
    """
    found = [
        each
        for each in asked(compiled.following.questions).alike
        if any(pair.new.id == note.id and old in (None, pair.old.id) for pair in each.pairs)
    ]
    if not found:
        raise NothingAlike(note)
    return alike_settled(compiled, found[0], new=new)


def alike_settled(compiled: Compiled, alike: Alike, *, new: bool) -> str:
    """Say of cards that changed alike that they are those of before, or that they are new."""
    pen, at = _pen(compiled), _moment(compiled, *(each.id for pair in alike.pairs for each in pair))
    size = len(alike.pairs)
    if new:
        pen.together(
            at, [_as_new(at, pen.device, pair.new, compiled, said=True) for pair in alike.pairs]
        )
        return f"{size:,} cards are new: {change(alike)} in each"
    notes = by_id(compiled.following.notes, {pair.new.id for pair in alike.pairs})
    told = [
        _goes_on(compiled, at, pen.device, pair.old.id, notes[pair.new.id], pair.new)
        for pair in alike.pairs
    ]
    pen.together(at, [line for lines in told for line in lines])
    reviews = answered(compiled)
    count = sum(reviews[pair.new.id].reviews for pair in alike.pairs if pair.new.id in reviews)
    return (
        f"{size:,} cards go on, with {counted(count, 'review')}: {change(alike)} in each; "
        "`flashdeck follow NEW OLD` takes one of them back"
    )


def _as_new(
    at: Moment, device: str, trace: Trace, compiled: Compiled, *, said: bool = False
) -> Callable[[int], Seen]:
    """What a note is now; with `said`, that it is none of before."""
    own = trace._replace(origin=trace.id)
    shows = compiled.shows.get(own.id, "")
    return lambda seq: Seen(at.t, device, seq, own.id, trace=own, shows=shows, new=said)


def declared_new(compiled: Compiled, note: Note) -> str:
    """Keep a note from being any of before, and take back what made it one."""
    renames = [each for each in _renames(compiled) if each.to == note.id != each.card]
    if renames:
        return parted(compiled, note, NoteId(max(renames).card))
    known = compiled.memory.notes.get(note.id)
    if known is not None and not known.may_be:
        raise NeverFollowed(note)
    _tell_new(compiled, note, ())
    return f"{_now(note)} is a new card"


def parted(compiled: Compiled, note: Note, past: NoteId) -> str:
    """The card is a new one, and the one of before is gone again, each with its own answers."""
    _tell_new(compiled, note, [each for each in _renames(compiled) if each.card == past])
    own = _reviews(compiled, note.id)  # read anew, without what was taken back
    now = f"keeps its own {counted(own, 'review')}" if own else "is a new card"
    before = recalled(Folder(compiled.settings.root)).memory.notes.get(past)
    asked = short(past) if before is None else f"“{fitted(before.trace.prompt, ASKED)}”"
    return f"{_now(note)} {now}, and {asked} is gone again, with its history"


def _tell_new(compiled: Compiled, note: Note, undone: Sequence[Rename]) -> None:
    ids = [note.id, *(NoteId(each.card) for each in undone)]
    pen, at = _pen(compiled), _moment(compiled, *ids)
    for rename in undone:
        pen.undo(at, rename)
    pen.together(at, [_as_new(at, pen.device, _trace(compiled, note), compiled, said=True)])


def undone(compiled: Compiled) -> frozenset[str]:
    """The lines that were taken back, as `of_rename` has them."""
    return recalled(Folder(compiled.settings.root)).undone


def _renames(compiled: Compiled) -> tuple[Rename, ...]:
    return recalled(Folder(compiled.settings.root)).renames


def _pen(compiled: Compiled) -> Pen:
    return Pen(prepared(Folder(compiled.settings.root)), machine.name())
