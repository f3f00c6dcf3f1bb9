"""Marks that are almost those of a card: what was meant makes none, and is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.page import Line, Page, Range, around, inside
from flashdeck.syntax.sr_decks import front_tagged
from flashdeck.syntax.sr_options import options

_LIKE = re.compile(
    r"[ \t]*(?P<item>(?:[-*+]|\d{1,3}[.)])[ \t]+)?"
    r"(?:(?P<letter>[QqAaRr])(?P<space>[ \N{NO-BREAK SPACE}])?(?P<colon>[:;：])(?:\s|(?<=：)|$)"
    r"|(?P<bold>\*\*(?P<inner>[QA])(?::\*\*|\*\*:)))"
)
_POSSIBLE = re.compile(r"[Qq](?:\*\*)?[ \N{NO-BREAK SPACE}]?[:;：]")
_WRONG = re.compile(
    r"\n[ \t]*(?:(?:(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\*\*)?[QqAaRr]|\*\*[QA])(?:\*\*)?"
    r"[ \N{NO-BREAK SPACE}]?[:;：]"
    r"|[qarR][ \N{NO-BREAK SPACE}]?[:;：]|[QA](?:[ \N{NO-BREAK SPACE}][:;：]|[;：]))"
)
"""One that is not right, or stands in a list."""
_GAPS = (
    (re.compile(r"\{\{c\d+:(?!:)"), "write two colons: `{{c1::so}}`"),
    (re.compile(r"\{\{c::"), "it needs a number: `{{c1::so}}`"),
    (re.compile(r"\{\{(?:C\d+|cl)::"), "write a small `c` and a digit: `{{c1::so}}`"),
    (re.compile(r"(?<![{$\\])\{c\d+::[^{}\n]*\}(?!\})"), "write two braces: `{{c1::so}}`"),
)
_WIDE = re.compile(r"\S[ \t]*(?P<mark>[:：]*：[:：]+|:+：)[ \t]*\S")
_LONE = re.compile(
    r"[ \t\u200b-\u200f\u2060\ufeff]*(?P<mark>[?？]{1,2})[ \t\u200b-\u200f\u2060\ufeff]*"
)
_UNUSUAL = re.compile(r"[：？\u200b-\u200f\u2060\ufeff]")
_ASKS = ("?", "？", "؟")
_NEAR = 8
"""Lines below a question in which its answer is looked for."""


def possible(text: str) -> bool:
    """Whether a text may hold one; quick, and sometimes wrongly yes."""
    return _WRONG.search(f"\n{text}") is not None and _POSSIBLE.search(text) is not None


def letters(page: Page) -> Iterator[Diagnostic]:
    """`q:`, `Q;`, `Q :`, `**Q:**`, a `Q:` in a list, `R:`: where a pair of any such kind stands."""
    if not possible(page.source.text):
        return
    covered = inside(page)
    found = [
        (number, line, match)
        for number, line in enumerate(page.lines)
        if line.start not in covered and (match := _LIKE.match(line.bare))
    ]
    for index, (number, line, match) in enumerate(found):
        if _letter(match) == "Q" and not _is_right(match):
            behind = found[index + 1 : index + 2]
            if any(_letter(each) == "A" and at - number <= _NEAR for at, _, each in behind):
                yield _letter_found(page, line, match)
        elif _letter(match) == "A" and not _is_right(match) and index:
            at, _, before = found[index - 1]
            if _letter(before) == "Q" and _is_right(before) and number - at <= _NEAR:
                yield _letter_found(page, line, match)


def _letter(match: re.Match[str]) -> str:
    """Q or A; an answer is an R in French, Spanish and Portuguese."""
    return str(match["letter"] or match["inner"]).upper().replace("R", "A")


def _is_right(match: re.Match[str]) -> bool:
    plain = match["item"] is None and match["bold"] is None and match["space"] is None
    return plain and match["colon"] == ":" and match["letter"] in ("Q", "A")


def _letter_found(page: Page, line: Line, match: re.Match[str]) -> Diagnostic:
    letter = _letter(match)
    return Diagnostic(
        rule=rules.MISSPELT_MARK,
        message=f"this is almost `{letter}:`, and makes no card",
        span=page.span(line.start + _first(match), line.start + len(match[0].rstrip())),
        help=f"write `{letter}:` at the beginning of a line, with a capital letter and a colon",
    )


def _first(match: re.Match[str]) -> int:
    return len(match[0]) - len(match[0].lstrip())


def gaps(page: Page) -> Iterator[Diagnostic]:
    """`{{c1:so}}` and the like."""
    if "{c" not in page.source.text.lower():
        return
    for line in page.lines:
        if "{" in line.bare:
            for pattern, remedy in _GAPS:
                for match in pattern.finditer(line.bare):
                    yield Diagnostic(
                        rule=rules.MISSPELT_MARK,
                        message=f"`{match[0]}` begins no gap",
                        span=page.span(line.start + match.start(), line.start + match.end()),
                        help=remedy,
                    )


def wide(page: Page) -> Iterator[Diagnostic]:
    """`：：`, `？` and invisible characters beside a mark, in a file with a flashcard tag."""
    chosen, text = options(page.settings), page.source.text
    if text.isascii() or not (
        _UNUSUAL.search(text) and (front_tagged(page, chosen) or chosen.tag.search(page.bare))
    ):
        return
    covered = inside(page)
    for line in page.lines:
        if line.start in covered or chosen.pair(line.bare) or chosen.splits(line.bare):
            continue
        lone = _LONE.fullmatch(line.bare)
        match = lone or _WIDE.search(line.bare)
        if match is not None and _UNUSUAL.search(match[0]):
            clear = match["mark"].replace("：", ":").replace("？", "?")
            yield Diagnostic(
                rule=rules.MISSPELT_MARK,
                message=f"this is almost `{clear}`, and makes no card",
                span=page.span(line.start + match.start("mark"), line.start + match.end("mark")),
                help=f"write `{clear}`, in characters of a keyboard for English"
                if clear != match["mark"]
                else "take away the invisible character beside it",
            )


def glued(page: Page, ranges: Sequence[Range]) -> Iterator[Diagnostic]:
    """`?` with the answer in its line, below a question that is in none of the parts read."""
    chosen = options(page.settings)
    begins = re.compile(rf"[ \t]*(?P<mark>{re.escape(chosen.split_mark or '?')})[ \t]*[^\s?]")
    if f"\n{chosen.split_mark or '?'}" not in page.source.text:
        return
    above, covered = "", inside(page)
    for line in page.lines:
        match = begins.match(line.bare) if above.rstrip().endswith(_ASKS) else None
        if match and line.start not in covered and around(ranges, line.start) is None:
            yield Diagnostic(
                rule=rules.MISSPELT_MARK,
                message=f"this is almost `{match['mark']}`, and makes no card",
                span=page.span(line.start + match.start("mark"), line.start + match.end("mark")),
                help="write it in a line of its own, between the question and its answer",
            )
        above = line.bare
