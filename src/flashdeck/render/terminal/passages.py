"""Passages of a collection as blocks, with the footnotes that their references are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style

from flashdeck import references
from flashdeck.controls import pictured
from flashdeck.model import Collection, Note, NoteId, Passage, passages
from flashdeck.render import plain
from flashdeck.render.draft import draft
from flashdeck.render.events import Event, events
from flashdeck.render.pieces import Piece, Plain, Range, Reference
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import Block, Words, words
from flashdeck.render.terminal.look import Look
from flashdeck.render.terminal.reading import blocks
from flashdeck.render.terminal.walk import Scene

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads passages for one look; `macros` are LaTeX commands by name."""

    collection: Collection
    macros: Mapping[str, str]
    look: Look
    notes: Mapping[NoteId, Note] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        notes = (*self.collection.others, *self.collection.notes)
        object.__setattr__(self, "notes", {note.id: note for note in notes})

    def targets(self, note: Note) -> tuple[NoteId, ...]:
        """The notes that a note refers to, in the order of their footnotes."""
        return tuple(dict.fromkeys(id for _, id in self._meant(note)))

    def passage(
        self, note: Note, passage: Passage, style: Style = looks.PLAIN
    ) -> tuple[Block, ...]:
        """A passage of a note."""
        return self._read(note, passage, self._scene(note, style))[0]

    def gapped(
        self, note: Note, passage: Passage, gaps: Iterable[Range], told: int
    ) -> tuple[tuple[Block, ...], set[int]]:
        """A passage with gaps, so many of them told; and the numbers of those that are seen."""
        return self._read(note, passage, replace(self._scene(note), told=told), gaps)

    def said(self, note: Note, passage: Passage) -> Words:
        """A passage in one run of words, where its note is referred to."""
        scene = Scene(self.look, self.macros)
        return words(self._read(note, passage, scene)[0], looks.PLAIN)

    def line(self, note: Note, text: str, style: Style) -> Words:
        """One line of Markdown, such as a section's name."""
        scene = Scene(self.look, self.macros, style=style)
        found, _ = self._read(note, Passage(text, note.span), scene, inline=True)
        return words(found, style)

    def _scene(self, note: Note, style: Style = looks.PLAIN) -> Scene:
        ids = self.targets(note)
        numbers = {slug: ids.index(id) + 1 for slug, id in self._meant(note)}
        file = note.span.source.name
        return Scene(
            self.look,
            self.macros,
            numbers=numbers,
            style=style,
            media=lambda target: self.collection.media.get((file, target)),
        )

    def _meant(self, note: Note) -> Iterator[tuple[str, NoteId]]:
        """The slugs of a note that mean a note, in order, with its id."""
        for passage in passages(note):
            for reference in references.found(passage.text):
                id = self.collection.links.get((note.id, reference.slug))
                if id is not None and id in self.notes:
                    yield reference.slug, id

    def _read(
        self,
        note: Note,
        passage: Passage,
        scene: Scene,
        gaps: Iterable[Range] = (),
        *,
        inline: bool = False,
    ) -> tuple[tuple[Block, ...], set[int]]:
        ranges = tuple(gaps)
        ready = None if ranges else plain.html(passage, cloze=False, inline=inline)
        if ready is not None:
            return blocks(_events(ready, inline=inline), (), scene)
        from flashdeck.render.page import page  # markdown-it, for passages with marks only

        made = draft(replace(passage, text=pictured(passage.text)), ranges, inline=inline)
        html = page(_parser(), made, inline=inline)
        pieces = [
            self._settled(note, *pair) for pair in zip(made.pieces, made.written, strict=True)
        ]
        wraps = [wrap for _, _, wrap in made.wraps]
        return blocks(events(html, pieces, made.written), wraps, scene)

    def _settled(self, note: Note, piece: Piece, written: str) -> Piece:
        """A reference that means no card is its words; of one word, it is text."""
        if not isinstance(piece, Reference) or (note.id, piece.slug) in self.collection.links:
            return piece
        return Plain(piece.words if "-" in piece.slug else written)


@cache
def _parser() -> MarkdownIt:
    from flashdeck.render import markdown

    return markdown.parser()


def _events(html: str, *, inline: bool) -> list[Event]:
    return events(html if inline else f"<p>{html}</p>", (), ())
