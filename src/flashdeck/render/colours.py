"""The colours of code, as pygments tells the kinds of its tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from flashdeck.render.lexing import Lexing

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_LONGEST = 50_000
"""Characters of code that are still coloured."""
_FEW = 5_000
"""Characters that a lexer has coloured before its rules have been looked through."""

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


@dataclass(slots=True)
class Language:
    """A lexer, how much it was given, and the short way if it has one."""

    lexer: Lexer
    quick: Lexing | None
    given: int = 0


def coloured(code: str, name: str) -> Iterable[tuple[str, str]]:
    """Code in parts, each behind the class of its colour, or nothing."""
    found = language(name) if len(code) <= _LONGEST else None
    if found is None:
        return [("", code)]
    found.given += len(code)
    parts = found.quick.coloured(code) if found.quick and found.given > _FEW else None
    return by_lexer(found.lexer, code) if parts is None else parts


def by_lexer(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    """What the lexer itself makes of it."""
    named = ((colour(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(code))
    for name, parts in groupby(named, key=itemgetter(0)):
        if text := "".join(value for _, value in parts):
            yield name, text


@cache
def colour(kind: _TokenType) -> str:
    """The class of the nearest kind that has one."""
    found = _COLOURS.get(str(kind))
    if found is not None:
        return found
    return "" if kind.parent is None else colour(kind.parent)


@cache
def language(name: str) -> Language | None:
    """What colours a language: to look it up costs as much as to use it."""
    from pygments.lexer import RegexLexer
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(name) if name else None
    except ClassNotFound:
        return None
    match lexer:
        case None:
            return None
        case RegexLexer() if (
            type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
        ):
            return Language(lexer, Lexing(lexer, colour))
        case _:
            return Language(lexer, None)
