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
    return frozenset(at for run in _runs(taken) for at in _lines(run))


def _lines(run: Sequence[Placed]) -> Iterator[int]:
    told = any(isinstance(each.note, Basic) and not _asks(each.note) for each in run)
    for each in run:
        stood = each.text and "\n" not in _BLOCK_ID.sub("", each.text)
        if isinstance(each.note, Basic) and in_line(each.note) and (stood or told):
            yield each.at


def _asks(note: Basic) -> bool:
    return marks.asks(note.front.text)


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
