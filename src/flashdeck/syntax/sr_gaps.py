"""The patterns of gaps that obsidian-spaced-repetition's users write, as text.

`==[123;;]answer[;;hint]==` stands for `==so==`, `==so;;hint==` and `==1;;so;;hint==`:
brackets hold what may be left out, `\\[` is a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from flashdeck.syntax.gaps import HIGHEST, Gap

Kind = Literal["numbered", "lettered", "plain"]

_OPTION = re.compile(r"\[((?:\\.|[^\]\\])+)\]")
_ANSWER, _HINT = "answer", "hint"
_ANSWERS, _HINTS = "(?P<inner>.+?)", "(?P<hint>.+?)"
_RUN = re.compile(r"[=*_\s]*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What finds gaps with a number, with a letter for each card, and without either."""

    kinds: Mapping[Kind, re.Pattern[str]]

    def gaps(self, bare: str, kind: Kind) -> Iterator[Gap]:
        """The gaps of one kind; a letter `a` says in which card one is asked, of several the first.

        Numbered gaps in Anki's form are read elsewhere, and a run of marks hides nothing.
        """
        for match in self.kinds[kind].finditer(bare):
            inner = match["inner"]
            number = _number(match, kind)
            asked = kind == "plain" or number is not None
            if asked and not _RUN.fullmatch(inner) and not re.match(r"c\d+::", inner):
                hint = (match["hint"] or "").strip() or None
                known = number if number is not None and 0 < number <= HIGHEST else None
                yield Gap(*match.span(), *match.span("inner"), known, hint)


def pattern(text: str) -> Pattern | None:
    """A pattern as its author typed it; None where a part of it is missing."""
    options = [(*match.span(), match[1]) for match in _OPTION.finditer(text)]
    number = next((each for each in options if re.search(r"\d", each[2])), None)
    hint = next((each for each in options if _HINT in each[2]), None)
    if number is None or hint is None or _ANSWER not in text:
        return None
    hinted = f"(?:{_escaped(hint[2]).replace(_HINT, _HINTS)})?"

    def compiled(order: str) -> re.Pattern[str]:
        parts = sorted([(*number[:2], order), (*hint[:2], hinted)])
        found, at = "", 0
        for start, end, part in parts:
            found, at = f"{found}{re.escape(text[at:start])}{part}", end
        whole = found + re.escape(text[at:])
        return re.compile(whole.replace(_ANSWER, _ANSWERS, 1))

    ordered = _escaped(number[2])
    return Pattern(
        {
            "numbered": compiled(re.sub(r"\d+", lambda _: r"(?P<number>\d+)", ordered, count=1)),
            "lettered": compiled(re.sub(r"\d+", "(?P<letters>[ash]+)", ordered, count=1)),
            "plain": compiled(""),
        }
    )


def _escaped(option: str) -> str:
    return re.escape(re.sub(r"\\([\[\]])", r"\1", option))


def _number(match: re.Match[str], kind: Kind) -> int | None:
    if kind == "numbered":
        return int(match["number"][:6])
    return match["letters"].find("a") + 1 or None if kind == "lettered" else None
