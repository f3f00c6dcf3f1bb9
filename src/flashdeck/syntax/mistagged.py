"""A flashcard tag that is misspelt: without it, obsidian-spaced-repetition sees no card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.settings import Settings
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Page
from flashdeck.syntax.sr_blocks import blocks
from flashdeck.syntax.sr_decks import front_tagged
from flashdeck.syntax.sr_options import Options, options
from flashdeck.syntax.unseen import fields

_TAG = re.compile(r"#(?<![\w/&#(\[=\"'<]#)(?P<name>[^\W\d][\w-]*(?:/[\w-]+)*)")
_NEAR = 0.8
"""How alike a tag must be: two letters in exchange, or one too many, in one of five."""


def possible(text: str, settings: Settings) -> bool:
    """Whether a file may hold one, and cards below it; quick, and sometimes wrongly yes."""
    chosen = options(settings)
    marks = (chosen.split_mark, chosen.reversed_split, chosen.pair_mark, chosen.reversed_mark)
    held = any(mark and mark in text for mark in marks)
    if not held or not ("#" in text or text.startswith("---")):
        return False
    front = re.split(r"[\s,\[\]\"']+", text[: text.find("\n---", 3)]) if text[:3] == "---" else ()
    names = (*(match["name"] for match in _TAG.finditer(text)), *front)
    return any(_meant(name, chosen.tags) for name in names)


def mistagged(page: Page, notes: Sequence[Note]) -> Iterator[Diagnostic]:
    """A warning where lines would be cards if a tag were spelt rightly, and are in no note."""
    if not possible(page.source.text, page.settings):
        return
    chosen = options(page.settings)
    found = next(_tags(page, chosen), None)
    if found is None or front_tagged(page, chosen) or chosen.tag.search(page.bare):
        return
    start, name, meant = found
    drafts = [each for each in blocks(page, chosen).drafts if _is_lost(page, each, notes)]
    count = len(drafts) - len(list(fields(page, drafts)))
    if count > 0:
        lost = f"{count:,} cards are" if count > 1 else "a card is"
        hash_mark = "#" if page.source.text[start : start + 1] == "#" else ""
        yield Diagnostic(
            rule=rules.MISSPELT_MARK,
            message=f"{lost} not read: `{hash_mark}{name}` is no flashcard tag",
            span=page.span(start, start + len(hash_mark) + len(name)),
            help=f"did you mean `{hash_mark}{meant}`?",
        )


def _is_lost(page: Page, draft: Draft, notes: Sequence[Note]) -> bool:
    """Whether a card in the plug-in's own marks was not read as one; a line may be context."""
    first, last = page.span(draft.first, draft.last).lines
    match draft.form:
        case Form.PAIR:
            return all(note.span.lines != (first, last) for note in notes)
        case Form.SPLIT:
            met = ((note.span.lines[0] <= last, first <= note.span.lines[1]) for note in notes)
            return not any(map(all, met))
        case _:
            return False


def _tags(page: Page, chosen: Options) -> Iterator[tuple[int, str, str]]:
    """Misspelt tags: where each stands, its name, and what is meant."""
    text = page.source.text
    for name in page.header.listed:
        at = text.find(name, 0, page.header.end)
        if at >= 0 and (meant := _meant(name, chosen.tags)):
            yield at, name, meant
    for line in page.lines:
        for match in _TAG.finditer(line.bare):
            if meant := _meant(match["name"], chosen.tags):
                yield line.start + match.start(), match["name"], meant


@lru_cache(maxsize=4096)
def _meant(name: str, tags: tuple[str, ...]) -> str | None:
    """The tag that a misspelt one is near to, with the decks behind it; its first letter counts."""
    parts = name.split("/")
    for tag in tags:
        depth = tag.count("/") + 1
        told, rest = "/".join(parts[:depth]), parts[depth:]
        alike = told[:1].casefold() == tag[:1].casefold() or sorted(told) == sorted(tag)
        if told != tag and alike and get_close_matches(told.casefold(), [tag.casefold()], 1, _NEAR):
            return "/".join((tag, *rest))
    return None
