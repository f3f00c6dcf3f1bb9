"""Lines that Git leaves in a file where two versions of it did not merge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, Region, region_at, regions
from flashdeck.source import Source, Span

_OPENS, _CLOSES = "<<<<<<< ", ">>>>>>> "
_LINE = re.compile(r"^(?:<<<<<<< |>>>>>>> |\|{7}(?= |$)|={7}[ \t]*$).*", re.MULTILINE)


class Conflict(NamedTuple):
    """The lines of Git's in one conflict, from that of `<<<<<<<` to that of `>>>>>>>`."""

    lines: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.lines[0][0]

    @property
    def end(self) -> int:
        return self.lines[-1][1]


def conflicts(text: str) -> Iterator[Conflict]:
    """What did not merge in a text; in code and comments such lines are text."""
    # That a character is not in a text takes no time to see.
    if "<" not in text or _OPENS not in text or _CLOSES not in text:
        return
    found = regions(text)
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        over = region_at(found, match.start())
        if over is not None and over.kind in (Kind.FENCE, Kind.COMMENT):
            continue
        if lines or match[0].startswith(_OPENS):
            lines.append(match.span())
        if lines and match[0].startswith(_CLOSES):
            yield Conflict(tuple(lines))
            lines = []


def with_conflicts(text: str, found: tuple[Region, ...]) -> tuple[Region, ...]:
    """The regions of a text, where a line that Git left is a comment as well."""
    apart = tuple(_apart(text, found))
    return tuple(sorted((*found, *apart), key=lambda region: region.start)) if apart else found


def _apart(text: str, found: Sequence[Region]) -> Iterator[Region]:
    """The lines of conflicts, but for those in a formula."""
    for conflict in conflicts(text):
        for start, end in conflict.lines:
            if region_at(found, start) is None:
                yield Region(Kind.COMMENT, start, end, start, end)


def findings(source: Source) -> Iterator[Diagnostic]:
    """An error for each conflict: no card that it touches is to be built."""
    for each in conflicts(source.text):
        yield _finding(Span(source, each.start, each.end))


def beside_conflicts(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The conflicts and what was found outside of them; what stands in one says nothing."""
    told = list(found)
    places: dict[str, list[Span]] = defaultdict(list)
    for each in told:
        if each.rule is rules.CONFLICT_MARKERS:
            places[each.span.source.path].append(each.span)
    for spans in places.values():
        spans.sort(key=_start)
    for each in told:
        above = places.get(each.span.source.path, [])
        index = bisect_right(above, each.span.start, key=_start) - 1
        within = index >= 0 and each.span.start < above[index].end
        if each.rule is rules.CONFLICT_MARKERS or not within:
            yield each


def _start(span: Span) -> int:
    return span.start


def _finding(span: Span) -> Diagnostic:
    return Diagnostic(
        rule=rules.CONFLICT_MARKERS,
        message="two versions of these lines did not merge",
        span=span,
        help="keep the lines that are right, and delete Git's: `<<<<<<<`, `=======`, `>>>>>>>`",
    )
