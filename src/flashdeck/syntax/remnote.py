"""The dialect of RemNote's Markdown export: outlines with `>>`, `<<`, `<>`, `::` and `;;`.

`>>` asks for what follows, `<<` for what stands before it, `<>` and `::` for both; `;;` is a
property of what it is nested in. `>>>`, or nothing behind the mark: what is nested answers.
`:>`, `:<`, `;<` and `;<>` are `::` and `;;` in other directions; with a further sign, or `1.`,
what is nested answers, and with `A)` the first of it. `>-` and the like are turned off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flashdeck.masks import masked, regions
from flashdeck.model import Passage
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap
from flashdeck.syntax.outline import Item, answering, indent, items, unindented
from flashdeck.syntax.page import Page, Range
from flashdeck.syntax.rewriting import Edit, rewritten
from flashdeck.syntax.whole_file import reading_around

_NESTS = r"\d+\.|[A-Za-z]\)"
_MARK = re.compile(
    rf"(?:(?P<arrow>>(?<=[ \t]>)(?:>(?:>|{_NESTS})?|<)"
    rf"|<(?<=[ \t]<)(?:<(?:<|{_NESTS})?|>(?:<|{_NESTS})?)|=(?<=[ \t]=)=)"
    rf"|(?P<word>:(?:::|[:<>](?:[<>]|{_NESTS})?)|;(?:;;|<>|[;<>](?:[<>]|{_NESTS})?)))(?=[ \t]|$)"
)
_BOTH = re.compile(rf"<>(?:<|{_NESTS})?|><|::|;<>")
_BACK = re.compile(rf"(?:<<|:<|;<)(?:<|{_NESTS})?")
_NESTED = re.compile(rf">>>|<<<|<><|:::|;;;|:[:<>][<>]|;[;>][<>]|.{{2}}(?:{_NESTS})")
_CHOICE = ")"
"""How the mark ends where one of several answers, the first, is right."""
_GAP = re.compile(r"\{\{(?!c\d+::)(?P<inner>[^{}\n]+)\}\}(?:\{\(\{(?P<hint>[^{}\n]*)\}\)\})?")
_FOREIGN = re.compile(
    r"\^\^(?P<high>[^^\n]+)\^\^(?:\(\d\))?|(?<!!)\[(?P<ref>[^\[\]\n]+)\]\(\)"
    r"|(?:(?<![ \t])[ \t]+)?#\[\[Extra Card Detail\]\]"
    rf"|(?m:(?<![ \t])[ \t]+(?:>>>|<<<|<><|(?:>>|<<|<>)(?:{_NESTS})?)[ \t]*$)"
)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class RemNote(Marked):
    """Outlines in which most items are cards."""

    name: str = "remnote"

    def signs(self, page: Page) -> Iterator[Sign]:
        """None unless most items have marks: `>>` alone may be a way through a menu."""
        found = _entries(page)
        asked = [entry for entry in found if not entry.within]
        marked = [entry for entry in asked if entry.mark is not None or entry.gaps]
        own = [(entry, entry.mark) for entry in found if entry.mark and entry.mark.own]
        kinds = {mark.sign for _, mark in own}
        if 2 * len(marked) >= len(asked) and (len(own) >= _LEAST or len(kinds) > 1):
            for entry, mark in own:
                yield Sign(f"`{mark.sign}`", entry.item.first.start, own=True)

    def read(self, page: Page) -> Reading:
        drafts = [_draft(page, entry) for entry in _entries(page) if entry.asks]
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
        return self.sign not in ("::", ":::", "==")


class _Entry(NamedTuple):
    """An item with its mark, and what stands behind that in its own lines.

    `nests` says that what is nested in it is its answer, `within` that it is nested in such
    an answer; `above` are the names of what it is nested in.
    """

    item: Item
    end: int
    mark: _Mark | None
    told: Sequence[Range]
    gaps: bool
    nests: bool
    within: bool
    name: str
    above: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether it is a card; a mark that nothing follows only makes a name."""
        if self.mark is None:
            return self.gaps and not self.within
        return self.nests or bool(self.told)


def gaps(bare: str) -> Iterator[Gap]:
    """`{{so}}`, and a hint behind it in `{({so})}`."""
    for match in _GAP.finditer(bare):
        yield Gap(match.start(), match.end(), *match.span("inner"), None, match["hint"])


@lru_cache(maxsize=1)
def _entries(page: Page) -> tuple[_Entry, ...]:
    found: list[_Entry] = []
    stack: list[_Entry] = []
    for item in items(page):
        while stack and (stack[-1].item.indent >= item.indent or stack[-1].end < item.first.start):
            stack.pop()
        stack.append(_entry(page, item, stack))
        found.append(stack[-1])
    return tuple(found)


def _entry(page: Page, item: Item, stack: Sequence[_Entry]) -> _Entry:
    text, mark = page.source.text, _mark(item)
    told = _told(page, item, mark)
    told = told if any(text[start:end].strip() for start, end in told) else []
    return _Entry(
        item=item,
        end=item.end,
        mark=mark,
        told=told,
        gaps=any("{{" in line.bare and _GAP.search(line.bare) for line in item.lines),
        nests=mark is not None and not told and _nests(item, mark),
        within=bool(stack) and (stack[-1].nests or stack[-1].within),
        name=text[item.start : item.first.end if mark is None else mark.start].strip(),
        above=(*stack[-1].above, stack[-1].name) if stack else (),
    )


def _mark(item: Item) -> _Mark | None:
    """The mark of an item, unless it has several: then it is no card."""
    line = item.first
    begin = item.start - line.start
    found = [each for each in _MARK.finditer(line.bare, begin) if _before(line.bare, each) > begin]
    if len(found) != 1:
        return None
    sign = found[0]["arrow"] or found[0]["word"]
    return _Mark(sign, line.start + _before(line.bare, found[0]), line.start + found[0].end())


def _before(bare: str, mark: re.Match[str]) -> int:
    """Where the words before a mark end."""
    return len(bare[: mark.start()].rstrip(" \t"))


def _told(page: Page, item: Item, mark: _Mark | None) -> list[Range]:
    """What stands behind the mark, in the item's own lines."""
    if mark is None:
        return []
    first, others = item.first, item.lines[1:]
    size = len(page.source.text)
    rest = page.source.text[mark.end : first.end]
    start = first.end - len(rest.lstrip())
    return [
        (start, min(first.end + 1, size)),
        *(unindented(others, page.source.text) if others else ()),
    ]


def _nests(item: Item, mark: _Mark) -> bool:
    """Whether what is nested is the answer: not where properties are, unless the mark says so."""
    if _NESTED.fullmatch(mark.sign):
        return True
    return bool(item.nested) and not any(_MARK.search(line.bare) for line in item.nested)


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
        others = unindented(item.lines[1:], page.source.text)
        draft.prompt = [(item.start, min(item.first.end + 1, size)), *others]
        return draft
    left, right = [(item.start, mark.start)], list(entry.told)
    if entry.nests:
        draft.last = item.end
        right = answering(item.nested, page.source.text)
    if mark.sign.endswith(_CHOICE) and entry.nests:
        draft.prompt, draft.answer = _choices(left, item, page.source.text)
    elif _BACK.fullmatch(mark.sign):
        draft.prompt, draft.answer = right, left
    else:
        draft.prompt, draft.answer = left, right
    plain = not entry.nests or _NESTED.fullmatch(mark.sign) is not None
    draft.both_ways = plain and _BOTH.fullmatch(mark.sign) is not None
    return draft


def _choices(asked: Sequence[Range], item: Item, text: str) -> tuple[list[Range], list[Range]]:
    """A question with its choices, by their letters, and the first of them, which is right."""
    starts = [at for at, line in enumerate(item.nested) if indent(line) <= indent(item.nested[0])]
    ends = [*starts[1:], len(item.nested)]
    choices = [item.nested[start:end] for start, end in zip(starts, ends, strict=True)]
    choices.sort(key=lambda lines: text[lines[0].start : lines[0].end].casefold())
    line_end = (item.first.end, item.first.end + 1)
    listed = [each for lines in choices for each in unindented(lines[:1], text)]
    right = answering(item.nested[: ends[0]], text)
    return [*asked, line_end, line_end, *listed], right


def _rewritten(whole: Passage) -> Passage:
    """Highlights as Markdown's, references without a target as words, nested items unmarked."""
    bare = masked(whole.text, regions(whole.text))
    edits = [Edit(*match.span(), _markdown(match)) for match in _FOREIGN.finditer(bare)]
    return rewritten(whole, edits) if edits else whole


def _markdown(match: re.Match[str]) -> str:
    return f"=={match['high']}==" if match["high"] else match["ref"] or ""
