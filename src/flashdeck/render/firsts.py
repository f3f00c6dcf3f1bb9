"""Where a regular expression can match at all, by the tree it is compiled from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

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


class Known(NamedTuple):
    """What is known of a pattern: as much as holds of any, where nothing can be told.

    `firsts` are the ASCII characters at which it may match, and it does so only where a line
    `begins`. A `run` finds what it does, or nothing: it is sooner done with words in ASCII.
    """

    firsts: frozenset[str] = ASCII
    begins: bool = False
    run: re.Pattern[str] | None = None


def known(pattern: re.Pattern[str]) -> Known:
    # No other way leads to the tree, and of one that looks otherwise nothing is told.
    parser: Any = getattr(re, "_parser", None)
    if parser is None:
        return Known()
    tree = [*parser.parse(pattern.pattern, pattern.flags)]
    begun, empty = _of_all(tree, pattern.flags)
    run = _run(pattern) if _is_run(tree) else None
    return Known(ASCII if empty else begun, _begins(tree), run)


def _begins(tree: Sequence[tuple[object, Any]]) -> bool:
    """Whether it matches only where a line begins."""
    if not tree:
        return False
    name, value = tree[0]
    if str(name) == "SUBPATTERN":
        return _begins(value[3])
    return str(name) == "AT" and str(value) in ("AT_BEGINNING", "AT_BEGINNING_STRING")


def _is_run(tree: Sequence[tuple[object, Any]]) -> bool:
    """Whether it is one character of some, and as many others of some as there are."""
    match [(str(name), value) for name, value in tree]:
        case [("IN", _), ("MAX_REPEAT", (0, most, inner))]:
            return str(most) == "MAXREPEAT" and [str(name) for name, _ in inner] == ["IN"]
        case _:
            return False


def _run(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    first = "".join(sorted(each for each in ASCII if pattern.match(each)))
    rest = "".join(sorted(each for each in ASCII if first and pattern.fullmatch(first[0] + each)))
    if not first or not rest:
        return None
    # What it may go on with that is not ASCII, the pattern itself must say.
    return re.compile(rf"[{re.escape(first)}][{re.escape(rest)}]*+(?![^\x00-\x7f])")


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
