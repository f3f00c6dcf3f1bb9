"""What follows from a note alone; it is found once, and kept with what was read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from flashdeck import references
from flashdeck.embeds import begins, embeds, parts
from flashdeck.identity import content_hash, content_id
from flashdeck.model import Basic, DeckName, Note, NoteId, ordinals, passages
from flashdeck.source import Source


class Facts(NamedTuple):
    """What follows from a note as it was read, and where it stands in its file.

    `asked` is the id it has from what it asks, `given` that of its author. Notes of one
    `hash`, of its content, and of one `form` are shown alike, if they stand `alone`: show no
    file, refer to no card and name no demo. In one with `commands` a LaTeX command may stand.
    """

    source: Source
    start: int
    end: int
    given: str | None
    asked: NoteId
    hash: str
    form: str
    alone: bool
    commands: bool
    basic: bool
    ordinals: tuple[int, ...]
    deck: DeckName
    tags: frozenset[str]

    @property
    def order(self) -> tuple[DeckName, str, int]:
        """As `identity.order` of the note."""
        return self.deck, self.source.name, self.start


class Gist(NamedTuple):
    """What is to be remembered of a note's content; see `following.trace`, which makes it."""

    prompt: str
    answer: str
    section: tuple[str, ...]
    gaps: tuple[tuple[int, str], ...]


def facts(note: Note) -> Facts:
    """The facts of a note of whatever id."""
    text = "\n".join(_texts(note))
    means = _is_possible(text) and any(map(_means_another, _texts(note)))
    return Facts(
        source=note.span.source,
        start=note.span.start,
        end=note.span.end,
        given=note.given_id,
        asked=content_id(note),
        hash=content_hash(note),
        form=_form(note),
        alone=not (means or note.refs or note.demo),
        commands="\\" in text,
        basic=isinstance(note, Basic),
        ordinals=tuple(ordinals(note)),
        deck=note.deck,
        tags=_shared(note.tags),
    )


@lru_cache(maxsize=64)
def _shared(tags: frozenset[str]) -> frozenset[str]:
    """Equal tags as one object: even without any, each other one takes 216 bytes."""
    return tags


def _form(note: Note) -> str:
    """What the hash does not tell: which passages are flat, and which gaps have a hint."""
    flat = "".join(["01"[each.flat] for each in passages(note)])
    gaps = () if isinstance(note, Basic) else note.deletions
    return intern(flat + "".join(["-?"[gap.hint is not None] for gap in gaps]))


def _texts(note: Note) -> Iterator[str]:
    """All Markdown of a note, and the lines that are shown with it."""
    for each in passages(note):
        yield each.text
    yield from note.section
    yield note.source_note or ""


def _is_possible(text: str) -> bool:
    """Whether a text has what every reference and every embed begins with."""
    return "∆" in text or "Δ" in text or begins(text)


def _means_another(text: str) -> bool:
    """Whether a card or a file of its own is meant in a text."""
    return any(any(True for _ in found(text)) for found in (references.found, embeds, parts))
