"""The dialect of Logseq: a block with `#card` asks, the blocks nested below it answer.

The plug-in that brings them to Anki takes `#flashcard` as well, and tags like `#reversed`.
Properties, drawers, dates and the words of a task are no text; `id::` names the card,
`deck::` its deck, `tags::` and tags at the end of a line its tags. Gaps are
`{{cloze so}}`, with a hint behind two backslashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import DeckName
from flashdeck.syntax import marks
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap
from flashdeck.syntax.outline import Item, answering, items, of_logseq, unindented
from flashdeck.syntax.page import Line, Page, Range
from flashdeck.syntax.sections import TITLE
from flashdeck.syntax.whole_file import reading_around

_CARD = re.compile(
    r"[ \t]*(?<![\w/&#(\[=\"'<])#(?P<name>(?:flash)?card|\[\[(?:flash)?card\]\])(?![\w/-])"
    r"|[ \t]*\[\[card\]\]",
    re.IGNORECASE,
)
_WAYS = frozenset({"forward", "reversed", "bidirectional"})
"""Tags that say which way a card asks; the plug-in for Anki knows them."""
_CLOZE = re.compile(
    r"\{\{(?:cloze|c(?P<number>[1-9]))(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"(?P<inner>(?:[^{}\n]|\n(?![ \t]*\n))+?)"
    r"(?:\\\\(?P<hint>[^{}\n]*))?\}\}"
)
_REFERENCE = re.compile(
    r"(?P<embed>\{\{embed[ \t]+)?(?<!\]\()"
    r"\(\((?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)\)(?(embed)[ \t]*\}\})"
)
"""It shows the first line of a block, and `{{embed …}}` all that is nested in it, too."""
_SIZE = re.compile(r"(?<=\))\{:(?:height|width)[^{}\n]*\}")
_EMPTY = re.compile(r"[ \t]*[-*+][ \t]*")
_PROPERTY = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?P<key>[A-Za-z][\w.-]*):: ?(?P<value>.*)")
_DRAWER = re.compile(r"[ \t]*:(?P<name>[A-Za-z][\w-]*):[ \t]*")
_DATES = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE):[ \t]*<[^<>\n]*>.*")
_TASK = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?P<task>"
    r"(?:(?:TODO|DOING|DONE|LATER|NOW|WAITING|WAIT|IN-PROGRESS|CANCELED|CANCELLED)[ \t]+)?"
    r"(?:\[#[ABC]\][ \t]*)?)"
)
_TAG = r"#(?:\[\[(?P<words>[^\[\]\n]+)\]\]|(?P<word>[^\s#,.;:!?()\[\]{}\"'`]+))"
_LAST_TAG = re.compile(rf"[ \t]+{_TAG}[ \t]*$")
_NAMES = re.compile(r"#?\[\[(?P<words>[^\[\]\n]+)\]\]|(?P<word>[^\s,][^,]*)")


@dataclass(frozen=True, slots=True)
class Logseq(Marked):
    """Outlines with `#card` or `{{cloze …}}` in them."""

    name: str = "logseq"

    def signs(self, page: Page) -> Iterator[Sign]:
        told = of_logseq(page)
        for item in items(page):
            mark = _mark(item)
            if mark is not None and (told or not _flash(mark)):
                what = "`#flashcard`" if _flash(mark) else "`#card`"
                yield Sign(what, item.first.start, own=True)
            if (cloze := _cloze(item)) and not cloze["number"]:
                yield Sign("`{{cloze …}}`", item.first.start, own=True)

    def read(self, page: Page) -> Reading:
        told = _page_properties(page)
        blocks = items(page)
        placed = _below(page, blocks)
        drafts = [_draft(page, item, section, told) for item, section in placed if _asks(item)]
        named = _named_blocks(page, blocks) if drafts and "((" in page.source.text else {}
        for draft in drafts if named else ():
            draft.prompt = list(_followed(page, draft.prompt, named))
            draft.answer = list(_followed(page, draft.answer, named))
        return reading_around(page, drafts, list(_unasked(page, blocks, drafts)))


LOGSEQ = Logseq()


def gaps(bare: str) -> Iterator[Gap]:
    """`{{cloze so\\\\hint}}`, and `{{c1 so}}` where some are to be asked together."""
    for match in _CLOZE.finditer(bare):
        hint = (match["hint"] or "").strip() or None
        number = int(match["number"]) if match["number"] else None
        yield Gap(match.start(), match.end(), *match.span("inner"), number, hint)


def _unasked(page: Page, blocks: Iterable[Item], drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A warning of gaps in blocks that are no cards, nor part of one."""
    end = 0
    asked = {draft.first: draft.last for draft in drafts}
    for item in blocks:
        end = max(end, asked.get(item.first.start, 0))
        gap = None if item.first.start < end else _cloze(item)
        if gap is not None:
            start = item.first.start
            yield Diagnostic(
                rule=rules.LOOKS_LIKE_PROMPT,
                message="this gap makes no card: its block has no `#card`",
                span=page.span(start + gap.start(), start + gap.end()),
                help="write `#card` behind the text",
            )


def _cloze(item: Item) -> re.Match[str] | None:
    """The first gap that begins in the first line of a block."""
    if "{{" not in item.first.bare:
        return None
    found = _CLOZE.search("\n".join(line.bare for line in item.lines))
    return found if found is not None and found.start() <= len(item.first.bare) else None


def _mark(item: Item) -> re.Match[str] | None:
    """What makes a block a card."""
    if not any("[" in line.bare or "#" in line.bare for line in item.lines):
        return None
    return _CARD.search("\n".join([line.bare for line in item.lines]))


def _flash(mark: re.Match[str]) -> bool:
    return "flash" in (mark["name"] or "").lower()


def _asks(item: Item) -> bool:
    return _mark(item) is not None


_EMBED = "embed "


def _named_blocks(page: Page, blocks: Iterable[Item]) -> dict[str, list[Range]]:
    """What is shown where another block refers to one: the first line of each that has an id.

    So is it where one is embedded, if nothing is nested in it.
    """
    found, text = dict[str, list[Range]](), page.source.text
    for item in blocks:
        name = next((told["value"] for line in item.lines if (told := _named_so(line))), "")
        first = next(_shown(item.lines), None) if name else None
        if first is not None:
            ranges, _ = _without_tags([first], item, text)
            found[name.strip()] = [(start, min(end, first.end)) for start, end in ranges]
            if not any(not line.blank for line in item.nested):
                found[_EMBED + name.strip()] = found[name.strip()]
    return found


def _named_so(line: Line) -> re.Match[str] | None:
    told = _property(line) if "id::" in line.bare else None
    return told if told and told["key"].lower() == "id" else None


def _followed(
    page: Page, ranges: Iterable[Range], named: Mapping[str, Sequence[Range]]
) -> Iterator[Range]:
    """Ranges of a file, with what a block of the same page says where `((…))` names it."""
    top, bare = page.lines[0].start, page.bare
    for start, end in ranges:
        at = start
        for match in _REFERENCE.finditer(bare, start - top, end - top):
            name = (_EMBED if match["embed"] else "") + match["id"]
            if name in named:
                yield at, top + match.start()
                yield from named[name]
                at = top + match.end()
        yield at, end


_Told = dict[str, str]
"""What properties say, by their names in small letters."""


def _page_properties(page: Page) -> _Told:
    """The page's own properties, above all its blocks; of two of a name the first."""
    told: _Told = {}
    for _, key, value in page_properties(page):
        told.setdefault(key, value)
    return told


def page_properties(page: Page) -> Iterator[tuple[Line, str, str]]:
    """The lines above all blocks that say something of the page: what, and its value."""
    for line in page.lines:
        found = _property(line)
        if found is None or marks.LIST_ITEM.match(line.bare):
            return
        yield line, found["key"].lower(), found["value"].strip()


def _below(page: Page, blocks: Iterable[Item]) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Each block with the headings it stands below, those that are blocks too."""
    open_ones = list[Item]()
    for item in blocks:
        while open_ones and (
            open_ones[-1].indent >= item.indent or open_ones[-1].end < item.first.start
        ):
            open_ones.pop()
        yield item, (*item.section, *(_heading(page, outer) for outer in open_ones))
        if _heading(page, item) and not _asks(item):
            open_ones.append(item)


def _heading(page: Page, item: Item) -> str:
    """The words of a block that is a heading; nothing of any other."""
    title = TITLE.match(page.source.text[item.start : item.first.end])
    return title["title"] if title else ""


def _draft(page: Page, item: Item, section: tuple[str, ...], above: _Told) -> Draft:
    own = {
        match["key"].lower(): match["value"] for line in item.lines if (match := _property(line))
    }
    prompt = list(_shown(item.lines))
    text = page.source.text
    cloze = _CLOZE.search("\n".join(line.bare for line in prompt)) is not None
    asked, tags = _without_tags(prompt, item, text)
    below = list(_shown(item.nested))
    while below and (below[-1].blank or _EMPTY.fullmatch(below[-1].bare)):
        below.pop()
    named = own.get("id", "").strip()
    way = _way(own, tags)
    answer = list(_answer(item.nested, below, text))
    if not answer and not cloze:
        asked, answer = _divided(asked, item, text)
    asked, answer = (answer, asked) if way == "<-" and answer else (asked, answer)
    return Draft(
        form=Form.FACT if cloze else Form.SPLIT,
        first=item.first.start,
        last=item.end,
        section=section,
        deck=_deck(page, own) or _deck(page, above),
        tags={*tags, *_named(own.get("tags", "")), *_named(above.get("tags", ""))} - _WAYS,
        prompt=asked,
        answer=answer,
        both_ways=way == "<->",
        gaps=gaps if cloze else None,
        given_id=named or None,
    )


def _divided(asked: list[Range], item: Item, text: str) -> tuple[list[Range], list[Range]]:
    """A block with nothing nested: what stands below the line with the mark answers."""
    mark = _mark(item)
    within = 0 if mark is None else mark.string.count("\n", 0, mark.end())
    end = item.lines[within].end
    told = [each for each in asked if each[0] > end]
    if not any(text[start:stop].strip() for start, stop in told):
        return asked, []
    return [each for each in asked if each[0] <= end], told


def _way(own: _Told, tags: Iterable[str]) -> str:
    """Which way a card asks: an arrow."""
    told, named = own.get("direction", "").strip(), _WAYS.intersection(tags)
    if told or "reversed" not in named:
        return "<->" if not told and "bidirectional" in named else told
    return "<-" if named == {"reversed"} else "<->"


def _property(line: Line) -> re.Match[str] | None:
    return _PROPERTY.fullmatch(line.bare)


def _shown(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that Logseq shows: no properties, no drawers, no dates."""
    told, drawer = list(lines), False
    ends = max((at for at, line in enumerate(told) if _drawer(line) == "END"), default=-1)
    for at, line in enumerate(told):
        name = _drawer(line)
        drawer = at < ends and (drawer or bool(name)) and name != "END"
        if not (drawer or name == "END" or _property(line) or _DATES.fullmatch(line.bare)):
            yield line


def _drawer(line: Line) -> str:
    """The name of a drawer that begins in this line, or `END`; else nothing."""
    found = _DRAWER.fullmatch(line.bare) if ":" in line.bare else None
    return found["name"].upper() if found else ""


def _deck(page: Page, told: _Told) -> DeckName | None:
    deck = marks.deck_of(told.get("deck", "").strip(" []"))
    return (*page.settings.deck, *deck) if deck else None


def _named(listed: str) -> Iterator[str]:
    """The tags that a property lists by commas: `one, [[two words]]`."""
    for match in _NAMES.finditer(listed):
        if tag := _tag(match):
            yield tag


def _tag(match: re.Match[str]) -> str:
    return "-".join((match["words"] or match["word"] or "").strip(" #").split())


def _without_tags(lines: Sequence[Line], item: Item, text: str) -> tuple[list[Range], list[str]]:
    """The prompt without the mark of a card and a task's words, and the tags at its lines' ends."""
    ranges, tags = list[Range](), list[str]()
    title = TITLE.match(item.first.bare[item.start - item.first.start :])
    for line in lines:
        start = (
            item.start if line is item.first else line.start + _indent(text[line.start : line.end])
        )
        bare, removed = line.bare, [match.span() for match in _SIZE.finditer(line.bare)]
        if line is item.first and title and len(lines) == 1:
            start += title.start("title")
        if card := _CARD.search(bare):
            behind = bare[card.end() :]
            opens = not bare[start - line.start : card.start()].strip()
            removed.append((card.start(), card.end() + _indent(behind) * opens))
            bare = _blanked(bare, removed[-1])
        if line is item.first and (task := _TASK.match(bare)):
            removed.append(task.span("task"))
        while "#" in bare and (last := _LAST_TAG.search(bare)):
            tags.append(_tag(last))
            removed.append(last.span())
            bare = bare[: last.start()]
        ranges += _kept((start, min(line.end + 1, len(text))), line.start, removed)
    return ranges, tags


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _blanked(text: str, part: Range) -> str:
    return text[: part[0]] + " " * (part[1] - part[0]) + text[part[1] :]


def _answer(nested: Sequence[Line], shown: Sequence[Line], text: str) -> Iterator[Range]:
    """What answers: the lines shown, each block with the mark of its item."""
    moved = _moved(nested, shown)
    if not moved:
        yield from _plain(shown, answering(shown, text))
        return
    lines = sorted([*shown, *moved.values()], key=lambda line: line.start)
    marked = {line.start: told for line, told in zip(lines, unindented(lines, text), strict=True)}
    for line in shown:
        told = marked[line.start]
        first = moved.get(line.start)
        if first and (item := marks.LIST_ITEM.match(first.bare)):
            yield marked[first.start][0], first.start + item.end()
            told = (line.start + _indent(text[line.start : line.end]), told[1])
        yield from _plain([line], [told])


def _moved(nested: Sequence[Line], shown: Sequence[Line]) -> dict[int, Line]:
    """The lines of blocks that begin with a property, by the place of the line shown instead."""
    kept, found = {line.start for line in shown}, dict[int, Line]()
    first: Line | None = None
    several = len([line for line in nested if marks.LIST_ITEM.match(line.bare)]) > 1
    for line in nested if several else ():
        if marks.LIST_ITEM.match(line.bare):
            first = None if line.start in kept else line
        elif first is not None and line.start in kept and not line.blank:
            found[line.start], first = first, None
    return found


def _plain(lines: Sequence[Line], ranges: Sequence[Range]) -> Iterator[Range]:
    """Ranges of an answer's lines without the marks of cards, gaps and tasks in them."""
    for line, told in zip(lines, ranges, strict=True):
        marked = "#" in line.bare or "[" in line.bare
        removed = [match.span() for match in _CARD.finditer(line.bare)] if marked else []
        removed += [match.span() for match in _SIZE.finditer(line.bare)]
        for gap in gaps(line.bare):
            removed += [(gap.start, gap.inner_start), (gap.inner_end, gap.end)]
        if marks.LIST_ITEM.match(line.bare) and (task := _TASK.match(line.bare)):
            removed.append(task.span("task"))
        yield from _kept(told, line.start, removed)


def _kept(told: Range, at: int, removed: Iterable[Range]) -> Iterator[Range]:
    """A range of the file without parts of the line that begins at `at`."""
    start, end = told
    for first, last in sorted(removed):
        if at + first > start:
            yield start, at + first
        start = max(start, at + last)
    yield start, end
