"""The dialect of apy: a heading for each note, `key: value` lines, a heading for each field.

What stands above the first heading holds for all notes that do not say otherwise. The
older files of ki are alike, one level deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import DeckName
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import numbered_only
from flashdeck.syntax.note_types import FIELDS, always_reversed, perhaps_reversed
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.page import Line, Page, Range, inside, untitled, whole
from flashdeck.syntax.rewriting import from_html
from flashdeck.syntax.sections import TITLE
from flashdeck.syntax.whole_file import reading_around

_KEY = re.compile(r"(?P<key>\w[\w-]*):(?:[ \t]+(?P<value>(?:.*[^ \t\n])?))?[ \t]*")
_HINT = re.compile(r"\n(?:(?:model|nid|cid):|#{2,6}[ \t])")
_NAMING = ("model", "nid", "cid")
_SAME = {"tag": "tags", "md": "markdown"}
_NID = re.compile(r"\((?:nid|cid):[ \t]*(?P<id>\d+)\)")


@dataclass(frozen=True, slots=True)
class Apy(Marked):
    """Pages of notes that name their type or their id, or whose fields are Front and Back."""

    name: str = "apy"

    def signs(self, page: Page) -> Iterator[Sign]:
        if _HINT.search(f"\n{page.source.text}") is None:
            return
        found = _notes(untitled(page))
        for block in found.blocks:
            if block.sure(found.defaults):
                yield Sign("a note with fields", block.first.start, own=True)

    def read(self, page: Page) -> Reading:
        page = untitled(page)
        found = _notes(page)
        below = tuple(line for line in page.lines if line.start not in found.said)
        drafts, empty = [], []
        for block in found.blocks:
            if block.fields and any(block.text(page, each) for each in block.fields):
                drafts.append(_draft(page, block, found.defaults))
            elif block.fields:
                empty.append(_empty(page, block))
        return reading_around(replace(page, lines=below), drafts, empty)


APY = Apy()


def said(page: Page) -> frozenset[int]:
    """Where the lines begin that only say what holds for all notes."""
    return _notes(untitled(page)).said


@dataclass(slots=True)
class _Field:
    """A field: its name, and the lines below its heading."""

    name: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A note: its heading, what it says of itself, and its fields."""

    first: Line
    title: str
    keys: dict[str, str] = field(default_factory=dict)
    fields: list[_Field] = field(default_factory=list)
    last: int = 0

    def sure(self, defaults: Mapping[str, str]) -> bool:
        """Whether no other text looks like this."""
        names = tuple(each.name for each in self.fields[:2])
        named = "model" in defaults or any(key in self.keys for key in _NAMING)
        return names in FIELDS or (bool(names) and named)

    def text(self, page: Page, told: _Field) -> str:
        """What a field holds, without the white space around it."""
        found = page.passage(whole(told.lines, len(page.source.text)))
        return found.text.strip() if found else ""


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes of a page, what holds for all, and where the lines begin that say so."""

    blocks: Sequence[_Block]
    defaults: Mapping[str, str]
    said: frozenset[int]


def _notes(page: Page) -> _Notes:
    """The notes at the level of the first heading that is one, and what holds for all."""
    said = {line.start: found for line in _above(page) if (found := _KEY.fullmatch(line.bare))}
    defaults = _front(page) | dict(map(_told, said.values()))
    for level in (1, 2):
        blocks = _blocks(page, level)
        if any(block.sure(defaults) for block in blocks):
            return _Notes(blocks, defaults, frozenset(said))
    return _Notes(_blocks(page, 1), defaults, frozenset(said))


def _told(found: re.Match[str]) -> tuple[str, str]:
    """A key, under the first of its names, and its value."""
    key = found["key"].lower()
    return _SAME.get(key, key), found["value"] or ""


def _above(page: Page) -> Iterator[Line]:
    """The lines above the first heading."""
    for line in page.lines:
        if TITLE.match(line.bare):
            return
        yield line


def _front(page: Page) -> dict[str, str]:
    """What front matter says of the type of all notes."""
    found = re.search(r"(?m)^model:[ \t]*(\S.*?)[ \t]*$", page.source.text[: page.header.end])
    return {} if found is None else {"model": found[1]}


def _blocks(page: Page, level: int) -> list[_Block]:
    covered, found, within = inside(page), list[_Block](), False
    for line in page.lines:
        title = None if line.start in covered else TITLE.match(line.bare)
        depth = len(title["level"]) if title else 0
        if title and depth <= level:
            found += [_Block(line, title["title"])] if depth == level else []
            within = depth == level
        elif not within:
            continue
        elif title and depth == level + 1:
            found[-1].fields.append(_Field(title["title"].strip()))
        elif found[-1].fields:
            found[-1].fields[-1].lines.append(line)
        elif key := _KEY.fullmatch(line.bare):
            found[-1].keys.update([_told(key)])
        if within and not line.blank:
            found[-1].last = line.end
    return found


def _draft(page: Page, block: _Block, defaults: Mapping[str, str]) -> Draft:
    told = {**defaults, **block.keys}
    model = told.get("model", "Basic")
    first, *others = block.fields
    cloze = "cloze" in model.lower() or NUMBERED.search(block.text(page, first)) is not None
    size = len(page.source.text)
    answer: list[Range] = []
    for each in others:
        answer += whole(each.lines, size)
    reversed_ = always_reversed(model)
    if perhaps_reversed(model) and len(others) > 1:
        answer = whole(others[0].lines, size)
        reversed_ = bool(block.text(page, others[1]))
    return Draft(
        form=Form.C if cloze else Form.SPLIT,
        first=block.first.start,
        last=block.last,
        prompt=list(whole(first.lines, size)),
        answer=answer,
        both_ways=reversed_ and not cloze,
        deck=_deck(page, told),
        tags={
            tag for said in (defaults, block.keys) for tag in marks.tags_of(said.get("tags", ""))
        },
        given_id=_id(block),
        gaps=numbered_only if cloze else None,
        rewrite=from_html if told.get("markdown") in _AS_HTML else None,
    )


_AS_HTML = ("false", "no")


def _id(block: _Block) -> str | None:
    """The note's own id, or that of one of its cards."""
    titled = _NID.search(block.title)
    named = (block.keys.get(key) for key in ("nid", "guid", "id", "cid"))
    return next(filter(None, named), titled["id"] if titled else None)


def _deck(page: Page, told: Mapping[str, str]) -> DeckName | None:
    deck = marks.deck_of(told.get("deck", ""))
    return (*page.settings.deck, *deck) if deck else None


def _empty(page: Page, block: _Block) -> Diagnostic:
    return Diagnostic(
        rule=rules.EMPTY_CARD,
        message="all fields of this note are empty",
        span=page.line_span(block.first),
        help="fill them in, or delete the note",
    )
