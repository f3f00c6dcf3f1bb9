"""What the second version of flashcards-obsidian added: cards in fences and callouts.

A fence named `flashcard` holds `front:`, `back:`, `type:` and `content:`, each over as many
lines as it takes. Where a page shows that version's marks, a heading with `#card` asks for
all that stands below it, and a card in a list item for what is nested below that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.masks import Kind, Region
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap, GapReader
from flashdeck.syntax.page import Page, Range

FENCE = "```flashcard"
CALLOUT = re.compile(r"[ \t]*>[ \t]*\[!card\][+-]?[ \t]*(?::[ \t]*)?", re.IGNORECASE)
QUOTED = re.compile(r"[ \t]*>[ \t]?")
_FENCE = re.compile(r"```+[ \t]*flashcard[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"(?m)^[ \t]*(?P<key>front|back|type|content):[ \t]*", re.IGNORECASE)
_ID = re.compile(r"\^q-[a-z0-9]{4}[ \t]*$", re.MULTILINE)
_MAP = re.compile(r"(?m)^flashcards:[ \t]*$")


def second(page: Page) -> bool:
    """Whether a page shows marks of the second version."""
    text = page.source.text
    if "^q-" in text and _ID.search(text):
        return True
    return FENCE in text or _MAP.search(text, 0, page.header.end) is not None


def fences(page: Page) -> list[Region]:
    """The fences that are cards, in order."""
    if FENCE not in page.source.text:
        return []
    text = page.source.text
    found = (region for region in page.regions if region.kind is Kind.FENCE)
    return [region for region in found if _FENCE.match(text, region.start)]


def fenced(page: Page, region: Region, gaps: GapReader) -> Draft | None:
    """The card of a fence; None where it says nothing."""
    text = page.source.text
    told = dict(_told(text, region))
    kind = text[slice(*told.pop("type", (0, 0)))].strip().lower()
    if not told:
        return None
    alone = kind == "reminder" or "content" in told
    form = Form.FACT if alone else Form.C if kind == "cloze" else Form.SPLIT
    asked = told.get("content" if alone else "front")
    answer = None if alone else told.get("back")
    return Draft(
        form=form,
        first=region.start,
        last=region.end,
        prompt=[] if asked is None else [asked],
        answer=[] if answer is None else [answer],
        both_ways=kind == "reversed",
        gaps=_none if alone else gaps if form is Form.C else None,
    )


def _none(_bare: str) -> Iterator[Gap]:
    yield from ()


def _told(text: str, region: Region) -> Iterator[tuple[str, Range]]:
    """The keys of a fence, each with the range of its value."""
    start, end = region.inner_start, region.inner_end
    found = list(_KEY.finditer(text, start, end))
    for index, match in enumerate(found):
        behind = found[index + 1].start() if index + 1 < len(found) else end
        yield match["key"].lower(), (match.end(), behind)
