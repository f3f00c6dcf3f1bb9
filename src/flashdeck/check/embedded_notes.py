"""Text of other notes that Obsidian or Logseq would show in a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck import embeds, rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import masked, regions
from flashdeck.model import Passage, passages

_EMBED = re.compile(
    r"(?<!\\)!\[\[(?P<page>[^\[\]|#\n\\]*)(?P<part>#[^\[\]|\n\\]*)?(?:\\?\|[^\[\]\n]*)?\]\]"
)
_BLOCK = re.compile(
    r"\{\{embed[ \t]+[^{}\n]+\}\}|\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)"
)
"""How Logseq shows another block, or a page."""


def embedded_notes(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each `![[note]]` and `((block))`: only its name is on the card."""
    for note in subject.collection.notes:
        for passage in passages(note):
            yield from _found(passage)


def _found(passage: Passage) -> Iterator[Diagnostic]:
    if not any(mark in passage.text for mark in ("![[", "((", "{{embed")):
        return
    bare = masked(passage.text, regions(passage.text))
    for match in _EMBED.finditer(bare):
        if embeds.wiki_target(match["page"], match["part"] or "") is None:
            yield _shown(passage, match, "Obsidian", "or link to it: `[[…]]`")
    for match in _BLOCK.finditer(bare):
        yield _shown(passage, match, "Logseq", "or name it in words")


def _shown(passage: Passage, match: re.Match[str], program: str, instead: str) -> Diagnostic:
    return Diagnostic(
        rule=rules.EMBEDDED_NOTE,
        message=f"what this shows in {program} is not on the card, only its name",
        span=passage.place(*match.span()),
        help=f"copy what is meant into the card, {instead}",
    )
