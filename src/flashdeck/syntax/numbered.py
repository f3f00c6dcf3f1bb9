"""Where numbered gaps end, `{{c1::so::hint}}`: in one walk, however many have no end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

NUMBERED = re.compile(r"\{\{c(\d+)::")
_TOKEN = re.compile(r"\\[^\n]|[{}]|::|\n\n")


class Ending(NamedTuple):
    """Where a gap's closing braces stand, and the `::` before its hint."""

    at: int
    hint_at: int | None


@dataclass(slots=True)
class _Level:
    """Gaps in which as many braces are open, by where their texts begin.

    `open` counts those that are not open in the gaps that began later.
    """

    starts: list[int]
    hintless: list[int]
    open: int = 0


@dataclass(slots=True)
class _Walk:
    """The gaps that are open, those that began first at the front, and what is known."""

    text: str
    levels: list[_Level] = field(default_factory=list)
    hints: dict[int, int] = field(default_factory=dict)
    found: dict[int, Ending] = field(default_factory=dict)

    def take(self, token: str, at: int) -> None:
        """One more token, while a gap is open."""
        last = self.levels[-1]
        match token:
            case "{":
                last.open += 1
            case "}" if last.open:
                last.open -= 1
            case "}" if self.text.startswith("}}", at):
                self._close(at)
            case "}":
                self._pass()
            case "::" if not last.open:
                self.hints.update(dict.fromkeys(last.hintless, at))
                last.hintless.clear()
            case "\n\n":
                self.levels.clear()

    def _close(self, at: int) -> None:
        """The last level ends; of those around it the brace closes one of their own."""
        for start in self.levels.pop().starts:
            self.found[start] = Ending(at, self.hints.get(start))
        if self.levels:
            self.levels[-1].open -= 1

    def _pass(self) -> None:
        """A brace that is text to the last level, and not to those around it."""
        if len(self.levels) > 1:
            around, last = self.levels[-2:]
            around.open -= 1
            if not around.open:
                around.starts += last.starts
                around.hintless += last.hintless
                self.levels.pop()


def endings(text: str, marks: Sequence[re.Match[str]]) -> Mapping[int, Ending]:
    """The ends of gaps, in order, that have one, by where their texts begin.

    A gap ends at the first `}}` at brace depth 0, and never beyond a blank line.
    """
    walk, waiting = _Walk(text), deque(mark.end() for mark in marks)
    for token in _TOKEN.finditer(text, waiting[0]) if waiting else ():
        while waiting and waiting[0] <= token.start():
            start = waiting.popleft()
            walk.levels.append(_Level([start], [start]))
        if walk.levels:
            walk.take(token[0], token.start())
    return walk.found
