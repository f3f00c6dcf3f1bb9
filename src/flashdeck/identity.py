"""Ids that survive reordering, moving between files, and recompiling."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from flashdeck.model import Basic, Card, CardId, Cloze, DeckName, Note, NoteId, Statement, ordinals

_QUOTE = re.compile("[‘’‚‛“”„‟«»]")
_SIZES = tuple(size.to_bytes(8, "big") for size in range(256))
_TIGHT = ((" _", "_"), ("_ ", "_"), (" ^", "^"), ("^ ", "^"))
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
    return tight(" ".join(text.split()))


def tight(folded: str) -> str:
    """Folded text without the space around `_` and `^`."""
    for wide, narrow in _TIGHT:
        folded = folded.replace(wide, narrow)
    return folded


def content_id(note: Note) -> NoteId:
    """The id a note has from what it asks, whatever the author called it."""
    match note:
        case Basic():
            return NoteId(digest("basic", normalised(note.front.text)))
        case Cloze() | Statement():
            return NoteId(digest("text", normalised(note.text.text)))


def content_hash(note: Note) -> str:
    """A hash of everything of a note that its cards show or that Anki is told, but its id."""
    lists = _lists(note.deck, note.section, note.tags, note.verbs, _gap_marks(note))
    context = "" if note.context is None else note.context.text
    parts = [context, note.source_note or "", note.demo or ""]
    match note:
        case Basic():
            parts += ["basic", note.front.text, note.back.text, str(note.both_ways)]
        case Cloze():
            parts += ["cloze", note.text.text, "" if note.extra is None else note.extra.text]
        case Statement():
            parts += ["statement", note.text.text, str(note.cue_end)]
    whole = lists + _sized(parts)
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(maxsize=64)
def _lists(
    deck: DeckName,
    section: tuple[str, ...],
    tags: frozenset[str],
    verbs: tuple[str, ...],
    gaps: tuple[str, ...],
) -> str:
    """The part of a hash that most notes of a section have in common."""
    lists = (deck, section, sorted(tags), verbs, gaps)
    return _sized([*(str(len(each)) for each in lists), *chain(*lists)])


def _sized(parts: Iterable[str]) -> str:
    return "".join([f"{len(part)}:{part}" for part in parts])


def _gap_marks(note: Note) -> tuple[str, ...]:
    if isinstance(note, Basic):
        return ()
    return tuple([f"{gap.group} {gap.start} {gap.end} {gap.hint}" for gap in note.deletions])


def digest(*parts: str) -> str:
    """A short hash; lengths are hashed too, so ("ab", "c") is not ("a", "bc")."""
    return blake2b(_joined(parts), digest_size=8).hexdigest()


def is_hash(id: str) -> bool:
    """Whether an id looks like one that nobody chose."""
    return len(id) == 16 and not set(id) - set("0123456789abcdef")


def digests(parts: Sequence[str], last: Iterable[str]) -> Iterator[str]:
    """The hashes of the same parts with each of many behind them."""
    whole = blake2b(_joined(parts), digest_size=8)
    begun = {}
    for part in last:
        data = part.encode("utf-8", "surrogatepass")
        size = len(data)
        if size not in begun:
            begun[size] = whole.copy()
            begun[size].update(size.to_bytes(8, "big"))
        found = begun[size].copy()  # in half of the time that another one takes to be made
        found.update(data)
        yield found.hexdigest()


def _joined(parts: Iterable[str]) -> bytes:
    whole: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        size = len(data)
        whole += _SIZES[size] if size < len(_SIZES) else size.to_bytes(8, "big"), data
    return b"".join(whole)


def cards(note: Note) -> list[Card]:
    """The cards of a note, each with an id of its own."""
    return [Card(CardId(f"{note.id}:{number}"), note, number) for number in ordinals(note)]


def note_ids(
    notes: Sequence[Note], asked: Sequence[NoteId] = (), given: Sequence[str | None] = ()
) -> list[NoteId]:
    """An id for every note, in their order.

    `asked` are their content ids and `given` those of their authors, if known. An author's
    id goes to the first note that claims it. Notes that ask the same are told apart by
    deck, then by their order; the first keeps the plain id, so that only there can adding
    a note change another's.
    """
    asked = asked or [content_id(note) for note in notes]
    given = given or [note.given_id for note in notes]
    if len({*asked}) == len(asked) == given.count(None):
        return [*asked]  # nothing is contested
    claims = Counter[str](asked)
    claims.update(id for id, plain in zip(given, asked, strict=True) if id not in (None, plain))
    wanted = [plain if id is None else NoteId(id) for id, plain in zip(given, asked, strict=True)]
    ids = {at: id for at, id in enumerate(wanted) if claims[id] == 1}
    taken = set(ids.values())
    copies: _Copies = Counter()
    contested = [at for at in range(len(wanted)) if at not in ids]
    contested.sort(key=lambda at: order(notes[at]))
    for at in contested:
        if given[at] is not None and wanted[at] not in taken:
            ids[at] = wanted[at]
            taken.add(ids[at])
    for at in contested:
        if at not in ids:
            ids[at] = _free(asked[at], notes[at].deck, taken, copies)
            taken.add(ids[at])
    return [ids[at] for at in range(len(wanted))]


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
