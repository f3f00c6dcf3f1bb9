"""Files in which nothing could be a card, known before they are read.

Most notes of a vault hold no cards. What follows only searches their text for
characters without which no dialect of ours has a card, or anything to say: it is
some twenty times as fast as reading them, and never says yes where reading would
give more than "no cards". In code, formulas and comments hardly any mark counts, but to
know where these end takes longer: that is asked where it makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flashdeck.masks import HIDDEN, masked, regions
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax import (
    flashcards_obsidian,
    late,
    marks,
    md2anki,
    mistagged,
    near_marks,
    note_types,
    o2a_options,
    sr_options,
    unseen,
    yanki,
)
from flashdeck.syntax.dialect import Dialect
from flashdeck.syntax.header import DECK_KEYS

_ANYWHERE = {
    "<": re.compile(r"<(?:!--[ \t]*(?:SR|ID|notecardId):|[hH]2)"),
    "[": re.compile(r"\[\^uid\]:"),
    "{": re.compile(r"\{(?<=`\{)="),
    "T": re.compile(r"T(?:ARGET DECK|AGS(?<=FILE TAGS)|ART(?<=START))"),
    "K": re.compile(r"K(?<=ANK)I"),
}
"""What counts in code and comments, too; like the following, by a character it must have."""
_TAGS = (b"#card", b"[card", b"flashcard", b"cards-deck")
"""So does this, and `#spaced` and `data-question`, in lower case."""
_TOP = re.compile(
    r"(?:#[^\n]*\n)*?#[ \t]*"
    r"(?:separator|html|tags|columns|notetype|deck|if matches|[a-z ]+ column)[ \t]*:",
    re.IGNORECASE,
)
"""Lines of Anki's, at the top."""
_MARKS = {
    ":": re.compile(r":(?::(?<=[ \t]::)|[<>]|(?<=Source:)|(?<=demo:))"),
    "{": re.compile(r"\{[{#cC]"),
    "<": re.compile(r"<[<>](?<=[ \t]<.)"),
    ">": re.compile(r">(?<=[ \t]>)[<>]"),
    ";": re.compile(r";[;<>]"),
    "@": re.compile(r"@(?<!\S@)\w"),
    "!": re.compile(r"!(?<=\[!)\s*(?:question|faq|card|flashcard)", re.IGNORECASE),
    "⚡": re.compile("⚡"),
    "🧠": re.compile("🧠"),
}
_PARTS = {"`": "`" * 3, "~": "~~~", "<": "<!--", "%": "%%"}
"""What begins code or a comment, which may have no end."""
_FENCED = re.compile(r"\n\n```[^`\n]*\n[^`]*+(?:`(?!``)[^`]*+)*+(?<=\n)```(?=\n|\Z)")
"""A fence below a blank line, which nothing above it reaches across but a comment or a fence."""
_LINE = re.compile(
    r"\n(?:[QAC]:|%|\[#[^\[\]\n]+\]\(\)|(?:model|nid|cid):|[ \t]*\^\w|[ \t]*\?\??[ \t]*(?=\n|\Z)"
    r"| {0,3}#{1,6}[ \t](?:[^\n]*[?？؟]|[ \t]*Q:)"
    rf"| {{0,3}}#{{1,6}}[ \t]+(?:{'|'.join(front for front, _ in note_types.FIELDS)})\b)"
)
"""The beginnings of lines that count."""
_FRONT = re.compile(r"---[ \t]*\n(?P<inner>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_SIMPLE = re.compile(
    r"(?:(?:[\w][\w -]*:(?:[ \t]+(?:[^\W\d][\w /.-]*|\[[\w, /-]*\]|\d{4}-\d\d-\d\d))?"
    r"|[ \t]*-[ \t]+[^\W\d][\w /.-]*|)[ \t]*\n)*"
)
_NAMED = re.compile(rf"(?mi)^(?:dialect|{'|'.join(DECK_KEYS)})[ \t]*:")
_TABLES = (".csv", ".tsv", ".org")


def all_ours(dialects: Mapping[str, Dialect]) -> bool:
    """Whether a file can be known at all: another's dialect may know marks that ours do not."""
    return all(type(each).__module__.startswith("flashdeck.") for each in dialects.values())


def unmarked(source: Source, settings: Settings) -> bool:
    """Whether a file surely holds no card of ours, and nothing to say but that.

    A vault's own settings may name other marks: then nothing is sure.
    """
    return (
        not (source.name.lower().endswith(_TABLES) or late.tabbed(source))
        and _plain_front(source.text)
        and not _counts_anywhere(source.text)
        and (not _may_count(_unfenced(source.text)) or not _counts_outside(source.text))
        and not mistagged.possible(source.text, settings)
        and not _custom(settings, source.text)
        and not yanki.watched(source, settings)
    )


def _counts_anywhere(text: str) -> bool:
    lowered = text.encode("utf-8", "replace").lower()  # faster: only Latin letters count
    return (
        _holds(text, _ANYWHERE)
        or (b"card" in lowered and any(mark in lowered for mark in _TAGS))
        or b"#spaced" in lowered
        or b"data-question" in lowered
        or _TOP.match(text) is not None
        or ("^" in text and flashcards_obsidian.ANY_ID.search(text) is not None)
        or ("(" in text and md2anki.ID.search(text) is not None)
    )


def _unfenced(text: str) -> str:
    """The text with plain fences hidden, which are most of what holds marks and no cards."""
    return _FENCED.sub(f"\n\n{HIDDEN}", text) if "```" in text else text


def _may_count(text: str) -> bool:
    return any(begun in text and part in text for begun, part in _PARTS.items()) or _counts(text)


def _counts_outside(text: str) -> bool:
    """Whether anything counts that is not hidden, or some part has no end."""
    found = regions(text)
    bare = masked(text, found)
    return not all(region.closed for region in found) or "<!--" in bare or _counts(bare)


def _counts(text: str) -> bool:
    return (
        _holds(text, _MARKS) or _LINE.search(f"\n{text}") is not None or near_marks.possible(text)
    )


def _holds(text: str, marks: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether any mark is in a text; that a character is not takes no time to see."""
    return any(
        character in text and mark.search(text) is not None for character, mark in marks.items()
    )


def asks(text: str) -> bool:
    """Whether some line asks: then the file may be meant to hold cards."""
    commented = "%%" in text or "<!--" in text  # behind the end of the line, for a reader
    possible = commented or marks.some_ask(text)
    return possible and marks.some_ask(masked(text, regions(text)))


def _plain_front(text: str) -> bool:
    """Whether front matter is nothing but words, lists and dates, and names no deck.

    Where it names one, questions may be cards.
    """
    if not text.startswith("---"):
        return not text.startswith("+++")
    front = _FRONT.match(text)
    inner = front["inner"] if front else ""
    plain = front is not None and _NAMED.search(inner) is None
    return plain and _SIMPLE.fullmatch(inner) is not None


def _custom(settings: Settings, text: str) -> bool:
    """Whether a vault's own settings, or the collection's, may find a card."""
    if settings.o2a:
        return True
    if settings.vault is None:
        return False
    if settings.vault.plugin(o2a_options.PLUGIN) and o2a_options.options(settings).finds(text):
        return True
    lowered = text.lower()
    if f"#{flashcards_obsidian.options(settings).tag.lower()}" in lowered:
        return True
    if not settings.vault.plugin(sr_options.PLUGIN):
        return False
    chosen = sr_options.options(settings)
    tagged = any(tag.lower() in lowered for tag in chosen.tags)
    return chosen.folders or tagged or bool(unseen.glued(text, settings))
