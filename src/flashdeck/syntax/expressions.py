"""Regular expressions that a user wrote for JavaScript, searched for within a limit of time.

Those of a handbook's making take no longer than their text is long. Any other one may
take for ever, and may look behind by more than Python's own module can.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import regex

SECONDS = 1.0
"""What one expression may take for one file."""

Spans = Sequence[tuple[int, int]]
"""The place of a match and of its groups; (-1, -1) for one that took no part."""

_NAMED = re.compile(r"\(\?<(?=[A-Za-z_])")
_LINES = re.compile(
    r"\((?:\?:)?(?:\.[+*]\\n|\[\^\\n#?\](?:\[\\n\]|\\n)\?"
    r"|\\n\(\?:\^(?:\[\^\\n#\])?\.\{[\d,]+\}\$\|\^(?:\[\^\\n#\])?\.\{\d\}\(\?<!<!--\)\.\*\))\)[*+]"
)
"""The parts of the handbook's expressions that repeat lines: each can be read in one way only."""
_COSTLY = re.compile(r"\)(?:[*+]|\{\d*,)|\[\\s\\S\]|\[\\S\\s\]|\[\^\]|\\[1-9]|\(\?<[=!]")
_PARAGRAPHS = (r"((?:[^\n][\n]?)+", r"((?:[^\n]\n?)+", r"((?:.+\n)")
"""How expressions begin that match from the beginning of a paragraph, if at all."""
_TEXT = re.compile(r"[^\n]")


class _Match(Protocol):
    def span(self, group: int = 0, /) -> tuple[int, int]: ...


def readable(expression: str) -> bool:
    """Whether it is a regular expression at all."""
    return _plain(expression) is not None or _limited(expression) is not None


def searched(expression: str, behind: str, text: str, start: int) -> list[Spans] | None:
    """All matches of an expression and what may stand behind it; None where that takes too long.

    `start` is an offset. An expression that cannot be read finds nothing.
    """
    whole, plain = expression + behind, _plain(expression + behind)
    if plain is None or _costly(expression):
        return _within_limit(whole, text, start)
    found = (
        _by_paragraph(plain, text, start)
        if expression.startswith(_PARAGRAPHS)
        else plain.finditer(text, start)
    )
    return [_spans(match, plain.groups) for match in found]


def _costly(expression: str) -> bool:
    """Whether an expression repeats more than lines, or reaches beyond one."""
    return _COSTLY.search(_LINES.sub("", expression).replace("(?<!<!--)", "")) is not None


def _within_limit(expression: str, text: str, start: int) -> list[Spans] | None:
    pattern = _limited(expression)
    if pattern is None:
        return []
    try:
        found = pattern.finditer(text, start, timeout=SECONDS)
        return [_spans(match, pattern.groups) for match in found]
    except TimeoutError:
        return None


@cache
def _limited(expression: str) -> regex.Pattern[str] | None:
    """An expression as the module reads it that knows a limit of time."""
    import regex

    try:
        return regex.compile(_python(expression), regex.MULTILINE)
    except (regex.error, OverflowError, RecursionError):
        return None


def _spans(match: _Match, groups: int) -> Spans:
    return [match.span(index) for index in range(groups + 1)]


@cache
def _plain(expression: str) -> re.Pattern[str] | None:
    """An expression as Python's own module reads it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(_python(expression), re.MULTILINE)
    except (re.error, OverflowError, RecursionError):
        return None


def _python(expression: str) -> str:
    return _NAMED.sub("(?P<", expression).replace("[^]", r"[\s\S]")


def _by_paragraph(pattern: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    """Only where a paragraph begins, or a match ended.

    Anywhere else such a search would cost the square of a paragraph's length.
    """
    while (begin := _TEXT.search(text, start)) is not None:
        match = pattern.match(text, begin.start())
        if match is not None and match.end() > begin.start():
            yield match
            start = match.end()
        else:
            blank = text.find("\n\n", begin.start())
            start = len(text) if blank < 0 else blank
