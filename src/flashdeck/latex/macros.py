"""Macros written out, so that an engine needs to know none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flashdeck.latex.problems import Problem
from flashdeck.latex.tokens import Token, argument, tokens

_MOST_EXPANSIONS = 1_000
_MOST_TOKENS = 20_000
_PARAMETER = re.compile(r"#([1-9])")


def arity(body: str) -> int:
    """How many arguments a macro takes: its highest parameter."""
    return max(map(int, _PARAMETER.findall(body)), default=0)


def expanded(formula: Iterable[Token], macros: Mapping[str, str]) -> list[Token] | Problem:
    """The tokens with every macro replaced by its body, and those in the body as well."""
    rest = list(formula)[::-1]
    done: list[Token] = []
    count = 0
    while rest:
        token = rest.pop()
        name = token.command
        if name is None or name not in macros:
            done.append(token)
            continue
        count += 1
        body = _body(token, macros[name], rest)
        if isinstance(body, Problem):
            return body
        if count > _MOST_EXPANSIONS or len(rest) + len(body) > _MOST_TOKENS:
            return Problem(token.start, token.end, f"`\\{name}` expands without end")
        rest += _grouped(body, done)[::-1]
    return done


def _body(call: Token, body: str, rest: list[Token]) -> list[Token] | Problem:
    """A macro's body at the place of its call, its arguments filled in."""
    given: list[list[Token]] = []
    for _ in range(arity(body)):
        taken = argument(rest)
        if taken is None:
            return Problem(call.start, call.end, f"`{call.text}` lacks an argument")
        given.append(taken)
    filled: list[Token] = []
    for token in tokens(body):
        if (match := _PARAMETER.fullmatch(token.text)) is not None:
            filled += given[int(match[1]) - 1]
        elif token.text[0] != "%":
            filled.append(Token(token.text, call.start, call.end))
    return filled


def _grouped(body: list[Token], before: list[Token]) -> list[Token]:
    """In braces behind `_` or `^`, where only one token would be raised."""
    last = next((token for token in reversed(before) if not token.blank), None)
    if last is None or last.text not in ("_", "^") or not body:
        return body
    start, end = body[0].start, body[0].end
    return [Token("{", start, end), *body, Token("}", start, end)]
