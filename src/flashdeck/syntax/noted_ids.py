"""Ids that Obsidian_to_Anki has noted below cards: they name them, and end them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.page import Page, Range

_ID = re.compile(r"[ \t]*<!--[ \t]*ID:[ \t]*(\d+)[ \t]*-->[ \t]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class NotedId(NamedTuple):
    """An id in a comment on a line of its own."""

    at: int
    name: str

    def below(self, page: Page, end: int) -> bool:
        """Whether nothing but white space and comments stands between an offset and the id."""
        return end <= self.at and not _COMMENT.sub("", page.source.text[end : self.at]).strip()


def noted_ids(page: Page) -> Iterator[NotedId]:
    """All of them, in order of place."""
    text = page.source.text
    for comment in page.comments:
        start = text.rfind("\n", 0, comment.start) + 1
        end = text.find("\n", comment.end)
        match = _ID.match(text[start : len(text) if end < 0 else end])
        if match is not None:
            yield NotedId(start, match[1])


def unread_ids(page: Page, read: Iterable[Range]) -> Iterator[Diagnostic]:
    """A warning of ids that stand in or below none of the parts of a page that were read."""
    lost, parts = list[NotedId](), sorted(read)
    for noted in noted_ids(page) if "ID:" in page.source.text else ():
        at = bisect_right(parts, noted.at, key=itemgetter(0)) - 1
        known = at >= 0 and (noted.at < parts[at][1] or noted.below(page, parts[at][1]))
        if not known and not page.source.text[: noted.at].rstrip().endswith("DELETE"):
            lost.append(noted)
    if lost:
        more = f", and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        end = page.source.text.find("-->", lost[0].at)
        yield Diagnostic(
            rule=rules.UNREAD_CARDS,
            message=f"Obsidian_to_Anki has a note here{more}, in marks that are not known",
            span=page.span(lost[0].at, end + 3),
            help="keep the vault's folder `.obsidian`: the plug-in's expressions are set there",
        )
