"""The media a package carries: the files its notes show, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flashdeck.embeds import embeds
from flashdeck.model import Note, passages
from flashdeck.notes.listed import not_alone
from flashdeck.render.html import Html


def used(html: Html) -> dict[str, Path]:
    """The files by name. A name carries a hash of its bytes, so equal bytes are there once."""
    found: dict[str, Path] = {}
    if html.collection.media:
        for note in not_alone(html.collection.notes):
            for shown in (note, *html.unfolding(note)):
                found |= _of(shown, html)
    return found


def _of(note: Note, html: Html) -> Iterator[tuple[str, Path]]:
    for passage in passages(note):
        for embed in embeds(passage.text):
            media = html.collection.media.get((note.span.source.name, embed.target))
            if media is not None:
                yield media.name, media.path
