"""Which pictures and sounds of a card are on the screen, by what the author called them."""

from __future__ import annotations

from collections.abc import Iterator

from flashdeck.embeds import Embed, begins, embeds, is_media
from flashdeck.model import Basic, Card, Note, Passage, Statement, passages
from flashdeck.render.terminal import gaps


def asked(card: Card, revealed: int = 0) -> tuple[str, ...]:
    """Those of the prompt, and of so many gaps that are shown already."""
    return tuple(dict.fromkeys(_asked(card, revealed)))


def told(note: Note) -> tuple[str, ...]:
    """All of a note, in the order a learner sees them."""
    found = (each.target for passage in passages(note) for each in _in(passage))
    return tuple(dict.fromkeys(found))


def _asked(card: Card, revealed: int) -> Iterator[str]:
    note, is_backwards = card.note, isinstance(card.note, Basic) and card.ordinal == 1
    if note.context is not None and not is_backwards:
        yield from (each.target for each in _in(note.context))
    if isinstance(note, Basic):
        yield from (each.target for each in _in(note.back if is_backwards else note.front))
        return
    hidden = gaps(card)[revealed:]
    end = note.cue_end if isinstance(note, Statement) and not note.deletions else None
    for each in _in(note.text):
        is_hidden = any(gap.start < each.end and each.start < gap.end for gap in hidden)
        if not is_hidden and (end is None or each.end <= end):
            yield each.target


def _in(passage: Passage) -> Iterator[Embed]:
    if begins(passage.text):
        yield from (each for each in embeds(passage.text) if is_media(each.target))
