"""The dialect of RemNote's Markdown export: outlines with `>>`, `<<`, `<>`, `::` and `;;`.

`>>` asks for what follows, `<<` for what stands before it, `<>` and `::` for both; `;;` is a
property of what it is nested in. `>>>`, or nothing behind the mark: what is nested answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.masks import masked, regions
from flashdeck.model import Passage
from flashdeck.syntax.dialect import Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap
from flashdeck.syntax.outline import Item, items, unindented
from flashdeck.syntax.page import Page, Range
from flashdeck.syntax.rewriting import Edit, rewritten
from flashdeck.syntax.whole_file import reading_around

HINT = re.compile(r"[ \t](?:>>|<<|<>)|;;")

_MARK = re.compile(
    r"(?:[ \t]+(?P<arrow>>>>|>>\d+\.|>>[A-Za-z]\)|>>|<<|<>)|[ \t]*(?P<word>::>?|;;>?))(?=[ \t]|$)"
)
_GAP = re.compile(r"\{\{(?!c\d+::)(?P<inner>[^{}\n]+)\}\}(?:\{\(\{(?P<hint>[^{}\n]*)\}\)\})?")
_FOREIGN = re.compile(
    r"\^\^(?P<high>[^^\n]+)\^\^(?:\(\d\))?|(?<!!)\[(?P<ref>[^\[\]\n]+)\]\(\)"
    r"|(?m:[ \t]+(?:>>>|>>\d+\.|>>[A-Za-z]\)|>>)[ \t]*$)"
)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class RemNote:
    """Outlines in which most items are cards."""

    name: str = "remnote"

    def evidence(self, page: Page) -> int:
        return weight(self.signs(page)) if HINT.search(page.source.text) else 0

    def signs(self, page: Page) -> Iterator[Sign]:
        """None unless most items have marks: `>>` alone may be a way through a menu."""
        found = list(_entries(page))
        asked = [entry for entry in found if entry.within is None]
        marked = [entry for entry in asked if entry.mark is not None or entry.gaps]
        own = [(entry, entry.mark) for entry in found if entry.mark and entry.mark.own]
        kinds = {mark.sign for _, mark in own}
        if 2 * len(marked) >= len(asked) and (len(own) >= _LEAST or len(kinds) > 1):
            for entry, mark in own:
                yield Sign(f"`{mark.sign}`", entry.item.first.start, own=True)

    def read(self, page: Page) -> Reading:
        drafts = [
            _draft(page, entry)
            for entry in _entries(page)
            if entry.mark is not None or (entry.gaps and entry.within is None)
        ]
        return reading_around(page, drafts)


REMNOTE = RemNote()


class _Mark(NamedTuple):
    """A mark in the first line of an item: which, and from where to where in the file."""

    sign: str
    start: int
    end: int

    @property
    def own(self) -> bool:
        """Whether hardly anybody else writes it."""
        return not self.sign.startswith("::")


class _Entry(NamedTuple):
    """An item, its mark, whether it has gaps, what it is nested in, and whose answer it is."""

    item: Item
    mark: _Mark | None
    gaps: bool
    above: tuple[str, ...]
    within: Item | None


def gaps(bare: str) -> Iterator[Gap]:
    """`{{so}}`, and a hint behind it in `{({so})}`."""
    for match in _GAP.finditer(bare):
        yield Gap(match.start(), match.end(), *match.span("inner"), None, match["hint"])


def _entries(page: Page) -> Iterator[_Entry]:
    stack: list[_Entry] = []
    for item in items(page):
        while stack and (
            stack[-1].item.indent >= item.indent or stack[-1].item.end < item.first.start
        ):
            stack.pop()
        mark = _mark(item)
        cloze = _GAP.search("\n".join(line.bare for line in item.lines)) is not None
        above = tuple(_name(page, each) for each in stack)
        within = next((each.item for each in stack if _nests(page, each)), None)
        stack.append(_Entry(item, mark, cloze, above, within))
        yield stack[-1]


def _mark(item: Item) -> _Mark | None:
    """The mark of an item, unless it has several: then it is no card."""
    line = item.first
    begin = item.start - line.start
    found = [each for each in _MARK.finditer(line.bare, begin) if line.bare[begin : each.start()]]
    if len(found) != 1:
        return None
    sign = found[0]["arrow"] or found[0]["word"]
    return _Mark(sign, line.start + found[0].start(), line.start + found[0].end())


def _name(page: Page, entry: _Entry) -> str:
    """What an item is called where others are nested in it."""
    end = entry.item.first.end if entry.mark is None else entry.mark.start
    return page.source.text[entry.item.start : end].strip()


def _told(page: Page, entry: _Entry) -> list[Range]:
    """What stands behind the mark, in the item's own lines."""
    if entry.mark is None:
        return []
    first, *others = entry.item.lines
    size = len(page.source.text)
    rest = page.source.text[entry.mark.end : first.end]
    start = first.end - len(rest.lstrip())
    return [(start, min(first.end + 1, size)), *unindented(others, size)]


def _nests(page: Page, entry: _Entry) -> bool:
    """Whether what is nested in an item is its answer."""
    if entry.mark is None:
        return False
    return not any(page.source.text[start:end].strip() for start, end in _told(page, entry))


def _draft(page: Page, entry: _Entry) -> Draft:
    item, mark = entry.item, entry.mark
    draft = Draft(
        form=Form.SPLIT,
        first=item.first.start,
        last=max(line.end for line in item.lines if not line.blank),
        section=(*item.section, *entry.above),
        rewrite=_rewritten,
    )
    if mark is None:
        draft.form, draft.gaps = Form.C, gaps
        size = len(page.source.text)
        others = unindented(item.lines[1:], size)
        draft.prompt = [(item.start, min(item.first.end + 1, size)), *others]
        return draft
    left, right = [(item.start, mark.start)], _told(page, entry)
    if _nests(page, entry):
        draft.last = item.end
        right = unindented(item.nested, len(page.source.text))
    draft.prompt, draft.answer = (right, left) if mark.sign == "<<" else (left, right)
    draft.both_ways = mark.sign in ("<>", "::")
    return draft


def _rewritten(whole: Passage) -> Passage:
    """Highlights as Markdown's, references without a target as words, nested items unmarked."""
    bare = masked(whole.text, regions(whole.text))
    edits = [Edit(*match.span(), _markdown(match)) for match in _FOREIGN.finditer(bare)]
    return rewritten(whole, edits) if edits else whole


def _markdown(match: re.Match[str]) -> str:
    return f"=={match['high']}==" if match["high"] else match["ref"] or ""
