"""The dialect of Obsidian_to_Anki: notes from START to END, or STARTI to ENDI on one line.

A note says its type and its fields, and may end in `Tags: a b` and the id that it
has in Anki. The vault's settings of the plug-in count (`o2a_options`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.masks import masked
from flashdeck.model import DeckName
from flashdeck.syntax import marks, o2a_near
from flashdeck.syntax.dialect import Marked, Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form, Made, hollow, made
from flashdeck.syntax.o2a_asides import deletion, deletions
from flashdeck.syntax.o2a_blocks import Block, Fault, Found, Stray, begun, blocks, opened
from flashdeck.syntax.o2a_notes import (
    Labels,
    Told,
    draft,
    filled,
    frozen,
    labels,
    parted,
    styled,
    told,
)
from flashdeck.syntax.o2a_options import Options, options
from flashdeck.syntax.o2a_scope import folders, passed_over, place
from flashdeck.syntax.o2a_styles import Match, Matched, matches
from flashdeck.syntax.o2a_tags import lift_tags
from flashdeck.syntax.page import Line, Page, Range
from flashdeck.syntax.sections import TITLE, Sections
from flashdeck.syntax.whole_file import findings_around

_SET = ", as the settings say"
_CHOSEN = 100
_CURLY = "write `{{c1::so}}`, or `{so}` in a type with `Cloze` in its name"
_CURLY_OFF = "CurlyCloze is off in the plug-in's settings: write `{{c1::so}}`, or turn it on"
_ENDS = (
    "write its end below it, such as `END` on a line of its own",
    "write its end on the same line, such as `ENDI`",
)
"""What ends a note, and one on a single line."""
_NO_TYPE = re.compile(r"(?:Front|Back|Text|Tags):")
_QUOTED = re.compile(
    r"(?m)^>[> \t]*START[ \t]*\n>[> \t]*(?:Basic\b.*|Cloze)[ \t]*\n(?:>.*\n){0,200}?"
    r"(?P<end>>[> \t]*END[ \t]*)$"
)


@dataclass(frozen=True, slots=True)
class ObsidianToAnki(Marked):
    """Pages with notes from START to END."""

    name: str = "o2a"

    def weighed(self, signs: Sequence[Sign]) -> int:
        """What was set outweighs what a page only looks like."""
        matched = any(sign.what.endswith(_SET) for sign in signs)
        return weight(signs) * (_CHOSEN if matched else 1)

    def signs(self, page: Page) -> Iterator[Sign]:
        text, chosen = page.source.text, options(page.settings)
        if not _may_hold(page, chosen):
            return
        for block in blocks(page, chosen).blocks:
            for at, mark in ((block.whole[0], block.told[0]), (block.told[1], block.whole[1])):
                yield Sign(f"`{_named(block, text[at:mark])}`", at, own=True)
        for stray in begun(page, blocks(page, chosen), chosen):
            yield Sign("a note without an end", stray.at[0])
        for quoted in _QUOTED.finditer(text, page.header.end):
            yield Sign("a quoted `START`", quoted.start())
            yield Sign("a quoted `END`", quoted.start("end"))
        matched = _matches(page, blocks(page, chosen), chosen)
        for match in matched.found:
            yield Sign(f"{match.kind}{_SET}", match.whole[0], own=True)
        yield from (Sign(f"{kind}, which takes too long", 0) for kind in matched.slow)

    def read(self, page: Page) -> Reading:
        chosen = options(page.settings)
        found = blocks(page, chosen)
        matched = _matches(page, found, chosen)
        (notes, told), drafts = _marked(page, found, chosen, matched.found)
        asides = _asides(page, chosen) if drafts else []
        whole = findings_around(page, [*drafts, *asides], told)
        slow = (_slow(page, kind) for kind in matched.slow)
        return Reading(notes, (*slow, *told, *whole))


O2A = ObsidianToAnki()


def _named(block: Block, mark: str) -> str:
    """A mark as it is written; before one on a line there may be that of a list."""
    return mark.split()[-1] if block.inline and mark.split() else mark.strip()


def apart(page: Page) -> tuple[Page, Reading]:
    """A page of another dialect without the lines of such notes, and what those give."""
    chosen = options(page.settings)
    found = blocks(page, chosen) if _may_hold(page, chosen) else Found((), ())
    if not found.blocks:
        return page, Reading((), tuple(_stray(page, each) for each in begun(page, found, chosen)))
    wholes = [block.whole for block in found.blocks]
    lines = tuple(line for line in page.lines if not _touches(line, wholes))
    return replace(page, lines=lines), _marked(page, found, chosen).reading


def unfinished(page: Page) -> Iterator[Diagnostic]:
    """Notes without an end, on a page that another dialect reads."""
    chosen = options(page.settings)
    if _may_hold(page, chosen):
        found = blocks(page, chosen)
        yield from (_stray(page, each) for each in begun(page, found, chosen))


def _touches(line: Line, ranges: Sequence[Range]) -> bool:
    """Whether a line shares text with one of some disjoint ranges, which are in order."""
    index = bisect_left(ranges, line.end, key=lambda each: each[0]) - 1
    return index >= 0 and line.start < ranges[index][1]


def _may_hold(page: Page, chosen: Options) -> bool:
    marked = _is_marked(page.source.text) or chosen != Options()
    return marked and not passed_over(page, chosen)


@lru_cache(maxsize=1)
def _is_marked(text: str) -> bool:
    """Whether a usual mark may stand in a text; of each file, several ask in turn."""
    return "START" in text or "ANKI" in text


def _matches(page: Page, found: Found, chosen: Options) -> Matched:
    """What the vault's expressions find outside of notes that are marked off."""
    if not chosen.styles:
        return Matched([], [])
    wholes = [block.whole for block in found.blocks]
    headers = [match.span() for match in chosen.header.finditer(page.source.text)]
    frozen = [match.span() for match in chosen.freezes.finditer(page.source.text)]
    return matches(page, tuple(chosen.styles.items()), [*wholes, *headers, *frozen])


class _Marked(NamedTuple):
    """What the notes of a page give, and where they stand."""

    reading: Reading
    drafts: list[Draft]


def _asides(page: Page, chosen: Options) -> list[Draft]:
    """Where lines stand that are no notes, but are no prose either."""
    text, start = page.source.text, page.header.end
    found = (*chosen.header.finditer(text, start), *chosen.freezes.finditer(text, start))
    dead = (each.at for each in deletions(page, blocks(page, chosen).blocks, chosen))
    ranges = [*(match.span() for match in found), *dead]
    return [Draft(form=Form.QA, first=first, last=last) for first, last in ranges]


def _marked(page: Page, found: Found, chosen: Options, also: Sequence[Match] = ()) -> _Marked:
    """The notes that are marked off or matched, and what is wrong with them."""
    page = _addressed(opened(page, found.blocks), chosen)
    drafts, problems = drafted(page, found.blocks, also, chosen)
    results = [_made(page, each, chosen) for each in drafts]
    notes = tuple(result.note for result in results if result.note is not None)
    said = [each for result in results for each in result.diagnostics]
    strays = [_stray(page, each) for each in found.strays]
    deleted = (deletion(page, each) for each in deletions(page, found.blocks, chosen))
    typos = o2a_near.typos(page, found.blocks, chosen)
    return _Marked(Reading(notes, (*strays, *problems, *said, *deleted, *typos)), drafts)


def drafted(
    page: Page, found: Sequence[Block], also: Sequence[Match], chosen: Options
) -> tuple[list[Draft], list[Diagnostic]]:
    """The cards of a page's notes, in order, and what is said of those that make none."""
    notes: list[Told] = []
    problems: list[Diagnostic] = []
    for note in (told(page, block) for block in found):
        if note.deleted or chosen.deleted.search(page.source.text, *note.block.told):
            continue
        if _typeless(note):
            problems.append(_no_type(page, note))
            note.kind, note.body = "Basic", note.block.told
        elif (meant := chosen.meant(note.kind)) or (chosen.fields and not chosen.known(note.kind)):
            problems.append(_unknown_type(page, note, meant))
        notes.append(note)
    known = labels(page, notes, chosen)
    ready = [(filled(page, note, known[note.kind]), known[note.kind]) for note in notes]
    for match in also:
        if (matched := styled(page, match, chosen)) is not None:
            fields = Labels(tuple(matched.fields), chosen.known(matched.kind))
            ready.append((matched, fields))
    ready.sort(key=lambda each: each[0].block.whole)
    _thaw(page, [note for note, _ in ready], chosen)
    sections = _sections(page, [note.block.whole for note, _ in ready])
    drafts = [draft(page, note, labelled, chosen) for note, labelled in ready]
    bare = masked(page.source.text, page.regions) if chosen.obsidian_tags else None
    for each in drafts:
        each.section = sections[each.first]
        if bare is not None:
            lift_tags(bare, each)
    return drafts, problems


def _thaw(page: Page, notes: Sequence[Told], chosen: Options) -> None:
    """Put below the fields of notes what all notes of their type share."""
    shared = frozen(page, chosen)
    for note in notes:
        for name, ranges in shared.get(note.kind, {}).items():
            own = note.fields.setdefault(name, [])
            own += [*parted(page.source.text, own), *ranges] if own else ranges


def _typeless(note: Told) -> bool:
    """Whether the line that should say the type is already the question."""
    return marks.asks(note.kind) or _NO_TYPE.match(note.kind) is not None


def _sections(page: Page, wholes: Sequence[Range]) -> dict[int, tuple[str, ...]]:
    """The headings that each note stands below, by the place where it begins."""
    sections, names = Sections(), dict[int, tuple[str, ...]]()
    lines = iter(page.lines)
    line = next(lines, None)
    for start, end in wholes:
        while line is not None and line.start < start:
            sections.heading(page, line)
            line = next(lines, None)
        title = None if line is None or line.start != start else TITLE.match(line.bare)
        names[start] = sections.names if title is None else sections.above(len(title["level"]))
        while line is not None and line.start < end:
            sections.heading(page, line)
            line = next(lines, None)
    return names


def _addressed(page: Page, chosen: Options) -> Page:
    """The page in the deck and with the tags that a comment in it, or the vault, names."""
    told = {"deck": "", "tags": ""}
    for match in chosen.header.finditer(page.source.text, page.header.end):
        kind = "deck" if match["deck"] else "tags"
        told[kind] = told[kind] or match["told"].strip()
    above = list(folders(page)) if chosen.folder_decks or chosen.folder_tags else []
    deck = marks.deck_of(told["deck"]) or _default_deck(page, chosen, above)
    tags = {
        *marks.tags_of(told["tags"]),
        *(tag for each in above for tag in chosen.folder_tags.get(each, "").split()),
        *([chosen.tag] if chosen.tag else []),
    }
    if deck and not page.header.names_deck:
        page = replace(page, deck=(*page.settings.deck, *deck))
    return replace(page, tags=page.tags | tags)


def _default_deck(page: Page, chosen: Options, above: Sequence[str]) -> DeckName:
    """The deck of a page that names none: its own place, that of a folder, or the vault's."""
    if chosen.path_decks:
        return tuple(place(page).removesuffix(".md").split("/"))
    names = (chosen.folder_decks.get(each) for each in above)
    return next((marks.deck_of(name) for name in names if name), chosen.deck)


def _made(page: Page, draft: Draft, chosen: Options) -> Made:
    """The note of a draft; what lacks a part is said in the words of this dialect."""
    if not draft.answer and hollow(page.passage(draft.prompt)):
        remedy = "write its fields, or take it away"
        return _missing(page, draft, rules.EMPTY_CARD, "this note is empty", remedy)
    if draft.prompt and not draft.answer and draft.form is Form.QA:
        remedy = "begin the line of the answer with `Back:`; until then the note is left out"
        return _missing(page, draft, rules.MISSING_ANSWER, "this note has no answer", remedy)
    result = made(page, draft)
    gapless = [each for each in result.diagnostics if each.rule is rules.NO_GAP]
    if result.note is None and gapless and "code" not in (gapless[0].help or ""):
        remedy = _CURLY_OFF if chosen.curly is False else _CURLY
        return _missing(page, draft, rules.NO_GAP, "this cloze has no gap", remedy)
    return result


def _missing(page: Page, draft: Draft, rule: Rule, message: str, remedy: str) -> Made:
    asked = page.passage(draft.prompt)
    start, end = (draft.first, draft.last) if asked is None else (asked.span.start, asked.span.end)
    span = page.span(start, _line_end(page, start, end))
    return Made(None, (Diagnostic(rule=rule, message=message, span=span, help=remedy),))


def _line_end(page: Page, start: int, end: int) -> int:
    found = page.source.text.find("\n", start, end)
    return end if found < 0 else found


def _stray(page: Page, stray: Stray) -> Diagnostic:
    match stray.fault:
        case Fault.NO_END:
            rule, message = rules.UNCLOSED_NOTE, "this note has no end"
            inline = page.source.text[slice(*stray.at)] == options(page.settings).begin_inline
            remedy = _ENDS[inline]
        case Fault.NO_START:
            rule, message = rules.STRAY_TEXT, "this ends no note"
            remedy = "write `START` above the note, or take this line away"
    return Diagnostic(rule=rule, message=message, span=page.span(*stray.at), help=remedy)


def _slow(page: Page, kind: str) -> Diagnostic:
    return Diagnostic(
        rule=rules.SLOW_EXPRESSION,
        message=f"the expression for `{kind}` takes too long on this file, and was left out",
        span=page.span(0, 0),
        help="repeat nothing that repeats itself: `(?:.+\\n)*` instead of `(?:.*\\n*)*`",
    )


def _no_type(page: Page, note: Told) -> Diagnostic:
    start, end = note.block.told
    start += len(page.source.text[start:end]) - len(page.source.text[start:end].lstrip())
    return Diagnostic(
        rule=rules.NO_NOTE_TYPE,
        message="this note does not say its type",
        span=page.span(start, _line_end(page, start, end)),
        help="write `Basic` or `Cloze` in a line above; it was taken for a `Basic` one",
    )


def _unknown_type(page: Page, note: Told, meant: str | None) -> Diagnostic:
    start = page.source.text.find(note.kind, note.block.told[0])
    return Diagnostic(
        rule=rules.NO_NOTE_TYPE,
        message=f"no type of note is called `{note.kind}`",
        span=page.span(start, start + len(note.kind)),
        help=f"did you mean `{meant}`?"
        if meant
        else "Obsidian_to_Anki found no such type in Anki when it was last set up",
    )
