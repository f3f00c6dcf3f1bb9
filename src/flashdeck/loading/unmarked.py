"""Files in which nothing could be a card, known before they are read.

Most notes of a vault hold no cards. What follows only searches their text for
characters without which no dialect of ours has a card, or anything to say: it is
some twenty times as fast as reading them, and never says yes where reading would
give more than "no cards".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flashdeck.masks import masked, regions
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax import (
    flashcards_obsidian,
    late,
    marks,
    md2anki,
    near_marks,
    note_types,
    o2a_options,
    sr_options,
    yanki,
)
from flashdeck.syntax.dialect import Dialect
from flashdeck.syntax.header import DECK_KEYS

_MARKS = ("::", "==", "{", "~", "[!", "TARGET DECK", "FILE TAGS", "dialect")
_MORE = (
    "Source:",
    "demo:",
    "START",
    "<!--",
    "%%",
    "`" * 3,
    ":drill:",
    ">>",
    "<<",
    "<>",
    ";;",
    "→",
    "⚡",
    "🧠",
    ":<",
    ":>",
    ";<",
)
_TAGS = (
    "#separator",
    "#html:",
    "#notetype",
    "#columns:",
    " column:",
    "#card",
    "[card",
    "flashcard",
    "cards-deck",
    "#spaced",
)
"""In lower case."""
_STARTS = ("Q:", "A:", "C:", "%", "#flashcards", "model:", "nid:", "cid:")
_TOLD = ("[^uid]:", "data-question", "<h2")
_FIELD = re.compile(rf"#[ \t]+(?:{'|'.join(front for front, _ in note_types.FIELDS)})\b")
_ASKING = re.compile(r"(?m)^[ \t]*\?\??[ \t]*$|^ {0,3}#{1,6}[ \t].*[?？؟]")
_NAMING = re.compile(r"(?m)^[ \t]*\^\w")
_VERB = re.compile(r"(?m)(?:^|\s)@\w")
_FRONT = re.compile(r"---[ \t]*\n(?P<inner>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_SIMPLE = re.compile(
    r"(?:(?:[\w][\w -]*:(?:[ \t]+(?:[^\W\d][\w /.-]*|\[[\w, /-]*\]|\d{4}-\d\d-\d\d))?"
    r"|[ \t]*-[ \t]+[^\W\d][\w /.-]*|)[ \t]*\n)*"
)
_NAMED = re.compile(rf"(?mi)^(?:{'|'.join(DECK_KEYS)})[ \t]*:")
_TABLES = (".csv", ".tsv", ".org")


def unmarked(source: Source, settings: Settings, known: Mapping[str, Dialect]) -> bool:
    """Whether a file surely holds no card, and nothing to say but that.

    Another's dialect may know marks that ours do not, and a vault's own settings
    may name others: then nothing is sure.
    """
    text, lowered = source.text, source.text.lower()
    return (
        not any(mark in text for mark in _MARKS)
        and not any(mark in text for mark in _MORE)
        and not any(mark in text for mark in _TOLD)
        and not any(mark in lowered for mark in _TAGS)
        and not any(text.startswith(mark) or f"\n{mark}" in text for mark in _STARTS)
        and not ("@" in text and _VERB.search(text))
        and not ("^" in text and _NAMING.search(text))
        and not (any(mark in text for mark in "?？؟") and _ASKING.search(text))
        and not ("#" in text and _FIELD.search(text))
        and not ("(" in text and md2anki.ID.search(text))
        and not (source.name.lower().endswith(_TABLES) or late.tabbed(source))
        and not near_marks.possible(text)
        and _plain_front(text)
        and not _custom(settings, text)
        and not yanki.watched(source, settings)
        and all(type(dialect).__module__.startswith("flashdeck.") for dialect in known.values())
    )


def asks(text: str) -> bool:
    """Whether some line asks: then the file may be meant to hold cards."""
    if not any(mark in text for mark in "?？؟") or not any(map(marks.asks, text.split("\n"))):
        return False
    return any(map(marks.asks, masked(text, regions(text)).split("\n")))


def _plain_front(text: str) -> bool:
    """Whether front matter is nothing but words, lists and dates, and names no deck.

    Where it names one, questions may be cards.
    """
    if not text.startswith("---"):
        return True
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
    if f"#{flashcards_obsidian.options(settings).tag}" in text:
        return True
    if not settings.vault.plugin(sr_options.PLUGIN):
        return False
    chosen, lowered = sr_options.options(settings), text.lower()
    return chosen.folders or any(tag.lower() in lowered for tag in chosen.tags)
