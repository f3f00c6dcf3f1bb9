"""The short ways: for passages without any mark, and for HTML whose tags need not be read.

Most of what is written needs no Markdown parser. The rule is narrow: every line begins
with a letter and goes on with letters, digits, spaces and signs that are no part of any
mark. Tests hold both ways to what the long ones give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flashdeck.model import Passage
from flashdeck.render.pieces import Code, Formula, Piece, Plain, Shown
from flashdeck.render.text import clean, escaped, unmarked
from flashdeck.render.tokens import MARKS, cut

_LINE = r"""[^\W\d_Δ][^\W_Δ]*+(?:[ .,;:?/()'"’…–+-]++[^\W_Δ]++)*+[.,;:?)'"’…]*+"""
_IN_ATTRIBUTE = re.compile(rf'="[^"{MARKS}]*+[{MARKS}]')
_LINES = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_BETWEEN = frozenset({Formula, Code, Shown, Plain})
"""What stands between other words as one of them does."""


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


class Parts(NamedTuple):
    """HTML, and the pieces between each two parts of it."""

    texts: list[str]
    pieces: list[Piece]

    def joined(self, shown: Iterable[str]) -> str:
        """The whole, where each piece is shown so."""
        whole = [""] * (len(self.texts) + len(self.pieces))
        whole[::2], whole[1::2] = self.texts, shown
        return "".join(whole)


def parts(html: str, pieces: Sequence[Piece], *, cloze: bool) -> Parts | None:
    """HTML in which nothing is wrapped and nothing a mark, cut where pieces have their tokens.

    None where a piece changes the tags around it, where a token may stand in a tag,
    or where it matters what is code: then the tags must be read.
    """
    if _IN_ATTRIBUTE.search(html) is not None or ("\\" in html and "<code" in html):
        return None
    texts = cut(html)
    found = [pieces[int(number)] for number in texts[1::2]]
    kinds = set(map(type, found))
    if not kinds <= _BETWEEN or ("<br>" in html and any(map(_is_display, found))):
        return None
    del texts[1::2]
    if Plain in kinds:
        texts, found = _merged(texts, found)
    if cloze or "[" in html or "\\" in html or Plain in kinds:
        texts = [unmarked(each, cloze=cloze) for each in texts]
    return Parts(texts, found)


def _merged(texts: list[str], pieces: list[Piece]) -> Parts:
    """The same, where what is plain is in the texts."""
    merged, others = texts[:1], list[Piece]()
    for piece, behind in zip(pieces, texts[1:], strict=True):
        if isinstance(piece, Plain):
            merged[-1] += escaped(piece.text) + behind
        else:
            others.append(piece)
            merged.append(behind)
    return Parts(merged, others)


def _is_display(piece: Piece) -> bool:
    return isinstance(piece, Formula) and piece.display
