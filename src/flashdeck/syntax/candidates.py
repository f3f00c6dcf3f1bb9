"""What a statement without gaps asks for, chosen by a fixed order of rules.

A question is never invented: what is hidden are words of the statement, and
where no rule fits the whole text is asked for from a cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, Region, masked, regions
from flashdeck.model import Deletion, Passage
from flashdeck.syntax import marks

Range = tuple[int, int]


class Choice(NamedTuple):
    """The gaps of a statement, or where its cue ends; and the diagnostic that shows it."""

    deletions: tuple[Deletion, ...]
    cue_end: int
    diagnostic: Diagnostic


_COMPLEXITY = re.compile(
    r"(?:\\(?:mathcal|mathrm|operatorname)\s*\{?\s*)?[OΘΩ]\s*\}?\s*(?:\\left)?\(|\\(?:Theta|Omega)\s*(?:\\left)?\("
)
_NUMBERS = re.compile(r"(?:[\d\s.,{}°%+\-^]|\\[{},;:!%]|\\circ|\\ldots|\\times|\\cdot)+")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")
_TITLE = re.compile(r"“([^“”\n]{3,200})”|(?<!\w)\"([^\"\n]{3,200})\"(?!\w)")
_NAME = r"(?:[A-Z][\w’'-]+|van|von|de|der|den|di|da|la|le|el)"
_CITATION = re.compile(
    rf"[A-Z][\w’'-]+(?:\s(?:{_NAME}))*(?:,\s[A-Z][\w’'-]+)*"
    r"(?:\s(?:et al\.?|(?:&|and)\s[A-Z][\w’'-]+))"
    r",?\s(?:[A-Z][\w’'.-]*[\s,]+){0,4}(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)"
)
_ENUMERATION = re.compile(r"\((?:[ivx]{1,4}|\d|[a-h])\)\s+")
_LONGEST_CUE = 12
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|must|will|would|uses?|"
    r"needs?|makes?|means?|gives?|takes?|holds?|says?|shows?|states?|contains?|consists?|"
    r"computes?|maps|minimi[sz]es?|maximi[sz]es?|alternates?|separates?|describes?|denotes?|"
    r"equals?|requires?|produces?|returns?|learns?|predicts?|implies|converges?|[a-z]{3,}(?:ed|izes|ises))\b"
)


def chosen(text: Passage, section: tuple[str, ...]) -> Choice:
    """The gaps of the first rule that fits."""
    found = regions(text.text)
    bare = masked(text.text, found)
    for name, rule in _RULES:
        if ranges := rule(text.text, bare, found):
            gaps = tuple(
                Deletion(group, start, end) for group, (start, end) in enumerate(ranges, 1)
            )
            return Choice(gaps, 0, _note(text, ranges, name))
    end = _cue_end(bare)
    cue = " › ".join([*section[-1:], text.text[:end].strip()])
    return Choice((), end, _cue_note(text, end, cue))


def _formula(text: str, _bare: str, found: Sequence[Region]) -> list[Range]:
    """The first formula that is a complexity, or nothing but numbers."""
    for region in found:
        inner = region.inner(text).strip()
        if region.kind in (Kind.MATH, Kind.DISPLAY) and (
            _COMPLEXITY.match(inner) or (_NUMBERS.fullmatch(inner) and re.search(r"\d", inner))
        ):
            return [(region.start, region.end)]
    return []


def _bold(_text: str, bare: str, _found: Sequence[Region]) -> list[Range]:
    match = _BOLD.search(bare)
    return [match.span(1 if match[1] else 2)] if match else []


def _title(_text: str, bare: str, _found: Sequence[Region]) -> list[Range]:
    for match in _TITLE.finditer(bare):
        title = match[1] or match[2]
        if len(title.split()) >= 3 and title[:1].isupper():
            return [match.span(1 if match[1] else 2)]
    return []


def _citation(_text: str, bare: str, _found: Sequence[Region]) -> list[Range]:
    match = _CITATION.search(bare)
    return [match.span()] if match else []


def _enumeration(text: str, bare: str, _found: Sequence[Region]) -> list[Range]:
    """The items of a list, or what follows each of (1), (2), …"""
    items = list(re.finditer(rf"(?m)^{marks.LIST_ITEM.pattern}(?P<item>.*\S)", bare))
    top = [match for match in items if match["indent"] == items[0]["indent"]]
    if len(top) >= 2:
        return [match.span("item") for match in top]
    steps = list(_ENUMERATION.finditer(bare))
    if len(steps) < 2:
        return []
    ends = [step.start() for step in steps[1:]] + [_sentence_end(bare, steps[-1].end())]
    return [
        (step.end(), step.end() + len(text[step.end() : end].rstrip(" ,;\n")))
        for step, end in zip(steps, ends, strict=True)
    ]


def _sentence_end(bare: str, at: int) -> int:
    match = re.compile(r"[.!?](?=\s|$)|\n").search(bare, at)
    return match.start() if match else len(bare)


Choose = Callable[[str, str, Sequence[Region]], list[Range]]

_RULES: tuple[tuple[str, Choose], ...] = (
    ("the key formula", _formula),
    ("the bold term", _bold),
    ("the title", _title),
    ("the citation", _citation),
    ("the items", _enumeration),
)


def _cue_end(bare: str) -> int:
    """Where the words before the first verb end, or half of the first words if there is none."""
    words = list(re.finditer(r"\S+", bare.split("\n", 1)[0]))[:_LONGEST_CUE]
    if not words:
        return 0
    verb = _VERB.search(bare, words[0].end(), words[-1].end())
    return verb.start() if verb else words[len(words) // 2].end()


def _note(text: Passage, ranges: Sequence[Range], name: str) -> Diagnostic:
    shown = ", ".join(f"`{' '.join(text.text[start:end].split())}`" for start, end in ranges)
    return Diagnostic(
        rule=rules.GUESSED_GAP,
        message=f"{name} {'are' if len(ranges) > 1 else 'is'} asked for: {shown}",
        span=text.place(*ranges[0]),
        help="mark what should be asked for with `==` on each side",
    )


def _cue_note(text: Passage, end: int, cue: str) -> Diagnostic:
    return Diagnostic(
        rule=rules.GUESSED_GAP,
        message=f"the whole statement is asked for, from `{cue}`",
        span=text.place(0, max(1, end)),
        help="mark what should be asked for with `==` on each side",
    )
