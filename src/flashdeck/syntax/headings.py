"""Headings: sections, or cards that ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashdeck import rules
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Form
from flashdeck.syntax.elements import Element, Mark
from flashdeck.syntax.page import Range
from flashdeck.syntax.reader import Reader
from flashdeck.syntax.sections import TITLE

_CARDS = frozenset(
    {Mark.CALLOUT, Mark.Q, Mark.C, Mark.PAIR, Mark.UNFINISHED, Mark.SPLIT, Mark.VERB}
)
_LETTER = re.compile(r"Q:[ \t]+(?=\S)")
"""What some write before the question in a heading, and `A:` before the answer below it."""


def heading(reader: Reader, index: int, element: Element) -> None:
    """Close what is open, and begin a section or a card."""
    reader.close()
    # What stands between a heading and the next, with no card, introduces the section.
    reader.leave(rules.STRAY_TEXT if len(reader.drafts) > reader.headed else rules.PROSE)
    reader.headed = len(reader.drafts)
    line = element.first
    match = TITLE.match(line.bare)
    if match is None:
        return
    level, (start, end) = len(match["level"]), match.span("title")
    reader.sections.close(level)
    bare = line.bare[start:end]
    letter = _LETTER.match(bare)
    if letter is not None and _told_by_letter(reader.elements, index):
        reader.start(Form.QA, element, [(line.start + start + letter.end(), line.start + end)])
        return
    asks = letter is not None or marks.card_heading(bare)
    section = asks and _is_section(reader.elements, index, level)
    if section and reader.answered(index):
        reader.warn(
            rules.QUESTION_SECTION,
            "this heading asks, but was taken for a section: cards of another form stand below it",
            line,
            "put those cards below a heading of their own, of the same level",
        )
    if asks and not section:
        skipped = letter.end() if letter else 0
        asked = _asked(bare[skipped:], line.start + start + skipped)
        reader.start(Form.HEADING, element, asked)
    else:
        title = reader.page.source.text[line.start + start : line.start + end]
        reader.sections.enter(level, marks.CARD_TAG.sub("", marks.ID.sub("", title)).strip())


def _asked(bare: str, start: int) -> list[Range]:
    """The ranges of a title that asks; of two question marks only one."""
    asked = marks.named_free(bare)
    if asked.endswith("??") and bare.startswith(asked):
        cut = start + len(asked)
        return [(start, cut - 1), (cut, start + len(bare))]
    return [(start, start + len(bare))]


def _told_by_letter(blocks: Sequence[Element], index: int) -> bool:
    """Whether `A:` is the next thing below a heading."""
    below = (block for block in blocks[index + 1 :] if block.mark is not Mark.BLANK)
    return next((block.mark for block in below), None) is Mark.A


def _is_section(blocks: Sequence[Element], index: int, level: int) -> bool:
    """Whether cards of another form stand below a heading, or deeper headings that ask."""
    told = False
    for place in range(index + 1, len(blocks)):
        block = blocks[place]
        if block.mark is Mark.HEADING:
            match = TITLE.match(block.first.bare)
            if match is None or len(match["level"]) <= level:
                return False
            if not told:
                return marks.card_heading(match["title"])
        elif block.mark in _CARDS:
            return True
        told = told or block.mark is not Mark.BLANK
    return False
