"""What follows from a note alone: it is kept with what was read, and need not be found again."""

from __future__ import annotations

from collections.abc import Iterator
from sys import intern

from flashdeck import references
from flashdeck.embeds import begins, embeds
from flashdeck.following.trace import content_hash
from flashdeck.identity import content_id
from flashdeck.model import Basic, Facts, Note, passages


def facts(note: Note) -> Facts:
    """The facts of a note that was read, of whatever id."""
    return Facts(
        asked=content_id(note),
        hash=content_hash(note),
        form=_form(note),
        alone=not _is_possible("\n".join(_texts(note)))
        or not any(map(_means_another, _texts(note))),
    )


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
    return any(True for _ in references.found(text)) or any(True for _ in embeds(text))
