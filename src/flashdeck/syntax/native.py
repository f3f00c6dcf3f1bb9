"""The native dialect: headings, callouts, Q:/A:, `::`, `?`, verbs, statements and cloze."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flashdeck import rules
from flashdeck.syntax import marks, whole_file
from flashdeck.syntax.callouts import callout, told_of
from flashdeck.syntax.dialect import Reading
from flashdeck.syntax.drafts import Draft, Form, made
from flashdeck.syntax.elements import PAIR, Element, Mark, elements
from flashdeck.syntax.gaps import has_gaps
from flashdeck.syntax.page import Page, Range
from flashdeck.syntax.reader import Reader, solid

_EXPLICIT = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}#flashcards|^[QC]:(?:\s|$)|^[ \t]*\?\??[ \t]*$"
    r"|^[ \t]*>[ \t]*\[!(?:question|faq|card|flashcards?)\b|\S[ \t]+:::?[ \t]+\S"
    r"|\{#[\w:.-]+\}[ \t]*$",
    re.IGNORECASE,
)
_CARDS = frozenset({Mark.CALLOUT, Mark.Q, Mark.C, Mark.PAIR, Mark.SPLIT, Mark.VERB})
_WORDS = frozenset({Mark.PARAGRAPH, Mark.LIST, Mark.QUOTE, Mark.OTHER})
_TITLE = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<title>.*?)(?:[ \t]+#+)?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Native:
    """Our own syntax, and what it shares with Obsidian's and hashcards'."""

    name: str = "native"

    def evidence(self, page: Page) -> int:
        """Two where it shows any mark that a flattened page cannot hold."""
        text = page.source.text
        shown = any(
            _EXPLICIT.search(line.bare) or has_gaps(line.bare, text[line.start : line.end])
            for line in page.lines
        )
        return 2 * shown

    def read(self, page: Page) -> Reading:
        reader = Reader(page=page, elements=elements(page))
        for index, element in enumerate(reader.elements):
            _STEPS[element.mark](reader, index, element)
        reader.end()
        results = [made(page, draft) for draft in reader.drafts]
        notes = tuple(result.note for result in results if result.note is not None)
        found = [each for result in results for each in result.diagnostics]
        whole = whole_file.findings(page, bool(reader.drafts), reader.prose)
        return Reading(notes, (*reader.diagnostics, *found, *whole))


NATIVE = Native()

_CLOSE_ABOVE = "close the card above it with a tag line, or with `---` between blank lines"

Step = Callable[[Reader, int, Element], None]


def _blank(reader: Reader, _index: int, element: Element) -> None:
    (reader.loose if reader.open is None else reader.told).append(element)


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
        reader.loose.append(element)
        reader.recent = None


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
        and bool(solid(reader.told))
        and marks.asks(element.lines[-1].bare)
        and _answered(reader, index)
    )


def _asks(reader: Reader, index: int, element: Element) -> bool:
    """A plain question directly after a closer, in a file that is meant for cards."""
    return (
        (reader.tagged or reader.page.header.names_deck)
        and element.mark is Mark.PARAGRAPH
        and not solid(reader.loose)
        and marks.asks(element.lines[-1].bare)
        and _answered(reader, index)
    )


def _answered(reader: Reader, index: int) -> bool:
    """Whether plain text is the next thing below a block."""
    below = next(
        (each for each in reader.elements[index + 1 :] if each.mark is not Mark.BLANK), None
    )
    return below is not None and below.mark in _WORDS


def _heading(reader: Reader, index: int, element: Element) -> None:
    reader.close()
    # What stands between a heading and the next, with no card, introduces the section.
    reader.leave(rules.STRAY_TEXT if len(reader.drafts) > reader.headed else rules.PROSE)
    reader.headed = len(reader.drafts)
    line = element.first
    match = _TITLE.match(line.bare)
    if match is None:
        return
    level, (start, end) = len(match["level"]), match.span("title")
    while reader.sections and reader.sections[-1][0] >= level:
        reader.sections.pop()
    bare = line.bare[start:end]
    asks = marks.card_heading(bare)
    section = asks and _is_section(reader.elements, index, level)
    if section and _answered(reader, index):
        reader.warn(
            rules.QUESTION_SECTION,
            "this heading asks, but was taken for a section: cards of another form stand below it",
            line,
            "put those cards below a heading of their own, of the same level",
        )
    if asks and not section:
        end -= marks.named_free(bare).endswith("??")
        reader.start(Form.HEADING, element, [(line.start + start, line.start + end)])
    else:
        title = reader.page.source.text[line.start + start : line.start + end]
        reader.sections.append((level, marks.CARD_TAG.sub("", marks.ID.sub("", title)).strip()))


def _is_section(blocks: Sequence[Element], index: int, level: int) -> bool:
    """Whether cards of another form stand below a heading, or nothing but deeper headings."""
    told = False
    for block in blocks[index + 1 :]:
        if block.mark is Mark.HEADING:
            match = _TITLE.match(block.first.bare)
            if match is None or len(match["level"]) <= level:
                return False
            if not told:
                return True
        elif block.mark in _CARDS:
            return True
        told = told or block.mark is not Mark.BLANK
    return False


def _callout(reader: Reader, _index: int, element: Element) -> None:
    reader.close()
    read = callout(reader.page, element, reader.section)
    reader.diagnostics.extend(read.diagnostics)
    if read.draft is not None:
        reader.complete(read.draft)


def _question(reader: Reader, _index: int, element: Element) -> None:
    reader.start(Form.QA, element, reader.rest(element, 2))


def _answer(reader: Reader, index: int, element: Element) -> None:
    draft = reader.open
    if draft is not None and draft.form is Form.QA and reader.split is None:
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


def _whole(reader: Reader, element: Element, form: Form, prompt: list[Range]) -> Draft:
    return Draft(
        form=form,
        first=element.first.start,
        last=element.lines[-1].end,
        section=reader.section,
        prompt=prompt,
    )


def _split(reader: Reader, index: int, element: Element) -> None:
    """A lone `?`: what stands directly above it is asked; `??` asks both ways."""
    draft, told = reader.open, solid(reader.told)
    both = element.first.bare.strip() == "??"
    if draft is not None and _ends_prompt(reader):
        reader.split, draft.both_ways = len(reader.told), both
        draft.last = element.first.end
        return
    if draft is not None and not _leaves_answer(reader):
        _text(reader, index, Element(Mark.PARAGRAPH, element.lines, element.below_text))
        return
    above = told if draft is not None else solid(reader.loose)
    if not above:
        reader.warn(
            rules.MISSING_PROMPT,
            "nothing stands above this `?`",
            element.first,
            "write the question directly above it",
        )
        return
    front = above[-1]
    if draft is not None:
        reader.told = reader.told[: reader.told.index(front)]
        reader.close()
    reader.loose = reader.loose[: reader.loose.index(front)] if draft is None else []
    reader.start(Form.SPLIT, front, reader.text([front]))
    reader.split = 0
    if reader.open is not None:
        reader.open.both_ways = both


def _ends_prompt(reader: Reader) -> bool:
    """Whether a lone `?` ends the open card's own prompt instead of asking anew."""
    draft, told = reader.open, solid(reader.told)
    if draft is None or draft.form not in (Form.VERB, Form.QUESTION) or reader.split is not None:
        return False
    return len(told) < 2 or told[-1].mark is not Mark.PARAGRAPH


def _leaves_answer(reader: Reader) -> bool:
    """Whether the open card keeps an answer when its last block is asked for itself."""
    draft, told = reader.open, solid(reader.told)
    if draft is None or not told or (draft.form is Form.QA and reader.split is None):
        return False
    text = reader.page.source.text
    return len(told) > 1 or any(text[start:end].strip() for start, end in draft.answer)


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
    if draft is None and solid(reader.loose):
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


def _flashcards(reader: Reader, _index: int, _element: Element) -> None:
    reader.close()
    reader.leave(rules.PROSE)
    reader.flashcards = True


_STEPS: Mapping[Mark, Step] = {
    Mark.BLANK: _blank,
    Mark.HEADING: _heading,
    Mark.CALLOUT: _callout,
    Mark.Q: _question,
    Mark.A: _answer,
    Mark.C: _cloze,
    Mark.PAIR: _pair,
    Mark.SPLIT: _split,
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
