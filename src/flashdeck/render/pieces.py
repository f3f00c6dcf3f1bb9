"""What is taken out of a text before Markdown sees it, and put back as HTML.

Formulas, code spans, pictures, references and the like are none of Markdown's
business: an underscore in a formula is no emphasis. Places are half-open ranges
of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import NamedTuple

from flashdeck import references
from flashdeck.embeds import Caption, captioned
from flashdeck.masks import Kind, Region, masked
from flashdeck.render.tags import KNOWN
from flashdeck.render.tokens import MARKS


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of a cloze."""

    group: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """Text marked with `==`."""


class Range(NamedTuple):
    """What is put around a range of the text."""

    start: int
    end: int
    wrap: Gap | Highlight


class Formula(NamedTuple):
    """LaTeX as it stands between its marks, and the gaps in it, by offsets of that LaTeX.

    Where it is `quoted`, its lines begin with `>`.
    """

    latex: str
    display: bool
    quoted: bool = False
    gaps: tuple[Range, ...] = ()


class Code(NamedTuple):
    """A code span, and the gaps in it."""

    code: str
    quoted: bool = False
    gaps: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or a sound."""

    target: str
    caption: Caption


@dataclass(frozen=True, slots=True)
class Reference:
    """A ∆slug, and its words as they are read."""

    slug: str
    words: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Characters that Markdown and HTML must not read anything into."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """What makes the quote it stands in a callout, and its line a title."""

    kind: str
    titled: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a wrap begins, and its number among the wraps."""

    number: int


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a wrap ends."""

    number: int


Piece = Formula | Code | Shown | Reference | Plain | Box | Opening | Closing


class Taken(NamedTuple):
    """A piece and where it was taken from."""

    start: int
    end: int
    piece: Piece


_MATH, _DISPLAY, _CODE = Kind.MATH, Kind.DISPLAY, Kind.CODE
_WIKI = re.compile(r"(?<![!\\])!?\[\[(?P<page>[^\[\]|\n]++)(?:\|(?P<alias>[^\[\]\n]++))?\]\]")
_TAG = re.compile(r"<(?=/?([A-Za-z][A-Za-z0-9-]*+)(?![A-Za-z0-9-]*[:@.+]))")
_OWN = re.compile(f"[{MARKS}]")
_OWN_ENTITY = re.compile(r"&#(?:0*(?:57344|57345|8261|8262)|[xX]0*(?:[eE]00[01]|204[56]));")
_HIGHLIGHT = re.compile(
    r"(?<![=\\])==(?![\s=])(?P<inner>(?:(?!==)[^\n]|\n(?![ \t]*\n))+)(?<![\s=])==(?!=)"
)


def taken(text: str, regions: Iterable[Region]) -> list[Taken]:
    """Everything to take out, in order; nothing overlaps."""
    regions = tuple(regions)
    bare = masked(text, regions)
    found = [*_pictures(text), *_regions(text, regions), *_words(text, bare)]
    found += [Taken(*match.span(), Plain(match[0])) for match in _OWN.finditer(text)]
    return list(_apart(sorted(found, key=lambda piece: (piece.start, -piece.end))))


def highlights(text: str, regions: Collection[Region]) -> Iterator[Range]:
    """What stands between `==` and `==`, without them."""
    if "==" in text:
        for match in _HIGHLIGHT.finditer(masked(text, regions)):
            yield Range(*match.span("inner"), Highlight())


def _apart(pieces: Iterable[Taken]) -> Iterator[Taken]:
    end = 0
    for piece in pieces:
        if piece.start >= end:
            yield piece
            end = piece.end


def _pictures(text: str) -> Iterator[Taken]:
    for embed, caption in captioned(text):
        yield Taken(embed.start, embed.end, Shown(embed.target, caption))


def _words(text: str, bare: str) -> Iterator[Taken]:
    for reference in references.found(text):
        words = references.words(reference.slug)
        yield Taken(reference.start, reference.end, Reference(reference.slug, words))
    for match in _WIKI.finditer(bare):
        group = "alias" if match["alias"] is not None else "page"
        words = text[slice(*match.span(group))]
        yield Taken(*match.span(), Plain(words if group == "alias" else _page(words)))
    for match in _OWN_ENTITY.finditer(bare) if "&#" in bare else ():
        yield Taken(*match.span(), Plain(unescape(match[0])))
    for match in _TAG.finditer(bare) if "<" in bare else ():
        if match[1].lower() not in KNOWN:
            yield Taken(*match.span(), Plain("<"))


def _page(words: str) -> str:
    """A link without words of its own, as Obsidian shows it: `note#part` is `note > part`."""
    return " > ".join(part for part in words.split("#") if part.strip())


_formula = partial(tuple.__new__, Formula)
"""A formula of all its fields, at half the cost."""


def of_region(text: str, region: Region) -> Formula | Code | None:
    """The formula or the code that a region is."""
    kind, _, _, start, end, _ = region
    inner = text[start:end]
    quoted = "\n" in inner and _is_quoted(text, region)
    if kind is _MATH or kind is _DISPLAY:
        return _formula((inner, kind is _DISPLAY, quoted, ()))
    return Code(inner, quoted) if kind is _CODE else None


def _regions(text: str, regions: Iterable[Region]) -> Iterator[Taken]:
    for region in regions:
        piece = of_region(text, region)
        if piece is not None:
            yield Taken(region.start, region.end, piece)
        elif region.kind is Kind.COMMENT:
            yield Taken(*_whole_lines(text, region), Plain(""))


def _is_quoted(text: str, region: Region) -> bool:
    line = text.rfind("\n", 0, region.start) + 1
    return text[line : region.start].lstrip().startswith(">")


def _whole_lines(text: str, region: Region) -> tuple[int, int]:
    """A comment with its lines, where nothing else stands on them."""
    start = text.rfind("\n", 0, region.start) + 1
    end = text.find("\n", region.end) + 1 or len(text)
    alone = not text[start : region.start].strip() and not text[region.end : end].strip()
    return (start, end) if alone else (region.start, region.end)
