"""The notes that Obsidian_to_Anki marks off: START to END, and STARTI to ENDI on one line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple

from flashdeck.masks import Kind, Region, regions
from flashdeck.syntax.note_types import basic, cloze
from flashdeck.syntax.o2a_options import Options
from flashdeck.syntax.page import Page, Range, around


class Fault(Enum):
    """What is wrong with a mark."""

    NO_END = auto()
    NO_START = auto()


class Stray(NamedTuple):
    """A mark that has no partner."""

    fault: Fault
    at: Range


@dataclass(frozen=True, slots=True)
class Block:
    """A note as it is marked off: `whole` with its marks, `told` between them."""

    whole: Range
    told: Range
    inline: bool


class Found(NamedTuple):
    """The notes of a page in order of place, and marks that have no partner."""

    blocks: tuple[Block, ...]
    strays: tuple[Stray, ...]


def blocks(page: Page, chosen: Options) -> Found:
    """All notes that are marked off, wherever they stand but in code and formulas."""
    text, hidden = page.source.text, _hidden(page.source.text, page.regions)
    paired, strays = _paired(chosen, text, hidden, page.header.end)
    found = list(paired)
    taken = [block.whole for block in found]
    if chosen.begin_inline in text:
        for match in chosen.inline.finditer(text, page.header.end):
            if any(around(each, match.start()) is not None for each in (taken, hidden)):
                continue
            if match["told"] is None:
                strays.append(Stray(Fault.NO_END, match.span()))
            else:
                whole = _item_start(text, match.start()), match.end()
                found.append(Block(whole, match.span("told"), inline=True))
    return Found(tuple(sorted(found, key=lambda block: block.whole)), tuple(strays))


_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")


def _item_start(text: str, at: int) -> int:
    """Where the line of a note begins, if nothing but the mark of a list stands before it."""
    start = text.rfind("\n", 0, at) + 1
    return start if _ITEM.fullmatch(text, start, at) else at


_CARDS = re.compile(r"[`~]{3,}[ \t]*(?:anki|ad-|flashcard|card)", re.IGNORECASE)
_TYPE = re.compile(r"[ \t]*\n[ \t]*(?P<line>\S[^\n]*)|[ \t]*\[(?P<inline>[^\[\]\n]+)\]")
_LABELLED = re.compile(r"[ \t][^\n]*?[ \t][^\W\d_][\w ]{0,39}:[ \t]+\S")
_FIELD_BELOW = re.compile(r"[ \t]*\n[^\n]+\n[^\W\d_][\w ]{0,39}[:：]")


def begun(page: Page, found: Found, chosen: Options) -> Iterator[Stray]:
    """The marks without an end behind which a known type stands, or on one line the next field."""
    text = page.source.text
    for stray in found.strays:
        match = _TYPE.match(text, stray.at[1])
        kind = (match["line"] or match["inline"]).strip() if match else ""
        above = text[text.rfind("\n", 0, stray.at[0]) + 1 : stray.at[0]]
        inline = text[slice(*stray.at)] == chosen.begin_inline and not above.strip(" \t>*+-")
        told = inline and _LABELLED.match(text, stray.at[1]) is not None
        usual = (basic(kind) or cloze(kind)) and _FIELD_BELOW.match(text, stray.at[1]) is not None
        if stray.fault is Fault.NO_END and (told or usual or chosen.known(kind)):
            yield stray


def opened(page: Page, found: Sequence[Block]) -> Page:
    """The page with comments as they stand inside of its notes.

    A note may be hidden from Obsidian's readers as a whole; its id is a comment
    of its own, wherever the outer one seems to end.
    """
    text = page.source.text
    wholes = [block.whole for block in found]
    outside = [comment for comment in page.comments if not _overlaps(comment, wholes)]
    inside = [region for block in found for region in shifted(text, block.told)]
    comments = [region for region in inside if region.kind is Kind.COMMENT]
    return replace(page, comments=tuple(sorted([*outside, *comments], key=lambda each: each.start)))


def shifted(text: str, told: Range) -> Iterator[Region]:
    """What is code, mathematics or comment in a part of a text, as if it were the whole."""
    at = told[0]
    for region in regions(text[slice(*told)]):
        yield Region(
            region.kind,
            region.start + at,
            region.end + at,
            region.inner_start + at,
            region.inner_end + at,
            region.closed,
        )


def _hidden(text: str, found: Sequence[Region]) -> list[Range]:
    """Code and formulas; a fence that is named after cards only hides them from Obsidian."""
    return [
        (region.start, region.end)
        for region in found
        if region.kind is not Kind.COMMENT
        and not (region.kind is Kind.FENCE and _CARDS.match(text, region.start))
    ]


def _paired(
    chosen: Options, text: str, hidden: Sequence[Range], start: int
) -> tuple[list[Block], list[Stray]]:
    found: list[Block] = []
    strays: list[Stray] = []
    opening: re.Match[str] | None = None
    for match in chosen.edges.finditer(text, start):
        if around(hidden, match.start()) is not None:
            continue
        if match["begin"] is not None:
            if opening is not None:
                strays.append(Stray(Fault.NO_END, opening.span()))
            opening = match
        elif opening is None:
            if not match["more"].strip():
                strays.append(Stray(Fault.NO_START, match.span()))
        else:
            whole = opening.start(), match.end("end")
            told = min(opening.end() + 1, match.start()), match.start()
            found.append(Block(whole, told, inline=False))
            opening = None
    if opening is not None:
        strays.append(Stray(Fault.NO_END, opening.span()))
    return found, strays


def _overlaps(region: Region, ranges: Sequence[Range]) -> bool:
    """Whether it touches one of some disjoint ranges, which are in order."""
    index = bisect_left(ranges, region.end, key=lambda each: each[0]) - 1
    return index >= 0 and region.start < ranges[index][1]
