"""Marks that are almost those of obsidian-spaced-repetition, on a page that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Line, Page, Range, around, inside
from flashdeck.syntax.sr_options import HIGHLIGHTS, Options

_QUESTIONS = re.compile(r"[ \t]*(?P<mark>\?{3,5})[ \t]*")
_HALF = re.compile(
    r"(?<![=!<>\w])(?P<mark>==(?=[^\s=])[^=\n]{0,79}[^\s=!<>]=|=(?=[^\s=])[^=\n]{0,79}[^\s=!<>]==)"
    r"(?![=\w])"
)
_OPEN = re.compile(r"(?:[^=\n]*[\s(])?(?P<mark>==(?=\w))[^=\n]*")
_SEMICOLONS = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?[^\W\d_][^;:\n]*(?P<mark>(?<![({]);;(?![)}]))[^;:\n]*[^\W\d_][^;:\n]*"
)
_COLON = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?[^\W\d_][^:\n.!?]{0,59}[ \t]+(?P<mark>:)[ \t]+[^\W\d_][^:\n.!?]{0,79}"
)
_ALMOST = "this is almost `{}`, and {}"


def near(page: Page, chosen: Options, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """`???`, `==half=`, and among `::` lines `;;` and ` : `, in lines that are in no card."""
    ranges = sorted((draft.first, max(draft.last, draft.first + 1)) for draft in drafts)
    facts = {draft.first for draft in drafts if draft.form is Form.FACT}
    code, paired = inside(page), len(drafts) if _only_pairs(chosen, drafts) else 0
    free = [line for line in page.lines if line.start not in code]
    among = False
    for at, line in enumerate(free):
        card = _card(line, ranges)
        if card is not None:
            among = paired > 1
            if card in facts and HIGHLIGHTS in chosen.patterns:
                yield from _found(page, line, _HALF.search(line.bare), "==gap==")
            continue
        among = among and not line.blank
        pair = _pair(line, among=among or (paired > 1 and _above_card(free, at, ranges)))
        if pair is not None and paired:
            yield from _found(page, line, pair, "::")
        elif chosen.split_mark == "?" and _stands_between(free, at):
            yield from _found(page, line, _QUESTIONS.fullmatch(line.bare), "?")
        if HIGHLIGHTS in chosen.patterns and "==" in line.bare:
            half = _HALF.search(line.bare) or _OPEN.fullmatch(line.bare)
            yield from _found(page, line, half, "==gap==")


def _only_pairs(chosen: Options, drafts: Sequence[Draft]) -> bool:
    return chosen.pair_mark == "::" and all(draft.form is Form.PAIR for draft in drafts)


def _pair(line: Line, *, among: bool) -> re.Match[str] | None:
    return _SEMICOLONS.fullmatch(line.bare) or (_COLON.fullmatch(line.bare) if among else None)


def _card(line: Line, ranges: Sequence[Range]) -> int | None:
    """Where the card begins that a line is in."""
    card = around(ranges, line.start)
    return None if card is None else card[0]


def _above_card(lines: Sequence[Line], at: int, ranges: Sequence[Range]) -> bool:
    return at + 1 < len(lines) and _card(lines[at + 1], ranges) is not None


def _stands_between(lines: Sequence[Line], at: int) -> bool:
    """Whether text stands directly above and below a line."""
    return 0 < at < len(lines) - 1 and not (lines[at - 1].blank or lines[at + 1].blank)


def _found(page: Page, line: Line, match: re.Match[str] | None, meant: str) -> Iterator[Diagnostic]:
    if match is None:
        return
    remedy = {
        "::": "write two colons between the question and the answer",
        "?": "write one, or two to be asked both ways, on a line between question and answer",
    }.get(meant, "write two `=` before and two behind what is asked for")
    yield Diagnostic(
        rule=rules.MISSPELT_MARK,
        message=_ALMOST.format(meant, "hides nothing" if "=" in meant else "makes no card"),
        span=page.span(line.start + match.start("mark"), line.start + match.end("mark")),
        help=remedy,
    )
