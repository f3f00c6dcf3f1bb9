"""Marks put back into the text of notes: verbs, gaps, ids, tags, comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from flashdeck.model import Deletion, Note

OWN_LINES = re.compile(r"[ \t]*(?:[-*+•◦▪](?=\s)|[|>]|\d+[.)]\s|-{3}|```|~~~|\$\$|#)|[ \t]{2}")
"""What begins a text that needs lines of its own."""

Marks = Callable[[Deletion], tuple[str, str]]
"""What stands before and behind a gap."""


def asked(note: Note, text: str) -> str:
    """A prompt with the `@` of its verbs."""
    at = 0
    for verb in note.verbs:
        found = re.compile(rf"\b{re.escape(verb)}\b", re.IGNORECASE).search(text, at)
        if found is None:
            return text
        text = f"{text[: found.start()]}@{text[found.start() :]}"
        at = found.end() + 1
    return text


def labelled(label: str, text: str) -> str:
    """A text behind `Q:` or `A:`, or below it."""
    return f"{label}{chr(10) if OWN_LINES.match(text) else ' '}{text}"


def gapped(text: str, gaps: Iterable[Deletion], marks: Marks) -> str:
    """A text with its gaps marked; those inside others too."""
    listed = list(gaps)
    edges = [(gap.start, 1, -gap.end, marks(gap)[0]) for gap in listed]
    edges += [(gap.end, 0, -gap.start, marks(gap)[1]) for gap in listed]
    parts, at = [], 0
    for place, _, _, mark in sorted(edges):
        parts += [text[at:place], mark]
        at = place
    return "".join([*parts, text[at:]])


def highlighted(_gap: Deletion) -> tuple[str, str]:
    return "==", "=="


def bracketed(_gap: Deletion) -> tuple[str, str]:
    return "[", "]"


def numbered(gap: Deletion) -> tuple[str, str]:
    return f"{{{{c{gap.group}::", f"::{gap.hint}}}}}" if gap.hint else "}}"


def with_comments(text: str, comments: Iterable[str]) -> str:
    """A card's text with comments at the end of its first line."""
    first, line, rest = text.partition("\n")
    return " ".join([first.rstrip(), *comments]) + line + rest


def quoted(text: str) -> str:
    """Lines as a quote."""
    return "\n".join(f"> {line}" if line.strip() else ">" for line in text.split("\n"))
