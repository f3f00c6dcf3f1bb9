"""Files whose notes are all as they are remembered: of them nothing need be followed.

What is found of the other notes is what would be found if all were looked at. So a file
is not settled, either, if one of its notes asks what another asks or asked, or has the
origin of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from flashdeck.following.following import Following, followed
from flashdeck.following.names import Reserved
from flashdeck.following.pages import Page, Pages
from flashdeck.following.past import Reading, unread
from flashdeck.following.trace import Trace
from flashdeck.following.unknown import seen_first
from flashdeck.lazy import Lazy
from flashdeck.model import Note, NoteId
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import asked, ids, known, picked, replaced

T = TypeVar("T")


class _File(NamedTuple):
    """The notes of one file, and its page."""

    start: int
    end: int
    name: str
    page: Page


def followed_on(
    notes: Sequence[Note],
    memory: Pages,
    *,
    retired: Mapping[NoteId, NoteId],
    in_scope: Container[str],
    past: Reading = unread,
) -> Following:
    """What `followed` says of all notes and all that is remembered."""
    if not memory.pages and not retired and len({*ids(notes)}) == len(notes):
        return seen_first(notes)
    settled = _settled(notes, memory)
    files = {each.name for each in settled}
    rest = _between(settled, len(notes))
    left = [name for name in sorted(memory.pages) if name not in files]
    remembered = [each for name in left for each in memory.pages[name].notes.values()]
    found = followed(
        picked(notes, rest),
        {each.trace.id: each.trace for each in remembered},
        retired=retired,
        in_scope=in_scope,
        gone={each.trace.id for each in remembered if each.gone},
        open={each.trace.id: each.may_be for each in remembered if each.may_be},
        earlier={each.trace.id: each.earlier for each in remembered if each.earlier},
        past=past,
        reserved=Reserved.of(memory.of(files), (each.page.heads for each in settled)),
    )
    if not settled:
        return found
    before, now = known(notes), known(found.notes)
    changed = {at: found.notes[turn] for turn, at in enumerate(rest) if now[turn] is not before[at]}
    return found._replace(
        notes=replaced(notes, changed),
        traces=_Traces(settled, dict(zip(rest, found.traces, strict=True)), len(notes)),
        settled=tuple(each.page for each in settled),
        rest=rest,
    )


def unlike(found: Following, shows: Mapping[NoteId, str]) -> list[int]:
    """The places of the notes that may not be as they are remembered, with what they show."""
    maybe = {*shows, *(id for page in found.settled for id in page.heads.shows)}
    if not maybe:
        return [*found.rest]
    rest = {*found.rest}
    return [at for at, id in enumerate(ids(found.notes)) if at in rest or id in maybe]


def _settled(notes: Sequence[Note], memory: Pages) -> list[_File]:
    facts, names = known(notes), ids(notes)
    twice = _twice(asked(notes))
    asks = _twice(crc for page in memory.pages.values() for crc in page.heads.asks)
    origins = _shared_origins(memory)
    files = [*_files(facts)]
    once = Counter(name for name, _, _ in files)
    found = []
    for name, start, end in files:
        page, here = memory.pages.get(name), facts[start:end]
        if (
            page is not None
            and once[name] == 1
            and _is_same(page, names[start:end], here)
            and twice.isdisjoint(fact.asked for fact in here)
            and asks.isdisjoint(page.heads.asks)
            and origins.isdisjoint(page.heads.ids)
        ):
            found.append(_File(start, end, name, page))
    return found


def _is_same(page: Page, names: Sequence[NoteId], facts: Sequence[Facts]) -> bool:
    """Whether the same notes, with the same in them, stand in a file in the same order."""
    starts = [fact.start for fact in facts]
    return (
        not page.heads.odd
        and page.heads.ids == [*names]
        and page.heads.hashes == [fact.hash for fact in facts]
        and starts == sorted(starts)
    )


def _files(facts: Sequence[Facts]) -> Iterator[tuple[str, int, int]]:
    """Where the notes of each file are: its name, and a half-open range."""
    end = 0
    for name, group in groupby(facts, lambda fact: fact.source.name):
        start, end = end, end + sum(1 for _ in group)
        yield name, start, end


def _twice(values: Iterable[T]) -> set[T]:
    listed = [*values]
    if len({*listed}) == len(listed):
        return set()
    return {value for value, count in Counter(listed).items() if count > 1}


def _shared_origins(memory: Pages) -> set[NoteId]:
    """The ids of notes that have the origin of another."""
    other = {id: old for page in memory.pages.values() for id, old in page.heads.origins.items()}
    if not other:
        return set()
    times = Counter(other.values())
    times.update(old for old in set(times) if old in memory and old not in other)
    shared = {old for old, count in times.items() if count > 1}
    return {id for id, old in other.items() if old in shared} | shared


def _between(files: Sequence[_File], size: int) -> list[int]:
    """The places that no file holds."""
    edges = [0, *(edge for each in files for edge in each[:2]), size]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [at for low, high in gaps for at in range(low, high)]


class _Traces(Lazy[Trace]):
    """What is to be remembered of every note; of those of settled files it is not looked up."""

    def __init__(self, files: Sequence[_File], rest: Mapping[int, Trace], size: int) -> None:
        self._files, self._rest, self._size = files, rest, size

    def __len__(self) -> int:
        return self._size

    def made(self, at: int) -> Trace:
        if at in self._rest:
            return self._rest[at]
        file = self._files[bisect_right(self._files, at, key=lambda each: each.start) - 1]
        return file.page.notes[file.page.heads.ids[at - file.start]].trace
