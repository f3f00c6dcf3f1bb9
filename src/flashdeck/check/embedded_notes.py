"""Text of other notes that Obsidian would show in a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck import embeds, rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import masked, regions
from flashdeck.model import Passage, passages

_EMBED = re.compile(r"(?<!\\)!\[\[(?P<page>[^\[\]|#\n]*)(?:#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?\]\]")


def embedded_notes(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each `![[note]]`: only its name is on the card."""
    for note in subject.collection.notes:
        for passage in passages(note):
            yield from _found(passage)


def _found(passage: Passage) -> Iterator[Diagnostic]:
    if "![[" not in passage.text:
        return
    for match in _EMBED.finditer(masked(passage.text, regions(passage.text))):
        if not embeds.is_media(match["page"].strip()):
            yield Diagnostic(
                rule=rules.EMBEDDED_NOTE,
                message="what this shows in Obsidian is not on the card, only its name",
                span=passage.place(*match.span()),
                help="copy what is meant into the card, or link to it: `[[…]]`",
            )
