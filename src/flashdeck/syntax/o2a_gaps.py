"""Curly gaps of Obsidian_to_Anki: `{so}`, `{1:so}`, `{c1|so}`, and perhaps `==so==`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from flashdeck.syntax.gaps import HIGHEST, Gap, highlighted
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.o2a_options import Options

_CURLY = re.compile(
    r"(?<![{\\])\{(?!\{)(?:c?(?P<number>\d{1,3})(?:\||::?))?"
    r"(?P<inner>(?:[^{}\n]|\n(?!\n)|(?<!\{)\{[^{}\n]*\}(?!\}))+)\}(?!\})"
)


def curly(bare: str, chosen: Options) -> Iterator[Gap]:
    """The gaps of a cloze whose code, mathematics and comments are hidden.

    Gaps without a number count from one, whatever numbers the others have. Where
    nobody has said whether braces are gaps, those without a number are none beside
    Anki's own: who writes these has often left the braces off.
    """
    numbered = NUMBERED.search(bare) is not None
    found = [] if chosen.curly is False else [_gap(match) for match in _CURLY.finditer(bare)]
    plain = chosen.curly or not numbered
    gaps = [gap for gap in found if plain or gap.number is not None]
    if chosen.highlights or (chosen.highlights is None and not gaps and not numbered):
        gaps += [_prefixed(bare, gap, chosen) for gap in highlighted(bare)]
    gaps.sort(key=lambda gap: gap.start)
    if all(gap.number is None for gap in gaps) and not numbered:
        yield from gaps
        return
    numbers = count(1)
    for gap in gaps:
        yield gap if gap.number is not None else _numbered(gap, next(numbers))


def _gap(match: re.Match[str]) -> Gap:
    start, end = match.span("inner")
    told, hinted, hint = match["inner"].partition("::")
    number = int(match["number"]) if match["number"] else None
    return Gap(
        start=match.start(),
        end=match.end(),
        inner_start=start,
        inner_end=start + len(told) if hinted and told.strip() else end,
        number=number if number is not None and 0 < number <= HIGHEST else None,
        hint=(hint.strip() or None) if hinted and told.strip() else None,
    )


_PREFIX = re.compile(r"c?(?P<number>\d{1,3})(?:\||::?)(?=\s*\S)")
_SURE_PREFIX = re.compile(r"(?:c(?=\d+[:|])|(?=\d+::))(?P<number>\d{1,3})(?:\||::?)(?=\s*\S)")


def _prefixed(bare: str, gap: Gap, chosen: Options) -> Gap:
    """A highlight with the number that may stand in it: `==c1::so==`, and `==1:so==` if asked."""
    known = _PREFIX if chosen.highlights else _SURE_PREFIX
    found = known.match(bare, gap.inner_start, gap.inner_end)
    if found is None or not 0 < int(found["number"]) <= HIGHEST:
        return gap
    return Gap(gap.start, gap.end, found.end(), gap.inner_end, int(found["number"]), gap.hint)


def _numbered(gap: Gap, number: int) -> Gap:
    ends = gap.start, gap.end, gap.inner_start, gap.inner_end
    return Gap(*ends, min(number, HIGHEST), gap.hint)
