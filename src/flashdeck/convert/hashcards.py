"""The syntax of hashcards: `Q:`, `A:`, and `C:` with `[gaps]`; a deck for each file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.convert import marking
from flashdeck.convert.escaping import BRACKETS, HEADING, LABEL, RULE, SAID
from flashdeck.convert.target import MARKDOWN, Entry, Form, Part, Target
from flashdeck.model import Basic, Cloze, Statement
from flashdeck.settings import Settings

_AS_IT_IS = re.compile(r"[QC]:[ \t\n]")


def _forms(entry: Entry, _: Settings) -> Iterator[Form]:
    if _AS_IT_IS.match(entry.original):
        yield Form(entry.original, open=True, ends=True)
    match entry.note:
        case Basic() as note:
            asked = marking.labelled("Q:", note.front.text)
            text = f"{asked}\n{marking.labelled('A:', note.back.text)}"
        case Cloze() | Statement() as note:
            text = f"C: {marking.gapped(note.text.text, note.deletions, marking.bracketed)}"
    yield Form(marking.with_comments(text, entry.comments), open=True, ends=True)


HASHCARDS = Target(
    name="hashcards",
    dialect="hashcards",
    suffixes=MARKDOWN,
    says=frozenset({Part.BLANK_LINES, Part.SECTION, Part.COMMENTS, Part.PROSE}),
    forms=_forms,
    escapes=(
        *SAID,
        LABEL,
        RULE,
        HEADING,
        BRACKETS,
    ),
    toml=True,
    headings_end=False,
)
