"""Passages without any mark: most of what is written needs no Markdown parser.

The rule is narrow: every line begins with a letter and goes on with letters, digits,
spaces and signs that are no part of any mark. A test holds it to what the parser says.
"""

from __future__ import annotations

import re

from flashdeck.model import Passage
from flashdeck.render.text import clean, escaped, unmarked

_LINE = r"""[^\W\d_Δ][^\W_Δ]*(?:[ .,;:?/()'"’…–+-]+[^\W_Δ]+)*[.,;:?)'"’…]*"""
_LINES = re.compile(rf"{_LINE}(?:\n{_LINE})*+")


def html(passage: Passage, *, cloze: bool, inline: bool) -> str | None:
    """A passage as HTML, a paragraph without its tags; None if Markdown must read it."""
    text = passage.text
    if _LINES.fullmatch(text) is None or ("\n" in text and (passage.flat or inline)):
        return None
    words = escaped(clean(text))
    if inline:
        return unmarked(words, cloze=cloze)
    # In its tags, as a colon at the end of all is a mark, and one before a tag is not.
    return unmarked(f"<p>{words}</p>".replace("\n", "<br>\n"), cloze=cloze)[3:-4]
