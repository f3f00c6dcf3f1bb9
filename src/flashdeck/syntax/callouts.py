"""Callout cards: `> [!question]- Prompt`, and the quoted answer below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.elements import CALLOUT, QUOTE, Element
from flashdeck.syntax.page import Line, Page, Range

_TELLING = ("@", "^", "Source:", "demo:")
"""One of these is in every line that says something about a card."""


class Read(NamedTuple):
    """A callout as a card; no draft when its title cannot be told from its type."""

    draft: Draft | None
    diagnostics: tuple[Diagnostic, ...]


def callout(page: Page, element: Element, section: tuple[str, ...]) -> Read:
    """The card of a callout."""
    first = element.first
    opening = CALLOUT.match(first.bare)
    if opening is None or not opening["close"]:
        at = first.bare.find("[!")
        unclosed = Diagnostic(
            rule=rules.UNCLOSED_CALLOUT,
            message="the callout's type is not closed",
            span=page.span(first.start + at, first.end),
            help="write `> [!question] The prompt`; until then the card is left out",
        )
        return Read(None, (unclosed,))
    draft = Draft(form=Form.CALLOUT, first=first.start, last=element.lines[-1].end, section=section)
    draft.prompt.append((first.start + opening.end(), first.end))
    if (answer := _plain_answer(page, element.lines[1:])) is not None:
        draft.answer = answer
        return Read(draft, ())
    lazy: list[Diagnostic] = []
    for line in element.lines[1:]:
        quote = QUOTE.match(page.source.text, line.start, line.end)
        if quote is None and not lazy:
            lazy.append(_lazy(page, line))
        start = quote.end() if quote else line.start
        if not told_of(draft, line.bare[start - line.start :], page.source.text[start : line.end]):
            draft.answer.append((start, min(line.end + 1, len(page.source.text))))
    return Read(draft, tuple(lazy))


def _plain_answer(page: Page, lines: Sequence[Line]) -> list[Range] | None:
    """What is quoted in lines that all begin with `>` and say nothing about the card."""
    text = page.source.text
    if not lines or lines[-1].end >= len(text) or not _are_quoted(text, lines):
        return None
    bare = "\n".join([bare for _, _, bare in lines])
    if any(mark in bare for mark in _TELLING):
        return None
    return [(start + (2 if text[start + 1] in " \t" else 1), end + 1) for start, end, _ in lines]


def _are_quoted(text: str, lines: Sequence[Line]) -> bool:
    """Whether some lines that follow one another, without any left out, all begin with `>`."""
    start, end, behind = lines[0].start, lines[-1].end, len(lines) - 1
    ends = text.count("\n", start, end), text.count("\n>", start, end)
    return ends == (behind, behind) and text[start] == ">"


def _lazy(page: Page, line: Line) -> Diagnostic:
    return Diagnostic(
        rule=rules.LAZY_CALLOUT,
        message="this line lacks the `>` of the callout above it",
        span=page.line_span(line),
        help="write `> ` before it, or leave a blank line above it; it was taken for the answer",
    )


def told_of(draft: Draft, bare: str, text: str) -> bool:
    """Whether a line says something about the card; then the draft knows it now."""
    if marks.TAG_LINE.match(bare):
        draft.tags.update(marks.TAG.findall(bare))
    elif found := marks.SOURCE.match(bare):
        draft.source_note = text[found.end() :].strip() or None
    elif found := marks.DEMO.match(bare):
        draft.demo = text[found.end() :].strip()
    elif found := marks.LONE_ANCHOR.match(bare):
        draft.given_id = found[1]
    else:
        return False
    return True
