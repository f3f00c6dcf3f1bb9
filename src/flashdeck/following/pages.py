"""What is remembered, by file: most of it need not be looked at, and is made when it is."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from flashdeck.following.memory import Remembered
from flashdeck.following.trace import Trace
from flashdeck.model import NoteId

_TRACE = len(Trace._fields)


class Heads(NamedTuple):
    """Of each note of a file, in the order of their places, what tells whether it has changed.

    `asks` are checksums of what they ask. Few notes have an `origins` that is not their
    id, or `shows`; notes that are not simply there, in their order, make a page `odd`.
    """

    ids: list[NoteId]
    hashes: list[str]
    asks: list[int]
    modified: list[int]
    origins: dict[NoteId, NoteId]
    shows: dict[NoteId, str]
    odd: bool


class Page:
    """The notes that were last seen in one file; `rows` are all that is remembered of them."""

    def __init__(self, heads: Heads, rows: bytes) -> None:
        self.heads, self.rows = heads, rows

    @cached_property
    def notes(self) -> dict[NoteId, Remembered]:
        """The notes by their ids."""
        return {each.trace.id: each for each in unpacked(self.rows)}


def packed(notes: Iterable[Remembered]) -> bytes:
    """Notes as rows of builtin values, the fields of the trace first."""
    return marshal.dumps([(*each.trace, *each[1:]) for each in notes])


def unpacked(data: bytes) -> Iterator[Remembered]:
    for row in marshal.loads(data):
        yield Remembered(Trace._make(row[:_TRACE]), *row[_TRACE:])


def page(notes: Iterable[Remembered]) -> Page:
    """The page of notes of one file."""
    listed = sorted(notes, key=lambda each: (each.trace.place, each.trace.id))
    traces = [each.trace for each in listed]
    rising = all(one.place < other.place for one, other in pairwise(traces))
    heads = Heads(
        ids=[each.id for each in traces],
        hashes=[each.hash for each in traces],
        asks=[_sum(each) for each in traces],
        modified=[each.modified for each in listed],
        origins={each.id: each.origin for each in traces if each.origin != each.id},
        shows={each.trace.id: each.shows for each in listed if each.shows},
        odd=not rising or any(each.gone or each.removed or each.may_be for each in listed),
    )
    return Page(heads, packed(listed))


def _sum(each: Trace) -> int:
    return crc32(f"{each.kind} {each.prompt}".encode("utf-8", "surrogatepass"))


class Pages(Mapping[NoteId, Remembered]):
    """All notes by id."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages

    @cached_property
    def _files(self) -> dict[NoteId, str]:
        return {id: file for file, each in self.pages.items() for id in each.heads.ids}

    def of(self, files: Container[str]) -> Container[NoteId]:
        """The ids of the notes of some files."""
        return _Ids(self._files, files)

    def __getitem__(self, id: NoteId) -> Remembered:
        return self.pages[self._files[id]].notes[id]

    def __contains__(self, id: object) -> bool:
        return id in self._files

    def __iter__(self) -> Iterator[NoteId]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def changed(self, now: Mapping[NoteId, Remembered | None]) -> Pages:
        """The same, but for some notes that are others now, or none."""
        files = {self._files[id] for id in now if id in self._files}
        fresh: dict[str, list[Remembered]] = {file: [] for file in files}
        for file in files:
            notes = self.pages[file].notes
            fresh[file] += [each for id, each in notes.items() if id not in now]
        for each in now.values():
            if each is not None:
                fresh.setdefault(each.trace.file, []).extend(self._others(each.trace.file, files))
                files.add(each.trace.file)
                fresh[each.trace.file].append(each)
        pages = {file: each for file, each in self.pages.items() if file not in fresh}
        found = Pages(pages | {file: page(notes) for file, notes in fresh.items() if notes})
        if len(now) < len(self._files):  # else it is sooner found from all pages
            found._files = {**self._files}
            for id, note in now.items():
                found._files.pop(id, None)
                if note is not None:
                    found._files[id] = note.trace.file
        return found

    def _others(self, file: str, seen: set[str]) -> Iterable[Remembered]:
        """The notes of a file that was not seen yet."""
        known = self.pages.get(file) if file not in seen else None
        return () if known is None else known.notes.values()


class _Ids(Container[NoteId]):
    def __init__(self, known: Mapping[NoteId, str], files: Container[str]) -> None:
        self._known, self._files = known, files

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._known.get(NoteId(id)) in self._files


class Changing(MutableMapping[NoteId, Remembered]):
    """Notes of which some become others."""

    def __init__(self, before: Pages) -> None:
        self._before = before
        self._now: dict[NoteId, Remembered | None] = {}

    def __getitem__(self, id: NoteId) -> Remembered:
        found = self._now[id] if id in self._now else self._before[id]
        if found is None:
            raise KeyError(id)
        return found

    def __setitem__(self, id: NoteId, each: Remembered) -> None:
        self._now[id] = each

    def __delitem__(self, id: NoteId) -> None:
        if id not in self:
            raise KeyError(id)
        self._now[id] = None

    def __iter__(self) -> Iterator[NoteId]:
        yield from (id for id in self._before if id not in self._now)
        yield from (id for id, each in self._now.items() if each is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def pages(self) -> Pages:
        """The notes as they are now."""
        return self._before.changed(self._now) if self._now else self._before


def paged(notes: Mapping[NoteId, Remembered]) -> Pages:
    """Notes by id, by their files."""
    if isinstance(notes, Pages):
        return notes
    files: dict[str, list[Remembered]] = defaultdict(list)
    for each in notes.values():
        files[each.trace.file].append(each)
    return Pages({file: page(listed) for file, listed in files.items()})
