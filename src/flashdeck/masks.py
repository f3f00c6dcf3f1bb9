"""Which parts of a text are code, mathematics or comments.

The one reader of `$`: what it finds is where no mark of a card is recognised,
what the checker parses as LaTeX, and what the renderers draw. Regions are
half-open, in order, and never overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, partial
from typing import NamedTuple

HIDDEN = "\0"
"""What stands for each masked character: neither a letter, a space nor a mark."""


class Kind(Enum):
    """What a region holds."""

    FENCE = "fence"
    CODE = "code"
    MATH = "math"
    DISPLAY = "display"
    COMMENT = "comment"


class Region(NamedTuple):
    """A region from its first mark to its last; `inner` is what stands between the marks."""

    kind: Kind
    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True

    def inner(self, text: str) -> str:
        return text[self.inner_start : self.inner_end]


_made = partial(tuple.__new__, Region)
"""A region of all its fields: most texts have many, and so it costs half as much."""
_CODE, _MATH, _DISPLAY, _COMMENT = Kind.CODE, Kind.MATH, Kind.DISPLAY, Kind.COMMENT
_FENCE = Kind.FENCE
"""An enumeration finds its members by a function, every time it is asked."""

_OPENING = re.compile(
    r"(?m)(?P<lead>(?:[QAC]:[ \t]*)?[ \t]*(?:>[ \t]?)*(?:(?:[-*+•]|\d{1,9}[.)])[ \t]+)*)"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
)
_LABELLED = re.compile(
    r"(?m)(?P<lead>[^\W\d_][^\n:：`~$<>|]{0,39}(?::[ \t]+|：[ \t]*))"
    r"(?P<fence>`{3,})(?=[ \t]*[\w+#.{}-]*[ \t]*$)"
)
"""`Back: ```python`: it opens a fence where one closes it, as nobody means the other."""
_TOKEN = re.compile(r"(?P<comment><!--|%%)|(?P<bracket>\\[(\[])|\\.|(?P<code>`+)|(?P<dollar>\$\$?)")
_MARK = re.compile(r"[`~<%$\\]")
"""What a token begins with: searching for one of a few characters is fast."""
_ANY = re.compile(r"`|~~~|<!--|%%|\$|\\[(\[]")
"""What every region begins with."""
_BLANK = re.compile(r"\n[ \t>]*(?=\n)")
_BLOCK = re.compile(
    r"\n[ \t]*(?:>[ \t]?)*"
    r"(?:[-*+•◦▪][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|[QAC]:|@\w|\||\[!|`{3}|~{3}"
    r"|(?:-{3,}|\?\??)[ \t]*(?:\n|\Z))"
)
_SIMPLE = re.compile(r"\$(?:[^$`\\\n]|\\[^\n])*+\$")
"""Within a line no block ends; without backticks, the next dollar closes."""
_ENDS = r"[\s,.;:!?，。；：！？、]"
"""What may stand behind the sign of a price."""
_PRICE = re.compile(rf"(?<=\d)\$(?={_ENDS})")
"""`5$ and 10$`, `5$, or 10$`: such a dollar begins no formula, and may end one."""
_SPACED_PRICE = re.compile(rf"(?<=\d\s)\$(?={_ENDS}|\Z)")
"""`5 $ and 10 $`: two of these hold no formula between them."""
_NEXT = re.compile(
    rf"\$(?!\$|(?<=\d\$){_ENDS})(?:[^$`\\\n]++|\\[^\n])++(?<!\s)\$(?!\d)|`[^`\n]++`(?!`)"
    r"|\$\$(?:[^$\\\n]++|\\[^\n]|\n(?![ \t>]*+\n))++\$\$"
    r"|`(?:(?<=\n`)``[^`\n]*+\n(?:[^`~\n]*+\n)*+"
    r"|(?<=\n> `)``[^`\n]*+\n(?:[ \t]*+>[^`~\n]*+\n)*+[ \t]*+>)[ \t]*+```[ \t]*+(?=\n|\Z)"
    r"|\\[^(\[\n]|\$|`|~(?=~~)|<(?=!--)|%(?=%)|\\(?=[(\[])"
)
"""A formula, code, a display formula or a fence that nothing else can be; what is escaped; or
one character at which a closer look is needed. Each begins with a character: that is found fast.
"""
_QUOTED_FURTHER = re.compile(r"(?:[ \t]*+>[^\n`~]*+\n)*+")
_FURTHER = re.compile(r"(?:[^\n`~]*+\n)*+")
"""Lines of a fence, in a quote or not, that do not close it."""
_STEP = re.compile(r"\\.|`+|\$", re.DOTALL)
_CLOSERS = {"<!--": "-->", "%%": "%%", r"\(": r"\)", r"\[": r"\]", "$$": "$$"}


_PASSAGE = 4_000
"""Characters: what is longer is a whole file, of whose regions few are kept for their size."""


def regions(text: str) -> tuple[Region, ...]:
    """All regions of a text; many ask for those of the same one in turn."""
    return _of_passage(text) if len(text) <= _PASSAGE else _of_file(text)


def _listed(text: str) -> tuple[Region, ...]:
    return tuple(_regions(text)) if _ANY.search(text) else ()


_of_passage = lru_cache(maxsize=1024)(_listed)
_of_file = lru_cache(maxsize=4)(_listed)


def region_at(found: Sequence[Region], at: int) -> Region | None:
    """The region in which a place lies."""
    index = bisect_right(found, at, key=lambda region: region.start) - 1
    return found[index] if index >= 0 and at < found[index].end else None


def masked(text: str, found: Collection[Region]) -> str:
    """The text at its own length: comments become spaces, other regions are hidden."""
    if not found:
        return text
    parts, at = [], 0
    for region in found:
        kind, start, end, _, _, _ = region
        filler = " " if kind is _COMMENT else HIDDEN
        parts.append(text[at:start])
        hidden = text[start:end]
        if "\n" not in hidden:
            parts.append(filler * (end - start))
        else:
            parts.append("\n".join([filler * len(line) for line in hidden.split("\n")]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def is_labelled(text: str, region: Region) -> bool:
    """Whether a fence begins behind a label, and not with its line as Markdown has it."""
    if region.kind is not Kind.FENCE or text[region.start - 1 : region.start] not in (
        " ",
        "\t",
        "：",
    ):
        return False
    label = _LABELLED.match(text, text.rfind("\n", 0, region.start) + 1)
    return label is not None and label.start("fence") == region.start


@dataclass(slots=True)
class _Edges:
    """Where the block and the run of lines around the reader's place end.

    Both only move forwards. `absent` holds the ranges in which each closing mark
    was looked for in vain, `endless` the shortest fence of each kind that nothing
    closes: so hostile text costs no more than its length.
    """

    text: str
    block: int = -1
    chunk: int = -1
    absent: dict[str, tuple[int, int]] = field(default_factory=dict)
    endless: dict[tuple[str, int], int] = field(default_factory=dict)

    def of_block(self, at: int) -> int:
        if self.block < at:
            found = _BLOCK.search(self.text, at)
            self.block = found.start() if found else len(self.text)
        return min(self.block, self.of_chunk(at))

    def of_chunk(self, at: int) -> int:
        if self.chunk < at:
            found = _BLANK.search(self.text, at)
            self.chunk = found.start() if found else len(self.text)
        return self.chunk

    def lacks(self, mark: str, at: int, stop: int) -> bool:
        """Whether the mark is known not to close anything in [at, stop)."""
        start, end = self.absent.get(mark, (stop, at))
        return start <= at and stop <= end


def _regions(text: str) -> list[Region]:
    found: list[Region] = []
    edges, at = _Edges(text), 0
    while True:
        start = at
        for plain in _NEXT.finditer(text, at):
            start, end = plain.span()
            if end == start + 1:
                break
            if end == start + 2:
                continue
            at = end
            if text[start] == "`" and text[start + 1] == "`":
                inner, last = text.find("\n", start) + 1, text.rfind("\n", start, end) + 1
                found.append(_made((_FENCE, start, end, inner, last, True)))
            elif text[start] == "`":
                found.append(_made((_CODE, start, end, start + 1, end - 1, True)))
            elif text[start + 1] == "$":
                found.append(_made((_DISPLAY, start, end, start + 2, end - 2, True)))
            else:
                found.append(_made((_MATH, start, end, start + 1, end - 1, True)))
        else:
            return found
        match = _token(text, start, at)
        if match is None:
            return found
        region = _region(text, match, edges)
        if region is not None:
            found.append(region)
        at = match.end() if region is None else max(region.end, at + 1)


def _token(text: str, at: int, begun: int) -> re.Match[str] | None:
    """The next token from `at`; that of a fence begins with its line, not above `begun`."""
    while (mark := _MARK.search(text, at)) is not None:
        start = mark.start()
        if text.startswith(("```", "~~~"), start):
            line = text.rfind("\n", max(0, begun - 1), start) + 1
            if line or begun == 0:
                opening = _OPENING.match(text, line)
                opening = opening or _LABELLED.match(text, line)
                if opening is not None and opening.start("fence") == start:
                    return opening
        token = _TOKEN.match(text, start)
        if token is not None:
            return token
        at = begun = start + 1
    return None


def _region(text: str, match: re.Match[str], edges: _Edges) -> Region | None:
    token = match[match.lastgroup] if match.lastgroup else ""
    match match.lastgroup:
        case "fence" if match.re is _LABELLED:
            fence = _fence(text, match, edges, sure=False)
            ticks, start, end = match["fence"], match.start("fence"), match.end()
            return fence or _code(ticks, start, edges.of_block(end), edges)
        case "fence":
            return _fence(text, match, edges)
        case "comment":
            return _paired(Kind.COMMENT, token, match.start(), len(text), edges)
        case "bracket":
            kind = Kind.MATH if token == r"\(" else Kind.DISPLAY
            return _paired(kind, token, match.start(), edges.of_chunk(match.end()), edges)
        case "code":
            return _code(token, match.start(), edges.of_block(match.end()), edges)
        case "dollar" if token == "$$":
            return _paired(Kind.DISPLAY, token, match.start(), edges.of_chunk(match.end()), edges)
        case "dollar":
            return _dollar(text, match.start(), edges)
        case _:
            return None


def _paired(kind: Kind, opener: str, start: int, stop: int, edges: _Edges) -> Region | None:
    """From an opening mark to the next closing one; never empty."""
    closer, inner = _CLOSERS[opener], start + len(opener)
    if edges.lacks(closer, inner, stop):
        return None
    end = edges.text.find(closer, inner, stop)
    while end > inner and closer != "-->" and _escaped(edges.text, end):
        end = edges.text.find(closer, end + 1, stop)
    if end < 0:
        edges.absent[closer] = inner, stop
    if end < 0 or (end == inner and kind is not Kind.COMMENT):
        return None
    return Region(kind, start, end + len(closer), inner, end)


def _escaped(text: str, at: int) -> bool:
    before = at
    while before > 0 and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _code(ticks: str, start: int, stop: int, edges: _Edges) -> Region | None:
    """A code span ends at the next run of as many backticks."""
    end = _run_end(ticks, start + len(ticks), stop, edges)
    inner = start + len(ticks)
    return None if end is None else Region(Kind.CODE, start, end, inner, end - len(ticks))


def _run_end(ticks: str, at: int, stop: int, edges: _Edges) -> int | None:
    """Where the next run of exactly these backticks ends."""
    text, size, end = edges.text, len(ticks), at
    if edges.lacks(ticks, at, stop):
        return None
    while (found := text.find(ticks, end, stop)) >= 0:
        end = found + size
        while end < stop and text[end] == "`":
            end += 1
        if end - found == size:
            return end
    edges.absent[ticks] = at, stop
    return None


def _dollar(text: str, start: int, edges: _Edges) -> Region | None:
    """A formula from one dollar to the next of its block, or None: the dollar is money.

    A dollar with a digit behind it closes nothing. One with a space before it
    and a letter behind it opens what follows (`$HOME and $PATH`), as does one
    with a space before it and none behind it when the formula began with a digit.
    One that ends a price (`5$ and`) opens nothing.
    """
    if _PRICE.match(text, start):
        return None
    simple = _SIMPLE.match(text, start)
    end = simple.end() - 1 if simple else _next_dollar(text, start + 1, edges)
    if end is None or end == start + 1:
        return None
    behind = text[end + 1 : end + 2]
    if behind.isdecimal():
        return None
    if text[end - 1].isspace() and (
        behind.isalpha() or (text[start + 1].isdecimal() and behind.strip())
    ):
        return None
    if _SPACED_PRICE.match(text, start) and _SPACED_PRICE.match(text, end):
        return None
    return Region(Kind.MATH, start, end + 1, start + 1, end)


def _next_dollar(text: str, at: int, edges: _Edges) -> int | None:
    stop = edges.of_block(at)
    while (match := _STEP.search(text, at, stop)) is not None:
        if match[0] == "$":
            return match.start()
        end = _run_end(match[0], match.end(), stop, edges) if match[0][0] == "`" else None
        at = end or match.end()
    return None


def _fence(text: str, match: re.Match[str], edges: _Edges, *, sure: bool = True) -> Region | None:
    """A fence ends at a line of as many marks, or with the quote it stands in.

    Where nothing closes it, what opens it has to be `sure` to be one.
    """
    mark, depth = match["fence"], match["lead"].count(">")
    start, size, kind = match.start("fence"), len(mark), (mark[0], depth)
    inner = _line_end(text, match.end()) + 1
    further = _QUOTED_FURTHER if depth else _FURTHER
    at = _past(further, text, inner)
    while at < len(text) and size < edges.endless.get(kind, size + 1):
        end = _line_end(text, at)
        line = text[at:end]
        if depth and line.lstrip()[:1] != ">":
            return Region(Kind.FENCE, start, at - 1, min(inner, at - 1), at - 1, closed=False)
        bare = line.replace(">", " ", depth).strip()
        if len(bare) >= size and not bare.strip(mark[0]):
            return Region(Kind.FENCE, start, end, inner, at)
        at = _past(further, text, end + 1)
    edges.endless[kind] = min(size, edges.endless.get(kind, size))
    if not sure:
        return None
    # Never closed: what follows its first blank line is read as if it were closed there.
    blank = _BLANK.search(text, match.end())
    end = blank.start() if blank else len(text)
    return Region(Kind.FENCE, start, end, min(inner, end), end, closed=False)


def _past(lines: re.Pattern[str], text: str, at: int) -> int:
    found = lines.match(text, at)
    return found.end() if found else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
