"""Text in which nothing is a mark, and which Markdown shows as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flashdeck.masks import masked, regions
from flashdeck.model import Basic, Cloze, Deletion, Note, Passage, Statement

Escape = tuple[re.Pattern[str], tuple[str, ...]]
"""What may be a mark, and what stands instead of each group so that it is none."""

Escapes = Sequence[Escape]

SAID: Escapes = (
    (re.compile(r"(?m)^ {0,3}()@"), ("\\",)),
    (re.compile(r"(?<!\S)()@(?=[^\W_][\w:/-]*~)"), ("\\",)),
    (re.compile(r"(?m)()\{#[\w:.-]+\}[ \t]*$"), ("\\",)),
    (re.compile(r"(?m)(?:^|[ \t])()\^(?=(?:[A-Za-z][\w-]*|\d[\w-]{7,})[ \t]*$)"), ("\\",)),
)
"""Marks of verbs, tags and ids, which every dialect reads."""

HEADING: Escape = (
    re.compile(r"(?m)^( {0,3}#{1,6}[ \t]+)\S(?:.*[^ \t#\n])?([ \t#]*)$"),
    ("**", "**"),
)
"""A heading, which becomes bold."""

LABEL: Escape = (re.compile(r"(?m)^[QAC]():"), ("\\",))
"""`Q:`, `A:` and `C:`."""

BRACKETS: Escape = (
    re.compile(r"(?<![!\\\]\[])()\[(?!\^)[^\[\]\n]+\](?![(\[:])"),
    ("\\",),
)
"""What may be a gap, and is no link."""

HIGHLIGHT: Escape = (re.compile(r"(==)(?=\S)[^=\n]+(==)"), ("<mark>", "</mark>"))

RULE: Escape = (re.compile(r"(?m)^ {0,3}(-{3,})[ \t]*$"), ("***",))

_Edit = tuple[int, int, str]


def escaped(text: str, escapes: Escapes) -> str:
    """A text without marks; code and formulas stay."""
    return _edited(text, _edits(text, escapes))


def escaped_note(note: Note, escapes: Escapes) -> Note:
    """A note in whose texts nothing is a mark of another card."""

    def plain(whole: Passage) -> Passage:
        return Passage(escaped(whole.text, escapes), whole.span)

    context = None if note.context is None else plain(note.context)
    match note:
        case Basic():
            return replace(note, context=context, front=plain(note.front), back=plain(note.back))
        case Cloze() | Statement():
            edits = _edits(note.text.text, escapes)
            gaps = tuple(_moved(gap, edits) for gap in note.deletions)
            made = replace(note, context=context, text=plain(note.text), deletions=gaps)
    if isinstance(made, Cloze) and made.extra is not None:
        made = replace(made, extra=plain(made.extra))
    return made


def _edits(text: str, escapes: Escapes) -> list[_Edit]:
    bare = masked(text, regions(text))
    found = sorted(
        (*match.span(group), new)
        for pattern, instead in escapes
        for match in pattern.finditer(bare)
        for group, new in enumerate(instead, 1)
    )
    kept: list[_Edit] = []
    for edit in found:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _moved(gap: Deletion, edits: Sequence[_Edit]) -> Deletion:
    return replace(gap, start=_later(gap.start, edits), end=_later(gap.end, edits))


def _later(at: int, edits: Sequence[_Edit]) -> int:
    return at + sum(len(new) - (end - start) for start, end, new in edits if start < at)
