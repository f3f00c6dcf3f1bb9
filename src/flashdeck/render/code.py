"""Code as HTML: spans, and fences coloured by pygments with classes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import starmap

from flashdeck.render import text
from flashdeck.render.colours import coloured
from flashdeck.render.pieces import Code
from flashdeck.render.tokens import TOKEN


def span(piece: Code, *, cloze: bool) -> str:
    """A code span with its gaps."""
    source = text.unquoted(piece.code) if piece.quoted and not piece.gaps else piece.code
    if source.strip() and source[0] == source[-1] == " ":
        source = source[1:-1] if not piece.gaps else source
    source = source.replace("\n", " ")
    if not piece.gaps:
        return f"<code>{text.code(source, cloze=cloze)}</code>"
    parts = (
        chunk.mark if chunk.mark is not None else text.code(chunk.text, cloze=cloze)
        for chunk in text.chunks(source, piece.gaps)
    )
    return f"<code>{''.join(parts)}</code>"


def fence(content: str, language: str) -> str:
    """A fence whose tokens stay where they stand; one in no known language is plain."""
    marks = deque(() if content.isascii() else _marks(content))
    plain = (TOKEN.sub("", content) if marks else content).rstrip("\n")
    parts = coloured(plain, language)
    html = "".join(_between(parts, marks) if marks else starmap(_in_colour, parts))
    return f'<pre class="code"><code>{html}</code></pre>\n'


def _between(parts: Iterable[tuple[str, str]], marks: deque[tuple[int, str]]) -> Iterator[str]:
    """The parts of code as HTML with the marks in them, and those behind them."""
    at = 0
    for name, value in parts:
        for piece in _cut(value, at, marks):
            yield piece if TOKEN.fullmatch(piece) else _in_colour(name, piece)
        at += len(value)
    yield from (mark for _, mark in marks)


def _marks(content: str) -> Iterator[tuple[int, str]]:
    """Every token of the content, with its place in the content without tokens."""
    gone = 0
    for match in TOKEN.finditer(content):
        yield match.start() - gone, match[0]
        gone += len(match[0])


def _cut(value: str, at: int, marks: deque[tuple[int, str]]) -> Iterator[str]:
    """A value that begins at `at`, cut at the marks that fall into it, and those; takes them."""
    start = 0
    while marks and marks[0][0] < at + len(value):
        place, mark = marks.popleft()
        if place - at > start:
            yield value[start : place - at]
        yield mark
        start = place - at
    if value[start:]:
        yield value[start:]


@lru_cache(maxsize=4096)
def _in_colour(name: str, value: str) -> str:
    """Most parts of code are keywords and signs that come again and again."""
    html = text.escaped(value)
    return f'<span class="{name}">{html}</span>' if name else html
