"""Which lines were taken back.

A number of a device stands for one line. But git may join two branches of one machine, and then
it stands for two, both of which were written: each undo takes back one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from flashdeck.journal.lines import Line, Told, Undo
from flashdeck.journal.merging import When


def taken_back(rows: Iterable[Told | Line]) -> set[When]:
    """The lines of one card that were undone: the last of a number before each undo of it.

    If all are later, for a clock was set back, it is the first of them.
    """
    known = list(rows)
    undos = sorted(row for row in known if isinstance(row, Undo))
    written: dict[str, list[When]] = defaultdict(list)
    for row in known if undos else ():
        if not isinstance(row, Undo):
            written[f"{row[1]}-{row[2]}"].append(row[:3])
    found: set[When] = set()
    for undo in undos:
        if lines := written.get(undo.of):
            found.add(max((line for line in lines if line <= undo[:3]), default=min(lines)))
    return found
