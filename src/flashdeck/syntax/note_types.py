"""What the names of Anki's types of note and of their fields say, in some of its languages."""

from __future__ import annotations

import re

FIELDS = (
    ("Front", "Back"),
    ("Vorderseite", "Rückseite"),
    ("Recto", "Verso"),
    ("Anverso", "Reverso"),
    ("Frente", "Verso"),
    ("Fronte", "Retro"),
    ("Voorkant", "Achterkant"),
    ("Framsida", "Baksida"),
    ("Przód", "Tył"),
    ("Лицо", "Оборот"),
    ("Вопрос", "Ответ"),
    ("Ön", "Arka"),
    ("表面", "裏面"),
    ("正面", "背面"),
    ("앞면", "뒷면"),
)
"""The two fields of Anki's own type of note."""

GAPPED = (
    ("Text", "Back Extra"),
    ("Text", "Rückseite Extra"),
    ("Texte", "Verso Extra"),
    ("Texto", "Reverso Extra"),
    ("Texto", "Verso Extra"),
    ("Testo", "Retro Extra"),
    ("Tekst", "Achterkant Extra"),
    ("Tekst", "Dodatkowe"),
    ("Текст", "Оборот Дополнительно"),
    ("Metin", "Arka Ek"),
    ("文字", "背面额外"),
    ("文字", "背面額外"),
    ("テキスト", "裏面追加情報"),
    ("텍스트", "뒷면 추가"),
)
"""The two fields of its type with gaps."""

_REVERSED = re.compile(
    r"revers|umgekehrt|(?:beide|zwei) richtungen|inver[st]|omgekeerd|omvän|odwr|обра[тщ]"
    r"|\bters\b|双向|[反翻]转|[反翻]轉|反向|反転|역방향|반대",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"optional|option+el|opcional|opzional|eine oder zwei|valfri|opcjonal|необязат"
    r"|isteğe|可选|可選|任意|선택",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"basi[csq]|bási[ck]|einfach|grundlägg|podstawow|базов|основн|простая|temel|基本|问答|問答|기본",
    re.IGNORECASE,
)

_CLOZE = re.compile(
    r"cloze|lücke|trous|anidada|omiss|huecos|lacun|пропуск|填空|穴埋|빈칸", re.IGNORECASE
)


def cloze(name: str) -> bool:
    """Whether a type's notes have gaps."""
    return _CLOZE.search(name) is not None


def always_reversed(name: str) -> bool:
    """Whether all notes of a type ask both ways."""
    return _REVERSED.search(name) is not None and _OPTIONAL.search(name) is None


def perhaps_reversed(name: str) -> bool:
    """Whether a note of a type asks both ways if its third field says so."""
    return _REVERSED.search(name) is not None and _OPTIONAL.search(name) is not None


def basic(name: str) -> bool:
    """Whether a type is one of those of Anki that have two fields, whose gaps are text."""
    return _BASIC.match(name.strip()) is not None
