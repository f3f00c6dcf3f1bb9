"""Two texts word by word: what they share, and what one has that the other has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
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
from flashdeck.following.slips import nearly

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
_PART = re.compile("[\u30a1-\u30ff]+|[\u3041-\u309f]+|.")
_PUNCTUATION = frozenset(".,;:?!\"'()[]{}*$`…\\、。，；：？！（）・؟،؛¿¡—–«»„“”《》『』「」‹›")
_OPENING = {"«": "»", "„": "“", "“": "”", "《": "》", "『": "』", "「": "」"}
_ASKING = frozenset("?？؟.。:")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and marks as wide as a Chinese character, and what they are for others."""
_DOLLARS = re.compile(r"\$\$|\\[()\[\]]")
"""What formulas begin and end with besides a dollar."""
_LIGHT = 0.2
"""What a function word weighs beside other words."""
_SHORTEST_QUESTION = 4
"""Words of a text that is a question, or a command, without a mark that says so."""
_SHORTEST_TELLING = 3
_SIGN = 0.34
_CHARACTER = 0.5
"""What a sign of a formula and a Chinese character count beside a word."""


class Words(NamedTuple):
    """The words of a text: those with content in order and counted, and function words.

    `hard` are those that no synonym stands for: what turns a question round, and `names`:
    names, numbers, symbols, all of a formula. `telling` says that there are words beside those
    of formulas, `common` that there is nothing but what many questions have for an answer.
    `size` is about how many words of content there are.
    """

    order: tuple[str, ...]
    counted: Counter[str]
    light: Counter[str]
    hard: frozenset[str]
    names: frozenset[str]
    telling: bool
    common: bool
    size: float

    @property
    def spoken(self) -> int:
        """How many words there are, light ones too."""
        return self.counted.total() + self.light.total()


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
        if _is_light(word, asks=asks):
            light.append(word.folded)
            continue
        order.append(word.folded)
        if word.mark or word.quoted or _is_hard(word):
            hard.add(word.folded)
            if word.folded not in TURNS and word.folded not in CONCEPTS:
                names.add(word.folded)
        size += _size(word)
        usual = word.text.casefold() in COMMON
        common = common and usual
        telling = telling or (not usual and _is_telling(word))
    if not order:  # then they are what is asked
        order, light, size = light, [], float(len(light))
        telling = telling or any(len(word) >= _SHORTEST_TELLING for word in order)
    return Words(
        order=tuple(order),
        counted=Counter(order),
        light=Counter(light),
        hard=frozenset(hard),
        names=frozenset(names),
        telling=telling,
        common=common,
        size=size,
    )


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, but for punctuation."""
    begins, mark, closing = True, "", ""
    if not text.isascii():
        text = text.translate(_WIDE)
    if "&" in text:
        text = unescape(text)
    if "$$" in text or "\\(" in text or "\\[" in text:
        text = _DOLLARS.sub("$", text)
    for match in _WORD.finditer(text):
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
    folded = word.casefold().removesuffix("'s")
    before, mark, rest = folded.partition("'")
    return rest if mark and rest and before in ELIDED else folded.rstrip("'") or folded


def _is_hard(word: _Word) -> bool:
    text = word.text
    if not text[0].isalpha() or len(text) == 1 or word.folded in TURNS or word.folded in TURNING:
        return True
    return not text.islower() and (not word.begins or text[1:] != text[1:].lower())


class Difference(NamedTuple):
    """How one text became another.

    `likeness` goes from 0 to 1. `slips` are words that were misspelt or inflected
    otherwise; `lost` and `gained` have no counterpart. `moved` says that there are
    only the same words, in another order.
    """

    likeness: float
    slips: int
    lost: frozenset[str]
    gained: frozenset[str]
    moved: bool
    renames: bool
    """Whether a name, number or symbol gave way to another."""
    keeps_names: bool
    """Whether none of them was lost or gained."""
    named: int
    """How many there are, if all are kept."""
    reframed: bool
    """Whether function words gave way to others."""
    turned: bool
    """Whether a word was lost or gained that makes a question another one."""

    @property
    def changed(self) -> bool:
        """Whether there are other words, and not only another order."""
        return bool(self.lost or self.gained)

    @property
    def swapped(self) -> bool:
        """Whether something gave way to something else."""
        return self.moved or bool(self.lost and self.gained)


def difference(one: Words, other: Words) -> Difference:
    lost, gained = one.counted - other.counted, other.counted - one.counted
    dropped, added = one.light - other.light, other.light - one.light
    for mine, theirs, light in ((lost, other, dropped), (gained, one, added)):
        for word in [word for word in mine if word in theirs.counted and word not in theirs.hard]:
            light[word] += mine.pop(word)  # it is only said again
    otherwise = [*_of_one_concept(lost, gained)]
    for word, near in otherwise:
        _take(word, lost)
        _take(near, gained)
        dropped[word] += 1
        added[near] += 1
    slipped = 0
    if (lost or gained) and (lost or dropped) and (gained or added):
        for word, near in _slips(lost + dropped, gained + added, one.hard | other.hard):
            _take(word, lost, dropped)
            _take(near, gained, added)
            slipped += 1
    apart = lost.total() + gained.total() + _LIGHT * (slipped + dropped.total() + added.total())
    light_ones = one.light.total() + other.light.total()
    weight = len(one.order) + len(other.order) + _LIGHT * light_ones
    keeps_names = one.hard.isdisjoint(lost) and other.hard.isdisjoint(gained)
    return Difference(
        likeness=1 - apart / weight if weight else 1.0,
        slips=slipped,
        lost=frozenset(lost),
        gained=frozenset(gained),
        moved=not (lost or gained or slipped) and _is_reordered(one, other, otherwise),
        renames=not (one.hard.isdisjoint(lost) or other.hard.isdisjoint(gained)),
        keeps_names=keeps_names,
        named=len(one.names) if keeps_names else 0,
        reframed=bool(dropped and added),
        turned=not TURNS.isdisjoint(lost) or not TURNS.isdisjoint(gained),
    )


def _take(word: str, *counts: Counter[str]) -> None:
    """Take a word out of the first of the counts that has it."""
    found = next(each for each in counts if word in each)
    found[word] -= 1
    if not found[word]:
        del found[word]


def _is_reordered(one: Words, other: Words, otherwise: Sequence[tuple[str, str]]) -> bool:
    """Whether the words stand in another order, but for those said `otherwise`."""
    if one.order == other.order:
        return False
    passed = {word for pair in otherwise for word in pair}
    mine, theirs = (
        [word for word in dict.fromkeys(each.order) if word not in passed] for each in (one, other)
    )
    return mine != theirs


def _of_one_concept(lost: Counter[str], gained: Counter[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that ask for the same, each word in one pair."""
    asking = [word for word in sorted(gained) if word in CONCEPTS]
    for word in sorted(lost) if asking else ():
        for other in asking:
            if not CONCEPTS.get(word, frozenset()).isdisjoint(CONCEPTS[other]):
                asking.remove(other)
                yield word, other
                break


def _slips(
    lost: Counter[str], gained: Counter[str], named: Container[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of words that are nearly the same, each word in one pair."""
    left = sorted(gained.elements())
    for word in sorted(lost.elements()):
        for near in left:
            if nearly(word, near, named=word in named and near in named):
                left.remove(near)
                yield word, near
                break
