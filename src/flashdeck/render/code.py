"""Code as HTML: spans, and fences coloured by pygments with classes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from flashdeck.render import text
from flashdeck.render.pieces import Code
from flashdeck.render.tokens import TOKEN

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_LONGEST = 50_000
"""Characters of code that are still coloured."""

_COLOURS = {
    "Token.Keyword": "k",
    "Token.Operator.Word": "k",
    "Token.Name.Tag": "k",
    "Token.Literal.String": "s",
    "Token.Generic.Inserted": "s",
    "Token.Comment": "c",
    "Token.Generic.Deleted": "d",
    "Token.Literal.Number": "m",
    "Token.Keyword.Constant": "m",
    "Token.Name.Builtin": "n",
    "Token.Name.Class": "n",
    "Token.Name.Decorator": "n",
    "Token.Name.Function": "n",
    "Token.Name.Attribute": "n",
}
"""Classes by pygments' kinds of token, as words: it is imported when there is code to colour."""


def span(piece: Code, *, cloze: bool) -> str:
    """A code span with its gaps."""
    source = text.unquoted(piece.code) if piece.quoted and not piece.gaps else piece.code
    if source.strip() and source[0] == source[-1] == " ":
        source = source[1:-1] if not piece.gaps else source
    parts = (
        chunk.mark if chunk.mark is not None else text.code(chunk.text, cloze=cloze)
        for chunk in text.chunks(source.replace("\n", " "), piece.gaps)
    )
    return f"<code>{''.join(parts)}</code>"


def fence(content: str, language: str) -> str:
    """A fence whose tokens stay where they stand; one in no known language is plain."""
    plain = TOKEN.sub("", content).rstrip("\n")
    marks = deque(_marks(content))
    parts: list[str] = []
    at = 0
    for name, value in _coloured(plain, language):
        for piece in _cut(value, at, marks):
            is_token = TOKEN.fullmatch(piece) is not None
            parts.append(piece if is_token else _in_colour(text.escaped(piece), name))
        at += len(value)
    parts += [mark for _, mark in marks]
    return f'<pre class="code"><code>{"".join(parts)}</code></pre>\n'


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


def _in_colour(html: str, name: str) -> str:
    return f'<span class="{name}">{html}</span>' if name else html


def _coloured(code: str, language: str) -> Iterator[tuple[str, str]]:
    """The code in parts, each with the class of its colour, or none."""
    lexer = _lexer(language) if len(code) <= _LONGEST else None
    if lexer is None:
        yield "", code
        return
    named = ((_colour(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(code))
    for name, parts in groupby(named, key=itemgetter(0)):
        yield name, "".join(value for _, value in parts)


@cache
def _colour(kind: _TokenType) -> str:
    """The class of the nearest kind that has one."""
    colour = _COLOURS.get(str(kind))
    if colour is not None:
        return colour
    return "" if kind.parent is None else _colour(kind.parent)


@cache
def _lexer(language: str) -> Lexer | None:
    """The lexer of a language: looking it up costs as much as using it."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language) if language else None
    except ClassNotFound:
        return None
