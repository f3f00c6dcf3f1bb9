"""Passages as HTML for Anki's cards.

Formulas stand between `\\(` and `\\)`, sounds between `[sound:` and `]`, and
the gaps of a cloze between `{{c1::` and `}}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it import MarkdownIt

from flashdeck import references
from flashdeck.model import Basic, Cloze, Collection, Note, NoteId, Passage, Statement, passages
from flashdeck.notes.listed import by_id
from flashdeck.render import code, markdown, math, media, plain
from flashdeck.render.assembly import assembled
from flashdeck.render.draft import Draft, draft
from flashdeck.render.events import events, settled
from flashdeck.render.page import page
from flashdeck.render.pieces import (
    Box,
    Code,
    Formula,
    Gap,
    Piece,
    Plain,
    Range,
    Reference,
    Shown,
)
from flashdeck.render.text import clean, closing, escaped, opening, unmarked

_ELLIPSIS = "…"
_SLASH = "\u0338"


class Scene(NamedTuple):
    """Where a passage is shown.

    `cloze`: on a cloze note, whose fields must hold no gap but the author's.
    `inside`: in a gap. `unfolds`: references open; those of a card that has been
    unfolded do not.
    """

    note: Note
    cloze: bool
    inside: bool = False
    unfolds: bool = True


@dataclass(frozen=True, slots=True)
class Html:
    """Renders the passages of one collection; `macros` are LaTeX commands by name."""

    collection: Collection
    macros: Mapping[str, str]
    _notes: Mapping[NoteId, Note] = field(init=False, repr=False)
    _parser: MarkdownIt = field(init=False, repr=False)

    def __post_init__(self) -> None:
        wanted = set(self.collection.links.values())
        others, notes = (self.collection.others, self.collection.notes) if wanted else ((), ())
        object.__setattr__(self, "_notes", by_id(others, wanted) | by_id(notes, wanted))
        object.__setattr__(self, "_parser", markdown.parser())

    def passage(self, note: Note, passage: Passage) -> str:
        """A passage of a note; one paragraph is not wrapped in anything."""
        return self._html(passage, _scene(note))

    def line(self, note: Note, text: str) -> str:
        """A single line of Markdown, such as a section's name, in a note."""
        return self._html(Passage(text, note.span), _scene(note), inline=True)

    def cloze(self, note: Cloze | Statement) -> str:
        """The text with its gaps; without any, a cue and the whole text as a gap."""
        if not note.deletions:
            return self._whole(note)
        gaps = [Range(gap.start, gap.end, Gap(gap.group, gap.hint)) for gap in note.deletions]
        html = self._html(note.text, _scene(note), gaps)
        return html + "".join(_unseen(note, html))

    def holds(self, ident: NoteId) -> bool:
        """Whether a note that is referred to is there."""
        return ident in self._notes

    def unfolding(self, note: Note) -> Iterator[Note]:
        """The notes that unfold in a note, some perhaps more than once."""
        if not self.collection.links:
            return
        for passage in passages(note):
            for reference in references.found(passage.text):
                target = self.collection.links.get((note.id, reference.slug))
                if target is not None and target in self._notes:
                    yield self._notes[target]

    def _whole(self, note: Cloze | Statement) -> str:
        scene = _scene(note)
        cue = self._cue(note, scene)
        gap = Gap(1)
        text = self._html(note.text, scene._replace(inside=True))
        return f'<div class="cue">{cue}</div>{opening(gap)}{text or _ELLIPSIS}{closing(gap)}'

    def _cue(self, note: Cloze | Statement, scene: Scene) -> str:
        """The first words of a statement, or else what it is about."""
        end = note.cue_end if isinstance(note, Statement) else 0
        words = note.text.text[:end].strip() or " › ".join(note.section[-1:] or note.deck[-1:])
        return self._html(Passage(words, note.span), scene, inline=True) + f" {_ELLIPSIS}"

    def _html(
        self, passage: Passage, scene: Scene, gaps: Sequence[Range] = (), *, inline: bool = False
    ) -> str:
        if not gaps:
            ready = plain.html(passage, cloze=scene.cloze, inline=inline)
            if ready is not None:
                return ready
        made = draft(passage, gaps, inline=inline)
        return _finished(self._put_back(page(self._parser, made, inline=inline), made, scene))

    def _put_back(self, html: str, made: Draft, scene: Scene) -> str:
        if not made.pieces and "\\" not in html:
            return unmarked(html, cloze=scene.cloze)
        pieces: Sequence[Piece] = made.pieces
        if Reference in {*map(type, pieces)}:
            pieces = [
                self._settled(piece, written, scene) if isinstance(piece, Reference) else piece
                for piece, written in zip(pieces, made.written, strict=True)
            ]
        parts = None if made.wraps else plain.parts(html, pieces, cloze=scene.cloze)
        if parts is not None:
            return parts.joined([self._piece(piece, scene) for piece in parts.pieces])
        found = settled(events(html, pieces, made.written))
        wraps = [wrap for _, _, wrap in made.wraps]

        def put(piece: Piece, inside: bool) -> str:
            return self._piece(piece, scene._replace(inside=scene.inside or inside))

        return "".join(assembled(found, wraps, put, cloze=scene.cloze))

    def _settled(self, piece: Reference, written: str, scene: Scene) -> Piece:
        """A reference that does not unfold is its words; of one word, it is text."""
        target = self.collection.links.get((scene.note.id, piece.slug))
        if scene.unfolds and target in self._notes:
            return piece
        return Plain(piece.words if target is not None or "-" in piece.slug else written)

    def _piece(self, piece: Piece, scene: Scene) -> str:
        match piece:
            case Formula():
                return math.formula(piece, self.macros, cloze=scene.cloze, inside=scene.inside)
            case Code():
                return code.span(piece, cloze=scene.cloze)
            case Shown(target=target):
                file = self.collection.media.get((scene.note.span.source.name, target))
                return media.shown(piece, file, cloze=scene.cloze)
            case Reference():
                return "".join(self._unfolded(piece, scene))
            case Box(kind=kind, titled=False):
                return escaped(kind.capitalize())
            case _:
                return ""

    def _unfolded(self, piece: Reference, scene: Scene) -> Iterator[str]:
        """The card a reference means, its prompt above its answer."""
        note = self._notes[self.collection.links[scene.note.id, piece.slug]]
        there = Scene(note, scene.cloze, scene.inside or scene.cloze, unfolds=False)
        yield f'<details class="ref"><summary>{escaped(piece.words)}</summary>'
        for name, passage in _told(note):
            yield f'<div class="{name}">{self._html(passage, there)}</div>'
        yield "</details>"


def _scene(note: Note) -> Scene:
    return Scene(note, not isinstance(note, Basic))


def _told(note: Note) -> Iterator[tuple[str, Passage]]:
    """What an unfolded card shows, each under the name of its class."""
    match note:
        case Basic():
            yield "ref-prompt", note.front
            yield "ref-answer", note.back
        case Cloze():
            yield "ref-answer", note.text
            if note.extra is not None:
                yield "ref-answer", note.extra
        case Statement():
            yield "ref-answer", note.text


def _unseen(note: Cloze | Statement, html: str) -> Iterator[str]:
    """Gaps of groups that have none in the HTML, so that every card of the note asks something.

    Such a gap hid nothing that can be seen: an address, or blanks.
    """
    for group in sorted({gap.group for gap in note.deletions}):
        wrap = Gap(group)
        if opening(wrap) not in html:
            hidden = (gap for gap in note.deletions if gap.group == group)
            texts = (note.text.text[gap.start : gap.end] for gap in hidden)
            text = " ".join(clean(" ".join(texts)).split()) or _ELLIPSIS
            yield f" {opening(wrap)}{unmarked(escaped(text), cloze=True)}{closing(wrap)}"


def _finished(html: str) -> str:
    """Composed, and a single paragraph without its tags.

    A combining slash would make another character of a tag's `>`.
    """
    html = clean(html.replace(_SLASH, f"&#{ord(_SLASH)};")).strip()
    if html.startswith("<p>") and html.endswith("</p>") and html.find("<p", 3) < 0:
        return html[3:-4]
    return html
