"""A page as an outline: list items, each with its own lines and what is nested below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from flashdeck.syntax import marks
from flashdeck.syntax.page import Line, Page, Range, inside
from flashdeck.syntax.sections import Sections

_OF_LOGSEQ = re.compile(
    r"(?m)^[ \t]*(?:[-*+][ \t]+)?(?:id:: [0-9a-f]{8}-|collapsed:: true|card-last-interval::"
    r"|(?:hl|ls|logseq|background)[-.][\w.-]+::)|\{\{cloze[ \t]"
)
"""Properties of blocks that Logseq writes, and its gaps."""


def of_logseq(page: Page) -> bool:
    """Whether a page shows what only Logseq writes."""
    text = page.source.text
    return ("::" in text or "{{cloze" in text) and _OF_LOGSEQ.search(page.bare) is not None


@dataclass(slots=True)
class Item:
    """A list item: where its text begins in its first line, and how far that is indented.

    `lines` are its own; `nested` are those of all items below it. Both may end in
    blank lines.
    """

    start: int
    indent: int
    section: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    nested: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def end(self) -> int:
        """Where its last line with text ends."""
        return max(_last_end(self.lines), _last_end(self.nested))


def _last_end(lines: Sequence[Line]) -> int:
    """Where the last of some lines that is not blank ends; lines are in order."""
    return next((line.end for line in reversed(lines) if not line.blank), 0)


@lru_cache(maxsize=1)
def items(page: Page) -> tuple[Item, ...]:
    """All list items of a page, in order; those nested in another come after it.

    They are asked for twice in turn: for the signs of a dialect, and to be read.
    """
    covered, sections, found = inside(page), Sections(), list[Item]()
    stack: list[Item] = []
    after_blank = False
    for line in page.lines:
        within = line.start in covered
        item = None if within else marks.LIST_ITEM.match(line.bare)
        if not within and sections.heading(page, line):
            stack = []
        elif item is not None:
            deep = indent(line)
            stack = [outer for outer in stack if outer.indent < deep]
            for outer in stack:
                outer.nested.append(line)
            stack.append(Item(line.start + item.end(), deep, sections.names, [line]))
            found.append(stack[-1])
        else:
            if after_blank and not within and not line.blank:
                deep = indent(line)
                stack = [outer for outer in stack if outer.indent < deep]
            _attach(stack, line)
        after_blank = line.blank
    return tuple(found)


def _attach(stack: list[Item], line: Line) -> None:
    """A line that begins no item goes on with the innermost one."""
    for outer in stack[:-1]:
        outer.nested.append(line)
    if stack:
        stack[-1].lines.append(line)


def unindented(lines: Sequence[Line], text: str) -> list[Range]:
    """The ranges of lines with their ends, without the white space that all begin with.

    As Markdown, text that is indented as a whole would be code. Measured is the file's
    own text: of a formula's lines the mask hides the white space too.
    """
    size = len(text)
    cuts, blank = list[int](), [line.blank for line in lines]
    for line, empty in zip(lines, blank, strict=True):
        told = "" if empty else text[line.start : line.end]
        if told.strip():
            cuts.append(len(told) - len(told.lstrip(" \t")))
    cut = min(cuts, default=0)
    return [
        (line.end if empty else min(line.start + cut, line.end), min(line.end + 1, size))
        for line, empty in zip(lines, blank, strict=True)
    ]


def answering(lines: Sequence[Line], text: str) -> list[Range]:
    """The ranges of nested lines as an answer: a single item is that without its mark."""
    marked = [line for line in lines if marks.LIST_ITEM.match(line.bare)]
    item = marks.LIST_ITEM.match(lines[0].bare) if lines else None
    told = unindented(lines, text)
    if item is None or len(marked) > 1:
        return told
    first = (lines[0].start + item.end(), told[0][1])
    return [first, *unindented(lines[1:], text)]


def indent(line: Line) -> int:
    """How far a line is indented, in spaces; a tab goes to the next multiple of four."""
    text = line.bare.expandtabs(4) if "\t" in line.bare else line.bare
    return len(text) - len(text.lstrip(" "))
