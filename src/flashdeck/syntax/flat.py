"""Flattened pages: Markdown that lost its marks when it was copied as text.

What the marks said is guessed from the words, by few rules in a fixed order;
each guess is an information, so that a reader can see and correct it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.syntax import marks, whole_file
from flashdeck.syntax.dialect import Reading, Sign
from flashdeck.syntax.drafts import Draft, Form, reading
from flashdeck.syntax.flat_blocks import Block, Cue, Role, blocks, roles, spaced
from flashdeck.syntax.page import Line, Page, Range, whole

_SIGNS = (
    ("`@tag~`", marks.TAG_LINE),
    ("`@verb`", marks.VERB_LINE),
    ("`Source:`", marks.SOURCE),
)


@dataclass(frozen=True, slots=True)
class Flat:
    """Pages without explicit marks that show at least a verb, tags, a source or TARGET DECK."""

    name: str = "flat"

    def evidence(self, page: Page) -> int:
        """At most one, so that any explicit mark outweighs it."""
        return int(any(True for _ in self.signs(page)))

    def signs(self, page: Page) -> Iterator[Sign]:
        if page.header.meant:
            yield Sign("a deck's name", 0)
        for line in page.lines:
            for what, pattern in _SIGNS:
                if pattern.match(line.bare):
                    yield Sign(what, line.start)

    def read(self, page: Page) -> Reading:
        found = blocks(page)
        reader = _Reader(page=page, flat=not spaced(page))
        for block, role in zip(found, roles(found, spaced=spaced(page)), strict=True):
            _take(reader, block, role)
        _close(reader)
        _leave(reader)
        notes, told = reading(page, reader.drafts)
        whole_page = whole_file.findings(page, bool(reader.drafts), ())
        return Reading(notes, (*reader.diagnostics, *told, *whole_page))


FLAT = Flat()


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the open card, and the blocks since the last closer."""

    page: Page
    flat: bool
    drafts: list[Draft] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    section: tuple[str, ...] = ()
    open: Draft | None = None
    told: list[Block] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)


def _take(reader: _Reader, block: Block, role: Role) -> None:
    match role.cue:
        case Cue.HEADING:
            _close(reader)
            _leave(reader)
            reader.section = (reader.page.source.text[block.start : block.end].strip(),)
            _guess(reader, rules.GUESSED_HEADING, block, f"taken for a heading: {role.why}")
        case Cue.PROMPT:
            _start(reader, block, role)
        case Cue.TAGS:
            _tags(reader, block)
        case Cue.RULE:
            _close(reader)
            _leave(reader)
        case Cue.SOURCE | Cue.DEMO if reader.open is not None:
            _said(reader.open, reader.page, block)
        case _:
            (reader.loose if reader.open is None else reader.told).append(block)


def _start(reader: _Reader, block: Block, role: Role) -> None:
    context, loose = reader.loose, reader.loose
    if reader.open is not None:
        cut, why = _cut(reader.told, block)
        context, reader.told = reader.told[cut:], reader.told[:cut]
        if context:
            _guess(reader, rules.GUESSED_CONTEXT, context[0], f"{why}: taken for context")
        _close(reader)
    elif loose:
        _guess(reader, rules.GUESSED_CONTEXT, loose[0], "text above a prompt: taken for context")
    if role.why:
        _guess(reader, rules.GUESSED_PROMPT, block, f"taken for a prompt: {role.why}")
    reader.open = Draft(
        form=Form.VERB,
        first=(context[0] if context else block).start,
        last=block.end,
        section=reader.section,
        prompt=_ranges(reader, [block]),
        context=_ranges(reader, context),
        flat=reader.flat,
    )
    reader.told, reader.loose = [], []


def _close(reader: _Reader) -> None:
    draft = reader.open
    if draft is None:
        return
    told = reader.told
    if _parts_of_prompt(told):
        _guess(reader, rules.GUESSED_PARTS, told[0], "taken for parts of the prompt")
        draft.prompt = _joined(reader.page, draft.prompt, told[0])
        told = told[1:]
    draft.answer = _ranges(reader, told)
    draft.last = max([draft.last, *(block.end for block in reader.told)])
    reader.drafts.append(draft)
    reader.open, reader.told = None, []


def _tags(reader: _Reader, block: Block) -> None:
    tags = marks.TAG.findall(block.bare)
    facts = [each for each in reader.loose if each.kind is not Cue.SOURCE]
    if reader.open is not None:
        reader.open.tags.update(tags)
        reader.open.last = block.end
        draft = reader.open
        _close(reader)
        draft.last = max(draft.last, block.end)
    elif facts:
        fact = Draft(
            form=Form.FACT,
            first=facts[0].start,
            last=block.end,
            section=reader.section,
            prompt=_ranges(reader, facts),
            tags=set(tags),
            flat=reader.flat,
        )
        for each in reader.loose:
            if each.kind in (Cue.SOURCE, Cue.DEMO):
                _said(fact, reader.page, each)
        reader.drafts.append(fact)
        reader.loose = []
    else:
        span = reader.page.span(block.start, block.end)
        message = "this tag line closes no card"
        reader.diagnostics.append(Diagnostic(rule=rules.STRAY_TAGS, message=message, span=span))


def _said(draft: Draft, page: Page, block: Block) -> None:
    text = page.source.text[block.start : block.end].strip()
    if found := marks.SOURCE.match(text):
        draft.source_note = text[found.end() :].strip() or None
    elif found := marks.DEMO.match(text):
        draft.demo = text[found.end() :].strip()
    draft.last = max(draft.last, block.end)


def _leave(reader: _Reader) -> None:
    if reader.loose:
        first, last = reader.loose[0], reader.loose[-1]
        span = reader.page.span(first.start, last.end)
        stray = Diagnostic(
            rule=rules.STRAY_TEXT,
            message="this text belongs to no card",
            span=span,
            help="close it with a tag line such as `@bite~` to make it a statement",
        )
        reader.diagnostics.append(stray)
    reader.loose = []


# Whose text is it


_THIS = re.compile(r"\b(?:this|these|that|those|such an?)\s+(\w[\w-]*)", re.IGNORECASE)
_LEAST_ALIKE = 0.9


def _cut(told: Sequence[Block], prompt: Block) -> tuple[int, str]:
    """From which block on an answer is the next card's context, and why."""
    repeat = _repeat(told)
    if repeat is not None:
        leads = repeat > 1 and told[repeat - 1].bare.rstrip().endswith(":")
        return repeat - leads, "a list that is repeated"
    last = told[-1] if len(told) > 1 else None
    if last is not None and last.kind is Cue.PARAGRAPH:
        nouns = [noun.lower() for noun in _THIS.findall(prompt.bare)]
        if any(noun in last.bare.lower() for noun in nouns):
            return len(told) - 1, "the next prompt speaks of it"
    return len(told), ""


def _repeat(told: Sequence[Block]) -> int | None:
    """The first list that nearly repeats an earlier one of the same answer."""
    lists = [(index, _items(block)) for index, block in enumerate(told) if block.kind is Cue.LIST]
    for place, (index, items) in enumerate(lists):
        if any(_alike(earlier, items) for _, earlier in lists[:place]):
            return index
    return None


def _items(block: Block) -> list[str]:
    return [
        " ".join(re.findall(r"\w+", marks.LIST_ITEM.sub("", line, count=1))).lower()
        for line in block.bare.split("\n")
    ]


def _alike(earlier: Sequence[str], items: Sequence[str]) -> bool:
    if min(len(earlier), len(items)) < 2 or abs(len(earlier) - len(items)) > max(
        1, len(earlier) // 4
    ):
        return False
    same = sum(any(_close_to(item, other) for other in earlier) for item in items)
    return same >= 0.75 * len(items)


def _close_to(item: str, other: str) -> bool:
    matcher = SequenceMatcher(None, item, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _LEAST_ALIKE
        and matcher.quick_ratio() >= _LEAST_ALIKE
        and matcher.ratio() >= _LEAST_ALIKE
    )


def _parts_of_prompt(told: Sequence[Block]) -> bool:
    """Whether an answer begins with a list of what is asked for, in lower case."""
    if len(told) < 2 or told[0].kind is not Cue.LIST:
        return False
    items = [marks.LIST_ITEM.sub("", line, count=1) for line in told[0].bare.split("\n")]
    return all(item[:1].islower() for item in items)


# Where it stands


def _joined(page: Page, prompt: Sequence[Range], block: Block) -> list[Range]:
    """A prompt up to the end of a block below it."""
    return [(prompt[0][0], min(block.end + 1, len(page.source.text)))]


def _ranges(reader: _Reader, found: Sequence[Block]) -> list[Range]:
    if not found:
        return []
    lines = reader.page.lines
    first = bisect_left(lines, found[0].start, key=_offset)
    last = bisect_right(lines, found[-1].end, key=_offset)
    return whole(lines[first:last], len(reader.page.source.text))


def _offset(line: Line) -> int:
    return line.start


def _guess(reader: _Reader, rule: Rule, block: Block, message: str) -> None:
    span = reader.page.span(block.start, block.end)
    reader.diagnostics.append(Diagnostic(rule=rule, message=message, span=span))
