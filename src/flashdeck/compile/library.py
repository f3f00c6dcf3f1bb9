"""Reading and checking joined: a request in, sound notes and their diagnostics out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from flashdeck.compile.history import shows, with_past
from flashdeck.diagnostics import Diagnostic, in_order
from flashdeck.embeds import embeds
from flashdeck.following.following import Following
from flashdeck.following.memory import Memory
from flashdeck.loading.collection import NoteCheck, Request, loaded
from flashdeck.model import Collection, Note, NoteId, passages
from flashdeck.notes.listed import known, not_alone, picked
from flashdeck.settings import Settings
from flashdeck.source import Span
from flashdeck.syntax.conflicts import beside_conflicts

__all__ = ["Compiled", "Request", "compiled", "selected", "unchecked"]


class Compiled(NamedTuple):
    """What came of a request.

    `collection` holds the sound notes only; `left_out` those at which something
    breaking was found. Diagnostics are in order of file and place. `following`
    and `shows` tell of all notes, for a journal; `memory` is what it says already.
    """

    collection: Collection
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[Note, ...]
    settings: Settings
    following: Following
    shows: Mapping[NoteId, str]
    memory: Memory


def compiled(request: Request) -> Compiled:
    """The collection of a request, checked."""
    from flashdeck.check.checks import CHECKS, Subject
    from flashdeck.check.suppression import kept

    whole, found, past = _with_past(request, partial(_of_each_note, request.settings))
    subject = Subject(
        collection=whole,
        settings=request.settings,
        demos=request.demos,
        objection=request.objection,
        origins=partial(_origins, past.following),
    )
    checked = (each for check in CHECKS for each in check(subject))
    diagnostics = in_order(beside_conflicts((*found, *checked)))
    came = _compiled(request, whole, diagnostics, past)
    return came._replace(diagnostics=in_order(kept(whole, diagnostics)))


def _origins(following: Following) -> dict[NoteId, NoteId]:
    """The first ids of notes that had others, but for files in which nothing changed."""
    traces = (following.traces[at] for at in following.rest)
    return {each.id: each.origin for each in traces if each.origin != each.id}


def unchecked(request: Request) -> Compiled:
    """The same collection, with those diagnostics only that come of reading it.

    No check finds anything breaking, so the same notes are left out.
    """
    whole, found, past = _with_past(request)
    return _compiled(request, whole, in_order(found), past)


class _Past(NamedTuple):
    following: Following
    shows: Mapping[NoteId, str]


def _with_past(
    request: Request, check: NoteCheck | None = None
) -> tuple[Collection, tuple[Diagnostic, ...], _Past]:
    read, found, following = loaded(request, check)
    shown = shows(read, request.settings)
    whole = with_past(read, following, shown, request.memory)
    return whole, found, _Past(following, shown)


def _compiled(
    request: Request, whole: Collection, diagnostics: tuple[Diagnostic, ...], past: _Past
) -> Compiled:
    broken = _broken(whole.notes, diagnostics)
    sound = whole
    if broken:
        left = [at for at in range(len(whole.notes)) if at not in broken]
        sound = _with_its_media(replace(whole, notes=picked(whole.notes, left)))
    return Compiled(
        collection=sound,
        diagnostics=diagnostics,
        left_out=tuple([whole.notes[at] for at in sorted(broken)]),
        settings=request.settings,
        following=past.following,
        shows=past.shows,
        memory=request.memory,
    )


def _of_each_note(settings: Settings, notes: tuple[Note, ...]) -> tuple[Diagnostic, ...]:
    from flashdeck.check.checks import OF_EACH_NOTE, Subject

    subject = Subject(collection=Collection(notes=notes), settings=settings)
    return tuple(found for check in OF_EACH_NOTE for found in check(subject))


def _broken(notes: Sequence[Note], diagnostics: Iterable[Diagnostic]) -> set[int]:
    """The notes at which something breaking was found."""
    places: dict[str, list[Span]] = defaultdict(list)
    for found in diagnostics:
        if found.rule.breaking:
            places[found.span.source.path].append(found.span)
    reached = {path: _Reached.by(spans) for path, spans in places.items()}
    broken: set[int] = set()
    for at, fact in enumerate(known(notes)) if places else ():
        inside = reached.get(fact.source.path)
        if inside is not None and inside.before(fact.end) > fact.start:
            broken.add(at)
    return broken


class _Reached(NamedTuple):
    """Where spans start, in order, and how far those that start there or above reach."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def by(cls, spans: Iterable[Span]) -> _Reached:
        ordered = sorted((span.start, max(span.start + 1, span.end)) for span in spans)
        ends = accumulate((end for _, end in ordered), max)
        return cls([start for start, _ in ordered], [*ends])

    def before(self, end: int) -> int:
        """How far what starts above a place reaches."""
        first = bisect_left(self.starts, end)
        return self.ends[first - 1] if first else 0


def selected(collection: Collection, decks: Sequence[str], tags: Sequence[str]) -> Collection:
    """The notes of any of some decks, and of decks below them, that have any of some tags."""
    wanted_decks = [_path(deck) for deck in decks]
    wanted_tags = {tag.lstrip("#@").rstrip("~").casefold() for tag in tags}
    if not (decks or tags):
        return collection
    fitting = [
        at
        for at, fact in enumerate(known(collection.notes))
        if (not decks or any(_lies_in(fact.deck, deck) for deck in wanted_decks))
        and (not tags or wanted_tags & {tag.casefold() for tag in fact.tags})
    ]
    if len(fitting) == len(collection.notes):
        return collection
    notes = picked(collection.notes, fitting)
    others = (*collection.others, *_referred(collection.notes, notes, collection.links))
    return _with_its_media(replace(collection, notes=notes, others=others))


def _with_its_media(collection: Collection) -> Collection:
    """Without the media that none of its notes shows."""
    shown = {
        (note.span.source.name, embed.target)
        for note in (*not_alone(collection.notes), *collection.others)
        for passage in passages(note)
        for embed in embeds(passage.text)
    }
    media = {key: each for key, each in collection.media.items() if key in shown}
    return replace(collection, media=media)


def _path(deck: str) -> tuple[str, ...]:
    return tuple(part.strip().casefold() for part in deck.split("::") if part.strip())


def lies_in_any(deck: Sequence[str], decks: Sequence[str]) -> bool:
    """Whether a deck is one of some decks, or below one; without any, all are."""
    return not decks or any(_lies_in(deck, _path(wanted)) for wanted in decks)


def _lies_in(deck: Sequence[str], wanted: Sequence[str]) -> bool:
    return tuple(part.casefold() for part in deck[: len(wanted)]) == tuple(wanted)


def _referred(
    notes: Sequence[Note], ours: Sequence[Note], links: Mapping[tuple[NoteId, str], NoteId]
) -> list[Note]:
    """The notes that are not selected, but that a selected one refers to."""
    if not links:
        return []
    ids = {note.id for note in ours}
    wanted = {target for (note, _), target in links.items() if note in ids} - ids
    return [note for note in notes if note.id in wanted]
