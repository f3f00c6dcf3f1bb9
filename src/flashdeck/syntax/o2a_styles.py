"""Obsidian_to_Anki's regular expressions: the ones its handbook offers, by name, and a user's own.

The groups of a match are the fields of its note type, in order. Tags and an id may
follow: the whole text is searched with both, with one of them, and with neither,
and what was matched once is not matched again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.masks import HIDDEN, Kind
from flashdeck.syntax.expressions import Spans, searched
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


@dataclass(frozen=True, slots=True)
class Match:
    """One match: its note type, and ranges of the file for the groups, tags and id."""

    kind: str
    whole: Range
    groups: tuple[Range, ...]
    tags: str = ""
    given_id: str | None = None


class Matched(NamedTuple):
    """What expressions find, in order, and the note types whose expressions take too long."""

    found: list[Match]
    slow: list[str]


def matches(page: Page, styles: Sequence[tuple[str, str]], taken: Sequence[Range]) -> Matched:
    """What expressions find outside of code, formulas and ranges that are taken."""
    hidden, covered = _hidden(page), bytearray(len(page.source.text))
    for each in [*((region.start, region.end) for region in page.regions), *taken]:
        _cover(covered, each)
    found: list[Match] = []
    slow: list[str] = []
    for kind, expression in styles:
        for tags, ident in ((True, True), (False, True), (True, False), (False, False)):
            behind = _TAGS * tags + _ID * ident
            spans = searched(expression, behind, hidden, page.header.end)
            if spans is None:
                slow.append(kind)
                break
            for match in spans:
                if covered.find(0, match[0][0] + 1, max(match[0][0] + 2, match[0][1] - 1)) >= 0:
                    found.append(_match(kind, hidden, match, tags=tags, ident=ident))
                    _cover(covered, match[0])
    return Matched(sorted(found, key=lambda match: match.whole), slow)


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


def _match(kind: str, text: str, spans: Spans, *, tags: bool, ident: bool) -> Match:
    groups = [(start, end) if start < end else (0, 0) for start, end in spans[1:]]
    given = text[slice(*groups.pop())] if ident else None
    told = text[slice(*groups.pop())].removeprefix("Tags: ") if tags else ""
    return Match(kind, spans[0], tuple(groups), told, given)
