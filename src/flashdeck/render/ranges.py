"""Ranges of a text that are wrapped: the gaps of a cloze, and highlights.

An author's range may begin before a bullet, end in the middle of a formula, or
cross another. Here it becomes ranges that lie between blocks' marks, apart from
pieces or within one, and inside one another or side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flashdeck.masks import Kind, Region
from flashdeck.render.pieces import Code, Formula, Range, Taken

_LEAD = re.compile(
    r"(?:[ \t]*(?:[>|]|(?:[-*+•◦▪]|\d{1,9}[.)]|#{1,6})(?=[ \t])))*[ \t]*(?:\[[ xX]\][ \t]+)?"
)


class Fitted(NamedTuple):
    """The ranges outside of pieces, outer before inner, and all pieces with the ranges in them."""

    ranges: tuple[Range, ...]
    pieces: tuple[Taken, ...]


def fitted(
    text: str, ranges: Iterable[Range], regions: Iterable[Region], pieces: list[Taken]
) -> Fitted:
    """Every range, in as many parts as it takes."""
    fences = [region for region in regions if region.kind is Kind.FENCE]
    inside: dict[int, list[Range]] = {}
    outside: list[Range] = []
    for found in ranges:
        for part in _parts(_beside_fences(_trimmed(text, found), fences), pieces):
            trimmed = _trimmed(text, part.range)
            if trimmed.start < trimmed.end:
                home = outside if part.piece is None else inside.setdefault(part.piece, [])
                home.append(trimmed)
    filled = [_with_gaps(piece, inside.get(index, ())) for index, piece in enumerate(pieces)]
    return Fitted(tuple(_nested(outside)), tuple(filled))


class _Part(NamedTuple):
    range: Range
    piece: int | None


def _trimmed(text: str, found: Range) -> Range:
    """Without blanks at its ends, and without the marks that make lines into blocks."""
    start, end = max(0, found.start), min(found.end, len(text))
    while start < end:
        line = text.rfind("\n", 0, start) + 1
        lead = _LEAD.match(text, line)
        start = max(start, lead.end() if lead else start)
        if start >= end or not text[start].isspace():
            break
        start += 1
    return found._replace(start=start, end=_trimmed_end(text, start, end))


def _trimmed_end(text: str, start: int, end: int) -> int:
    while start < end:
        line = text.rfind("\n", 0, end) + 1
        lead = _LEAD.match(text, line)
        if lead and line < end <= lead.end():
            end = line
        elif text[end - 1].isspace() or (text[end - 1] == "|" and text[line] == "|"):
            end -= 1
        else:
            break
    return end


def _beside_fences(found: Range, fences: Iterable[Region]) -> Range:
    """Neither end lies in the marks of a fence."""
    for fence in fences:
        if fence.start <= found.start < fence.inner_start:
            found = found._replace(start=fence.inner_start)
        elif fence.inner_end <= found.start < fence.end:
            found = found._replace(start=fence.end)
        if fence.start < found.end < fence.inner_start:
            found = found._replace(end=fence.start)
        elif fence.inner_end < found.end <= fence.end:
            found = found._replace(end=fence.inner_end)
    return found


def _parts(found: Range, pieces: list[Taken]) -> Iterator[_Part]:
    """The range, split where it enters or leaves a formula or code; others are one whole."""
    start, end, _ = found
    first, last = _holding(start, pieces), _holding(end, pieces)
    if first is not None and first == last and _inner(pieces[first]) is not None:
        yield from _within(found, first, pieces)
        return
    if first is not None:
        yield from _within(found, first, pieces)
        start = pieces[first].end if _inner(pieces[first]) else pieces[first].start
    if last is not None:
        yield from _within(found, last, pieces)
        end = pieces[last].start if _inner(pieces[last]) else pieces[last].end
    yield _Part(found._replace(start=start, end=end), None)


def _holding(at: int, pieces: list[Taken]) -> int | None:
    """The piece that a place lies within, its ends excepted."""
    index = bisect_right(pieces, at, key=lambda piece: piece.start) - 1
    if index >= 0 and pieces[index].start < at < pieces[index].end:
        return index
    return None


def _inner(piece: Taken) -> tuple[int, int] | None:
    """What stands between the marks of a formula or of code."""
    match piece.piece:
        case Formula(latex=inner) | Code(code=inner):
            margin = (piece.end - piece.start - len(inner)) // 2
            return piece.start + margin, piece.end - margin
        case _:
            return None


def _within(found: Range, index: int, pieces: list[Taken]) -> Iterator[_Part]:
    inner = _inner(pieces[index])
    if inner is not None:
        start, end = max(found.start, inner[0]), min(found.end, inner[1])
        yield _Part(found._replace(start=start, end=end), index)


def _with_gaps(piece: Taken, ranges: Iterable[Range]) -> Taken:
    inner = _inner(piece)
    if not ranges or inner is None:
        return piece
    gaps = tuple(
        Range(start - inner[0], end - inner[0], wrap) for start, end, wrap in _nested(ranges)
    )
    match piece.piece:
        case Formula() | Code():
            return piece._replace(piece=piece.piece._replace(gaps=gaps))
        case _:
            return piece


def _nested(ranges: Iterable[Range]) -> Iterator[Range]:
    """By place, outer before inner; one that crosses the end of another is split there."""
    waiting = sorted(ranges, key=_order, reverse=True)
    around: list[Range] = []
    while waiting:
        found = waiting.pop()
        while around and around[-1].end <= found.start:
            around.pop()
        if around and around[-1].end < found.end:
            border = around[-1].end
            waiting.append(found._replace(start=border))
            waiting.sort(key=_order, reverse=True)
            found = found._replace(end=border)
        around.append(found)
        yield found


def _order(found: Range) -> tuple[int, int]:
    return found.start, -found.end
