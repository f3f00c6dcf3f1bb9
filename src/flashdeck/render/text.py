"""Text as it may stand in a field of Anki's: HTML in which nothing is a mark by accident."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashdeck.render.pieces import Gap, Highlight, Range

_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
_ASCII_CONTROL = bytes(range(32)).translate(None, b"\t\n") + b"\x7f"
"""Bytes are looked through faster than characters."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ANKI_TAG = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)")
_MATH_MARK = re.compile(r"\\(?=[()\[\]])")
_GAP_MARK = re.compile(r"\{(?=\{|$)|(?<=\{)\{|^\{|\}(?=\}|$)|(?<=\})\}|^\}|:(?=:|$)|(?<=:):|^:")
_WORD_JOINER = "\u2060"
_QUOTE = re.compile(r"\n[ \t]*(?:>[ \t]?)+")


def clean(text: str) -> str:
    """Text as Anki keeps it: composed (NFC), without control characters."""
    if text.isascii():
        sound = len(text.encode().translate(None, _ASCII_CONTROL)) == len(text)
        return text if sound else _CONTROL.sub("", text)
    if text.replace("\n", "").isprintable():
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", _CONTROL.sub("", text)))


def escaped(text: str) -> str:
    """Text as HTML, fit for an attribute in double quotes too."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def unmarked(html: str, *, cloze: bool) -> str:
    """HTML whose text Anki and MathJax take for text.

    In the fields of a cloze note nothing is the mark of a gap, not even together
    with what stands before or behind it.
    """
    if "[" in html:
        html = _ANKI_TAG.sub("&#91;", html)
    if "\\" in html:
        html = _MATH_MARK.sub(rf"\\{_WORD_JOINER}", html)
    if cloze and ("{" in html or "}" in html or ":" in html):
        html = _GAP_MARK.sub(_as_reference, html)
    return html


def code(text: str, *, cloze: bool) -> str:
    """Code as HTML, every character of it as it stands."""
    return unmarked(escaped(text).replace("\\", "&#92;"), cloze=cloze)


def opening(wrap: Gap | Highlight) -> str:
    """What begins a gap or a highlight."""
    match wrap:
        case Gap():
            return f"{{{{c{wrap.group}::"
        case Highlight():
            return "<mark>"


def closing(wrap: Gap | Highlight) -> str:
    """What ends a gap, with its hint, or a highlight."""
    match wrap:
        case Gap(hint=None):
            return "}}"
        case Gap(hint=hint):
            return f"::{unmarked(escaped(hint or ''), cloze=True)}}}}}"
        case Highlight():
            return "</mark>"


class Chunk(NamedTuple):
    """Text between two marks of gaps, within so many gaps; or such a mark itself."""

    text: str = ""
    depth: int = 0
    mark: str | None = None


def chunks(text: str, gaps: Sequence[Range]) -> Iterator[Chunk]:
    """A text cut at the ends of its gaps, which stand in order and do not cross."""
    at, around, waiting = 0, list[Range](), list(reversed(gaps))
    for edge in sorted({edge for gap in gaps for edge in (gap.start, gap.end)}):
        if edge > at:
            yield Chunk(text[at:edge], len(around))
        at = edge
        while around and around[-1].end == edge:
            yield Chunk(mark=closing(around.pop().wrap))
        while waiting and waiting[-1].start == edge:
            around.append(waiting.pop())
            yield Chunk(mark=opening(around[-1].wrap))
    if at < len(text):
        yield Chunk(text[at:])


def unquoted(text: str) -> str:
    """Lines without the marks of the quote they stand in."""
    return _QUOTE.sub("\n", text)


def _as_reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
