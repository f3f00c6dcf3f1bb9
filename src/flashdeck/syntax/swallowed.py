"""Lines `front :: back` directly below an answer, which are read as more of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby
from operator import attrgetter

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.elements import PAIR
from flashdeck.syntax.page import Line, Page, inside

_APART = "close the card above it with `---` between blank lines, or a tag line, to make it one"
_BLANK = "leave a blank line above it to make it a card"
_WHOLE = frozenset({Form.PAIR, Form.FACT, Form.CALLOUT})
"""None of these goes on below its lines, but for a callout, which is told of as such."""
_TYPED = re.compile(
    r".*(?:[-=]>|[→⇒])|.*[;{]$|[\[(]*(?:Int|Integer|Bool|Char|String|Text|Double|Float|Nat|Type|\*)\b"
)
"""What stands behind `::` in a program, which may be written without backticks."""
_start = attrgetter("start")
_WORDS, _LONGEST = 8, 80
"""A line in front of its `::`, and as a whole, that may be a card where no other is such."""


def swallowed(
    page: Page, drafts: Sequence[Draft], told: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """One warning for all such lines of a page, but for those that something was told of."""
    below = page.lines[0].start if page.lines else 0  # a header may name a deck `A::B`
    if page.source.text.find("::", below) < 0 or not PAIR.search(page.bare):
        return
    known = {found.span.start for found in told if found.rule is rules.LOOKS_LIKE_PROMPT}
    found = _swallowed(page, drafts)
    lost = [(draft, line) for draft, line in found if line.start not in known]
    if lost:
        draft, first = lost[0]
        more = len(lost) - 1
        yield Diagnostic(
            rule=rules.LOOKS_LIKE_PROMPT,
            message="this looks like a card, but stands in an answer"
            + (f", and so do{'es' * (more == 1)} {more:,} more of its kind" if more else ""),
            span=page.line_span(first),
            help=_BLANK if draft.form is Form.C else _APART,
        )


def _swallowed(page: Page, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Line]]:
    """The lines of cards that could be cards, each with the card that it is read as a part of."""
    items = {_is_item(page, each) for each in drafts if each.form is Form.PAIR}
    covered = inside(page)

    def may_be(line: Line) -> bool:
        return line.start not in covered and _may_be(line.bare, items)

    for draft in drafts:
        runs = [(likely, list(run)) for likely, run in groupby(_further(page, draft), may_be)]
        below = [*(run[0] for _, run in runs[1:]), None]
        for (likely, run), end in zip(runs, below, strict=False):
            if likely and (items or end is None or end.blank):
                yield from ((draft, line) for line in run)


def _further(page: Page, draft: Draft) -> Iterable[Line]:
    """The lines of an answer from the first that is no `front :: back`."""
    parts = draft.answer or (draft.prompt if draft.form is Form.C else [])
    text = page.source.text
    if draft.form in _WHOLE or not parts or "::" not in text[parts[0][0] : draft.last]:
        return ()
    start = parts[0][0]
    first = bisect_right(page.lines, start, key=_start) - 1
    lines = page.lines[max(0, first) : bisect_right(page.lines, draft.last, key=_start)]
    return dropwhile(
        lambda line: not text[start : line.end].strip() or PAIR.search(line.bare), lines
    )


def _is_item(page: Page, draft: Draft) -> bool:
    return marks.LIST_ITEM.match(page.source.text, draft.first) is not None


def _may_be(bare: str, items: set[bool]) -> bool:
    """Whether a line reads as a card; `items` says if those of the page stand in lists."""
    sign = PAIR.search(bare)
    if sign is None or bare.count("::") > 1 or bare[:1] in " \t>|#":
        return False
    front, back = bare[: sign.start()], bare[sign.end() :].rstrip()
    if (marks.LIST_ITEM.match(bare) is not None) not in (items or {False}) or _TYPED.match(back):
        return False
    if items:
        return True
    named = max(len(front), len(back)) > 2  # `x :: xs` is a list
    brief = len(front.split()) <= _WORDS and len(bare) <= _LONGEST
    return named and brief and back[-1:] not in ".,;:"
