"""What was typed beside what was wanted."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

from flashdeck.model import Basic, Card

LONGEST = 240
"""Characters: nobody types more than that letter for letter."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL)
_MATH = re.compile(r"(\$\$.+?\$\$|\$(?=\S)[^$]*?(?<=\S)\$(?!\d)|\\\(.*?\\\)|\\\[.*?\\\])")
_DOLLARS = re.compile(r"(?<!\\)\$|\\[()\[\]]")
_MARKED = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|==|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)|∆(?=\w)")
_QUOTES = str.maketrans("“”„‘’‚", "\"\"\"'''")


class Part(NamedTuple):
    """Text that was typed and wanted (`=`), only typed (`-`), or only wanted (`+`).

    Without a sign it was not compared, because the answer is so long.
    """

    sign: str
    text: str


def folded(text: str) -> str:
    """As written, but for white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def wanted(card: Card) -> str:
    """What one would type: the answer as written, or what the gaps hide."""
    note = card.note
    match note:
        case Basic():
            text = note.front.text if card.ordinal == 1 else note.back.text
        case _:
            gaps = [gap for gap in note.deletions if gap.group == card.ordinal]
            hidden = [note.text.text[gap.start : gap.end] for gap in gaps]
            text = ", ".join(hidden) or note.text.text
    return folded(text)


def compared(typed: str, answer: str) -> tuple[Part, ...]:
    """The difference; letters of either case are alike, and white space and quotes.

    A formula may be typed without its dollars, and a word without Markdown's
    marks. Commands of LaTeX differ as a whole, and by case.
    """
    ours, theirs = folded(typed), folded(answer)
    if len(theirs) > LONGEST:
        return (Part("", ours),)
    if _alike(ours) in map(_alike, _readings(theirs)):
        return (Part("=", theirs),) if theirs else ()
    meant = theirs if _DOLLARS.search(ours) else _bare(theirs)
    found = tuple(_differences(_TOKEN.findall(ours), _TOKEN.findall(meant)))
    alike = sum(len(part.text) for part in found if part.sign == "=")
    if ours and meant and 2 * alike < max(len(ours), len(meant)):
        return Part("-", ours), Part("+", meant)
    return found


def plain(text: str) -> str:
    """Without Markdown's marks, formulas as they are drawn, on one line."""
    from flashdeck.render.boxes import inline  # a session that takes nothing back needs none

    parts = _MATH.split(_unmarked(text))
    return folded(
        "".join(
            inline(_DOLLARS.sub("", part)) if index % 2 else _DOLLARS.sub("", part)
            for index, part in enumerate(parts)
        )
    )


def is_right(parts: tuple[Part, ...]) -> bool:
    """Whether nothing differs."""
    return all(part.sign == "=" for part in parts)


def is_other(parts: tuple[Part, ...]) -> bool:
    """Whether something else was typed: then the two are read as a whole."""
    return [part.sign for part in parts] == ["-", "+"]


def marked(parts: tuple[Part, ...]) -> str:
    """The difference without colours: what is too much and what is missing, between marks."""
    signs = {"": "{}", "=": "{}", "-": "[-{}-]", "+": "[+{}+]"}
    return "".join(signs[part.sign].replace("{}", part.text) for part in parts)


def _differences(ours: list[str], theirs: list[str]) -> list[Part]:
    matcher = SequenceMatcher(None, _keys(ours), _keys(theirs), autojunk=False)
    parts = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Part("=", "".join(theirs[first:last])))
            continue
        parts += [
            Part(sign, "".join(tokens))
            for sign, tokens in (("-", ours[start:end]), ("+", theirs[first:last]))
            if tokens
        ]
    return parts


def _readings(answer: str) -> tuple[str, ...]:
    """The ways in which an answer may be typed."""
    plain = _unmarked(answer)
    return answer, _bare(answer), plain, _bare(plain)


def _bare(text: str) -> str:
    return folded(_DOLLARS.sub("", text))


def _unmarked(text: str) -> str:
    """Without the marks of Markdown, which mean something else in formulas."""
    parts = _MATH.split(text)
    return "".join(
        part if index % 2 else _MARKED.sub(lambda found: found[2] or "", part)
        for index, part in enumerate(parts)
    )


def _alike(text: str) -> list[str]:
    return _keys(_TOKEN.findall(text))


def _keys(tokens: list[str]) -> list[str]:
    """What two tokens have in common that are alike."""
    return [token if token[0] == "\\" else token.translate(_QUOTES).casefold() for token in tokens]
