"""Words on lines of a width.

Lines break at blanks, and beside the characters of scripts that have none. A
formula goes to the next line whole, unless it is long. What no line can hold
is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from flashdeck.render.terminal.blocks import BREAK, Span

Line = list[Segment]

_FIRM = 3
"""A firm span of up to this part of the width stays on one line."""
_NARROW = 12

_PART = re.compile(
    r" +"
    r"|[\u1100-\u11ff\u2e80-\u3000\u3003-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]"
    r"[\u3001\u3002\u3009\u300b\u300d\u300f\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u0300-\u036f]*"
    r"|[^ \u1100-\u11ff\u2e80-\u3000\u3003-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]+"
)
_CLUSTER = re.compile(
    r".(?:[\u0300-\u036f\u0483-\u0489\u200d\ufe00-\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff]"
    r"|(?<=\u200d).)*",
    re.DOTALL,
)


_NO_BLANK = Segment("")


class _Piece(NamedTuple):
    """Text that stays together; `blank` is what stands before it, unless a line begins there.

    A `glued` one belongs to the piece before.
    """

    text: str
    style: Style
    width: int
    blank: Segment
    glued: bool


def width(text: str) -> int:
    """How wide a text is in a terminal."""
    return len(text) if text.isascii() else cell_len(text)


def line_width(line: Line) -> int:
    return sum(width(segment.text) for segment in line if segment.control is None)


def trimmed(line: Line) -> Line:
    """A line without blanks at its end."""
    while line and not line[-1].text.strip(" "):
        line = line[:-1]
    if line and line[-1].text.endswith(" "):
        line = [*line[:-1], Segment(line[-1].text.rstrip(" "), line[-1].style)]
    return line


def natural(words: Iterable[Span]) -> int:
    """How wide words are where nothing breaks them but a BREAK."""
    widest = used = 0
    for span in words:
        used = 0 if span.text == BREAK else used + width(span.text)
        widest = max(widest, used)
    return widest


def wrapped(words: Iterable[Span], room: int) -> Iterator[Line]:
    """The lines, none of which is wider than the room or ends in blanks."""
    paragraph: list[Span] = []
    for span in words:
        if span.text == BREAK:
            yield from _filled(paragraph, room)
            paragraph = []
        else:
            paragraph.append(span)
    yield from _filled(paragraph, room)


def _filled(words: list[Span], room: int) -> Iterator[Line]:
    line: Line = []
    used = 0
    for word in _together(_pieces(words, room)):
        size = sum(piece.width for piece in word)
        blank = len(word[0].blank.text) if line else 0
        if used + blank + size > room and line:
            yield line
            line, used, blank = [], 0, 0
        if blank:
            _add(line, *word[0].blank[:2])
        if size <= room:
            for piece in word:
                _add(line, piece.text, piece.style)
            used += blank + size
            continue
        *whole, line = _cut(word, room)
        yield from whole
        used = line_width(line)
    yield line


def _add(line: Line, text: str, style: Style | None) -> None:
    if line and line[-1].style is style:
        text = line.pop().text + text
    line.append(Segment(text, style))


def _together(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces that no line may part."""
    word: list[_Piece] = []
    for piece in pieces:
        if word and not piece.glued:
            yield word
            word = []
        word.append(piece)
    if word:
        yield word


def _pieces(words: Iterable[Span], room: int) -> Iterator[_Piece]:
    blank, glued = _NO_BLANK, False
    for span in words:
        size = width(span.text)
        if span.firm and size <= max(_NARROW, room // _FIRM):
            yield _Piece(span.text.replace("\u00a0", " "), span.style, size, blank, glued)
            blank, glued = _NO_BLANK, True
            continue
        for text in _PART.findall(span.text):
            if text[0] == " ":
                blank, glued = Segment(blank.text + text, blank.style or span.style), False
                continue
            broad = text[0] >= "\u1100" and _is_broad(text)
            if "\u00a0" in text:
                text = text.replace("\u00a0", " ")
            yield _Piece(text, span.style, width(text), blank, glued and not broad)
            blank, glued = _NO_BLANK, not broad


def _is_broad(text: str) -> bool:
    """Whether a line may break on both sides of it, blank or not; of what lies beyond U+1100."""
    return text[0] <= "\u11ff" or "\u2e80" <= text[0] <= "\uff60"


def _cut(word: Iterable[_Piece], room: int) -> Iterator[Line]:
    """A word that is wider than a line, on several."""
    line: Line = []
    used = 0
    for text, style, *_ in word:
        for cluster in _CLUSTER.findall(text):
            size = cell_len(cluster)
            if used + size > room and line:
                yield line
                line, used = [], 0
            _add(line, cluster, style)
            used += size
    yield line
