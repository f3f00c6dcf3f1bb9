"""What Obsidian_to_Anki is told beside its notes: what they share, and which are to be deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.o2a_blocks import Block, blocks
from flashdeck.syntax.o2a_notes import told
from flashdeck.syntax.o2a_options import Options, options
from flashdeck.syntax.page import Page, Range


class Deletion(NamedTuple):
    """The id of a note that is to be deleted in Anki, and the lines that say so."""

    id: str
    at: Range


def deletions(page: Page, found: Sequence[Block], chosen: Options) -> list[Deletion]:
    """Notes of which only an id is left, or that end in `DELETE`; and such ids alone."""
    text = page.source.text
    wholes = [block.whole for block in found]
    alone = [
        Deletion(match["id"], match.span())
        for match in chosen.deleted.finditer(text, page.header.end)
        if not any(start <= match.start() < end for start, end in wholes)
    ]
    return sorted([*alone, *_whole(page, found, chosen)], key=lambda each: each.at)


def _whole(page: Page, found: Sequence[Block], chosen: Options) -> Iterator[Deletion]:
    for block in found:
        note = told(page, block)
        named = chosen.deleted.search(page.source.text, *block.told)
        if named is not None or note.deleted:
            yield Deletion(named["id"] if named is not None else note.given_id or "", block.whole)


def deletion(page: Page, found: Deletion) -> Diagnostic:
    """What is said of a note that is to be deleted."""
    return Diagnostic(
        rule=rules.DELETED_NOTE,
        message="this note is to be deleted in Anki; it makes no card",
        span=page.span(*found.at),
        help=f"delete it there (it is found by `nid:{found.id}`), then take these lines away",
    )


class Asides(NamedTuple):
    """The notes to be deleted, and where all lines begin that are asides."""

    deletions: Sequence[Deletion]
    lines: frozenset[int]


def asides(page: Page) -> Asides:
    """What a page says beside its notes; what notes share, if there are any of that type."""
    chosen = options(page.settings)
    found = blocks(page, chosen).blocks
    dead = deletions(page, found, chosen)
    kinds = {told(page, block).kind for block in found} | chosen.styles.keys()
    shared = [
        match.span()
        for match in chosen.freezes.finditer(page.source.text, page.header.end)
        if match["type"] in kinds
    ]
    ranges = [*shared, *(each.at for each in dead)]
    lines = (line.start for line in page.lines)
    return Asides(
        dead,
        frozenset(at for at in lines if any(start <= at < end for start, end in ranges)),
    )
