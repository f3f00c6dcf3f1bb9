"""A lone `?` or `??`: the end of a prompt."""

from __future__ import annotations

from flashdeck import rules
from flashdeck.syntax.drafts import Form
from flashdeck.syntax.elements import Element, Mark
from flashdeck.syntax.reader import Reader, solid


def split(reader: Reader, _index: int, element: Element) -> None:
    """A lone `?`: what stands directly above it is asked; `??` asks both ways."""
    draft, told = reader.open, solid(reader.told)
    both = element.first.bare.strip() == "??"
    if draft is not None and _ends_prompt(reader):
        reader.split, draft.both_ways = len(reader.told), both
        draft.last = element.first.end
        return
    if draft is not None and not _leaves_answer(reader):
        reader.told.append(element)
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
    inline = draft.prompt if draft.form is Form.C else draft.answer
    return len(told) > 1 or any(text[start:end].strip() for start, end in inline)
