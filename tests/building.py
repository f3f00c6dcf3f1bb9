"""Notes built from strings, for tests that need no reader."""

from __future__ import annotations

import re

from flashdeck.model import Basic, Cloze, Deletion, NoteId, Passage, Statement
from flashdeck.source import Source, Span

MODIFIED = 1_700_000_000
_GAP = re.compile(r"⟦(\d+):(.*?)(?:\|\|(.*?))?⟧", re.DOTALL)


def passage(
    text: str, *, flat: bool = False, modified: int = MODIFIED, name: str = "a.md"
) -> Passage:
    """A passage that is the whole of its file."""
    source = Source(name, text, name, modified)
    return Passage(text, Span(source, 0, len(text)), flat=flat)


def basic(
    front: str,
    back: str = "An answer",
    *,
    id: str = "",
    deck: tuple[str, ...] = ("Deck",),
    modified: int = MODIFIED,
    both_ways: bool = False,
    flat: bool = False,
    name: str = "a.md",
) -> Basic:
    """A question and its answer; its id is its front, unless it is given one."""
    asked = passage(front, modified=modified, flat=flat, name=name)
    told = passage(back, modified=modified, flat=flat, name=name)
    return Basic(
        id=NoteId(id or front),
        deck=deck,
        front=asked,
        back=told,
        both_ways=both_ways,
        span=asked.span,
    )


def cloze(
    marked: str,
    *,
    id: str = "",
    deck: tuple[str, ...] = ("Deck",),
    modified: int = MODIFIED,
    extra: str | None = None,
) -> Cloze:
    """A cloze whose gaps are written `⟦1:text⟧` or `⟦1:text||hint⟧`; they do not nest."""
    text, deletions = gaps(marked)
    shown = passage(text, modified=modified)
    return Cloze(
        id=NoteId(id or text),
        deck=deck,
        text=shown,
        deletions=deletions,
        extra=None if extra is None else passage(extra, modified=modified),
        span=shown.span,
    )


def statement(
    text: str, *, cue_end: int = 0, id: str = "", deck: tuple[str, ...] = ("Deck",)
) -> Statement:
    """A statement without a gap."""
    shown = passage(text)
    return Statement(id=NoteId(id or text), deck=deck, text=shown, cue_end=cue_end, span=shown.span)


def gaps(marked: str) -> tuple[str, tuple[Deletion, ...]]:
    """The text without the marks of its gaps, and the gaps."""
    found: list[Deletion] = []
    parts: list[str] = []
    at = size = 0
    for match in _GAP.finditer(marked):
        parts += marked[at : match.start()], match[2]
        size += match.start() - at
        found.append(Deletion(int(match[1]), size, size + len(match[2]), match[3]))
        size += len(match[2])
        at = match.end()
    return "".join(parts) + marked[at:], tuple(found)
