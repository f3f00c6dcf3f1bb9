"""Numbers that an author gives, and gives anew: of a theorem, a figure, an exercise, of a list.

The fourth planet stays the fourth planet. But who puts a theorem before the fourth makes it the
fifth, and its history goes with what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

_TOKEN = re.compile(r"\d+|[^\W\d]+|\W")
_STEMS = tuple(
    # English, and what is much the same in other languages
    "theorem thm lemma lemme lema corollar korollar prop definition définition definición remark "
    "claim conjecture exercise example figure fig table tab equation eq slide question "
    # German
    "satz hilfssatz bemerkung beispiel aufgabe übung abbildung abb tabelle gleichung folie frage "
    # French
    "théorème corollaire remarque exemple exercice tableau équation diapo "
    # Spanish, Italian, Portuguese
    "teorema corolario corollario corolário definiz definiç ejemplo esempio exemplo ejercicio "
    "pregunta domanda pergunta eserciz exercício observaci osservazion observaç figura tabla "
    "tabella tabela ecuación equazion equação "
    # Russian
    "теорем лемм следстви предложени определени замечани пример упражнени рисун рис табл "
    "уравнени слайд вопрос "
    # Arabic
    "مبرهنة نظرية المبرهنة النظرية تمهيدية تعريف التعريف مثال شكل الشكل جدول الجدول معادلة "
    "المعادلة تمرين التمرين "
    # Greek, Polish, Turkish
    "θεώρημα λήμμα πόρισμα ορισμός παράδειγμα άσκηση σχήμα πίνακας εξίσωση "
    "twierdzen lemat wnios definicj przykład ćwiczen rysun rys tabel równani teorem tanım örnek "
    "alıştırma şekil tablo denklem".split()
)
_EASTERN = tuple(
    "定理 引理 推论 推論 命题 命題 定义 定義 例题 例題 例 问题 問題 习题 習題 練習 练习 补题 補題 "
    "系 图 圖 図 表 公式 方程 式 정리 보조정리 따름정리 정의 예제 그림".split()
)
_SHORTEST_STEM = 4
_NUMBERED = re.compile(
    r"(?<![^\W\d_])([^\W\d_]+)[^\S\n]*\.?[^\S\n]*((?:[A-Z]\.)?\d+(?:[.\-]\d+)*|[IVXLC]+\b|[A-ZА-Я]\b)"
)
_COUNTING = re.compile(r"\d|[A-ZА-Я]\b")
"""What stands in every number that is given; where there is none, none need be looked for."""

_NUMBER = r"(\d{1,3}(?:\.\d{1,3})*[a-z]?)"
_ITEM = re.compile(rf"[(\[*_]{{0,3}}{_NUMBER}\\?[.)\]][)\]*_]{{0,3}}[^\S\n]+")
_ASKED = re.compile(rf"[(\[*_]{{0,3}}(?:[Qq]|Nr|No|№)\.?[^\S\n]*{_NUMBER}[.:)\]*_]{{1,3}}[^\S\n]+")
"""How items of a list begin: `1. Rolle`, `(3) Rolle`; `Q3: Rolle`, `Nr. 3: Rolle`."""
_ROMAN = re.compile("M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

Step = tuple[int, ...]
"""By how much each part of a number was counted on."""


class Label(NamedTuple):
    """A prompt around the number that its author gave what it asks for."""

    before: str
    number: str
    after: str

    @property
    def rest(self) -> str:
        return f"{self.before}\0{self.after}"


def label(prompt: str) -> Label | None:
    """The prompt, parted at the first number that stands behind a word for what is numbered."""
    for found in _NUMBERED.finditer(prompt) if _COUNTING.search(prompt) else ():
        if _is_label(found[1].casefold()) or found[1].endswith(_EASTERN):
            return Label(prompt[: found.start(2)], found[2], prompt[found.end(2) :])
    return None


def item(prompt: str) -> Label | None:
    """The prompt, parted at the number it begins with, as the items of a list do."""
    for each in (_ITEM, _ASKED):
        if (found := each.match(prompt)) is not None:
            return Label(prompt[: found.start(1)], found[1], prompt[found.end(1) :])
    return None


def steps(old: str, new: str) -> frozenset[Step]:
    """By how much a number was counted on, in each way it may be read; empty if by none."""
    before, after = tokens(old), tokens(new)
    if len(before) != len(after):
        return frozenset()
    parts = [counted_on(mine, theirs) for mine, theirs in zip(before, after, strict=True)]
    return frozenset(product(*parts))


def tokens(text: str) -> list[str]:
    """Numbers and words, and every other character by itself."""
    return _TOKEN.findall(text)


def counted_on(old: str, new: str) -> frozenset[int]:
    """By how much one token was, in each way it may be read; empty if by none."""
    if old == new:
        return frozenset((0,))
    mine, theirs = dict(_ordinals(old)), dict(_ordinals(new))
    return frozenset(theirs[kind] - mine[kind] for kind in mine.keys() & theirs.keys())


def _ordinals(token: str) -> Iterator[tuple[str, int]]:
    """What a token may count, by how it is written."""
    if token.isdecimal():
        yield "digits", int(token)
    elif len(token) == 1 and token.isalpha():
        yield "letter", ord(token)
    if token.isascii() and token.isalpha() and _ROMAN.fullmatch(token):
        values = [_VALUES[each] for each in token.lower()]
        after = [*values[1:], 0]
        yield "roman", sum(-x if x < y else x for x, y in zip(values, after, strict=True))


def are_labels(old: str, new: str) -> bool:
    """Whether what was counted on between two prompts is the number of a theorem or the like."""
    before, after = tokens(old), tokens(new)
    at = next(
        (at for at, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1), 0
    )
    word = next((each for each in reversed(before[:at]) if each.isalpha() and len(each) > 1), "")
    eastern = word or next((each for each in reversed(before[:at]) if each.isalpha()), "")
    return _is_label(word.casefold()) or eastern.endswith(_EASTERN)


def _is_label(word: str) -> bool:
    return any(
        word == stem or (len(stem) >= _SHORTEST_STEM and word.startswith(stem)) for stem in _STEMS
    )
