"""A passage made ready for Markdown: tokens for pieces, and lines as they are meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flashdeck import masks
from flashdeck.masks import Kind, Region
from flashdeck.model import Passage
from flashdeck.render import lines, ranges
from flashdeck.render.lines import Edit
from flashdeck.render.pieces import (
    Closing,
    Opening,
    Piece,
    Range,
    Taken,
    highlights,
    of_region,
    taken,
)
from flashdeck.render.text import clean
from flashdeck.render.tokens import MARKS, letter, token


class Draft(NamedTuple):
    """Markdown in which the number of a token is that of its piece.

    `written` says, for each piece, what the author wrote there.
    """

    markdown: str
    pieces: tuple[Piece, ...]
    written: tuple[str, ...]
    wraps: tuple[Range, ...]


def draft(passage: Passage, gaps: Iterable[Range], *, inline: bool) -> Draft:
    """The passage with its gaps and highlights, as a draft."""
    text, gaps = passage.text, tuple(gaps)
    regions = masks.regions(text)
    ready = None if gaps or (passage.flat and not inline) else ordinary(text, regions)
    if ready is not None:
        return ready
    pieces = taken(text, regions)
    marked = [found for found in highlights(text, regions) if _is_bare(found, pieces)]
    fitted = ranges.fitted(text, [*gaps, *marked], regions, pieces)
    edits = [Edit(start, end, piece) for start, end, piece in fitted.pieces]
    for start, end, _ in marked:
        edits += Edit(start - 2, start, ""), Edit(end, end + 2, "")
    if not inline:
        edits += lines.edits(text, regions, flat=passage.flat)
    edits += _marks(fitted.ranges)
    return _edited(text, edits, fitted.ranges)


_FENCE = Kind.FENCE
_FEW = 32
_LETTERS = tuple(map(letter, range(_FEW)))
_ODD = re.compile(f"[∆Δ•◦▪{MARKS}]")
_MARK = re.compile(r"<|&#|==|\[(?:[\[!]|[ xX]\]|sound:)|!\[", re.IGNORECASE)
"""What begins HTML, a character by its number, a highlight, or anything in brackets but a link."""


def ordinary(text: str, regions: Iterable[Region]) -> Draft | None:
    """The draft of a text of which no more is taken than formulas and code; None of another."""
    if clean(text) != text or (not text.isascii() and _ODD.search(text)):
        return None
    words: list[str] = []
    between: list[str] = []
    pieces: list[Piece] = []
    written: list[str] = []
    at = 0
    for region in regions:
        kind, start, end, _, _, closed = region
        words.append(text[at:start])
        own, at = text[start:end], end
        piece = of_region(text, region)
        if piece is not None:
            number = len(pieces)
            between.append(_LETTERS[number] if number < _FEW else letter(number))
            pieces.append(piece)
            written.append(own)
        elif kind is _FENCE and closed and not masks.is_labelled(text, region):
            between.append(own)
        else:
            return None
    words.append(text[at:])
    if _is_marked("".join(words)):
        return None
    parts = [""] * (len(words) + len(between))
    parts[::2], parts[1::2] = words, between
    return Draft("".join(parts), tuple(pieces), tuple(written), ())


def _is_marked(words: str) -> bool:
    may_be = "<" in words or "[" in words or "&" in words or "==" in words
    return may_be and _MARK.search(words) is not None


def _is_bare(found: Range, pieces: list[Taken]) -> bool:
    """Whether neither mark of a highlight stands in a piece."""
    for mark in (found.start - 2, found.end):
        index = bisect_right(pieces, mark, key=lambda piece: piece.start) - 1
        if index >= 0 and mark < pieces[index].end:
            return False
    return True


def _marks(wraps: Iterable[Range]) -> Iterator[Edit]:
    for number, (start, end, _) in enumerate(wraps):
        yield Edit(start, start, Opening(number))
        yield Edit(end, end, Closing(number))


def _order(edit: Edit) -> tuple[int, int, int]:
    """By place; there, what ends before what begins, inner ends first, then all else."""
    match edit.new:
        case Closing(number=number):
            return edit.start, 0, -number
        case Opening(number=number):
            return edit.start, 1, number
        case _:
            return edit.start, 2, edit.end


def _edited(text: str, edits: list[Edit], wraps: tuple[Range, ...]) -> Draft:
    parts: list[str] = []
    pieces: list[Piece] = []
    written: list[str] = []
    solid = {place for edit in edits if edit.end > edit.start for place in (edit.start, edit.end)}
    at = 0
    for edit in sorted(edits, key=_order):
        if edit.start < at and edit.end > edit.start:
            continue
        parts.append(clean(text[at : edit.start]))
        at = max(at, edit.end)
        if isinstance(edit.new, str):
            parts.append(edit.new)
            continue
        parts.append(_token(text, edit, len(pieces), solid))
        pieces.append(edit.new)
        written.append(text[edit.start : edit.end])
    parts.append(clean(text[at:]))
    return Draft("".join(parts), tuple(pieces), tuple(written), wraps)


def _token(text: str, edit: Edit, number: int, solid: set[int]) -> str:
    """A mark is not seen; a piece, and a mark beside one, looks like a letter."""
    if edit.start < edit.end or edit.start in solid:
        return token(number)
    before = text[edit.start - 1 : edit.start] if edit.start else ""
    return token(number, before=before, after=text[edit.end : edit.end + 1])
