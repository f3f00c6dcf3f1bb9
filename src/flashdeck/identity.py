"""Ids that survive reordering, moving between files, and recompiling."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from flashdeck.model import Basic, Card, CardId, Cloze, DeckName, Note, NoteId, Statement, ordinals

_QUOTE = re.compile("[‘’‚‛“”„‟«»]")
_SIZES = tuple(size.to_bytes(8, "big") for size in range(256))
_QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')


def normalised(text: str) -> str:
    """Text without what a reader would not call a change.

    NFC, straight quotes, folded white space, and `x _ i` (a guard against
    emphasis) as `x_i`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _QUOTE.search(text) is not None:
            text = text.translate(_QUOTES)
    folded = " ".join(text.split())
    for mark in "_^":
        if mark in folded:
            folded = folded.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return folded


def content_id(note: Note) -> NoteId:
    """The id a note has from what it asks, whatever the author called it."""
    match note:
        case Basic():
            return NoteId(digest("basic", normalised(note.front.text)))
        case Cloze() | Statement():
            return NoteId(digest("text", normalised(note.text.text)))


def digest(*parts: str) -> str:
    """A short hash; lengths are hashed too, so ("ab", "c") is not ("a", "bc")."""
    whole: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        size = len(data)
        whole += _SIZES[size] if size < len(_SIZES) else size.to_bytes(8, "big"), data
    return blake2b(b"".join(whole), digest_size=8).hexdigest()


def cards(note: Note) -> list[Card]:
    """The cards of a note, each with an id of its own."""
    return [Card(CardId(f"{note.id}:{number}"), note, number) for number in ordinals(note)]


def note_ids(notes: Iterable[Note], asked: Sequence[NoteId] = ()) -> dict[int, NoteId]:
    """An id for every note, by its place in `notes`; `asked` are their content ids, if known.

    An author's id goes to the first note that claims it. Notes that ask the same
    are told apart by deck, then by their order; the first keeps the plain id, so
    that only there can adding a note change another's.
    """
    listed = list(notes)
    taken: set[NoteId] = set()
    copies: _Copies = Counter()
    ids: dict[int, NoteId] = {}
    indices = sorted(range(len(listed)), key=lambda index: order(listed[index]))
    for index in indices:
        given = listed[index].given_id
        if given is not None and NoteId(given) not in taken:
            ids[index] = NoteId(given)
            taken.add(ids[index])
    for index in indices:
        if index not in ids:
            plain = asked[index] if asked else content_id(listed[index])
            ids[index] = _free(plain, listed[index].deck, taken, copies)
            taken.add(ids[index])
    return ids


_Copies = Counter[tuple[NoteId, DeckName]]


def _free(plain: NoteId, deck: DeckName, taken: set[NoteId], copies: _Copies) -> NoteId:
    """What a note asks as an id; copies are numbered within their deck."""
    found = plain
    while found in taken:
        copies[plain, deck] += 1
        found = NoteId(digest("copy", plain, *deck, str(copies[plain, deck])))
    return found


def order(note: Note) -> tuple[tuple[str, ...], str, int]:
    """What comes first where two notes claim or ask the same: deck, then file, then place."""
    return note.deck, note.span.source.name, note.span.start
