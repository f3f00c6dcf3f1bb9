"""Cloze gaps: a passage with marks to the same passage without, and its deletions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, Region, masked, region_at, regions
from flashdeck.model import Deletion, Passage, without
from flashdeck.syntax.numbered import NUMBERED, Ending, endings

HIGHEST = 499
"""Anki knows no gap with a higher number."""

_HIGHLIGHT = re.compile(
    r"(?<![=<>!\\])==(?=[^\s=])((?:(?!\n[ \t]*\n).)+?)(?<=[^\s=])==(?!=)", re.DOTALL
)
_BRACKET = re.compile(
    r"(?m)(?P<box>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\](?=[ \t])|^ {0,3}\[[^\[\]\n]+\]:[ \t]+\S)"
    r"|(?<![!\\\[])\[(?!\^)(?=[^\]]*[^\s\]])([^\[\]\n]+)\](?!\()"
)
_SPANNING = re.compile(
    _BRACKET.pattern.replace(r"([^\[\]\n]+)\](?!\()", r"((?:[^\[\]\n]|\n(?![ \t]*\n))+)\](?!\()")
)


class Gapped(NamedTuple):
    """A passage with its gaps filled, where they are, and what is wrong with them."""

    text: Passage
    deletions: tuple[Deletion, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as it is marked; `number` is None where the mark has none."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    number: int | None
    hint: str | None = None

    @property
    def marks(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The ranges of its two marks; a hint is part of the second."""
        return (self.start, self.inner_start), (self.inner_end, self.end)


GapReader = Callable[[str], Iterable[Gap]]
"""The gaps that some marks show in a text whose code, mathematics and comments are hidden.

Beside these, numbered gaps `{{c1::x::hint}}` are always read.
"""


def gapped(raw: Passage, marked: GapReader) -> Gapped:
    """A passage's gaps: the numbered ones, and those that a reader of marks finds."""
    found = regions(raw.text)
    numbered, unclosed = _numbered(raw, found)
    apart = _apart(marked(masked(raw.text, found)), numbered)
    gaps = sorted([*numbered, *apart], key=lambda gap: (gap.start, -gap.end))
    empty = [gap for gap in gaps if not raw.text[gap.inner_start : gap.inner_end].strip()]
    removed = sorted(edge for gap in gaps for edge in gap.marks)
    clean = without(raw, removed)
    deletions = _deletions(gaps, removed)
    return Gapped(clean, deletions, (*unclosed, *_empty(raw, empty)))


def highlighted(bare: str) -> Iterator[Gap]:
    """`==x==`."""
    return _marked(bare, _HIGHLIGHT, 2)


def brackets(bare: str) -> Iterator[Gap]:
    """`[x]`, where it is no link, picture, checkbox or footnote; nor `[x]: url`, nor in `[[x]]`."""
    return _marked(bare, _BRACKET, 1)


def spanning(bare: str) -> Iterator[Gap]:
    """`[x]`, which may go on in the next line of its paragraph."""
    return _marked(bare, _SPANNING, 1)


def bracketed(bare: str) -> Iterator[Gap]:
    """`==x==` and `[x]`."""
    yield from highlighted(bare)
    yield from brackets(bare)


def numbered_only(_bare: str) -> Iterator[Gap]:
    """None besides the numbered ones."""
    return iter(())


def has_gaps(bare: str, text: str) -> bool:
    """Whether a text shows a gap that needs no C: card; `bare` is its masked form."""
    highlighted = "==" in bare and _HIGHLIGHT.search(bare) is not None
    return highlighted or ("{{c" in text and NUMBERED.search(text) is not None)


def _numbered(raw: Passage, found: Sequence[Region]) -> tuple[list[Gap], list[Diagnostic]]:
    """Gaps with numbers, read inside mathematics too but never inside code."""
    marks = [mark for mark in NUMBERED.finditer(raw.text) if not _within_code(found, mark.start())]
    ends = endings(raw.text, marks)
    gaps = [_gap(raw.text, mark, ends[mark.end()]) for mark in marks if mark.end() in ends]
    return gaps, [_unclosed(raw, mark) for mark in marks if mark.end() not in ends]


def _within_code(found: Sequence[Region], at: int) -> bool:
    region = region_at(found, at)
    return region is not None and region.kind in (Kind.CODE, Kind.FENCE, Kind.COMMENT)


def _gap(text: str, mark: re.Match[str], ending: Ending) -> Gap:
    end, hint_at = ending
    hint = None if hint_at is None else text[hint_at + 2 : end].strip()
    number = int(mark[1][:6])
    return Gap(
        start=mark.start(),
        end=end + 2,
        inner_start=mark.end(),
        inner_end=end if hint_at is None else hint_at,
        number=number if 0 < number <= HIGHEST else None,
        hint=hint or None,
    )


def _marked(bare: str, pattern: re.Pattern[str], size: int) -> Iterator[Gap]:
    for match in pattern.finditer(bare):
        if match.lastgroup == "box":
            continue
        yield Gap(match.start(), match.end(), match.start() + size, match.end() - size, None)


def _apart(marked: Iterable[Gap], taken: Iterable[Gap]) -> Iterator[Gap]:
    """Those that lie wholly inside or wholly outside of each taken gap."""
    edges = sorted(edge for gap in taken for edge in gap.marks)
    reach = [*accumulate((end for _, end in edges), max)]
    for gap in marked:
        before = bisect_left(edges, gap.end, key=itemgetter(0))
        if not before or reach[before - 1] <= gap.start:
            yield gap


def _deletions(gaps: Sequence[Gap], removed: Sequence[tuple[int, int]]) -> tuple[Deletion, ...]:
    """Unnumbered gaps take the lowest free numbers, in order."""
    used = {gap.number for gap in gaps if gap.number is not None}
    free = (number for number in range(1, HIGHEST + 1) if number not in used)
    lost = [0, *accumulate(end - start for start, end in removed)]
    return tuple(
        Deletion(
            group=gap.number if gap.number is not None else next(free, HIGHEST),
            start=_shifted(gap.inner_start, removed, lost),
            end=_shifted(gap.inner_end, removed, lost),
            hint=gap.hint,
            explicit=gap.number is not None,
        )
        for gap in gaps
    )


def _shifted(at: int, removed: Sequence[tuple[int, int]], lost: Sequence[int]) -> int:
    """An offset once ranges are removed; `lost` says how much each of them and those before."""
    count = bisect_left(removed, at, key=itemgetter(0))
    return at - lost[count] + (max(0, removed[count - 1][1] - at) if count else 0)


def _unclosed(raw: Passage, match: re.Match[str]) -> Diagnostic:
    return Diagnostic(
        rule=rules.UNCLOSED_CLOZE,
        message=f"`{match[0]}` is not closed",
        span=raw.place(*match.span()),
        help="end the gap with `}}`, in the same paragraph",
    )


def _empty(raw: Passage, empty: Iterable[Gap]) -> Iterator[Diagnostic]:
    for gap in empty:
        yield Diagnostic(
            rule=rules.EMPTY_GAP,
            message="this gap hides nothing",
            span=raw.place(gap.start, gap.end),
            help="write what is asked for between the marks",
        )
