"""Obsidian's own tags inside of notes, where Obsidian_to_Anki is told to make them Anki's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flashdeck.syntax.drafts import Draft
from flashdeck.syntax.page import Range

_TAG = re.compile(r"(?<![\w&#/])#(?P<tag>(?=[\w/-]*[^\W\d_])\w[\w/-]*)")


def lift_tags(bare: str, draft: Draft) -> None:
    """Take `#so` out of a note's fields and put it among its tags; `bare` is the page, masked."""
    draft.tags.update(
        match["tag"].rstrip("/-")
        for start, end in (*draft.prompt, *draft.answer)
        for match in _TAG.finditer(bare, start, end)
    )
    draft.prompt = list(_untagged(bare, draft.prompt))
    draft.answer = list(_untagged(bare, draft.answer))


def _untagged(bare: str, ranges: Iterable[Range]) -> Iterator[Range]:
    for start, end in ranges:
        for match in _TAG.finditer(bare, start, end):
            yield start, match.start()
            start = match.end()
        yield start, end
