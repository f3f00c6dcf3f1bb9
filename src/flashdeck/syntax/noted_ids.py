"""Ids that Obsidian_to_Anki has noted below cards: they name them, and end them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flashdeck.syntax.page import Page

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
