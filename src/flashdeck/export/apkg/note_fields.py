"""What stands in the fields of a note, in the order of its note type's fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.model import Basic, Cloze, Note, NoteId, Passage, Statement
from flashdeck.notes.sources import names_itself
from flashdeck.render.html import Html
from flashdeck.render.text import clean, escaped

_CRUMB = " › "
_BETWEEN_VERBS = " · "
_YES = "yes"
_NOTHING = "…"
_TAG = re.compile(r"<[^<>]*>")
_SEEN = re.compile(r"(?:<[^<>]*>|\s)*+[^<\s]")
"""Something that is in no tag: it need not be looked for further on."""


def fields(note: Note, html: Html) -> list[str]:
    """The fields but the last, the id.

    The first is never empty, as Anki makes no card of such a note.
    """
    match note:
        case Basic():
            front, back = _filled(note, note.front, html), _filled(note, note.back, html)
            first = [front, back, _YES if note.both_ways else ""]
        case Cloze():
            extra = "" if note.extra is None else html.passage(note, note.extra)
            first = [html.cloze(note), extra]
        case Statement():
            first = [html.cloze(note), ""]
    return [*first, *_common(note, html)]


def tags(note: Note) -> list[str]:
    """The tags as Anki takes them: they end at a space, and `a/b` lies within `a`."""
    listed = ("-".join(clean(tag).split()).replace("/", "::") for tag in note.tags)
    return sorted({*listed} - {""})


def _filled(note: Note, passage: Passage, html: Html) -> str:
    """The passage; if there is nothing to see in it, as it was written."""
    found = html.passage(note, passage)
    if _SEEN.match(found) or _TAG.sub("", found).strip() or "<img" in found:
        return found
    return escaped(clean(passage.text)).strip() or _NOTHING


def _common(note: Note, html: Html) -> Iterator[str]:
    yield "" if note.context is None else html.passage(note, note.context)
    crumbs = [escaped(clean(note.deck[-1]))] if note.deck else []
    yield _CRUMB.join([*crumbs, *(html.line(note, name) for name in note.section)])
    yield escaped(_BETWEEN_VERBS.join(note.verbs))
    yield "" if note.source_note is None else _source(note, note.source_note, html)
    yield escaped(clean(note.demo or ""))


def _source(note: Note, told: str, html: Html) -> str:
    shown = html.line(note, told)
    return f'<span class="named">{shown}</span>' if names_itself(told) else shown


def ident(id: NoteId) -> str:
    """The last field: what the note is called."""
    return id if id.isascii() and id.isalnum() else escaped(clean(id))
