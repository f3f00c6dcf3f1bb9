"""The small marks that all dialects share: tags, verbs, ids, decks, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.masks import HIDDEN
from flashdeck.model import DeckName

TAG = re.compile(r"(?<![\w@])@([^\W_][\w:/-]*)~")
TAG_LINE = re.compile(r"\s*(?:@[^\W_][\w:/-]*~[\s,]*)+$")
VERB_LINE = re.compile(r" {0,3}@([^\W\d_]+)(?![\w~@.]|-\w)")
VERB = re.compile(r"(?<![\w@])@([^\W\d_]+)(?![\w~@])")
SOURCE = re.compile(r" {0,3}Source:(?:[ \t]+|$)")
DEMO = re.compile(r" {0,3}demo:[ \t]+(?=\S)")
RULE = re.compile(r" {0,3}-{3,}[ \t]*$")
ID = re.compile(r"(?m)(?:(?<![ \t])[ \t]+)?\{#(\w[\w:.-]*)\}[ \t]*$")
NO_ID = re.compile(r"(?m)(?:(?<![ \t])[ \t]+)?(?P<id>\{#[^{}\n]*\})[ \t]*(?=$|\{#)")
_BLOCK_ID = r"[A-Za-z][\w-]*|\d[\w-]{7,}"  # ^2 is a power
ANCHOR = re.compile(rf"(?:^|\n|(?<![ \t])[ \t]+)\^({_BLOCK_ID})[ \t]*\Z")
LONE_ANCHOR = re.compile(rf" {{0,3}}\^({_BLOCK_ID})[ \t]*$")
LAST_ID = re.compile(
    rf"(?:(?:(?<![ \t])[ \t]+)?\{{#(\w[\w:.-]*)\}}|(?:\A|\n|(?<![ \t])[ \t]+)\^({_BLOCK_ID}))\s*\Z"
)
LAST_TAGS = re.compile(r"(?:[ \t]+@[^\W_][\w:/-]*~)+[ \t]*\Z")
CARD_TAG = re.compile(r"(?<!\S)#card\b[ \t]*")
LIST_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[•◦▪*+-]|\d{1,9}[.)])(?:[ \t]+|$)")

SECTION_WORDS = frozenset(
    (
        "flashcards",
        "cards",
        "bite-sized",
        "bitesized",
        "proofs",
        "definitions",
        "theorems",
        "questions",
        "examples",
        "exam",
    )
)

_ASKS = re.compile(r"[?？؟][\s)\]}\"'”’»*_~`]*$")
_SOME_ASK = {
    mark: re.compile(rf"{re.escape(mark)}(?:[^\S\n]|[?？؟)\]}}\"'”’»*_~`])*(?=\n|\Z)")
    for mark in "?？؟"
}
_END = re.compile(r"[.?!:;,…。？！：；，؟،؛][\"'”’)\]]*\s*$")


def asks(text: str) -> bool:
    """Whether it ends as a question does; closing quotes and brackets may follow."""
    return _ASKS.search(text) is not None


def some_ask(text: str) -> bool:
    """Whether some line of a text asks."""
    return any(mark in text and found.search(text) for mark, found in _SOME_ASK.items())


def like_heading(text: str, words: int = 8) -> bool:
    """Whether a plain line could head a section: short, no end punctuation, no mathematics."""
    return (
        0 < len(text.split()) <= words
        and len(text) <= 10 * words
        and _END.search(text) is None
        and HIDDEN not in text
    )


def deck_of(text: str) -> DeckName:
    """`A::B` as a path of names; empty parts are dropped."""
    name = text.strip().strip("\"'")
    return tuple(part.strip() for part in name.split("::") if part.strip())


def tags_of(text: str) -> Iterator[str]:
    """Tags as people list them: with or without `#`, `@` and `~`, by spaces or commas."""
    for word in re.split(r"[\s,]+", text):
        tag = word.strip("[]\"'").lstrip("#@").rstrip("~")
        if tag:
            yield tag


def named_free(text: str) -> str:
    """A prompt without the id and tags at its end."""
    return NO_ID.sub("", TAG.sub("", CARD_TAG.sub("", text)).rstrip()).rstrip()


def card_heading(text: str) -> bool:
    """Whether a heading asks: it ends in `?`, starts with `@verb`, or has `#card`."""
    verb = VERB_LINE.match(text) is not None
    return verb or CARD_TAG.search(text) is not None or asks(named_free(text))
