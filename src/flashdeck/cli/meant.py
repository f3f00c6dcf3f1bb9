"""Which card of before and which of now somebody means, by ids, places or words of prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import product
from typing import NamedTuple

from flashdeck.cli.absent import Absent, absent
from flashdeck.cli.finding import holds, named, words
from flashdeck.compile.library import Compiled
from flashdeck.errors import FlashdeckError
from flashdeck.following.following import Question
from flashdeck.following.trace import Trace
from flashdeck.journal.annals import as_called
from flashdeck.journal.folder import Folder
from flashdeck.loading.unclear import change, place, short, spot
from flashdeck.model import Note, NoteId, answer
from flashdeck.source import Span

LISTED = 12
"""Of what may be meant."""
PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,7})(?::[0-9]*)?:?")
"""As questions and `check` cite a place."""


class UnknownPast(FlashdeckError):
    """Nothing that is gone is called so."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"nothing that is gone is called {typed!r}; see `flashdeck orphans`")


class StillThere(FlashdeckError):
    """A card that is in the sources cannot go on as another."""

    def __init__(self, note: Note) -> None:
        super().__init__(
            f"{short(note.id)} is still there, at {place(note)}; "
            "only a card that is gone can be followed"
        )


class StandsBroken(FlashdeckError):
    """A card that is only broken is not gone."""

    def __init__(self, old: NoteId, error: Span) -> None:
        super().__init__(
            f"{short(old)} stands broken at {spot(error)}; mend it, or delete what is left of it"
        )


class WasParted(FlashdeckError):
    """A new card and one of before, in an order that takes back what was taken back."""

    def __init__(self, old: NoteId, new: Note) -> None:
        super().__init__(
            f"{short(new.id)} and {short(old)} are two cards already; "
            f"`flashdeck follow {short(old)} {short(new.id)}` joins them"
        )


class Several(FlashdeckError):
    """What was typed may mean several things; each is settled by one of `lines`."""

    def __init__(self, message: str, lines: Sequence[str]) -> None:
        super().__init__(message)
        self.lines = lines


class Meant(NamedTuple):
    """A card of before and the note of now; `parts` if they are one, and are to be two again."""

    old: NoteId
    new: Note
    parts: bool = False


class _Known(NamedTuple):
    """Everything that may be named.

    `former` are names that were given up, with what was asked under them, if that is known.
    """

    notes: Mapping[NoteId, Note]
    gone: Mapping[NoteId, Absent]
    pasts: Mapping[NoteId, NoteId]
    former: Mapping[NoteId, Trace | None]


def meant(compiled: Compiled, typed: Sequence[str], undone: frozenset[str]) -> Meant:
    """The two cards that are meant by words of which nobody said where the second begins.

    The old one comes first. The other order takes back that they are one, or, where that
    was never said and never `undone`, means the same if the old one is named by its id.
    """
    known = _known(compiled)
    if (found := _only(known, typed, known.gone, backwards=False)) is not None:
        return found
    for backwards in (True, False):
        listed = _joined_before(known, typed, backwards=backwards)
        if len(listed) > 1 and not _by_id(typed[-1 if backwards else 0], known.pasts):
            raise Several(
                f"{' '.join(typed)!r} may mean any of {len(listed):,} cards that were joined:",
                [_taking_back(known, *pair) for pair in listed],
            )
        for old, new in listed:
            return Meant(old, new, parts=backwards)
    by_id = dict.fromkeys(known.gone)
    if (found := _only(known, typed, by_id, backwards=True)) is not None:
        if any(each.endswith(f" {found.old}") for each in undone):
            raise WasParted(found.old, found.new)
        return found
    raise _not_understood(compiled, known, typed)


def meant_now(compiled: Compiled, typed: Sequence[str]) -> Note:
    """The one card that is there and is meant."""
    found = _present(_known(compiled), typed)
    if len(found) == 1:
        return found[0]
    return named(compiled.collection.notes, compiled.left_out, [" ".join(typed)])[0].note


def half_meant(compiled: Compiled, typed: Sequence[str]) -> Several | None:
    """What there is to say of one card alone: with which others it may be one, if that is asked."""
    known = _known(compiled)
    notes = {note.id for note in _present(known, typed)}
    gone = {*_past(typed, known.gone)}
    pairs = [
        (old, known.notes[new.id])
        for question in compiled.following.questions
        for old, new in product(question.old, question.new)
        if new.id in notes or old.id in gone
    ]
    if not pairs:
        return _alone(known, notes, gone)
    lines = [_line(old, new) for old, new in pairs]
    news = dict.fromkeys(new.id for _, new in pairs)
    lines += [f"flashdeck follow --new {short(id)}   it is a new card" for id in news]
    return Several("which of these is it? One line says so:", lines)


def _alone(known: _Known, notes: Set[NoteId], gone: Set[NoteId]) -> Several | None:
    """What is to be typed besides cards of which nothing is asked."""
    from flashdeck.cli.table import headline
    from flashdeck.report.cells import fitted

    lines = [
        f"flashdeck follow {short(id)} NEW   {fitted(known.gone[id].asked, 40)}" for id in gone
    ]
    lines += [
        f"flashdeck follow OLD {short(id)}   {fitted(headline(known.notes[id]), 40)}"
        for id in notes
    ]
    if not lines:
        return None
    return Several("name two cards, one that is gone and the one that it is now:", sorted(lines))


def _known(compiled: Compiled) -> _Known:
    folder = Folder(compiled.settings.root)
    return _Known(
        {note.id: note for note in compiled.following.notes},
        {each.id: each for each in absent(compiled, 0)},
        compiled.memory.retired,
        dict.fromkeys(compiled.memory.retired) | as_called(folder, compiled.memory.retired),
    )


def _joined_before(
    known: _Known, typed: Sequence[str], *, backwards: bool
) -> list[tuple[NoteId, Note]]:
    """The cards of before that may be meant, each with the one that goes on as it."""
    found: dict[NoteId, Note] = {}
    for at in range(1, len(typed)):
        first, second = typed[:at], typed[at:]
        old, new = (second, first) if backwards else (first, second)
        there = {note.id: note for note in _present(known, new)}
        pasts = ((id, known.pasts[id]) for id in _past(old, known.former))
        found |= {id: there[heir] for id, heir in pasts if heir in there}
    return [*found.items()]


def _taking_back(known: _Known, old: NoteId, new: Note) -> str:
    """What is typed to part two cards, with what the one of before asked."""
    from flashdeck.report.cells import fitted

    was = known.former[old]
    asked = "" if was is None else f"   {fitted(was.prompt, 40)}"
    return f"flashdeck follow {short(new.id)} {short(old)}{asked}"


def _only(
    known: _Known, typed: Sequence[str], among: Mapping[NoteId, object], *, backwards: bool
) -> Meant | None:
    """What is meant if that is clear; raises Several if it is not."""
    found = dict.fromkeys(_readings(known, typed, among, backwards=backwards))
    if not found:
        return None
    if len(found) == 1:
        return Meant(*next(iter(found)))
    raise Several(
        f"{' '.join(typed)!r} may mean any of {len(found):,} pairs of cards, such as:",
        [_line(known.gone[old], new) for old, new in found],
    )


def _readings(
    known: _Known, typed: Sequence[str], among: Mapping[NoteId, object], *, backwards: bool
) -> Sequence[tuple[NoteId, Note]]:
    """The pairs that may be meant; of all places where the second may begin, the clearest."""
    found: list[list[tuple[NoteId, Note]]] = []
    for at in range(1, len(typed)):
        first, second = typed[:at], typed[at:]
        old, new = (second, first) if backwards else (first, second)
        notes = _present(known, new)
        found.append([*product(_past(old, among), notes)] if notes else [])
    clear = [pair for pairs in found if len(pairs) == 1 for pair in pairs]
    return clear or min(filter(None, found), key=len, default=[])


def _past(typed: Sequence[str], among: Mapping[NoteId, object]) -> list[NoteId]:
    """The cards of before that are meant: by an id, how it begins, or words of the prompt."""
    if len(typed) == 1 and (found := _by_id(typed[0], among)):
        return found
    wanted = words(" ".join(typed))
    return [id for id, each in among.items() if wanted and holds(words(_said(each)), wanted)]


def _said(each: object) -> str:
    """What a card of before asked, and its file, if that is known."""
    match each:
        case Absent():
            return f"{each.asked} {each.file}"
        case Trace():
            return f"{each.prompt} {each.file}"
        case _:
            return ""


def _present(known: _Known, typed: Sequence[str]) -> list[Note]:
    """The notes that are meant: by an id, how it begins, a place, or words of the prompt."""
    from flashdeck.cli.table import headline

    if len(typed) == 1 and (ids := _by_id(typed[0], known.notes)):
        return [known.notes[id] for id in ids]
    first, *rest = typed
    at, wanted = _at(known, first), words(" ".join(typed))
    if at:
        there = [note for note in at if holds(words(headline(note)), words(" ".join(rest)))]
        return there or at
    notes = known.notes.values()
    return [note for note in notes if wanted and holds(words(headline(note)), wanted)]


def _by_id(typed: str, ids: Mapping[NoteId, object]) -> list[NoteId]:
    """The id that is typed, be it a card's, or those that begin so."""
    name, _, number = typed.rpartition(":")
    for wanted in (typed, name if number.isdecimal() else typed):
        if wanted in ids:
            return [NoteId(wanted)]
    return [id for id in ids if typed and id.casefold().startswith(typed.casefold())]


def _at(known: _Known, typed: str) -> list[Note]:
    """The notes that stand at a place."""
    found = PLACE.fullmatch(typed)
    if found is None:
        return []
    path, line = found["path"].removeprefix("./"), int(found["line"])
    there = [note for note in known.notes.values() if _is_in(note, path)]
    return [note for note in there if note.span.lines[0] <= line <= note.span.lines[1]]


def _is_in(note: Note, path: str) -> bool:
    source = note.span.source
    return path in (source.path, source.name) or f"/{source.path}".endswith(f"/{path}")


def settled_already(compiled: Compiled, typed: Sequence[str]) -> Note | None:
    """The note that two ids mean by now, or that was asked about under the second.

    So it is when other answers to what was listed made a line of it needless.
    """
    if len(typed) != 2:
        return None
    notes = {note.id: note for note in compiled.following.notes}
    first, second = (_by_now(compiled, notes, each) for each in typed)
    asked = (compiled.memory.open[id] for id in _by_id(typed[1], compiled.memory.open))
    was_asked = any(_by_id(typed[0], dict.fromkeys(pasts)) for pasts in asked)
    return None if second is None or not (first == second or was_asked) else notes[second]


def _by_now(compiled: Compiled, notes: Mapping[NoteId, Note], typed: str) -> NoteId | None:
    """The id of the note that goes on as what had an id, or that says what that said."""
    memory, renames = compiled.memory, dict(compiled.following.renames)
    listed = _by_id(typed, {**memory.notes, **memory.retired, **notes})
    if len(listed) != 1:
        return None
    heir = memory.retired.get(listed[0], listed[0])
    heir = renames.get(heir, heir)
    if heir in notes or heir not in memory.notes:
        return heir if heir in notes else None
    said = memory.notes[heir].trace
    same = [
        each.id
        for each in compiled.following.traces
        if (each.kind, each.prompt, each.hash) == (said.kind, said.prompt, said.hash)
    ]
    return same[0] if len(same) == 1 else None


def _not_understood(compiled: Compiled, known: _Known, typed: Sequence[str]) -> FlashdeckError:
    """Why words do not mean two cards; raises what `named` says of the new one."""
    for at in range(1, len(typed)):
        if news := _present(known, typed[at:]):
            old = [*_present(known, typed[:at])]
            if len(old) == 1 and old != news and _by_id(typed[0], known.notes):
                return StillThere(old[0])
            broken = compiled.following.broken
            if ids := _by_id(typed[0], broken):
                return StandsBroken(ids[0], broken[ids[0]])
            return UnknownPast(" ".join(typed[:at]))
    named(compiled.collection.notes, compiled.left_out, [" ".join(typed[1:])])
    return UnknownPast(typed[0])


def questions(compiled: Compiled) -> Iterator[str]:
    """Every line that would settle something that is not clear, in blocks, for a shell.

    Of each block only the first line is no comment: the others say otherwise. No two of those
    contradict each other.
    """
    from flashdeck.following.alike import asked

    notes = {note.id: note for note in compiled.following.notes}
    to_ask = asked(compiled.following.questions)
    for alike in to_ask.alike:
        old, new = alike.pairs[0]
        made = f"{change(alike)} in {len(alike.pairs):,} cards"
        yield from _block(
            f"{place(notes[new.id])} and {len(alike.pairs) - 1:,} more",
            f"flashdeck follow --alike {short(old.id)} {short(new.id)}   {made}",
            f"flashdeck follow --alike --new {short(new.id)}   they are new cards",
        )
    taken = {pair.old.id for alike in to_ask.alike for pair in alike.pairs}
    told = _tellers(to_ask.rest)
    for question in to_ask.rest:
        tells = not {old.prompt for old in question.old}.isdisjoint(
            new.prompt for new in question.new
        )
        for new in question.new:
            nearest = sorted(question.old, key=lambda old: old.answer != new.answer)
            wanted = [old for old in nearest if told.get(old.id, new.id) == new.id]
            free = [old for old in wanted if old.id not in taken]
            taken.update(old.id for old in free[:1])
            lines = [_line(old, notes[new.id], tells=tells) for old in free]
            lines.append(f"flashdeck follow --new {short(new.id)}   it is a new card")
            rest = [old for old in question.old if old not in free]
            lines += [_line(old, notes[new.id], tells=tells) for old in rest]
            yield from _block(place(notes[new.id]), *lines)


def _tellers(questions: Sequence[Question]) -> dict[NoteId, NoteId]:
    """For each card that is gone the new one that answers the same, if it is one alone."""
    found: dict[NoteId, set[NoteId]] = {}
    for question in questions:
        for old, new in product(question.old, question.new):
            if old.answer and old.answer == new.answer:
                found.setdefault(old.id, set()).add(new.id)
    return {id: next(iter(news)) for id, news in found.items() if len(news) == 1}


def _block(asked: str, first: str, *others: str) -> Iterator[str]:
    """Lines of which one is to be typed."""
    yield f"# {asked}, one of:"
    yield first.replace("   ", "   # ", 1)
    yield from (f"# or: {line}" for line in others)


def _line(old: Absent | Trace, new: Note, *, tells: bool = False) -> str:
    """What says that two cards are one, with what they ask, or what each `tells`."""
    from flashdeck.cli.table import headline
    from flashdeck.report.cells import fitted

    before, now = old.asked if isinstance(old, Absent) else old.prompt, headline(new)
    told = answer(new) if tells else None
    if told is not None and isinstance(old, Trace) and old.answer:
        before, now = old.answer, told.text
    asks = f"{fitted(before, 30)} → {fitted(now, 30)}"
    return f"flashdeck follow {short(old.id)} {short(new.id)}   {asks}"
