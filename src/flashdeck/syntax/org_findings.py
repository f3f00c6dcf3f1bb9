"""What is said of an org file's headlines besides what their cards lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.org_outline import Headline
from flashdeck.syntax.page import Page

_DRILL = "drill"
_NAMED = 12
"""How many lines are named where one finding stands for many."""


def misspelt(page: Page, headline: Headline) -> Iterator[Diagnostic]:
    """A tag that is almost `:drill:`, at a headline that something stands below."""
    text = page.source.text
    told = headline.children or any(text[slice(*each)].strip() for each in headline.body)
    for tag in sorted(headline.tags) if told else ():
        alike = tag[:1].lower() == "d" and get_close_matches(tag.lower(), [_DRILL], 1, 0.8)
        if alike:
            at = text.rfind(f":{tag}:", headline.start, headline.end)
            yield Diagnostic(
                rule=rules.MISSPELT_MARK,
                message=f"`:{tag}:` is almost `:drill:`, and makes no card",
                span=page.span(at, at + len(tag) + 2),
                help="did you mean `:drill:`?",
            )


def unclosed(page: Page, headline: Headline) -> Iterator[Diagnostic]:
    """A drawer of properties without an end."""
    if headline.unclosed is not None:
        start, end = headline.unclosed
        text = page.source.text[start:end]
        yield Diagnostic(
            rule=rules.UNCLOSED_DRAWER,
            message="this drawer has no end",
            span=page.span(end - len(text.lstrip()), start + len(text.rstrip())),
            help="write `:END:` on a line of its own below its last property",
        )


def in_org(found: Diagnostic) -> Diagnostic:
    """A finding whose remedy is what a gap looks like, in Org's own marks."""
    if found.rule is not rules.NO_GAP or "==" not in (found.help or ""):
        return found
    return replace(found, help="mark what is asked for: `[so]`, or with a hint `[so||hint]`")


def grouped(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, where one that headlines are questions stands for all of them."""
    guessed = [each for each in found if each.rule is rules.GUESSED_PROMPT]
    for each in found:
        if each.rule is not rules.GUESSED_PROMPT or len(guessed) == 1:
            yield each
        elif each is guessed[0]:
            lines = [str(guess.span.lines[0]) for guess in guessed]
            shown = ", ".join(lines[:_NAMED]) + (", …" if len(lines) > _NAMED else "")
            message = f"{len(lines)} headlines were taken for questions: lines {shown}"
            yield replace(each, message=message)
