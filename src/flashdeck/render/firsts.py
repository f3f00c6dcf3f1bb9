"""Which characters a regular expression can begin with, by the tree it is compiled from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

ASCII = frozenset(map(chr, range(128)))
_NONE: frozenset[str] = frozenset()
_CLASSES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def firsts(pattern: re.Pattern[str]) -> frozenset[str]:
    """The ASCII characters at which the pattern may match; all, where that cannot be told."""
    # No other way leads to the tree, and of one that looks otherwise nothing is told.
    parser: Any = getattr(re, "_parser", None)
    if parser is None:
        return ASCII
    begun, empty = _of_all(parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    return ASCII if empty else begun


Begun = tuple[frozenset[str], bool]
"""What a part of a pattern may begin with, and whether it may match nothing."""


def _of_all(tree: Iterable[tuple[object, Any]], flags: int) -> Begun:
    """Of parts that follow one another."""
    begun = _NONE
    for name, value in tree:
        more, empty = _of(str(name), value, flags)
        begun |= more
        if not empty:
            return begun, False
    return begun, True


def _of(name: str, value: Any, flags: int) -> Begun:
    match name:
        case "LITERAL":
            return _cased({value}, flags), False
        case "IN":
            return _listed(value, flags), False
        case "BRANCH":
            begun, empty = zip(*(_of_all(branch, flags) for branch in value[1]), strict=True)
            return _NONE.union(*begun), any(empty)
        case "SUBPATTERN" if not value[1] & (re.ASCII | re.UNICODE):
            return _of_all(value[3], flags | value[1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            more, nothing = _of_all(value[2], flags)
            return more, nothing or value[0] == 0
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _NONE, True
        case "ANY" | "NOT_LITERAL":
            return ASCII, False
        case _:
            return ASCII, True


def _listed(items: Iterable[tuple[object, Any]], flags: int) -> frozenset[str]:
    """Of a set of characters."""
    found, negated = _NONE, False
    for name, value in items:
        match str(name):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found |= _cased({value}, flags)
            case "RANGE":
                found |= _cased(range(min(value[0], 128), min(value[1], 128) + 1), flags)
            case "CATEGORY" if str(value) in _CLASSES:
                found |= _class(_CLASSES[str(value)], flags & re.ASCII)
            case _:
                return ASCII
    if not negated:
        return found
    return ASCII if flags & re.IGNORECASE else ASCII - found


def _cased(codes: Iterable[int], flags: int) -> frozenset[str]:
    """The characters of some code points, in both cases where that is all the same."""
    plain = {chr(code) for code in codes}
    if not flags & re.IGNORECASE:
        return ASCII & plain
    # The case of a few others is ASCII, such as that of the Kelvin sign.
    return ASCII if plain - ASCII else _NONE.union(*({c.lower(), c.upper()} for c in plain))


@cache
def _class(escape: str, flags: int) -> frozenset[str]:
    return frozenset(character for character in ASCII if re.match(escape, character, flags))
