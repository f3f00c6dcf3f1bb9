"""What stands in for a piece while Markdown is read: its number between two marks.

Markdown decides by the neighbours of a `*` or `_` whether it is emphasis. A
piece looks like a letter to them. A wrap, such as a gap, must not be seen at
all, so each of its ends looks like the character behind it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = "\ue000\ue001"
_SIGNS = "⁅⁆"
MARKS = _LETTERS + _SIGNS
"""Where these stand in a text, they are taken out as pieces themselves."""

TOKEN = re.compile(f"[{_LETTERS[0]}{_SIGNS[0]}](\\d+)[{_LETTERS[1]}{_SIGNS[1]}]")
LETTER = re.compile(f"{_LETTERS[0]}(\\d+){_LETTERS[1]}")
"""The token of a piece, which is found faster: all begin with the same character."""
IN_ADDRESS = re.compile(r"(?:%EE%80%80|%E2%81%85)(\d+)(?:%EE%80%81|%E2%81%86)")


def cut(text: str) -> list[str]:
    """A text at its tokens: words, the number of a token, words, and so on to the last words."""
    signs = _SIGNS[0] in text or _SIGNS[1] in text
    return (TOKEN if signs else LETTER).split(text)


def letter(number: int) -> str:
    """The token that looks like a letter from both sides."""
    return f"{_LETTERS[0]}{number}{_LETTERS[1]}"


def token(number: int, *, before: str = "x", after: str = "x") -> str:
    """The token that looks like `after` to what stands before it, and the other way round."""
    first = _SIGNS[0] if _is_sign(after) else _LETTERS[0]
    last = _SIGNS[1] if _is_sign(before) else _LETTERS[1]
    return f"{first}{number}{last}"


@lru_cache(maxsize=512)
def _is_sign(character: str) -> bool:
    """Whether Markdown takes it for punctuation; a space, or none at all, is as good."""
    return not character.strip() or unicodedata.category(character)[0] in "PS"
