"""A formula as tokens that remember where in it they came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?:begin|end)[ \t]*\{[^{}\\]*\}"  # an environment's mark is one token
    r"|\\[A-Za-z]+|\\.|%[^\n]*|\#[1-9]|\s+|.",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\[A-Za-z]+\Z")


class Token(NamedTuple):
    """Some text, and the range of the formula it stands for."""

    text: str
    start: int
    end: int

    @property
    def command(self) -> str | None:
        """The name of a control word, without its backslash."""
        return self.text[1:] if _COMMAND.match(self.text) else None

    @property
    def blank(self) -> bool:
        return self.text.isspace()


def tokens(tex: str) -> Iterator[Token]:
    """All of a formula, token by token."""
    for match in _TOKEN.finditer(tex):
        yield Token(match[0], match.start(), match.end())


class Written(NamedTuple):
    """A rewritten formula; `pieces` is empty when the formula was left as it was."""

    text: str
    pieces: tuple[Token, ...] = ()
    starts: tuple[int, ...] = ()

    def origin(self, at: int) -> tuple[int, int]:
        """The half-open range of the formula that a character of the rewritten text came from."""
        if not self.pieces:
            return at, at + 1
        index = max(0, bisect_right(self.starts, at) - 1)
        piece, within = self.pieces[index], at - self.starts[index]
        if piece.end - piece.start != len(piece.text):
            return piece.start, piece.end
        return piece.start + within, piece.start + within + 1


def written(pieces: Iterable[Token]) -> Written:
    """The tokens as one text: a control word is kept apart from a letter behind it."""
    kept: list[Token] = []
    for piece in pieces:
        if kept and piece.text[:1].isalpha() and kept[-1].command is not None:
            kept.append(Token(" ", piece.start, piece.start))
        kept.append(piece)
    starts = accumulate((len(piece.text) for piece in kept), initial=0)
    return Written("".join(piece.text for piece in kept), tuple(kept), tuple(starts)[:-1])


def argument(given: list[Token]) -> list[Token] | None:
    """Takes the next argument off a reversed list of tokens; None when there is none.

    A group loses its outer braces.
    """
    while given and given[-1].blank:
        given.pop()
    if not given or given[-1].text == "}":
        return None
    first = given.pop()
    if first.text != "{":
        return [first]
    taken: list[Token] = []
    depth = 1
    while given:
        token = given.pop()
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return taken
        taken.append(token)
    return None
