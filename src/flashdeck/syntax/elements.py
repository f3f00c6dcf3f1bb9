"""The blocks of a native page, before anyone asks which card they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum, auto
from typing import NamedTuple

from flashdeck.masks import HIDDEN, Kind
from flashdeck.syntax import marks
from flashdeck.syntax.page import Line, Page


class Mark(StrEnum):
    """What a block is."""

    BLANK = auto()
    HEADING = auto()
    CALLOUT = auto()
    """A callout of a type that asks a question."""
    Q = auto()
    A = auto()
    C = auto()
    PAIR = auto()
    """`front :: back` on one line, alone or below others of its kind."""
    UNFINISHED = auto()
    """A line among `::` lines of which a part is not written yet."""
    SPLIT = auto()
    """A lone `?` or `??`."""
    TAGS = auto()
    SOURCE = auto()
    DEMO = auto()
    ANCHOR = auto()
    """A lone `^id`."""
    VERB = auto()
    RULE = auto()
    FLASHCARDS = auto()
    """A line `#flashcards`: gaps make cards from here on; `#flashcards/a/b` names their deck."""
    LIST = auto()
    PARAGRAPH = auto()
    QUOTE = auto()
    OTHER = auto()
    """A fence."""


class Element(NamedTuple):
    """A block: its mark, its lines, and whether text stands directly above it."""

    mark: Mark
    lines: tuple[Line, ...]
    below_text: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]


CALLOUT = re.compile(r"[ \t]*>[ \t]*\[!(?P<type>[^\]\n]*)(?P<close>\]?)[+-]?[ \t]*")
QUESTION_TYPES = frozenset({"question", "faq", "card", "flashcard", "flashcards"})
PAIR = re.compile(r"(?<=\S)[ \t]+(:::?)[ \t]+(?=\S)")
ONE_SIDED = re.compile(r"(?P<front>.*\S)[ \t]+:::?[ \t]*$|[ \t]*:::?[ \t]+(?P<back>\S.*)")
"""A pair without its answer, or without its prompt."""
_NO_COLON = re.compile(r"[ \t]*:[ \t]*$")
_FEW = 3
"""Words of a line among pairs that is rather the beginning of one than a sentence."""
QUOTE = re.compile(r" {0,3}>[ \t]?")

FLASHCARDS = re.compile(r" {0,3}#flashcards(?:/(?P<path>\S*)|:[ \t]*(?P<deck>\S.*?))?[ \t]*$")

_SINGLE = {
    Mark.HEADING: re.compile(r" {0,3}#{1,6}[ \t]+\S"),
    Mark.Q: re.compile(r"Q:(?:\s|$)"),
    Mark.A: re.compile(r"A:(?:\s|$)"),
    Mark.C: re.compile(r"C:(?:\s|$)"),
    Mark.SPLIT: re.compile(r"[ \t]*\?\??[ \t]*$"),
    Mark.TAGS: marks.TAG_LINE,
    Mark.SOURCE: marks.SOURCE,
    Mark.DEMO: marks.DEMO,
    Mark.ANCHOR: marks.LONE_ANCHOR,
    Mark.VERB: marks.VERB_LINE,
    Mark.RULE: marks.RULE,
    Mark.FLASHCARDS: FLASHCARDS,
}
_MARKED = re.compile(r" {0,3}[#QACSd@^?-]|[ \t]+\?")
_BEGUN = {
    "#": (Mark.HEADING, Mark.FLASHCARDS),
    "Q": (Mark.Q,),
    "A": (Mark.A,),
    "C": (Mark.C,),
    "S": (Mark.SOURCE,),
    "d": (Mark.DEMO,),
    "@": (Mark.TAGS, Mark.VERB),
    "^": (Mark.ANCHOR,),
    "?": (Mark.SPLIT,),
    "-": (Mark.RULE,),
}
"""Which marks of one line begin with each character."""
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_TEXT = frozenset({Mark.LIST, Mark.PARAGRAPH, Mark.OTHER, Mark.QUOTE, Mark.VERB})
_GROWS = {
    Mark.PARAGRAPH: frozenset({Mark.PARAGRAPH}),
    Mark.VERB: frozenset({Mark.PARAGRAPH}),
    Mark.LIST: frozenset({Mark.LIST, Mark.PARAGRAPH}),
    Mark.OTHER: frozenset({Mark.OTHER}),
    Mark.QUOTE: frozenset({Mark.QUOTE}),
    Mark.CALLOUT: frozenset({Mark.QUOTE, Mark.PARAGRAPH}),  # a line without `>` still belongs
}
_NOTHING = frozenset[Mark]()
_BLANK, _QUOTE, _PARAGRAPH, _OTHER = Mark.BLANK, Mark.QUOTE, Mark.PARAGRAPH, Mark.OTHER
_LIST, _CALLOUT, _COMMENT, _IN_FENCE = Mark.LIST, Mark.CALLOUT, Kind.COMMENT, Kind.FENCE
"""An enumeration finds its members by a function, every time it is asked."""


def elements(page: Page) -> list[Element]:
    """The blocks of a page, in order; together they hold all its lines."""
    found: list[Element] = []
    group: list[Line] = []
    mark, below, grows, quotes = _BLANK, False, _NOTHING, False
    inside = _inside(page)
    text = page.source.text
    for line in page.lines:
        start, _, bare = line
        # Within a region, the first character of a line is hidden.
        if (quoted := bare[:1] == ">" and "[!" not in bare) and quotes:
            group.append(line)
            continue
        if (next_mark := inside.get(start)) is None:
            next_mark = _QUOTE if quoted else _mark(line, text)
        if next_mark in grows:
            group.append(line)
            continue
        if group:
            found += _closed(mark, group, below)
        below = mark in _TEXT
        mark, group, grows = next_mark, [line], _GROWS.get(next_mark, _NOTHING)
        quotes = _QUOTE in grows
    return [*found, *_closed(mark, group, below)] if group else found


def _inside(page: Page) -> dict[int, Mark]:
    """What the lines are that begin inside a fence or a formula, by their offset."""
    text, found = page.source.text, {}
    for kind, start, end, _, _, _ in page.regions:
        at = text.find("\n", start, end)
        if at < 0 or kind is _COMMENT:
            continue
        first = text.rfind("\n", 0, start) + 1
        quoted = QUOTE.match(text, first) is not None
        mark = _QUOTE if quoted else _OTHER if kind is _IN_FENCE else _PARAGRAPH
        while at >= 0:
            found[at + 1] = mark
            at = text.find("\n", at + 1, end)
    return found


def _mark(line: Line, text: str) -> Mark:
    bare = line.bare
    if not bare or bare.isspace():
        return _BLANK
    if (begun := _MARKED.match(bare)) is not None:
        for mark in _BEGUN[begun[0][-1]]:
            if _SINGLE[mark].match(bare) is not None:
                return mark
    if QUOTE.match(bare):
        callout = CALLOUT.match(bare)
        kind = callout["type"].split("|")[0].strip().lower() if callout else ""
        return _CALLOUT if kind.split(" ")[0] in QUESTION_TYPES else _QUOTE
    if marks.LIST_ITEM.match(bare):
        return _LIST
    fence = bare.lstrip()[:1] == HIDDEN and _FENCE.match(text, line.start)
    return _OTHER if fence else _PARAGRAPH


def _closed(mark: Mark, group: Sequence[Line], below: bool) -> list[Element]:
    """A finished block; lists and lone lines that hold `::` are taken apart."""
    lines = tuple(group)
    if mark is _PARAGRAPH and _mostly_pairs(lines):
        marked = ((Mark.PAIR if _pairs(line) else Mark.UNFINISHED, line) for line in lines)
        return [Element(each, (line,), below) for each, line in marked]
    if mark is _LIST and any(map(_pairs, lines)):
        return list(_items(lines, below))
    return [Element(mark, lines, below)]


def _pairs(line: Line) -> bool:
    return "::" in line.bare and PAIR.search(line.bare) is not None


def _mostly_pairs(lines: Sequence[Line]) -> bool:
    """Whether all lines are pairs, or two and more, and the others could be some to come."""
    others = [line for line in lines if not _pairs(line)]
    count = len(lines) - len(others)
    return not others or (count >= max(2, len(others)) and all(map(_unfinished, others)))


def _unfinished(line: Line) -> bool:
    few = "::" not in line.bare and marks.like_heading(_NO_COLON.sub("", line.bare), _FEW)
    return few or ONE_SIDED.match(line.bare) is not None


def _items(lines: Sequence[Line], below: bool) -> Iterator[Element]:
    group: list[Line] = []
    several = sum(map(_pairs, lines)) > 1
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        alone = following is None or marks.LIST_ITEM.match(following.bare)
        item = marks.LIST_ITEM.match(line.bare) if alone else None
        one_sided = item and several and ONE_SIDED.match(line.bare, item.end())
        if item and (one_sided or _pairs(line)):
            if group:
                yield Element(Mark.LIST, tuple(group), below)
                group = []
            yield Element(Mark.UNFINISHED if one_sided else Mark.PAIR, (line,), below)
        else:
            group.append(line)
    if group:
        yield Element(Mark.LIST, tuple(group), below)
