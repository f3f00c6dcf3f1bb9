"""The native dialect: headings, callouts, Q:/A:, `::`, `?`, verbs, statements and cloze."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from flashdeck import rules
from flashdeck.syntax import marks, near_marks, whole_file
from flashdeck.syntax.callouts import callout, told_of
from flashdeck.syntax.dialect import Marked, Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form, reading
from flashdeck.syntax.elements import FLASHCARDS, ONE_SIDED, PAIR, Element, Mark, elements
from flashdeck.syntax.gaps import has_gaps
from flashdeck.syntax.headings import heading
from flashdeck.syntax.noted_ids import noted_ids, unread_ids
from flashdeck.syntax.o2a import apart
from flashdeck.syntax.page import Line, Page, Range
from flashdeck.syntax.reader import Reader, solid
from flashdeck.syntax.splits import split
from flashdeck.syntax.sr_options import ignored
from flashdeck.syntax.swallowed import swallowed
from flashdeck.syntax.unseen import seen, surely_read, untagged

_CALLOUT = "`> [!question]`"
_OWN = (
    ("@", "`@tag~`", marks.TAG_LINE),
    ("@", "`@verb`", marks.VERB_LINE),
    ("{#", "`{#id}`", re.compile(r".*\{#[\w:.-]+\}[ \t]*$")),
    (
        "[!",
        _CALLOUT,
        re.compile(r"[ \t]*>[ \t]*\[!(?:question|faq|card|flashcards?)\b", re.IGNORECASE),
    ),
)
"""Each behind what stands in a line that matches: that is found fast."""
_FIRST = re.compile(r"\n[ \t]*(?:[@#?QCqc]|>[ \t]*\[!)")
_WITHIN = ("{#", "::", "==", "~")
"""One of these is in every line that shows something, or the other begins it."""
_BEGUN = re.compile(r"[ \t]*([#?QCqc])")
_SHARED = {
    "#": (
        ("a heading", re.compile(r" {0,3}#{1,6}[ \t]+\S")),
        ("`#flashcards`", re.compile(r" {0,3}#flashcards", re.IGNORECASE)),
    ),
    "q": (("`Q:`", re.compile(r"Q:(?:\s|$)", re.IGNORECASE)),),
    "c": (("`C:`", re.compile(r"C:(?:\s|$)", re.IGNORECASE)),),
    "?": (("`?`", re.compile(r"[ \t]*\?\??[ \t]*$")),),
}
"""By what a line begins with."""
_PAIR = re.compile(r".*\S[ \t]+:::?[ \t]+\S")
_bare = attrgetter("bare")


@dataclass(frozen=True, slots=True)
class Native(Marked):
    """Our own syntax, and what it shares with Obsidian's and hashcards'."""

    name: str = "native"

    def weighed(self, signs: Sequence[Sign]) -> int:
        """Nothing for a page without a mark that a flattened one cannot hold."""
        flat = all(sign.what in _FLATTENED for sign in signs)
        return 0 if flat else weight(signs)

    def signs(self, page: Page) -> Iterator[Sign]:
        text = page.source.text
        numbered = "{{c" in text
        ordinary = "[!" in text and surely_read(page)
        for line in page.lines if numbered else _showing(page.lines):
            bare = line.bare
            for sure, what, pattern in _OWN:
                if sure in bare and pattern.match(bare):
                    yield Sign(what, line.start, own=not (ordinary and what == _CALLOUT))
            begun = _BEGUN.match(bare)
            for what, pattern in _SHARED[begun[1].lower()] if begun else ():
                if pattern.match(bare):
                    yield Sign(what, line.start)
            if "::" in bare and _PAIR.match(bare):
                yield Sign("`::`", line.start)
            if (numbered or "==" in bare) and has_gaps(bare, text[line.start : line.end]):
                yield Sign("a gap", line.start)

    def read(self, page: Page) -> Reading:
        page, marked = apart(page)
        blocks = elements(page)
        reader = Reader(page=page, elements=seen(page, blocks))
        reader.flashcards = reader.flashcards and not ignored(page.source, page.settings)
        noted = deque(noted_ids(page))
        for index, element in enumerate(reader.elements):
            while noted and noted[0].at < element.first.start:
                reader.name(noted.popleft())
            _STEPS[element.mark](reader, index, element)
        for named in noted:
            reader.name(named)
        reader.end()
        notes, found = reading(page, reader.drafts)
        prose = [element.first for element in reader.prose]
        whole = whole_file.findings(page, bool(reader.drafts or marked.notes), prose)
        near = (*near_marks.letters(page), *near_marks.gaps(page), *near_marks.wide(page))
        ranges = [(draft.first, draft.last) for draft in reader.drafts]
        ranges += [(note.span.start, note.span.end) for note in marked.notes]
        lost = swallowed(page, reader.drafts, reader.diagnostics)
        unseen = (*untagged(page, blocks), *unread_ids(page, ranges), *lost)
        told = (*reader.diagnostics, *found, *marked.diagnostics, *near, *unseen, *whole)
        return Reading((*notes, *marked.notes), told)


def _showing(lines: Sequence[Line]) -> list[Line]:
    """The lines that may show something; all of them are looked at as one text."""
    bares = [*map(_bare, lines)]
    ends = [*accumulate([len(bare) + 1 for bare in bares])]
    whole = "\n" + "\n".join(bares)
    places = [found.end() - 1 for found in _FIRST.finditer(whole)]
    for mark in _WITHIN:
        # That a character is not in a text takes no time to see.
        at = whole.find(mark) if mark[0] in whole and mark[-1] in whole else -1
        while at >= 0:
            places.append(at)
            at = whole.find(mark, at + 1)
    return [lines[at] for at in sorted({bisect_right(ends, place) for place in places})]


NATIVE = Native()

_FLATTENED = frozenset({"`@tag~`", "`@verb`"})

_CLOSE_ABOVE = "close the card above it with a tag line, or with `---` between blank lines"

Step = Callable[[Reader, int, Element], None]


def _blank(reader: Reader, _index: int, element: Element) -> None:
    if reader.open is not None:
        reader.told.append(element)
    elif reader.loose:
        reader.loose.append(element)


def _text(reader: Reader, index: int, element: Element) -> None:
    if reader.open is not None:
        if _looks_like_prompt(reader, index, element):
            reader.warn(
                rules.LOOKS_LIKE_PROMPT,
                "this looks like a prompt, but stands in an answer",
                element.lines[-1],
                _CLOSE_ABOVE,
            )
        reader.told.append(element)
    elif _asks(reader, index, element):
        reader.start(Form.QUESTION, element, reader.text([element]))
    elif reader.flashcards and has_gaps(*_both(reader.page, element)):
        reader.complete(_whole(reader, element, Form.FACT, reader.text([element])))
    else:
        _warn_of_pairs(reader, element)
        reader.loose.append(element)
        reader.recent = None


def _warn_of_pairs(reader: Reader, element: Element) -> None:
    """A `::` line among other lines makes no card: it may be code, or an oversight."""
    for line in element.lines:
        if element.mark is Mark.PARAGRAPH and PAIR.search(line.bare):
            reader.warn(
                rules.LOOKS_LIKE_PROMPT,
                "this looks like a card, but stands in a paragraph of other text",
                line,
                "leave a blank line above and below it",
            )


def _both(page: Page, element: Element) -> tuple[str, str]:
    bare = "\n".join(line.bare for line in element.lines)
    return bare, page.source.text[element.first.start : element.lines[-1].end]


def _looks_like_prompt(reader: Reader, index: int, element: Element) -> bool:
    """A question on its own in an answer that only a closer would end."""
    draft = reader.open
    return (
        draft is not None
        and draft.form in (Form.VERB, Form.QUESTION, Form.SPLIT)
        and element.mark is Mark.PARAGRAPH
        and marks.asks(element.lines[-1].bare)
        and bool(solid(reader.told))
        and reader.answered(index)
    )


def _asks(reader: Reader, index: int, element: Element) -> bool:
    """A plain question directly after a closer, in a file that is meant for cards."""
    return (
        (reader.tagged or reader.page.header.meant)
        and element.mark is Mark.PARAGRAPH
        and not reader.loose
        and marks.asks(element.lines[-1].bare)
        and reader.answered(index)
    )


def _callout(reader: Reader, _index: int, element: Element) -> None:
    reader.close()
    read = callout(reader.page, element, reader.section)
    reader.diagnostics.extend(read.diagnostics)
    if read.draft is not None:
        read.draft.deck = reader.deck
        reader.complete(read.draft)


def _question(reader: Reader, _index: int, element: Element) -> None:
    reader.start(Form.QA, element, reader.rest(element, 2))


def _answer(reader: Reader, index: int, element: Element) -> None:
    draft = reader.open
    if draft is not None and draft.form in (Form.QA, Form.C) and reader.split is None:
        reader.split = len(reader.told)
        draft.answer += reader.rest(element, 2)
        draft.last = element.lines[-1].end
    elif draft is not None and draft.form is not Form.QA:
        _text(reader, index, element)
    else:
        reader.close()
        reader.warn(
            rules.MISSING_PROMPT,
            "this answer has no prompt",
            element.first,
            "write `Q:` and the question above it; until then the card is left out",
        )


def _cloze(reader: Reader, _index: int, element: Element) -> None:
    reader.start(Form.C, element, reader.rest(element, 2))


def _pair(reader: Reader, index: int, element: Element) -> None:
    line = element.first
    sign = PAIR.search(line.bare)
    if reader.open is not None and reader.open.form is Form.C and not element.below_text:
        reader.close()
    if reader.open is not None or sign is None:
        if not element.below_text and reader.elements[index - 1].mark is Mark.BLANK:
            reader.warn(
                rules.LOOKS_LIKE_PROMPT,
                "this looks like a card, but stands in an answer",
                line,
                _CLOSE_ABOVE,
            )
        _text(reader, index, Element(Mark.PARAGRAPH, element.lines, element.below_text))
        return
    item = marks.LIST_ITEM.match(line.bare)
    prompt = [(line.start + (item.end() if item else 0), line.start + sign.start())]
    draft = _whole(reader, element, Form.PAIR, prompt)
    draft.answer = [(line.start + sign.end(), line.end)]
    draft.both_ways = sign[1] == ":::"
    reader.complete(draft)


def _unfinished(reader: Reader, index: int, element: Element) -> None:
    """Among cards of a line each, one that lacks a part: they are cards, it is told of."""
    if reader.open is not None:
        _text(reader, index, Element(Mark.PARAGRAPH, element.lines, element.below_text))
        return
    line = element.first
    item = marks.LIST_ITEM.match(line.bare)
    found = ONE_SIDED.match(line.bare, item.end() if item else 0)
    reader.recent = None
    if found is None:
        reader.warn(
            rules.LOOKS_LIKE_PROMPT,
            "this line stands among cards of a line each, but has no `::`",
            line,
            "write ` :: ` and the answer behind it; if it is no card, leave a blank line around it",
        )
    elif found["front"]:
        reader.warn(
            rules.MISSING_ANSWER,
            "this prompt has no answer",
            line,
            "write the answer behind it; until then the card is left out",
        )
    else:
        reader.warn(
            rules.MISSING_PROMPT,
            "this answer has no prompt",
            line,
            "write the question in front of it; until then the card is left out",
        )


def _whole(reader: Reader, element: Element, form: Form, prompt: list[Range]) -> Draft:
    return Draft(
        form=form,
        first=element.first.start,
        last=element.lines[-1].end,
        section=reader.section,
        prompt=prompt,
        deck=reader.deck,
    )


def _tags(reader: Reader, _index: int, element: Element) -> None:
    line = element.first
    tags = marks.TAG.findall(line.bare)
    if reader.open is not None:
        reader.close(tags, line.end)
    elif facts := solid(reader.loose):
        draft = _whole(reader, facts[0], Form.FACT, reader.text(reader.loose))
        reader.loose = []
        reader.tell(draft)
        draft.tags.update(tags)
        draft.last = line.end
        reader.drafts.append(draft)
        reader.recent = None
    elif reader.recent is not None:
        reader.recent.tags.update(tags)
        reader.recent.last = line.end
    else:
        reader.warn(
            rules.STRAY_TAGS,
            "this tag line closes no card",
            line,
            "put it directly below the card that it belongs to",
        )


def _said(reader: Reader, index: int, element: Element) -> None:
    """A source, a demo or an id: of the open card, the fact above, or the card just read."""
    line = element.first
    draft = reader.open
    if draft is None and reader.loose:
        draft = reader.said = reader.said or _whole(reader, element, Form.FACT, [])
    draft = draft or reader.recent
    text = reader.page.source.text[line.start : line.end]
    if draft is None or not told_of(draft, line.bare, text):
        _text(reader, index, Element(Mark.PARAGRAPH, element.lines, element.below_text))
    else:
        draft.last = line.end


def _verb(reader: Reader, _index: int, element: Element) -> None:
    reader.start(Form.VERB, element, reader.text([element]))


def _rule(reader: Reader, index: int, element: Element) -> None:
    if not element.below_text:
        reader.close(end=element.first.end)
        reader.leave(rules.STRAY_TEXT)
        reader.recent = None
        return
    if reader.open is not None or reader.tagged:
        reader.warn(
            rules.RULE_BELOW_TEXT,
            "`---` directly below text does not close a card",
            element.first,
            "leave a blank line above it",
        )
    _text(reader, index, Element(Mark.PARAGRAPH, element.lines, element.below_text))


def _flashcards(reader: Reader, _index: int, element: Element) -> None:
    reader.close()
    reader.leave(rules.PROSE)
    reader.flashcards, reader.recent = True, None
    named = FLASHCARDS.match(element.first.bare)
    path = (named["path"] or "").replace("/", "::") if named else ""
    deck = marks.deck_of((named and named["deck"]) or path)
    reader.deck = (*reader.page.settings.deck, *deck) if deck else None


_STEPS: Mapping[Mark, Step] = {
    Mark.BLANK: _blank,
    Mark.HEADING: heading,
    Mark.CALLOUT: _callout,
    Mark.Q: _question,
    Mark.A: _answer,
    Mark.C: _cloze,
    Mark.PAIR: _pair,
    Mark.UNFINISHED: _unfinished,
    Mark.SPLIT: split,
    Mark.TAGS: _tags,
    Mark.SOURCE: _said,
    Mark.DEMO: _said,
    Mark.ANCHOR: _said,
    Mark.VERB: _verb,
    Mark.RULE: _rule,
    Mark.FLASHCARDS: _flashcards,
    Mark.LIST: _text,
    Mark.QUOTE: _text,
    Mark.PARAGRAPH: _text,
    Mark.OTHER: _text,
}
