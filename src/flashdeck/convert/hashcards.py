"""The syntax of hashcards: `Q:`, `A:`, and `C:` with `[gaps]`; a deck for each file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.convert import marking
from flashdeck.convert.escaping import SAID
from flashdeck.convert.runs import OWN_LINES
from flashdeck.convert.target import Entry, Form, Part, Target
from flashdeck.model import Basic, Cloze, DeckName, Statement
from flashdeck.settings import Settings

_AS_IT_IS = re.compile(r"[QC]:[ \t\n]")


def _forms(entry: Entry, _: Settings) -> Iterator[Form]:
    if _AS_IT_IS.match(entry.original):
        yield Form(entry.original, open=True, ends=True)
    match entry.note:
        case Basic() as note:
            told = (
                f"\n{note.back.text}" if OWN_LINES.match(note.back.text) else f" {note.back.text}"
            )
            front = note.front.text
            asked = f"\n{front}" if OWN_LINES.match(front) else f" {front}"
            text = f"Q:{asked}\nA:{told}"
        case Cloze() | Statement() as note:
            text = f"C: {marking.gapped(note.text.text, note.deletions, marking.bracketed)}"
    yield Form(marking.with_comments(text, entry.comments), open=True, ends=True)


def _deck_line(_deck: DeckName | None, _settings: Settings) -> None:
    return None


HASHCARDS = Target(
    name="hashcards",
    dialect="hashcards",
    suffixes=(".md", ".markdown", ".txt"),
    says=frozenset({Part.BLANK_LINES, Part.SECTION, Part.COMMENTS, Part.PROSE}),
    forms=_forms,
    deck_line=_deck_line,
    escapes=(
        *SAID,
        (re.compile(r"(?m)^[QAC]():"), ("\\",)),
        (re.compile(r"(?m)^ {0,3}(-{3,})[ \t]*$"), ("***",)),
        (re.compile(r"(?m)^( {0,3}#{1,6}[ \t]+)\S.*?([ \t#]*)$"), ("**", "**")),
        (re.compile(r"(?<![!\\\]\[])()\[(?!\^)[^\[\]\n]+\](?![(\[:])"), ("\\",)),
    ),
    toml=True,
    headings_end=False,
)
