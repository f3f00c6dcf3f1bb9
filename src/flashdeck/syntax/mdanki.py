"""The dialect of mdanki: `## ` begins a card, a line `%` divides front from back.

A line that begins with `[#tag]()` tags the card; an editor's plug-in notes ids in
comments. A `# ` heading is a title; with text below it, that is a card as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashdeck.syntax import headed
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Line, Page, inside
from flashdeck.syntax.sections import TITLE

_SPLIT = re.compile(r"%[ \t]*")
_NAME = re.compile(r"<!--[ \t]*notecardId:[ \t]*(?P<id>\d+)[ \t]*-->")
_TAG = re.compile(r"\[#([^\[\]\n]*)\](?:\([^)\n]*\))?")
_TAG_LINE = re.compile(r"(?:\[#[^\[\]\n]+\]\(\)[ \t]*)+")
"""A line of tags, as nobody else writes them: links that lead nowhere."""


@dataclass(frozen=True, slots=True)
class Mdanki(Marked):
    """Pages with a lone `%`, or a line of tags, below a `## ` heading."""

    name: str = "mdanki"

    def signs(self, page: Page) -> Iterator[Sign]:
        yield from (Sign("`notecardId:`", at, own=True) for at, _ in _names(page))
        covered, below = inside(page), False
        for line in page.lines:
            if line.start in covered:
                continue
            if line.bare.startswith("## "):
                below = True
            elif below and _SPLIT.fullmatch(line.bare):
                yield Sign("`%`", line.start, own=True)
            elif below and _TAG_LINE.fullmatch(line.bare):
                yield Sign("`[#tag]()`", line.start, own=True)

    def read(self, page: Page) -> Reading:
        rules = headed.Rules(asked=_asked, split=_SPLIT, told=_told, deeper=True)
        return headed.read(page, rules, _opening(page), _names(page))


MDANKI = Mdanki()


def _names(page: Page) -> Iterator[tuple[int, str]]:
    """The ids that an editor's plug-in has noted below headings."""
    for comment in page.comments:
        if named := _NAME.fullmatch(page.source.text, comment.start, comment.end):
            yield comment.start, named["id"]


def _asked(level: int, title: str) -> tuple[int, int] | None:
    return (0, len(title)) if level == 2 else None


def _opening(page: Page) -> Draft | None:
    """What stands above the first card and is one too: its first line, or the title, asks."""
    above = _above(page)
    title = page.header.title
    if title is not None:
        end = page.source.text.find("\n", title)
        above.insert(0, Line(title, end, page.source.text[title:end]))
    if not above:
        return None
    first, *others = above
    split = next((each.start for each in others if _SPLIT.fullmatch(each.bare)), first.end)
    mark = TITLE.match(first.bare)
    prompt = [(first.start + (mark.start("title") if mark else 0), first.end + 1)]
    draft = Draft(form=Form.HEADING, first=first.start, last=above[-1].end, prompt=prompt)
    for line in others:
        if line.start != split and not _told(draft, line, page):
            (draft.prompt if line.start < split else draft.answer).append(
                (line.start, line.end + 1)
            )
    asked = any(page.source.text[start:end].strip() for start, end in draft.answer)
    return draft if asked else None


def _above(page: Page) -> list[Line]:
    """The lines above the first `## `, from the first one that is not blank."""
    covered, lines = inside(page), list[Line]()
    for line in page.lines:
        if line.bare.startswith("## ") and line.start not in covered:
            return lines
        if lines or not line.blank:
            lines.append(line)
    return []


def _told(draft: Draft, line: Line, page: Page) -> bool:
    """A line that begins with a tag tells only of tags."""
    text = page.source.text[line.start : line.end]
    if _TAG.match(text) is None:
        return False
    tags = ("_".join(match[1].split()) for match in _TAG.finditer(text))
    draft.tags.update(tag.replace("::", "-") for tag in tags if tag)
    return True
