"""The fields of notes, as they were filled before where nothing they show has changed.

They are kept by file, each note's under a digest of all that they follow from.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flashdeck.cache.halves import can_share, in_two
from flashdeck.cache.store import Store
from flashdeck.export.apkg.note_fields import fields, ident, tags
from flashdeck.export.apkg.parts import Part
from flashdeck.model import Collection, Note
from flashdeck.notes.facts import Facts
from flashdeck.render.html import Html
from flashdeck.settings import Settings

KIND = "fields"
_SEPARATOR = "\x1f"
ANY = b""
"""The digest of a file's row: each note in it has one of its own."""
ALONE = 500
"""Notes that one process renders sooner than it is copied."""


class Kept(NamedTuple):
    """What was made before, and whether a second process may help to make the rest."""

    store: Store
    two: bool = False


Fields = tuple[str, str, str]
"""A note's fields as Anki stores them, the first by itself, and its tags."""

Rows = dict[bytes, Fields]
"""Fields by digest; without the last, which is the note's id."""


def filled(parts: Sequence[Part], kept: Kept | None) -> Iterator[Fields]:
    """The fields of every note of some parts of a collection, in order."""
    if kept is None:
        for part in parts:
            for note in part.notes[part.start : part.end]:
                text, first, tags = _fields(note, part.html)
                yield text + ident(note.id), first, tags
        return
    known = kept.store.digests(KIND)
    fresh = [part for part in parts if part.name not in known]

    def work(number: int) -> bytes:
        return marshal.dumps(_rows(fresh[number], {}))

    shared = kept.two and sum(len(part.ids) for part in fresh) > ALONE and can_share()
    made = in_two(len(fresh), work) if shared else map(work, range(len(fresh)))
    for part in parts:
        if part.name in known:
            digests, rows = _again(kept.store, part)
        else:
            data = next(made)
            kept.store.put(KIND, part.name, ANY, data)
            digests, rows = marshal.loads(data)
        for id, of in zip(part.ids, digests, strict=True):
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
        part = Part(html, "", 0, notes, known, ())
        return marshal.dumps(_rows(part, {})) if part.stands_alone else b""

    return made


Found = tuple[list[bytes], Rows]
"""The digests of some notes, in order, and the fields by digest."""


def _rows(part: Part, known: Rows) -> Found:
    """The fields of its notes, rendered where they are not known."""
    rows: Rows = {}
    for at, of in enumerate(part.digests, part.start):
        if of not in rows:
            rows[of] = known[of] if of in known else _fields(part.notes[at], part.html)
    return part.digests, rows


def _fields(note: Note, html: Html) -> Fields:
    listed = fields(note, html)
    marks = tags(note) if note.tags else ()
    return _SEPARATOR.join([*listed, ""]), listed[0], f" {' '.join(marks)} " if marks else ""


def _again(store: Store, part: Part) -> Found:
    """The fields of a file that was rendered before; what is new in it is put by."""
    match store.value(KIND, part.name, ANY):
        case (list(before), dict(rows)):
            if before == part.digests:
                return before, rows
            found = _rows(part, rows)
        case _:
            found = _rows(part, {})
    store.put(KIND, part.name, ANY, marshal.dumps(found))
    return found
