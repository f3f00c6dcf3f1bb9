"""What stands between the cards of an org file, as Markdown: headlines and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flashdeck.model import passage
from flashdeck.source import Source
from flashdeck.syntax.org_markup import HEADLINE, SIZED, from_org
from flashdeck.syntax.sections import DEEPEST

RULE = "---"
"""The title of a headline that only ends the card above, so that prose can follow."""

_DRAWER = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*$")
_LEFT_OUT = re.compile(
    r"[ \t]*(?:#\+(?!begin_|end_)[\w-]+(?:\[.*?\])?:"
    r"|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[]|#(?:[ \t]|$))",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"[ \t]*#\+(?:begin|end)_", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*#[ \t]+(?P<told>(?!-\*-)\S(?:.*[^ \t\n])?)[ \t]*$")


class Found(NamedTuple):
    """A headline with its level in Markdown, or prose; `at` is where it began."""

    text: str
    at: int
    level: int | None = None


def found_between(source: Source, start: int, end: int, before: re.Pattern[str]) -> Iterator[Found]:
    """The headlines and prose of a range without cards; keywords, drawers and dates are none.

    `before` is what stands before titles.
    """
    text, at, first, drawer = source.text, start, start, False
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        headline, begins = HEADLINE.match(line), _DRAWER.match(line)
        says = _LEFT_OUT.match(line) is not None and SIZED.match(text, at) is None
        dropped = drawer or begins is not None or says
        if headline is not None or dropped:
            yield from _prose(source, first, at)
            first = min(stop + 1, end)
        if headline is not None and headline["title"] != RULE:
            level = min(DEEPEST, len(headline["stars"]) + 1)
            yield Found(before.sub("", headline["title"], count=1), at, level)
        if not drawer and (comment := _as_comment(line)) is not None:
            yield Found(comment, at)
        if begins is not None:
            drawer = begins["name"].upper() != "END"
        at = stop + 1
    yield from _prose(source, first, end)


def comments_within(text: str) -> Iterator[str]:
    """The comments in a card's text, outside of its blocks, as Markdown has them."""
    block = False
    for line in text.split("\n"):
        if _BLOCK.match(line):
            block = "begin" in line[: line.find("_")].lower()
        comment = None if block else _as_comment(line)
        if comment is not None:
            yield comment


def _as_comment(line: str) -> str | None:
    """A line of comment as Markdown has it, unless it would end too soon there."""
    found = _COMMENT.match(line)
    if found is None or "-->" in found["told"][:-3]:
        return None
    told = found["told"]
    return told if told.startswith("<!--") else f"<!-- {told} -->"


def _prose(source: Source, start: int, end: int) -> Iterator[Found]:
    whole = passage(source, [(start, end)])
    text = "" if whole is None else from_org(whole).text.strip("\n")
    if text.strip():
        yield Found(text, start)
