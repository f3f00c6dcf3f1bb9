"""The short ways: for passages without any mark, and for HTML whose tags need not be read.

Most of what is written needs no Markdown parser. The rule is narrow: every line begins
with a letter and goes on with letters, digits, spaces and signs that are no part of any
mark. Tests hold both ways to what the long ones give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashdeck.model import Passage
from flashdeck.render.pieces import Code, Formula, Piece, Plain, Shown
from flashdeck.render.text import clean, escaped, unmarked
from flashdeck.render.tokens import MARKS, cut

_LINE = r"""[^\W\d_Δ][^\W_Δ]*+(?:[ .,;:?/()'"’…–+-]++[^\W_Δ]++)*+[.,;:?)'"’…]*+"""
_IN_ATTRIBUTE = re.compile(rf'="[^"{MARKS}]*+[{MARKS}]')
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


def parts(html: str, pieces: Sequence[Piece]) -> list[str | Piece] | None:
    """HTML in which nothing is wrapped, with pieces in the places of their tokens.

    None where a piece changes the tags around it, where a token may stand in a tag,
    or where it matters what is code: then the tags must be read.
    """
    if _IN_ATTRIBUTE.search(html) is not None or ("\\" in html and "<code" in html):
        return None
    found: list[str | Piece] = []
    text, *tokens = cut(html)
    for number, behind in zip(tokens[::2], tokens[1::2], strict=True):
        piece = pieces[int(number)]
        match piece:
            case Formula(display=False) | Code() | Shown():
                found += text, piece
                text = behind
            case Plain(text=words):
                text += escaped(words) + behind
            case Formula() if "<br>" not in html:
                found += text, piece
                text = behind
            case _:
                return None
    return [*found, text]
