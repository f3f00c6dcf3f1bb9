"""The fields of notes, as they were filled before where nothing they show has changed.

They are kept by file, each note's under a digest of all that they follow from.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flashdeck.cache.halves import can_share, in_two
from flashdeck.cache.store import Store, digest
from flashdeck.export.apkg.note_fields import fields, ident, tags
from flashdeck.export.apkg.shows import shows
from flashdeck.model import Collection, Note, NoteId
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import ids, known
from flashdeck.render.html import Html
from flashdeck.settings import Settings

KIND = "fields"
_SEPARATOR = "\x1f"
ANY = b""
"""The digest of a file's row: each note in it has one of its own."""
ALONE = 500
"""Notes that one process renders sooner than it is copied."""
SMALL = 200
"""Notes that are rendered sooner than a database is opened."""


class Kept(NamedTuple):
    """What was made before, and whether a second process may help to make the rest."""

    store: Store
    two: bool = False


Fields = tuple[str, str, str]
"""A note's fields as Anki stores them, the first by itself, and its tags."""

Rows = dict[bytes, Fields]
"""Fields by digest; without the last, which is the note's id."""


def filled(html: Html, kept: Kept | None) -> Iterator[Fields]:
    """The fields of every note of a collection, in order."""
    notes = html.collection.notes
    if kept is None or len(notes) < SMALL:
        for note in notes:
            text, first, tags = _fields(note, html)
            yield text + ident(note.id), first, tags
        return
    files = [*_files(notes)]
    known = kept.store.digests(KIND)
    fresh = [file for file in files if file.name not in known]

    def work(number: int) -> bytes:
        return marshal.dumps(_rows(fresh[number], html, {}))

    shared = kept.two and sum(len(file.facts) for file in fresh) > ALONE and can_share()
    made = in_two(len(fresh), work) if shared else map(work, range(len(fresh)))
    for file in files:
        if file.name in known:
            digests, rows = _again(kept.store, file, html)
        else:
            data = next(made)
            kept.store.put(KIND, file.name, ANY, data)
            digests, rows = marshal.loads(data)
        for id, of in zip(file.ids, digests, strict=True):
            text, first, tags = rows[of]
            yield text + ident(id), first, tags


def filled_ahead(
    settings: Settings,
) -> Callable[[Sequence[Note], Sequence[Facts]], bytes] | None:
    """What makes the fields of a file that was just read, if no note shows anything else.

    Then `filled` will find them.
    """
    html = Html(Collection(), settings.macros)

    def made(notes: Sequence[Note], known: Sequence[Facts]) -> bytes:
        if not all(_is_alone(fact, html) for fact in known):
            return b""
        return marshal.dumps(_rows(_File("", 0, notes, known, ()), html, {}))

    return made


class _File(NamedTuple):
    """Some notes of a collection, all of one file, and the place of the first."""

    name: str
    start: int
    notes: Sequence[Note]
    facts: Sequence[Facts]
    ids: Sequence[NoteId]


def _files(notes: Sequence[Note]) -> Iterator[_File]:
    """The notes by their files; they are not looked at."""
    facts, names = known(notes), ids(notes)
    end = 0
    for name, group in groupby(facts, _name):
        start, end = end, end + len(list(group))
        yield _File(name, start, notes, facts[start:end], names[start:end])


def _name(fact: Facts) -> str:
    return fact.source.name


Found = tuple[list[bytes], Rows]
"""The digests of some notes, in order, and the fields by digest."""


def _rows(file: _File, html: Html, known: Rows) -> Found:
    """The fields of a file's notes, rendered where they are not known."""
    digests = _digests(file, html)
    rows: Rows = {}
    for at, of in enumerate(digests, file.start):
        if of not in rows:
            rows[of] = known[of] if of in known else _fields(file.notes[at], html)
    return digests, rows


def _digests(file: _File, html: Html) -> list[bytes]:
    return [
        f"{fact.hash}{fact.form}".encode()
        if _is_alone(fact, html)
        else _digest(file.notes[at], html)
        for at, fact in enumerate(file.facts, file.start)
    ]


def _is_alone(fact: Facts, html: Html) -> bool:
    """Whether all that the fields follow from is in the note's hash and form."""
    return fact.alone and not (fact.commands and html.macros)


def _digest(note: Note, html: Html) -> bytes:
    value: Any = shows(note, html)  # builtin types, however deep
    return digest(marshal.dumps(value, 2))  # later formats tell equal values apart


def _fields(note: Note, html: Html) -> Fields:
    listed = fields(note, html)
    marks = tags(note) if note.tags else ()
    return _SEPARATOR.join([*listed, ""]), listed[0], f" {' '.join(marks)} " if marks else ""


def _again(store: Store, file: _File, html: Html) -> Found:
    """The fields of a file that was rendered before; what is new in it is put by."""
    match store.value(KIND, file.name, ANY):
        case (list(before), dict(rows)):
            if before == _digests(file, html):
                return before, rows
            found = _rows(file, html, rows)
        case _:
            found = _rows(file, html, {})
    store.put(KIND, file.name, ANY, marshal.dumps(found))
    return found
