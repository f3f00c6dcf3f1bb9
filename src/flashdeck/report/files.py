"""What each file gave: its dialect and why, and how many notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from flashdeck.model import File
from flashdeck.report.cells import shown
from flashdeck.report.summary import counted


def each(files: Sequence[File]) -> Iterator[str]:
    """A line a file."""
    for file in files:
        why = f": {file.why}" if file.why else ""
        notes = counted(file.notes, "note")
        yield shown(f"{file.source.path}: {notes}, read as {file.dialect}{why}")


def together(files: Sequence[File]) -> Iterator[str]:
    """A line for the whole where files of several dialects gave notes.

    Pages that have only the marks that hashcards and we have in common are no other dialect
    beside ours.
    """
    by_dialect: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if file.notes:
            by_dialect[file.dialect].append(file)
    common = by_dialect.get("hashcards", [])
    if common and "native" in by_dialect and not any("TOML" in each.why for each in common):
        by_dialect["native"] += by_dialect.pop("hashcards")
    if len(by_dialect) > 1:
        told = [
            f"{dialect} {counted(sum(file.notes for file in some), 'note')} "
            f"in {counted(len(some), 'file')}"
            for dialect, some in sorted(by_dialect.items(), key=lambda item: -len(item[1]))
        ]
        without = len(files) - sum(map(len, by_dialect.values()))
        if without:
            told.append(f"no notes in {counted(without, 'file')}")
        yield "; ".join(told)
