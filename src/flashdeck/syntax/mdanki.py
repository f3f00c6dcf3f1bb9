"""The dialect of mdanki: `## ` begins a card, a line `%` divides front from back.

Lines of tags, `[#tag]()`, tag the card. A `# ` heading is a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashdeck.syntax import headed
from flashdeck.syntax.dialect import Reading, Sign, weight
from flashdeck.syntax.drafts import Draft
from flashdeck.syntax.page import Line, Page, inside

_SPLIT = re.compile(r"%[ \t]*")
_TAG = re.compile(r"\[#([^\]\s]+)\]\([^)\n]*\)")
_TAGS = re.compile(rf"[ \t]*(?:{_TAG.pattern}[ \t,]*)+")


@dataclass(frozen=True, slots=True)
class Mdanki:
    """Pages with a lone `%` below a `## ` heading."""

    name: str = "mdanki"

    def evidence(self, page: Page) -> int:
        return weight(self.signs(page))

    def signs(self, page: Page) -> Iterator[Sign]:
        covered, below = inside(page), False
        for line in page.lines:
            if line.start in covered:
                continue
            if line.bare.startswith("## "):
                below = True
            elif below and _SPLIT.fullmatch(line.bare):
                yield Sign("`%`", line.start, own=True)

    def read(self, page: Page) -> Reading:
        return headed.read(page, headed.Rules(asked=_asked, split=_SPLIT, told=_told, deeper=True))


MDANKI = Mdanki()


def _asked(level: int, title: str) -> tuple[int, int] | None:
    return (0, len(title)) if level == 2 else None


def _told(draft: Draft, line: Line, page: Page) -> bool:
    text = page.source.text[line.start : line.end]
    if not _TAGS.fullmatch(text):
        return False
    draft.tags.update(match[1].replace("::", "-") for match in _TAG.finditer(text))
    return True
