"""Parts of a note, as Obsidian names them: all of it, what a heading heads, or a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from flashdeck.masks import Kind, masked, regions
from flashdeck.syntax import marks
from flashdeck.syntax.sections import TITLE

_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(?:.*\n)*?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)")
_ANCHOR = re.compile(r"(?:^|[ \t]+)\^[A-Za-z0-9-]+[ \t]*$")
_WORDS = re.compile(r"[\W_]+")


def excerpt(text: str, part: str) -> str | None:
    """The Markdown of a part of a note, without comments and ids; None if it has no such part.

    `part` is empty for all of it, else `#heading`, `#outer#inner` or `#^block`.
    """
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    found = regions(body)
    lines, bares = body.split("\n"), masked(body, found).split("\n")
    wanted = [name for name in part.split("#") if name.strip()]
    if not wanted:
        first, last = 0, len(lines)
    elif wanted[-1].startswith("^"):
        first, last = _block(bares, wanted[-1][1:].strip())
    else:
        first, last = _section(lines, bares, wanted)
    if first == last:
        return None
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    comments = [(each.start, each.end) for each in found if each.kind is Kind.COMMENT]
    kept = "".join(_without(body, starts[first], starts[last], comments))
    told = [_ANCHOR.sub("", line) if "^" in line else line for line in kept.split("\n")]
    return "\n".join(told).strip("\n").rstrip()


def _without(text: str, start: int, end: int, removed: Sequence[tuple[int, int]]) -> list[str]:
    """A range of a text in pieces, without other ranges."""
    inside = [each for each in removed if start <= each[0] < end]
    edges = [start, *(edge for each in inside for edge in each), max(start, end)]
    return [text[first:last] for first, last in [*pairwise(edges)][::2]]


def _section(lines: Sequence[str], bares: Sequence[str], names: Sequence[str]) -> tuple[int, int]:
    """The lines from a heading, below others if they are named, to the next of its level."""
    wanted = [_compared(name) for name in names]
    level, at = 0, 0
    for number, bare in enumerate(bares):
        title = TITLE.match(bare)
        if title is None or _compared(lines[number][slice(*title.span("title"))]) != wanted[at]:
            continue
        level, at = len(title["level"]), at + 1
        if at == len(wanted):
            return number, _end(bares, number, level)
    return 0, 0


def _end(bares: Sequence[str], start: int, level: int) -> int:
    for number in range(start + 1, len(bares)):
        title = TITLE.match(bares[number])
        if title is not None and len(title["level"]) <= level:
            return number
    return len(bares)


def _compared(name: str) -> str:
    """A heading as Obsidian compares it: signs do not count."""
    return _WORDS.sub(" ", name).strip().casefold()


def _block(bares: Sequence[str], name: str) -> tuple[int, int]:
    """The lines of the block that ends in an id: a list item with those below it, a paragraph."""
    named = re.compile(rf"(?:^|[ \t>])\^{re.escape(name)}[ \t]*$", re.IGNORECASE)
    at = next((number for number, bare in enumerate(bares) if named.search(bare)), None)
    if at is None:
        return 0, 0
    last = at
    if re.fullmatch(r"[ \t]*\^[\w-]+[ \t]*", bares[at]):
        while last > 0 and not bares[last - 1].strip():
            last -= 1
        return _up(bares, last - 1, lists=False), last
    first = _up(bares, at, lists=True)
    item = marks.LIST_ITEM.match(bares[first])
    return first, _below(bares, at, len(item["indent"])) if item else at + 1


def _up(bares: Sequence[str], at: int, *, lists: bool) -> int:
    """The first line of the block that a line stands in; with `lists`, an item is one."""
    while at > 0 and bares[at - 1].strip() and not TITLE.match(bares[at]):
        if TITLE.match(bares[at - 1]) or (lists and marks.LIST_ITEM.match(bares[at])):
            break
        at -= 1
    return max(at, 0)


def _below(bares: Sequence[str], at: int, indent: int) -> int:
    """The end of what is nested in the list item of a line."""
    end = at + 1
    while end < len(bares) and bares[end].strip():
        if len(bares[end]) - len(bares[end].lstrip()) <= indent:
            break
        end += 1
    return end
