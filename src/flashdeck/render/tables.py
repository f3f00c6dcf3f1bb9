"""Tables as HTML without the parser, where every row is closed and nothing is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_ROW = r"\|[^\n\\\x1c-\x1f\x85]*\|[ \t]*"
BLOCK = re.compile(rf"{_ROW}\n\|[-:| \t]+\|[ \t]*(?:\n|\Z)(?:{_ROW}(?:\n|\Z))*+(?=[ \t]*(?:\n|\Z))")
"""What may be a table, with a blank line or nothing below it."""
_ALIGNED = {
    (False, False): "",
    (True, False): ' class="left"',
    (False, True): ' class="right"',
    (True, True): ' class="center"',
}
_LINE = re.compile(r":?-+:?")


def html(block: str, inline: Callable[[str], str]) -> str | None:
    """The table, each cell as `inline` has it; None of what is no table."""
    head, lines, *rows = (_cells(row) for row in block.rstrip("\n").split("\n"))
    if len(head) != len(lines) or not all(map(_LINE.fullmatch, lines)):
        return None
    kinds = [_ALIGNED[line.startswith(":"), line.endswith(":")] for line in lines]
    top = _row("th", map(inline, head), kinds)
    body = "".join(_row("td", map(inline, _fitted(row, len(head))), kinds) for row in rows)
    body = f"<tbody>\n{body}</tbody>\n" if rows else ""
    return f"<table>\n<thead>\n{top}</thead>\n{body}</table>\n"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip()[1:-1].split("|")]


def _fitted(cells: Sequence[str], columns: int) -> list[str]:
    """As many cells as the table has columns."""
    return [*cells[:columns], *[""] * (columns - len(cells))]


def _row(tag: str, cells: Iterable[str], kinds: Iterable[str]) -> str:
    made = (f"<{tag}{kind}>{cell}</{tag}>\n" for cell, kind in zip(cells, kinds, strict=True))
    return f"<tr>\n{''.join(made)}</tr>\n"
