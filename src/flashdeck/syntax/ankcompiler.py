"""The dialect of AnkCompiler: notes between `---` lines, and below them `[^uid]:` and `[^tag]:`.

A note is `question ::: answer`, over as many lines as it takes, or holds gaps `{{c1::so}}`;
`[^type]: reversed` asks it both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import numbered_only
from flashdeck.syntax.page import Line, Page, inside
from flashdeck.syntax.sections import Sections
from flashdeck.syntax.whole_file import reading_around

_UID = "[^uid]:"
_RULE = re.compile(r"---[ \t]*")
_STAMP = re.compile(r"\[\^uid\]:[ \t]*[A-Za-z0-9]{10}[ \t]*")
_SAID = re.compile(r"\[\^(?P<key>uid|tag|type|pos)\]:[ \t]*(?P<value>.*?)[ \t]*")
_NUMBERED = re.compile(r"\{\{ *c\d+ *::")
_SPLIT = ":::"


@dataclass(frozen=True, slots=True)
class AnkCompiler(Marked):
    """Pages with `[^uid]:` below a line `---`."""

    name: str = "ankcompiler"

    def signs(self, page: Page) -> Iterator[Sign]:
        for block in _blocks(page):
            if any(_STAMP.fullmatch(line.bare) for line in block.said):
                yield Sign(f"`{_UID}` below a note", block.first.start, own=True)

    def read(self, page: Page) -> Reading:
        drafts, found = [], []
        for block, section in _below(page):
            if block.marked(page):
                drafts.append(_draft(page, block, section))
            elif block.said:
                found.append(_markless(page, block))
        below = tuple(line for line in page.lines if not _SAID.fullmatch(line.bare))
        return reading_around(replace(page, lines=below), drafts, found)


ANKCOMPILER = AnkCompiler()


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between two rules, the first of which is `first`, and what is said below."""

    first: Line
    body: Sequence[Line]
    said: Sequence[Line]

    @property
    def start(self) -> int:
        return self.body[0].start

    @property
    def end(self) -> int:
        return self.body[-1].end

    def marked(self, page: Page) -> bool:
        """Whether it divides a question from an answer, or has gaps."""
        return self.gaps(page) or self.split is not None

    def gaps(self, page: Page) -> bool:
        return _NUMBERED.search(page.source.text, self.start, self.end) is not None

    @property
    def split(self) -> int | None:
        """Where the last `:::` begins."""
        found = [(line, line.bare.rfind(_SPLIT)) for line in self.body]
        return next((line.start + at for line, at in reversed(found) if at >= 0), None)


def _blocks(page: Page) -> Iterator[_Block]:
    """The text between rules; a rule that closes what is no note opens the next."""
    lines, covered, at = page.lines, inside(page), 0
    edges = [
        index
        for index, line in enumerate(lines)
        if line.start not in covered and _RULE.fullmatch(line.bare)
    ]
    for opening, closing in pairwise(edges):
        body = lines[opening + 1 : closing]
        if opening < at or len(body) < 3 or not (body[0].blank and body[-1].blank):
            continue
        end = closing + 1
        while end < len(lines) and (lines[end].blank or _SAID.fullmatch(lines[end].bare)):
            end += 1
        said = [line for line in lines[closing + 1 : end] if not line.blank]
        block = _Block(lines[opening], body[1:-1], said)
        if said or block.marked(page):
            at = closing + 1
            yield block


def _below(page: Page) -> Iterator[tuple[_Block, tuple[str, ...]]]:
    """Each block with the headings above it, those within blocks left out."""
    sections, lines, covered = Sections(), iter(page.lines), inside(page)
    for block in _blocks(page):
        for line in lines:
            if line.start >= block.start:
                break
            if line.start not in covered:
                sections.heading(page, line)
        yield block, sections.names
        for line in lines:
            if line.start >= block.end:
                break


def _draft(page: Page, block: _Block, section: tuple[str, ...]) -> Draft:
    said = [found for line in block.said if (found := _SAID.fullmatch(line.bare))]
    gaps, split = block.gaps(page), block.split
    divided = None if gaps else split
    last = block.end if divided is None else divided
    told = page.source.text[divided + len(_SPLIT) : block.end] if divided is not None else ""
    return Draft(
        form=Form.C if gaps else Form.SPLIT,
        first=block.start,
        last=block.said[-1].end if block.said else block.end,
        section=section,
        prompt=[(block.start, last)],
        answer=[] if divided is None else [(block.end - len(told.lstrip(" \t")), block.end)],
        tags={tag for each in said if each["key"] == "tag" for tag in marks.tags_of(each["value"])},
        given_id=next((each["value"] for each in said if each["key"] == "uid"), None),
        both_ways=divided is not None and ("type", "reversed") in (each.groups() for each in said),
        gaps=numbered_only if gaps else None,
    )


def _markless(page: Page, block: _Block) -> Diagnostic:
    text = next((line for line in block.body if not line.blank), block.first)
    return Diagnostic(
        rule=rules.MISSING_ANSWER,
        message="this note has neither `:::` nor a gap",
        span=page.line_span(text),
        help="write `:::` between question and answer, or mark what is asked for: `{{c1::so}}`",
    )
