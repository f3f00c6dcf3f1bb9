"""A table of org as one of Markdown, which has one rule, and that below its first row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashdeck.syntax.rewriting import Edit

_RULE = re.compile(r"[ \t]*\|-[-+| \t]*$")
_FORMAT = re.compile(
    r"[ \t]*\|[ \t]*(?:[/$^_!#*][ \t]*\|)?(?:[ \t]*(?:<[lcr]?\d*>|[<>])?[ \t]*\|)+[ \t]*$"
)


def table(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """The edits of some rows: other rules than the first one go, and rows that say widths."""
    seen = ruled = False
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        behind = min(end + 1, len(text))
        indent = len(line) - len(line.lstrip(" \t"))
        if _RULE.match(line):
            if seen and not ruled:
                yield Edit(start, end, _rule(line.count("+") + 1))
                ruled = True
            else:
                yield Edit(start, behind, "")
            continue
        if _is_format(line):
            yield Edit(start, behind, "")
            continue
        if indent:
            yield Edit(start, start + indent, "")
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not seen and (following is None or not _RULE.match(text[slice(*following)])):
            yield Edit(end, end, "\n" + _rule(_columns(line)))
            ruled = True
        seen = True


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _columns(line: str) -> int:
    return max(1, line.strip().strip("|").count("|") + 1)


def _is_format(line: str) -> bool:
    """Whether a row only says how columns are set: `<l>`, `<10>`, `/`."""
    return "<" in line and _FORMAT.match(line) is not None
