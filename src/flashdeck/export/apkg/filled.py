"""The fields of notes, as they were filled before where nothing they show has changed.

They are kept by file, each note's under a digest of all that they follow from.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flashdeck.cache.halves import can_share, in_two
from flashdeck.cache.store import Store, digest
from flashdeck.export.apkg.note_fields import fields, ident
from flashdeck.export.apkg.shows import shows
from flashdeck.model import Collection, Facts, Note
from flashdeck.render.html import Html
from flashdeck.settings import Settings

KIND = "fields"
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


Rows = dict[bytes, list[str]]
"""Fields by digest; without the last, which is the note's id."""


def filled(html: Html, kept: Kept | None) -> Iterator[list[str]]:
    """The fields of every note of a collection, in order."""
    notes = html.collection.notes
    if kept is None or len(notes) < SMALL:
        yield from (fields(note, html) for note in notes)
        return
    files = [(name, list(group)) for name, group in groupby(notes, _file)]
    known = kept.store.digests(KIND)
    fresh = [group for name, group in files if name not in known]

    def work(number: int) -> bytes:
        return marshal.dumps(_rows(fresh[number], html, {}))

    shared = kept.two and sum(map(len, fresh)) > ALONE and can_share()
    made = in_two(len(fresh), work) if shared else map(work, range(len(fresh)))
    for name, group in files:
        if name in known:
            found = _again(kept.store, name, group, html)
        else:
            data = next(made)
            kept.store.put(KIND, name, ANY, data)
            found = marshal.loads(data)
        for note, of in zip(group, found[0], strict=True):
            yield [*found[1][of], ident(note)]


def filled_ahead(
    settings: Settings,
) -> Callable[[Sequence[Note], Sequence[Facts]], bytes] | None:
    """What makes the fields of a file that was just read, if no note shows anything else.

    Then `filled` will find them.
    """
    if settings.macros:
        return None
    html = Html(Collection(), {})

    def made(notes: Sequence[Note], known: Sequence[Facts]) -> bytes:
        if not all(fact.alone for fact in known):
            return b""
        digests = [_own(fact) for fact in known]
        return marshal.dumps(_filled(notes, digests, html, {}))

    return made


def _file(note: Note) -> str:
    return note.span.source.name


Found = tuple[list[bytes], Rows]
"""The digests of some notes, in order, and the fields by digest."""


def _rows(notes: Sequence[Note], html: Html, known: Mapping[bytes, list[str]]) -> Found:
    """The fields of some notes, rendered where they are not known."""
    return _filled(notes, [_digest(note, html) for note in notes], html, known)


def _filled(
    notes: Sequence[Note], digests: list[bytes], html: Html, known: Mapping[bytes, list[str]]
) -> Found:
    rows: Rows = {}
    for note, of in zip(notes, digests, strict=True):
        if of not in rows:
            rows[of] = known[of] if of in known else fields(note, html)[:-1]
    return digests, rows


def _digest(note: Note, html: Html) -> bytes:
    fact = html.collection.facts.get(note.id)
    if fact is not None and fact.alone and not html.macros:
        return _own(fact)
    value: Any = shows(note, html)  # builtin types, however deep
    return digest(marshal.dumps(value, 2))  # later formats tell equal values apart


def _own(fact: Facts) -> bytes:
    """The digest of a note that stands alone."""
    return f"{fact.hash}{fact.form}".encode()


def _again(store: Store, name: str, notes: Sequence[Note], html: Html) -> Found:
    """The fields of a file that was rendered before; what is new in it is put by."""
    match store.value(KIND, name, ANY):
        case (list(), dict(before)):
            found = _rows(notes, html, before)
            changed = found[1].keys() != before.keys()
        case _:
            found, changed = _rows(notes, html, {}), True
    if changed:
        store.put(KIND, name, ANY, marshal.dumps(found))
    return found
