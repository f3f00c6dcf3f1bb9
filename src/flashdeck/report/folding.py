"""Long lines on a terminal, broken between words; a command in backquotes stays on one line.

So it can be copied. In a pipe no line is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

UNIT = re.compile(r"(?:`[^`]*`|\S)+")
HELP = re.compile(r" *= \w+: ")
INDENT = 2


def folded(line: Text, columns: int) -> Iterator[Text]:
    """The line in as many as it needs; those that follow are indented."""
    if cell_len(line.plain) <= columns:
        yield line
        return
    help = HELP.match(line.plain)
    indent = min(INDENT if help is None else help.end(), columns // 3)
    pieces = line.divide(_breaks(line.plain, columns, indent))
    for number, piece in enumerate(pieces):
        piece.rstrip()
        yield Text.assemble(" " * indent, piece) if number else piece


def _breaks(text: str, columns: int, indent: int) -> Iterator[int]:
    """Where the second line begins, and every other."""
    begun, room = 0, columns
    for unit in UNIT.finditer(text):
        if unit.start() > begun and cell_len(text[begun : unit.end()]) > room:
            begun, room = unit.start(), columns - indent
            if text[:begun].strip():
                yield begun
