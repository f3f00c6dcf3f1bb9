"""All that the fields of a note follow from, as values of builtin types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flashdeck import references
from flashdeck.embeds import embeds
from flashdeck.model import Basic, Cloze, Note, Passage, Statement, passages
from flashdeck.render.html import Html


def shows(note: Note, html: Html) -> tuple[object, ...]:
    """Equal for two notes of which nothing differs in any field or tag but their ids."""
    deck = note.deck[-1:]
    lines = [*note.section, *([] if note.source_note is None else [note.source_note])]
    whole = *_texts(note, html, lines), deck, note.section, note.verbs, note.source_note, note.demo
    listed = tuple(sorted(note.tags))
    unfolded = [tuple(_texts(each, html, ())) for each in html.unfolding(note)]
    return *whole, listed, tuple(unfolded), tuple(sorted(html.macros.items()))


def _texts(note: Note, html: Html, lines: Iterable[str]) -> Iterator[object]:
    """The Markdown of a note, how it is shown, and what its references and embeds mean."""
    yield None if note.context is None else _passage(note.context)
    match note:
        case Basic():
            yield "basic", _passage(note.front), _passage(note.back), note.both_ways
        case Cloze():
            extra = None if note.extra is None else _passage(note.extra)
            yield "cloze", _passage(note.text), extra, _gaps(note)
        case Statement():
            yield "statement", _passage(note.text), note.cue_end, _gaps(note)
    for text in (*(each.text for each in passages(note)), *lines):
        yield from _meant(note, text, html)


def _passage(passage: Passage) -> tuple[str, bool]:
    return passage.text, passage.flat


def _gaps(note: Cloze | Statement) -> tuple[tuple[int, int, int, str | None], ...]:
    return tuple((gap.group, gap.start, gap.end, gap.hint) for gap in note.deletions)


def _meant(note: Note, text: str, html: Html) -> Iterator[tuple[str, object]]:
    """Whether each reference means a card, and one that is there; the file of each embed."""
    collection = html.collection
    for reference in references.found(text):
        target = collection.links.get((note.id, reference.slug))
        yield reference.slug, None if target is None else html.holds(target)
    for embed in embeds(text):
        media = collection.media.get((note.span.source.name, embed.target))
        yield embed.target, None if media is None else media.name
