"""Lines that Markdown would read otherwise than their author.

Bullets such as `•` are list items. In a flat passage every line is a block of
its own, and how deep a list item is follows from the items above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from flashdeck import masks
from flashdeck.masks import Kind, Region
from flashdeck.render.pieces import Box, Piece, Plain


class Edit(NamedTuple):
    """What stands instead of a half-open range of the text."""

    start: int
    end: int
    new: str | Piece


class Line(NamedTuple):
    """A half-open range without its line end; `inside` when it begins within a region."""

    start: int
    end: int
    inside: bool


_ITEM = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>[•◦▪]|[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = re.compile(r"`+|~+")
_TASK = re.compile(r"\[(?P<done>[ xX])\](?=[ \t])")
_CALLOUT = re.compile(r"(?P<quote>[ \t]*(?:>[ \t]*)+)(?P<box>\[!(?P<kind>[\w-]+)\][+-]?[ \t]*)")
_CHANGED = "•◦▪["
"""One of these stands in every line that is changed where lines are not flat."""
_TAB = 4


def edits(text: str, regions: Iterable[Region], *, flat: bool) -> Iterator[Edit]:
    """All changes of lines; no line inside a region is changed."""
    regions = tuple(regions)
    yield from _closed(text, regions)
    for region in regions:
        if masks.is_labelled(text, region):
            yield Edit(region.start, region.start, "\n")
    if not flat and not any(mark in text for mark in _CHANGED):
        return
    listed = list(_lines(text, regions))
    for line in listed:
        if not line.inside:
            yield from _bullet(text, line)
            yield from _callout(text, line)
    if flat:
        yield from _apart(text, listed)
        yield from _indents(text, listed)


def spaced(text: str) -> str:
    """The text of a flat passage with the blank lines and depths that flatness stands for."""
    listed = list(_lines(text, masks.regions(text)))
    changes = sorted([*_apart(text, listed), *_indents(text, listed)], key=lambda each: each.start)
    parts, at = [], 0
    for start, end, new in changes:
        parts += [text[at:start], new if isinstance(new, str) else text[start:end]]
        at = end
    return "".join([*parts, text[at:]])


def _lines(text: str, regions: Iterable[Region]) -> Iterator[Line]:
    waiting = iter(regions)
    region = next(waiting, None)
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while region is not None and region.end <= start:
            region = next(waiting, None)
        yield Line(start, end, region is not None and region.start < start)
        start = end + 1


def _closed(text: str, regions: Iterable[Region]) -> Iterator[Edit]:
    """An end for every fence that has none, or all that follows would be code."""
    for region in regions:
        if region.kind is Kind.FENCE and not region.closed:
            line = text.rfind("\n", 0, region.start) + 1
            mark = _FENCE.match(text, region.start)
            if mark is not None and ">" not in text[line : region.start]:
                indent = " " * (region.start - line)
                yield Edit(region.end, region.end, f"\n{indent}{mark[0]}")


def _bullet(text: str, line: Line) -> Iterator[Edit]:
    item = _ITEM.match(text, line.start, line.end)
    if item is None:
        return
    if item["mark"] in "•◦▪":
        yield Edit(*item.span("mark"), "-")
    task = _TASK.match(text, item.end(), line.end)
    if task is not None:
        yield Edit(*task.span(), Plain("☐" if task["done"] == " " else "☑"))


def _callout(text: str, line: Line) -> Iterator[Edit]:
    """The title of a callout is a paragraph of its own."""
    callout = _CALLOUT.match(text, line.start, line.end)
    if callout is not None:
        titled = bool(text[callout.end() : line.end].strip())
        yield Edit(*callout.span("box"), Box(callout["kind"].lower(), titled))
        yield Edit(line.end, line.end, f"\n{callout['quote'].rstrip()}")


def _apart(text: str, lines: list[Line]) -> Iterator[Edit]:
    """A blank line between lines, unless both belong to one list, table or quote."""
    for above, below in pairwise((line, _sort(text, line)) for line in lines):
        if not below[0].inside and (above[1] != below[1] or not above[1]):
            yield Edit(above[0].end, above[0].end + 1, "\n\n")


def _sort(text: str, line: Line) -> str:
    """What a line of several belongs to: a list, a table, a quote, or nothing."""
    start = text[line.start : line.end].lstrip()[:1]
    if start in ("|", ">"):
        return start
    return "-" if _ITEM.match(text, line.start, line.end) else ""


def _indents(text: str, lines: list[Line]) -> Iterator[Edit]:
    """List items as deep as they are meant, however far they are indented."""
    above: list[tuple[int, int]] = []
    for line in lines:
        item = None if line.inside else _ITEM.match(text, line.start, line.end)
        if item is None or ">" in item["lead"]:
            above = above if line.inside else []
            continue
        width = len(item["lead"].expandtabs(_TAB))
        while above and width < above[-1][0] + 2:
            above.pop()
        indent = above[-1][1] if above else 0
        yield Edit(line.start, line.start + len(item["lead"]), " " * indent)
        above.append((width, indent + len(item["mark"]) + 1))
