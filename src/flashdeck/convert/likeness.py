"""Whether two notes are the same, wherever and in whatever syntax they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from flashdeck.model import Basic, Cloze, Collection, Deletion, Note, Passage, Statement
from flashdeck.render.html import Html
from flashdeck.render.lines import spaced
from flashdeck.syntax import marks

_UNSEEN = re.compile(r' style="text-align:[a-z ]*;?"|</?a>')
"""How a column is set, which not every syntax can say; links that lead nowhere from a card."""


def flattened_no_more(note: Note) -> Note:
    """The note with the blank lines that its page has lost."""
    context = None if note.context is None else _apart(note.context)
    match note:
        case Basic():
            return replace(note, context=context, front=_apart(note.front), back=_apart(note.back))
        case Cloze():
            extra = None if note.extra is None else _apart(note.extra)
            text, gaps = _apart(note.text), _moved(note.text, note.deletions)
            return replace(note, context=context, text=text, deletions=gaps, extra=extra)
        case Statement():
            text, gaps = _apart(note.text), _moved(note.text, note.deletions)
            return replace(note, context=context, text=text, deletions=gaps)


def _apart(whole: Passage) -> Passage:
    return Passage(spaced(whole.text), whole.span) if whole.flat else whole


def _moved(whole: Passage, deletions: tuple[Deletion, ...]) -> tuple[Deletion, ...]:
    if not whole.flat:
        return deletions
    return tuple(
        replace(gap, start=_at(whole.text, gap.start), end=_at(whole.text, gap.end))
        for gap in deletions
    )


def _at(text: str, at: int) -> int:
    """Where a place of a text comes to stand: behind as many characters that are no white space."""
    before = len("".join(text[:at].split()))
    apart = spaced(text)
    for place, character in enumerate(apart):
        if before == 0 and (character.isspace() == text[at : at + 1].isspace()):
            return place
        before -= not character.isspace()
    return len(apart)


def headed(section: tuple[str, ...]) -> tuple[str, ...]:
    """The names of headings without their ids, which dialects leave in them or not."""
    return tuple(marks.ID.sub("", name).strip() for name in section)


def alike(one: Note, other: Note) -> bool:
    """Whether they are the same note to whoever learns it, and to Anki."""
    return likeness(one) == likeness(other)


def shown(note: Note) -> tuple[object, ...]:
    """What two notes have in common that look the same, however their Markdown is spelt."""
    html = Html(Collection(), {})
    told = [] if note.context is None else [html.passage(note, note.context)]
    match note:
        case Basic():
            told += [html.passage(note, note.front), html.passage(note, note.back)]
            kind: tuple[object, ...] = ("basic", note.both_ways)
        case Cloze():
            told += [html.cloze(note), *([html.passage(note, note.extra)] if note.extra else [])]
            kind = ("cloze", *((gap.group, gap.hint) for gap in note.deletions))
        case Statement():
            told += [html.passage(note, note.text)]
            kind = ("statement", len(note.deletions))
    return *kind, *(_UNSEEN.sub("", each) for each in told), *_said(note)


def likeness(note: Note) -> tuple[object, ...]:
    """What two notes that are the same have in common."""
    match note:
        case Basic():
            kind: tuple[object, ...] = ("basic", note.front.text, note.back.text, note.both_ways)
        case Cloze():
            extra = None if note.extra is None else note.extra.text
            kind = ("cloze", note.text.text, note.deletions, extra)
        case Statement():
            hidden = [note.text.text[gap.start : gap.end] for gap in note.deletions]
            kind = ("statement", note.text.text, hidden)
    return *kind, *_said(note), None if note.context is None else note.context.text


def _said(note: Note) -> tuple[object, ...]:
    """What is said of a note beside its texts."""
    return (
        note.deck,
        headed(note.section),
        note.tags,
        note.verbs,
        note.source_note,
        note.demo,
        note.given_id,
    )
