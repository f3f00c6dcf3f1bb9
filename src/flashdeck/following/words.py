"""Two texts word by word: what they share, and what one has that the other has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
_OF_ONE_SOUND = "aeo"
"""Letters one of which may begin a word as it is spelt in Britain, and another in America."""
_LIGHT = 0.2
"""What a function word weighs beside other words."""
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
    `size` is about how many words of content there are.
    """

    order: tuple[str, ...]
    counted: Counts
    light: Counts
    hard: frozenset[str]
    names: frozenset[str]
    telling: bool
    common: bool
    size: float

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
    )


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
    if one.order == other.order and one.light == other.light:
        return _SAME._replace(named=len(one.names))
    lost, gained = beyond(one.counted, other.counted), beyond(other.counted, one.counted)
    dropped, added = beyond(one.light, other.light), beyond(other.light, one.light)
    for mine, theirs, light in ((lost, other, dropped), (gained, one, added)):
        for word in [word for word in mine if word in theirs.counted and word not in theirs.hard]:
            _put(word, mine.pop(word), light)  # it is only said again
    otherwise = [*_of_one_concept(lost, gained)]
    for word, near in otherwise:
        _take(word, lost)
        _take(near, gained)
        _put(word, 1, dropped)
        _put(near, 1, added)
    slipped = 0
    if (lost or gained) and (lost or dropped) and (gained or added):
        before, after = sorted(_elements(lost, dropped)), sorted(_elements(gained, added))
        for word, near in _slips(before, after, one.hard | other.hard):
            _take(word, lost, dropped)
            _take(near, gained, added)
            slipped += 1
    said_lightly = slipped + sum(dropped.values()) + sum(added.values())
    apart = sum(lost.values()) + sum(gained.values()) + _LIGHT * said_lightly
    weight = weight_of(one, other)
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


def weight_of(one: Words, other: Words) -> float:
    """How many words two texts have, light ones counted for what they weigh."""
    light = sum(one.light.values()) + sum(other.light.values())
    return len(one.order) + len(other.order) + _LIGHT * light


def lost_for_sure(one: Words, other: Words) -> int:
    """How many words are lost because the other text has none that begins alike, or might."""
    there = [*other.order, *other.light]
    if not "".join(there).isascii():
        return 0
    begin = {word[0] for word in there}
    if not begin.isdisjoint(_OF_ONE_SOUND):
        begin.update(_OF_ONE_SOUND)
    left = [word for word in one.order if word[0] not in begin]
    return sum(1 for word in left if word.isascii() and word not in CONCEPTS)


_SAME = Difference(
    likeness=1.0,
    slips=0,
    lost=frozenset(),
    gained=frozenset(),
    moved=False,
    renames=False,
    keeps_names=True,
    named=0,
    reframed=False,
    turned=False,
)
"""Between two texts of the same words in the same order."""

_Changing = dict[str, int]


def _counted(words: Sequence[str]) -> Counts:
    once = dict.fromkeys(words, 1)
    return once if len(once) == len(words) else Counter(words)


def beyond(one: Counts, other: Counts) -> _Changing:
    """What is oftener in one, by how much; as counters would say, which take much longer."""
    less = other.get
    return {word: count - less(word, 0) for word, count in one.items() if count > less(word, 0)}


def _elements(*counts: _Changing) -> Iterator[str]:
    return (word for each in counts for word, count in each.items() for _ in range(count))


def _put(word: str, count: int, into: _Changing) -> None:
    into[word] = into.get(word, 0) + count


def _take(word: str, *counts: _Changing) -> None:
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


def _of_one_concept(lost: _Changing, gained: _Changing) -> Iterator[tuple[str, str]]:
    """Pairs of words that ask for the same, each word in one pair."""
    asking = [word for word in sorted(gained) if word in CONCEPTS]
    for word in sorted(lost) if asking else ():
        for other in asking:
            if not CONCEPTS.get(word, frozenset()).isdisjoint(CONCEPTS[other]):
                asking.remove(other)
                yield word, other
                break


def _slips(
    lost: Iterable[str], left: list[str], named: Container[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of words that are nearly the same, each word in one pair; those of `left` are taken."""
    plain = all(map(str.isascii, left))
    for word in lost:
        first = _OF_ONE_SOUND if word[0] in _OF_ONE_SOUND else word[0]
        alike = plain and word.isascii()
        for near in left:
            if alike and near[0] not in first:
                continue  # most are so unlike that no more need be asked
            if nearly(word, near, named=word in named and near in named):
                left.remove(near)
                yield word, near
                break
