"""Notes with the names they had before, as far as they can be known again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from flashdeck.following import copies
from flashdeck.following import waiting as waits
from flashdeck.following.counted import Renumbering, renumberings
from flashdeck.following.earlier import Earlier, earlier_ones
from flashdeck.following.faces import face, fresh
from flashdeck.following.final import changed
from flashdeck.following.final import traces as drawn_all
from flashdeck.following.heirs import Former, heirs, under_old_names
from flashdeck.following.names import NONE, Ids, Reserved, named
from flashdeck.following.pages import Page
from flashdeck.following.pairing import Comparing, Group, answering_alike, paired
from flashdeck.following.past import Reading, unread
from flashdeck.following.places import spots
from flashdeck.following.renumbered import once_named
from flashdeck.following.retold import retold
from flashdeck.following.shifts import contradicted, shifts
from flashdeck.following.trace import Trace
from flashdeck.following.twins import Twins, names_kept, twins
from flashdeck.following.words import words
from flashdeck.model import Note, NoteId
from flashdeck.notes.listed import given, ids, replaced
from flashdeck.notes.listed import known as facts
from flashdeck.source import Span

ROUNDS = 3


class Question(NamedTuple):
    """Notes that may be ones remembered, but not by a clear margin: a person must say which.

    Each of `new` may be any of `old`; until that is said it is a note of its own.
    """

    new: tuple[Trace, ...]
    old: tuple[Trace, ...]


class Following(NamedTuple):
    """What has become of the notes that were remembered.

    `notes` are those given, in their order, with their final ids and gap
    numbers; `traces` what to remember of each. `renames` are (from, to), in the
    order they are to be done. `vanished` were looked for and not found; `broken`
    stand where they stood, but cannot be read for the error that is there; what is asked
    of none but these is `waiting` for them to be mended. `settled` are
    the files whose notes are all as they are remembered, and `rest` the places of the others.
    """

    notes: Sequence[Note]
    traces: Sequence[Trace]
    renames: tuple[tuple[NoteId, NoteId], ...] = ()
    questions: tuple[Question, ...] = ()
    vanished: tuple[Trace, ...] = ()
    broken: Mapping[NoteId, Span] = MappingProxyType({})
    waiting: tuple[Question, ...] = ()
    settled: tuple[Page, ...] = ()
    rest: Sequence[int] = ()


def followed(
    notes: Sequence[Note],
    memory: Mapping[NoteId, Trace],
    *,
    retired: Mapping[NoteId, NoteId],
    in_scope: Container[str],
    gone: Container[NoteId] = frozenset(),
    open: Mapping[NoteId, Sequence[NoteId]] = MappingProxyType({}),
    earlier: Mapping[NoteId, str] = MappingProxyType({}),
    reserved: Reserved = NONE,
    past: Reading = unread,
) -> Following:
    """The notes, known again by what is remembered.

    `notes` have the ids of `identity.note_ids`. `retired` are names that were
    given up, each with the name that took over, followed to its end. `in_scope`
    are the names of the files that were read, and of those no longer there.
    `gone` are ids that were missing before: they are looked for with more caution.
    `open` are those that may be others, and nobody has said which: nothing is
    known again by them before it was by those others, and until it is said it is
    asked of whatever they become. `earlier` is what some asked before what they ask now.
    What is `reserved` is another note's, and none of these.
    """
    settled = {id: each for id, each in memory.items() if id not in open}
    same = copies.known(notes, settled, gone, waits.pasts(open), past)
    same |= heirs(notes, same, settled, Former(retired, earlier), gone, past)
    missing = _lost(settled, same, in_scope)
    doubt = _doubted(notes, same, memory, settled, missing, open, gone)
    lost = _lost(settled, same, in_scope)
    kin = _kin(lost, same, settled)
    apart = {id: each for id, each in lost.items() if id not in kin and id not in doubt.old}
    groups = _paired(notes, same, settled, apart, gone, doubt.new)
    _as_before(notes, same, settled, earlier_ones(notes, same, doubt.new, apart, earlier), gone)
    same |= under_old_names(notes, same, apart, retired)
    waiting = waits.untaken(notes, same, memory, open)
    left = waits.unanswered(notes, same, waiting, open)
    versions = _versions(notes, same, {**settled, **left}, left, in_scope, gone)
    asked = waits.carried((*doubt.groups, *groups, *versions.groups), versions.same, open)
    known = {**same, **versions.same}
    named_from = {**settled, **waiting}
    absent = [each for id, each in lost.items() if id not in doubt.old]
    twin = twins(notes, known, named_from, absent, gone, past)
    kept = names_kept(notes, known, memory, retired, open)
    kept |= {at: known[at] for at in twin.same}
    known |= {at: olds[0] for at, olds in twin.same.items()}
    names = named(Ids(ids(notes), given(notes)), known, named_from, retired, reserved, kept)
    final = replaced(notes, dict(changed(notes, names.ids, known, memory)))
    traces = drawn_all(final, known, named_from, names.origins)
    lost |= _lost(waiting, versions.same, in_scope)
    kin = _kin(lost, known, named_from)
    found = {*known.values(), *kin, *(id for olds in twin.same.values() for id in olds)}
    return Following(
        notes=final,
        traces=traces,
        renames=(*_renames(known, twin, kin, traces),),
        questions=(*_questions(asked, same, traces, lost, found), *_copied(twin, traces, lost)),
        vanished=tuple(each for id, each in lost.items() if id not in found),
        rest=range(len(notes)),
    )


class _Doubt(NamedTuple):
    """Notes whose equal prompts prove nothing, what they may be, and what is to be asked."""

    new: frozenset[int] = frozenset()
    old: frozenset[NoteId] = frozenset()
    groups: tuple[Group, ...] = ()


def _doubted(
    notes: Sequence[Note],
    same: dict[int, NoteId],
    memory: Mapping[NoteId, Trace],
    settled: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
    open: Mapping[NoteId, Sequence[NoteId]],
    gone: Container[NoteId],
) -> _Doubt:
    """What became of renumbered notes; in `same` each is what it answers, if that is clear."""
    asked: dict[int, tuple[NoteId, ...]] = {}
    told = retold(notes, same, settled, lost, gone=gone)
    if told is not None and (found := [*renumberings(notes, same, settled, told, gone)]):
        asked = _renumbered(same, found)
        done = {*same.values(), *(id for olds in asked.values() for id in olds)}
        were = {*lost, *told.moved.values()}
        left = {id: settled[id] for id in settled if id in were and id not in done}
        told = retold(notes, same, settled, left, asked, gone)
    was = {} if told is None else told.moved
    for shift in () if told is None else [*shifts(told)]:
        taken = (shift.fresh, *dict(shift.moved))
        before = {at: was[at] for at in taken if at is not None and at in was}
        for at in before:
            same.pop(at, None)
        if shift.is_clear:
            same |= dict(shift.moved)
            continue
        after = {at: (id,) for at, id in shift.moved}
        for at in {**before, **after}:
            asked[at] = (*after.get(at, ()), *((before[at],) if at in before else ()))
    for at in contradicted(notes, same, memory, open):
        asked[at] = (same.pop(at),)
    groups: dict[frozenset[NoteId], list[int]] = defaultdict(list)
    for at, olds in sorted(asked.items()):
        groups[frozenset(olds)].append(at)
    return _Doubt(
        new=frozenset(asked),
        old=frozenset(id for olds in groups for id in olds),
        groups=tuple((tuple(news), asked[news[0]]) for news in groups.values()),
    )


def _renumbered(
    same: dict[int, NoteId], found: Iterable[Renumbering]
) -> dict[int, tuple[NoteId, ...]]:
    """Notes that may be others than those whose number they have; in `same` is what is clear."""
    asked: dict[int, tuple[NoteId, ...]] = {}
    for each in found:
        for at in (*each.fresh, *each.asked):
            same.pop(at, None)
        same |= each.same
        asked |= each.asked
    return asked


def _lost(
    memory: Mapping[NoteId, Trace], same: Mapping[int, NoteId], in_scope: Container[str]
) -> dict[NoteId, Trace]:
    """What is remembered and was not found, where it would be."""
    found = set(same.values())
    return {id: each for id, each in memory.items() if id not in found and each.file in in_scope}


def _kin(
    lost: Mapping[NoteId, Trace], known: Mapping[int, NoteId], memory: Mapping[NoteId, Trace]
) -> dict[NoteId, int]:
    """Lost notes of one origin with one that is there: two devices named it, each otherwise."""
    there = {memory[id].origin: at for at, id in known.items()}
    found = {*known.values()}
    return {
        id: there[each.origin]
        for id, each in lost.items()
        if each.origin in there and id not in found
    }


class _Versions(NamedTuple):
    """Notes that are again ones of which nobody has said yet which others they are, or may be."""

    same: dict[int, NoteId]
    groups: tuple[Group, ...]


def _versions(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    waiting: Mapping[NoteId, Trace],
    in_scope: Container[str],
    gone: Container[NoteId],
) -> _Versions:
    if not waiting:
        return _Versions({}, ())
    again = {at: id for at, id in copies.known(notes, waiting).items() if at not in same}
    told = retold(notes, again, waiting, _lost(waiting, again, in_scope), same)
    found = () if told is None else renumberings(notes, again, waiting, told, gone)
    asked = _renumbered(again, [*found])
    known = {**same, **again}
    olds = {id for each in asked.values() for id in each}
    lost = {id: each for id, each in _lost(waiting, again, in_scope).items() if id not in olds}
    groups = _paired(notes, known, memory, lost, gone, asked)
    return _Versions(
        {at: id for at, id in known.items() if at not in same},
        (*groups, *(((at,), each) for at, each in asked.items())),
    )


def _questions(
    groups: Iterable[Group],
    same: Container[int],
    traces: Sequence[Trace],
    lost: Mapping[NoteId, Trace],
    found: Container[NoteId],
) -> Iterator[Question]:
    """What is left to ask, when all that is clear has been found."""
    for new, old in groups:
        asked = tuple(traces[at] for at in new if at not in same)
        left = tuple(lost[id] for id in old if id in lost and id not in found)
        if asked and left:
            yield Question(asked, left)


def _renames(
    known: Mapping[int, NoteId],
    twin: Twins,
    kin: Mapping[NoteId, int],
    traces: Sequence[Trace],
) -> Iterator[tuple[NoteId, NoteId]]:
    """Who goes on as whom; of several that go on as one the last is that which it is in Anki."""
    for at, olds in twin.same.items():
        yield from ((id, traces[at].id) for id in olds[1:])
    yield from ((known[at], traces[at].id) for at in sorted(known) if known[at] != traces[at].id)
    yield from ((id, traces[at].id) for id, at in kin.items())


def _copied(
    twin: Twins, traces: Sequence[Trace], lost: Mapping[NoteId, Trace]
) -> Iterator[Question]:
    """Which of several copies goes on as the note that is lost."""
    for places, id in twin.asked:
        yield Question(tuple(traces[at] for at in places), (lost[id],))


def _paired(
    notes: Sequence[Note],
    same: dict[int, NoteId],
    memory: Mapping[NoteId, Trace],
    lost: Mapping[NoteId, Trace],
    gone: Container[NoteId],
    doubted: Container[int] = (),
) -> tuple[Group, ...]:
    """Adds to `same` what is known again; what may be is left.

    Who is known again is a neighbour by which others are, so there is more than
    one round.
    """
    taken = set(same.values())
    left = {id: each for id, each in lost.items() if id not in taken}
    unknown = [at for at in range(len(notes)) if at not in same and at not in doubted]
    if not left or not unknown:
        return ()
    read = cache(words)  # who changed what is asked seldom changed the answer, too
    old = {id: face(each, read) for id, each in left.items()}
    new = fresh(notes, unknown, read)
    called = once_named({id: lost[id] for id in lost if id not in gone}, memory)
    comparing = Comparing(gone, answering_alike(lost, memory), called)
    for _ in range(ROUNDS):
        pairing = paired(old, new, spots(memory.values(), facts(notes), same), comparing)
        same |= pairing.same
        for at, id in pairing.same.items():
            del old[id], new[at]
        if not pairing.same:
            break
        if not old or not new:
            return ()
    return pairing.questions


def _as_before(
    notes: Sequence[Note],
    same: dict[int, NoteId],
    memory: Mapping[NoteId, Trace],
    found: Earlier,
    gone: Container[NoteId],
) -> None:
    """Adds to `same` what is known again by what it asked before."""
    if found.olds:
        now = dict(same)
        passed = {*range(len(notes))}.difference(found.news)
        _paired(notes, now, memory, found.olds, gone, passed)
        same |= {at: id for at, id in found.news.items() if now.get(at) == id}
