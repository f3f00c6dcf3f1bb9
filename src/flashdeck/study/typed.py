"""What was typed beside what was wanted."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from flashdeck.identity import normalised
from flashdeck.model import Basic, Card

_MARKS = re.compile(r"[*_`$]|==|\\[()\[\]]|∆(?=\w)")


LONGEST = 240
"""Characters: nobody types more than that letter for letter."""


class Part(NamedTuple):
    """Text that was typed and wanted (`=`), only typed (`-`), or only wanted (`+`).

    Without a sign it was not compared, because the answer is so long.
    """

    sign: str
    text: str


def wanted(card: Card) -> str:
    """What one would type: the answer, or what the gaps hide, without Markdown's marks."""
    note = card.note
    match note:
        case Basic():
            text = note.front.text if card.ordinal == 1 else note.back.text
        case _:
            gaps = [gap for gap in note.deletions if gap.group == card.ordinal]
            hidden = [note.text.text[gap.start : gap.end] for gap in gaps]
            text = ", ".join(hidden) or note.text.text
    return normalised(_MARKS.sub("", text))


def compared(typed: str, answer: str) -> tuple[Part, ...]:
    """The difference; letters of either case are alike, and white space and quotes."""
    ours, theirs = normalised(typed), normalised(answer)
    if len(theirs) > LONGEST:
        return (Part("", ours),)
    matcher = SequenceMatcher(None, ours.casefold(), theirs.casefold(), autojunk=False)
    if len(ours.casefold()) != len(ours) or len(theirs.casefold()) != len(theirs):
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    parts = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Part("=", theirs[first:last]))
            continue
        parts += [
            Part(sign, text)
            for sign, text in (("-", ours[start:end]), ("+", theirs[first:last]))
            if text
        ]
    return tuple(parts)


def is_right(parts: tuple[Part, ...]) -> bool:
    """Whether nothing differs."""
    return all(part.sign == "=" for part in parts)


def marked(parts: tuple[Part, ...]) -> str:
    """The difference without colours: what is too much and what is missing, between marks."""
    signs = {"": "{}", "=": "{}", "-": "[-{}-]", "+": "[+{}+]"}
    return "".join(signs[part.sign].replace("{}", part.text) for part in parts)
