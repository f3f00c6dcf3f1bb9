"""The rows of the package that was made before: what has not changed is copied from them.

The database of a package is kept as it is. For the next package it is brought up to date,
and then copied in the order of its rows, which gives the bytes that inserting all of them
gives.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from flashdeck.cache.store import Store
from flashdeck.export.apkg.ids import STEP
from flashdeck.export.apkg.rows import Block, Decks, Entry, NoteRow, card_rows, order
from flashdeck.export.apkg.tables import CARDS, NOTES, connected, insert

KIND = NAME = "rows"
_ANY = b""
_CHUNK = 1 << 20
_ALL = (0, 2**63 - 1)


class Before(NamedTuple):
    """A database of our own, and the blocks of rows in it."""

    path: Path
    blocks: Sequence[Block]


def taken(store: Store, folder: Path) -> Before | None:
    """The database of before, moved to a folder, if it is the one that is told of."""
    path = folder / NAME
    if not store.taken(NAME, path):
        return None
    match store.value(KIND, "", _ANY):
        case [int(sum), list(blocks)] if sum == _sum(path):
            return Before(path, [Block._make(each) for each in blocks])
    return None


def put_by(store: Store, path: Path, sum: int, blocks: Iterable[Block]) -> None:
    """Keep a database, whose checksum is given, for the next package."""
    store.put(KIND, "", _ANY, marshal.dumps([sum, [tuple(each) for each in blocks]]))
    store.put_by(NAME, path)


def bring_up(before: Before, every: Sequence[Entry], rows: Sequence[NoteRow], decks: Decks) -> None:
    """Put in the rows of notes that are new, and their cards; take out what is gone.

    Cards tell where their notes stand, so that all are made anew if some stand elsewhere.
    """
    stays = {each.block[:2]: each.block.start for each in every if not each.guids}
    gone = [each for each in before.blocks if each[:2] not in stays]
    numbers = [number for each in gone for number in array("q", each.numbers)]
    in_place = all(stays.get(each[:2], each.start) == each.start for each in before.blocks)
    of_gone = [(each, each + STEP) for each in numbers] if in_place else [_ALL]
    new = [each for each in every if each.guids or not in_place]
    cards = card_rows(new, decks, order(new))
    with closing(connected(before.path)) as database:
        database.execute("BEGIN")
        database.executemany("DELETE FROM notes WHERE id = ?", [(each,) for each in numbers])
        database.executemany("DELETE FROM cards WHERE id >= ? AND id < ?", of_gone)
        insert(database, NOTES, rows)
        insert(database, CARDS, cards)
        database.execute("COMMIT")


def _sum(path: Path) -> int:
    sum = 0
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            sum = crc32(data, sum)
    return sum
