"""Obsidian_to_Anki's regular expressions: the ones its handbook offers, by name, and a user's own.

The groups of a match are the fields of its note type, in order. Tags and an id may
follow: the whole text is searched with both, with one of them, and with neither,
and what was matched once is not matched again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.masks import HIDDEN, Kind
from flashdeck.syntax.page import Page, Range

_LINE = r"(?:^.{1,3}$|^.{4}(?<!<!--).*)"
"""A line that does not begin with an id."""
STYLES = {
    "remnote": r"^(.*[^\n:]):{2}([^\n:].*)",
    "header": r"^#+(.+)\n*((?:\n(?:^[^\n#].{0,2}$|^[^\n#].{3}(?<!<!--).*))+)",
    "question": rf"^Q: ((?:.+\n)*)\n*A: (.+(?:\n{_LINE})*)",
    "neuracache": rf"((?:[^\n][\n]?)+) #flashcard ?\n*((?:\n{_LINE})+)",
    "ruled": rf"((?:[^\n][\n]?)+\n)-{{3,}}((?:\n{_LINE})+)",
    "table": r"\|([^\n|]+)\|\n\|(?:[^\n|]+)\|\n\|([^\n|]+)\|\n?",
    "cloze": rf"((?:.+\n)*(?:.*{{.*)(?:\n{_LINE})*)",
}
"""The styles of the handbook."""

_TAGS = r"\n?(Tags: .*)"
_ID = r"\n?(?:<!--)?(?:ID: (\d+).*)"
_PARAGRAPHS = (r"((?:[^\n][\n]?)+", r"((?:[^\n]\n?)+", r"((?:.+\n)")
"""How expressions begin that match from the beginning of a paragraph, if at all."""
_NAMED = re.compile(r"\(\?<(?=[A-Za-z_])")
_BLANK = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True, slots=True)
class Match:
    """One match: its note type, and ranges of the file for the groups, tags and id."""

    kind: str
    whole: Range
    groups: tuple[Range, ...]
    tags: str = ""
    given_id: str | None = None


def matches(page: Page, styles: Sequence[tuple[str, str]], taken: Sequence[Range]) -> list[Match]:
    """What expressions find outside of code, formulas and ranges that are taken, in order."""
    hidden, covered = _hidden(page), bytearray(len(page.source.text))
    for each in [*((region.start, region.end) for region in page.regions), *taken]:
        _cover(covered, each)
    found: list[Match] = []
    for kind, expression in styles:
        for tags, ident in ((True, True), (False, True), (True, False), (False, False)):
            pattern = compiled(expression + _TAGS * tags + _ID * ident)
            if pattern is None:
                continue
            for match in _searched(pattern, expression, hidden, page.header.end):
                whole = match.span()
                if covered.find(0, whole[0] + 1, max(whole[0] + 2, whole[1] - 1)) >= 0:
                    found.append(_match(kind, match, tags=tags, ident=ident))
                    _cover(covered, whole)
    return sorted(found, key=lambda match: match.whole)


def compiled(expression: str) -> re.Pattern[str] | None:
    """An expression as JavaScript would read it; None where Python cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(_NAMED.sub("(?P<", expression), re.MULTILINE)
    except (re.error, OverflowError, RecursionError):
        return None


def _hidden(page: Page) -> str:
    """The text at its own length, without code and formulas, which become one line each."""
    parts, at, text = [], 0, page.source.text
    for region in page.regions:
        if region.kind is not Kind.COMMENT:
            parts += [text[at : region.start], HIDDEN * (region.end - region.start)]
            at = region.end
    return "".join([*parts, text[at:]])


def _cover(covered: bytearray, whole: Range) -> None:
    covered[whole[0] : whole[1]] = b"\1" * (whole[1] - whole[0])


def _searched(
    pattern: re.Pattern[str], expression: str, text: str, start: int
) -> Iterator[re.Match[str]]:
    """All matches; of an expression for paragraphs only where one begins, or a match ended.

    Anywhere else such a search would cost the square of a paragraph's length.
    """
    if not expression.startswith(_PARAGRAPHS):
        yield from pattern.finditer(text, start)
        return
    while start < len(text):
        match = pattern.match(text, start)
        if match is not None and match.end() > start:
            yield match
            start = match.end()
        else:
            blank = _BLANK.search(text, start)
            start = blank.end() if blank else len(text)
        start += len(text[start : start + 1]) - len(text[start : start + 1].lstrip("\n"))


def _match(kind: str, match: re.Match[str], *, tags: bool, ident: bool) -> Match:
    last = match.re.groups
    given = match[last] if ident else None
    last -= ident
    told = match[last].removeprefix("Tags: ") if tags else ""
    last -= tags
    spans = tuple(match.span(index) if match[index] else (0, 0) for index in range(1, last + 1))
    return Match(kind, match.span(), spans, told, given)
