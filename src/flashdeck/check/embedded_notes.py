"""Blocks and pages that Logseq would show in a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import masked, regions
from flashdeck.model import Passage, passages

_BLOCK = re.compile(
    r"\{\{embed[ \t]+[^{}\n]+\}\}|(?<!\]\()\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)"
)
"""How Logseq shows another block, or a page."""


def embedded_notes(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each `((block))` and `{{embed}}`: only its name is on the card."""
    for note in subject.collection.notes:
        for passage in passages(note):
            yield from _found(passage)


def _found(passage: Passage) -> Iterator[Diagnostic]:
    if "((" not in passage.text and "{{embed" not in passage.text:
        return
    for match in _BLOCK.finditer(masked(passage.text, regions(passage.text))):
        yield Diagnostic(
            rule=rules.EMBEDDED_NOTE,
            message="what this shows in Logseq is not on the card, only its name",
            span=passage.place(*match.span()),
            help="copy what is meant into the card, or name it in words",
        )
