"""The inside of a block as HTML without the parser: words, and emphasis around whole words."""

from __future__ import annotations

import re

from flashdeck.render.text import escaped
from flashdeck.render.tokens import MARKS

_ANY = re.compile(r'[*_\n&<>"\\~\]]')
_OTHER = re.compile(r"\\|~~|\]\(|<(?! )|&#?\w+;|[ \t]\n|\n[ \t]")
"""Marks of anything but emphasis: escapes, links, HTML, entities, breaks."""


def _around_words(mark: str, words: str) -> re.Pattern[str]:
    """A mark that can only open before a word, words, and one that can only close behind one."""
    return re.compile(
        rf"""({mark}(?<![^ \n("';:,.?!—–-]{mark}){mark}?)(?=[^\W_]|{MARKS[0]})"""
        rf"""({words}*)(?<=[^\W_]|{MARKS[1]})\1(?![^ \n)"'&;:,.?!—–-])"""
    )


_STARS = _around_words(r"\*", "[^*]")
_LINES = _around_words("_", "[^_<]")
"""Not around what was marked before, as it may end in between."""
_STAR = re.compile(r"(?<! )\*|\*(?! )")
_LINE = re.compile(r"(?<!\w)_|_(?!\w)")
"""A mark that may be one of emphasis; not so a `*` in space, and a `_` within a word."""


def html(text: str) -> str | None:
    """What the parser makes of the text of a block, or None: then it must be asked."""
    if _ANY.search(text) is None:
        return text
    if _has_other(text):
        return None
    found = escaped(text)
    if "*" in found:
        found = _STARS.sub(_emphasis, found)
        if "*" in found and _STAR.search(found) is not None:
            return None
    if "_" in found:
        found = _LINES.sub(_emphasis, found)
        if "_" in found and _LINE.search(found) is not None:
            return None
    return found.replace("\n", "<br>\n")


def _has_other(text: str) -> bool:
    # To find one of its characters is faster than to look for the pattern everywhere.
    may = "\\" in text or "<" in text or "&" in text or "\n" in text or "~~" in text or "](" in text
    return may and _OTHER.search(text) is not None


def _emphasis(found: re.Match[str]) -> str:
    tag = "em" if len(found[1]) == 1 else "strong"
    return f"<{tag}>{found[2]}</{tag}>"
