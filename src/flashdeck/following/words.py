"""A text word by word: what has content, what is light, and what no synonym stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from flashdeck.following.frames import (
    COMMON,
    CONCEPTS,
    ELIDED,
    FORMAL,
    FRAME,
    FUNCTION,
    RUNS,
    TURNING,
    TURNS,
)

_EAST = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EASTERN = tuple(zip(_EAST[::3], _EAST[2::3], strict=True))
"""The first and last character of each range: as an expression, they take long to compile."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0eff"
"""What belongs to the letter before it, or to a script in which letters and marks mingle."""
_LETTER = rf"(?:[^\W\d_{_EAST}]|[{_MARKS}])"
_WORD = re.compile(
    rf"\\[A-Za-z]+|[{_EAST}]+|\d+(?:[.,]\d+)*|{_LETTER}+(?:'{_LETTER}+)*'*"
    r"|#[0-9a-f]{16}$|[^\w\s]"
)
_PLAIN_WORD = re.compile(
    r"[A-Za-z]+(?:'[A-Za-z]+)*'*|[0-9]+(?:[.,][0-9]+)*|\\[A-Za-z]+|#[0-9a-f]{16}$|[^\w\s]"
)
"""What `_WORD` finds in a text of ASCII characters, found in half of the time."""
_PART = re.compile("[\u30a1-\u30ff]+|[\u3041-\u309f]+|.")
_PUNCTUATION = frozenset(".,;:?!\"'()[]{}*$`…\\、。，；：？！（）・؟،؛¿¡—–«»„“”《》『』「」‹›")
_OPENING = {"«": "»", "„": "“", "“": "”", "《": "》", "『": "』", "「": "」"}
_ASKING = frozenset("?？؟.。:")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and marks as wide as a Chinese character, and what they are for others."""
_DOLLARS = re.compile(r"\$\$|\\[()\[\]]")
"""What formulas begin and end with besides a dollar."""
OF_ONE_SOUND = "aeo"
"""Letters one of which may begin a word as it is spelt in Britain, and another in America."""
_SHORTEST_QUESTION = 4
"""Words of a text that is a question, or a command, without a mark that says so."""
_SHORTEST_TELLING = 3
_SIGN = 0.34
_CHARACTER = 0.5
"""What a sign of a formula and a Chinese character count beside a word."""


Counts = Mapping[str, int]
"""How often each word is there, more than no times."""


class Words(NamedTuple):
    """The words of a text: those with content in order and counted, and function words.

    `hard` are those that no synonym stands for: what turns a question round, and `names`:
    names, numbers, symbols, all of a formula. `telling` says that there are words beside those
    of formulas, `common` that there is nothing but what many questions have for an answer.
    `size` is about how many words of content there are. `begin` has the letters that words begin
    with, if all are ASCII.
    """

    order: tuple[str, ...]
    counted: Counts
    light: Counts
    hard: frozenset[str]
    names: frozenset[str]
    telling: bool
    common: bool
    size: float
    begin: frozenset[str]

    @property
    def spoken(self) -> int:
        """How many words there are, light ones too."""
        return len(self.order) + sum(self.light.values())


class _Word(NamedTuple):
    text: str
    folded: str
    begins: bool
    mark: str
    """The mark between which it stands, of a formula or of code, or none."""
    quoted: bool

    @property
    def cut(self) -> bool:
        """Whether it stands for what was left out of a long text."""
        return len(self.text) == 17 and self.text[0] == "#"


def words(text: str) -> Words:
    found = [*_words(text)]
    asks = len(found) >= _SHORTEST_QUESTION or text.rstrip()[-1:] in _ASKING
    order: list[str] = []
    light: list[str] = []
    hard: set[str] = set()
    names: set[str] = set()
    telling, common, size = False, bool(found), 0.0
    for word in found:
        says = _says(word, asks)
        if says is None:
            light.append(word.folded)
            continue
        order.append(word.folded)
        if says.hard:
            hard.add(word.folded)
        if says.named:
            names.add(word.folded)
        size += says.size
        common = common and says.usual
        telling = telling or says.telling
    if not order:  # then they are what is asked
        order, light, size = light, [], float(len(light))
        telling = telling or any(len(word) >= _SHORTEST_TELLING for word in order)
    return Words(
        order=tuple(order),
        counted=_counted(order),
        light=_counted(light),
        hard=frozenset(hard),
        names=frozenset(names),
        telling=telling,
        common=common,
        size=size,
        begin=_begin([*order, *light]),
    )


def _begin(words: Sequence[str]) -> frozenset[str]:
    found = {word[0] for word in words} if "".join(words).isascii() else set[str]()
    return frozenset(found if found.isdisjoint(OF_ONE_SOUND) else found.union(OF_ONE_SOUND))


class _Says(NamedTuple):
    """What a word of content adds to a text."""

    hard: bool
    named: bool
    size: float
    usual: bool
    telling: bool


@lru_cache(maxsize=1 << 13)
def _says(word: _Word, asks: bool) -> _Says | None:
    """None for a light word; the cards of a collection have most of their words in common."""
    if _is_light(word, asks=asks):
        return None
    hard = bool(word.mark) or word.quoted or _is_hard(word)
    usual = word.text.casefold() in COMMON
    return _Says(
        hard=hard,
        named=hard and word.folded not in TURNS and word.folded not in CONCEPTS,
        size=_size(word),
        usual=usual,
        telling=not usual and _is_telling(word),
    )


def _counted(words: Sequence[str]) -> Counts:
    once = dict.fromkeys(words, 1)
    return once if len(once) == len(words) else Counter(words)


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, but for punctuation."""
    begins, mark, closing = True, "", ""
    if not text.isascii():
        text = text.translate(_WIDE)
    if "&" in text:
        text = unescape(text)
    if "$$" in text or "\\(" in text or "\\[" in text:
        text = _DOLLARS.sub("$", text)
    for match in (_PLAIN_WORD if text.isascii() else _WORD).finditer(text):
        word = match[0]
        if word in _PUNCTUATION and (mark != "`" or word == mark):
            if word in "$`":
                mark = "" if word == mark else mark or word
            elif word == closing or (word == '"' and closing == '"'):
                closing = ""
            elif word in _OPENING or word == '"':
                closing = _OPENING.get(word, '"')
            begins = begins or word in ".?!:"
            continue
        if word == "-" and not mark and _is_hyphen(text, match.start()):
            continue
        if _is_eastern(word[0]):
            for part in _parts(word):
                yield _Word(part, part, begins, mark, bool(closing))
        elif word[0] == "\\" or (len(word) == 1 and (mark or word.lower() not in FUNCTION)):
            yield _Word(word, word, begins, mark, bool(closing))
        else:
            yield _Word(word, _plain(word), begins, mark, bool(closing))
        begins = False


def _size(word: _Word) -> float:
    if word.mark == "$":
        return _SIGN
    return _CHARACTER if len(word.text) == 1 and _is_eastern(word.text) else 1


def _is_telling(word: _Word) -> bool:
    if word.mark == "$" or word.text[0].isdigit():
        return False
    return len(word.text) >= _SHORTEST_TELLING or _is_eastern(word.text[0])


def _is_light(word: _Word, *, asks: bool) -> bool:
    if word.cut:
        return True
    if word.mark:
        return word.mark == "$" and word.folded in FORMAL
    if word.quoted:
        return False
    return word.folded in FUNCTION or word.folded in RUNS or (asks and word.folded in FRAME)


def _is_eastern(character: str) -> bool:
    return character >= "\u3005" and any(first <= character <= last for first, last in _EASTERN)


_LONGEST_RUN = 6


def _parts(run: str) -> Iterator[str]:
    """A text without spaces, in parts: what is light or a concept, syllabaries, characters."""
    at = 0
    while at < len(run):
        for size in range(min(_LONGEST_RUN, len(run) - at), 0, -1):
            part = run[at : at + size]
            if part in RUNS or part in CONCEPTS or part in COMMON:
                break
        else:
            match = _PART.match(run, at)
            part = run[at] if match is None else match[0]
        yield part
        at += len(part)


def _is_hyphen(text: str, at: int) -> bool:
    """Whether a dash joins two words; between single letters it is a minus."""
    before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    joins = before[-1:].isalpha() and after[:1].isalpha()
    return joins and any(len(side) > 1 and side.isalpha() for side in (before, after))


def _plain(word: str) -> str:
    """The word in small letters, without what is elided before it or a genitive's end."""
    folded = word.casefold()
    if "'" not in folded:
        return folded
    folded = folded.removesuffix("'s")
    before, mark, rest = folded.partition("'")
    return rest if mark and rest and before in ELIDED else folded.rstrip("'") or folded


def _is_hard(word: _Word) -> bool:
    text = word.text
    if not text[0].isalpha() or len(text) == 1 or word.folded in TURNS or word.folded in TURNING:
        return True
    return not text.islower() and (not word.begins or text[1:] != text[1:].lower())
