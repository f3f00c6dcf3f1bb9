"""Questions on one line with their answers: those that stood so, and short ones beside such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from flashdeck.convert.marking import OWN_LINES
from flashdeck.convert.pieces import Piece, Placed
from flashdeck.model import Basic
from flashdeck.syntax import marks

LONGEST_LINE = 100
"""A question and its answer stand on one line up to so many characters."""

_BLOCK_ID = re.compile(r"\n[ \t]*\^[\w-]+[ \t]*\Z")


def short(note: Basic) -> bool:
    """Whether question and answer are few enough words for one line."""
    return in_line(note) and len(note.front.text + note.back.text) <= LONGEST_LINE


def in_line(note: Basic) -> bool:
    """Whether question and answer can stand on one line."""
    front, back = note.front.text, note.back.text
    return "\n" not in front + back and not OWN_LINES.match(front) and not OWN_LINES.match(back)


def on_lines(taken: Iterable[Piece]) -> frozenset[int]:
    """Where the notes begin that are to stand on one line.

    Of short ones without anything between them that do not all ask, that is each.
    """
    return frozenset(each.at for run in _runs(taken) for each in run if _as_line(each, run))


def _runs(taken: Iterable[Piece]) -> Iterator[Sequence[Placed]]:
    for _, together in groupby(taken, key=_kind):
        placed = [each for each in together if isinstance(each, Placed)]
        if placed:
            yield placed


def _kind(piece: Piece) -> object:
    match piece:
        case Placed(note=Basic() as note) if short(note) and note.context is None:
            return note.section, note.deck
    return piece.at


def _as_line(piece: Placed, run: Sequence[Placed]) -> bool:
    note = piece.note
    if not isinstance(note, Basic) or not in_line(note):
        return False
    stood = piece.text and "\n" not in _BLOCK_ID.sub("", piece.text)
    return bool(stood) or any(
        isinstance(each.note, Basic) and not marks.asks(each.note.front.text) for each in run
    )
