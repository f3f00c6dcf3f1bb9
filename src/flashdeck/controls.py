"""Text that can send a terminal nothing: control characters as pictures of themselves.

Marks that turn the direction of a whole line count as controls, and halves of
surrogate pairs, which no file can hold.
"""

from __future__ import annotations

import re

TAB = "    "

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """Text of one line: a tab has one width, a line end is a picture too."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(lambda match: TAB if match[0] == "\t" else _picture(match[0]), text)


def pictured(text: str) -> str:
    """Text of several lines, character for character; tabs and line ends stay."""
    return _CONTROL.sub(lambda match: match[0] if match[0] in "\n\t" else _picture(match[0]), text)


def _picture(character: str) -> str:
    match ord(character):
        case 127:
            return "␡"
        case code if code < 32:
            return chr(0x2400 + code)
        case _:
            return "\N{REPLACEMENT CHARACTER}"
