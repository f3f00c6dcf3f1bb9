"""What is remembered of a note: enough to know it again after an edit, small enough for a journal.

Long texts are cut to their beginning and end, with a digest of the whole:
two cut texts are equal when, and only when, the whole texts are.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from flashdeck.identity import content_hash, digest, normalised, tight
from flashdeck.model import Basic, Cloze, DeckName, Deletion, Note, NoteId, Statement
from flashdeck.notes.facts import Gist
from flashdeck.notes.listed import Listed

BASIC, TEXT = "basic", "text"
BETWEEN = " … "
"""Stands between what gaps of one number hide, and where a text was cut."""

LONGEST, LONGEST_GAP = 200, 50
"""Characters of a prompt or an answer, and of what a gap hides."""
_TAIL = 60


class Trace(NamedTuple):
    """A note as it was last built or studied.

    `id` is what its history is filed under. `origin`, from which its guid in
    Anki is made, is the first id it ever had. `kind` is "basic" or "text", and
    no note ever changes it. `hash` changes with everything that is shown.
    `prompt` of a text is all of it, its gaps filled. `place` says which note of
    a file comes first, and nothing more. `gaps` are numbers with what they
    hide, in the order of the text; `closed` those that the note no longer has:
    no other gap gets their numbers.
    """

    id: NoteId
    origin: NoteId
    kind: str
    hash: str
    prompt: str
    answer: str
    file: str
    place: int
    deck: DeckName
    section: tuple[str, ...]
    gaps: tuple[tuple[int, str], ...] = ()
    closed: tuple[tuple[int, str], ...] = ()


def kind(note: Note) -> str:
    return BASIC if isinstance(note, Basic) else TEXT


def trace(
    note: Note,
    place: int,
    before: Trace | None = None,
    origin: NoteId | None = None,
    hash: str | None = None,
) -> Trace:
    """What to remember of a note; `before` is what was remembered of it until now.

    `origin` is that of a note nobody remembers, if it is not its id; `hash` that of its
    content, if it is known.
    """
    hash, file = hash or content_hash(note), note.span.source.name
    if before is not None and before.hash == hash:
        return moved(before, note.id, file, place)
    first = (origin or note.id) if before is None else before.origin
    stands = Stands(kind(note), hash, file, place, note.deck)
    return drawn(note.id, first, gist(note), stands, before)


class Stands(NamedTuple):
    """What a trace says of a note besides its gist."""

    kind: str
    hash: str
    file: str
    place: int
    deck: DeckName


def drawn(
    id: NoteId, origin: NoteId, gist: Gist, stands: Stands, before: Trace | None = None
) -> Trace:
    """The trace of a note that was not remembered, or has changed since `before`."""
    kind, hash, file, place, deck = stands
    prompt, answer, section, gaps = gist
    closed = () if before is None else _closed(before, dict(gaps))
    return Trace(
        *(id, origin, kind, hash, prompt, answer, file, place, deck, section, gaps, closed)
    )


def gist(note: Note) -> Gist:
    asked, told = _asked_and_told(note)
    return Gist(cut(asked), cut(told), note.section, tuple(hidden(note).items()))


def gist_at(notes: Sequence[Note], at: int) -> Gist:
    """The gist of one of the notes; if it is known, the note is not looked at."""
    known = notes.gist(at) if isinstance(notes, Listed) else None
    return gist(notes[at]) if known is None else known


def gists(notes: Sequence[Note]) -> Iterator[Gist]:
    """The gists of all of them, in their order."""
    known = notes.gists() if isinstance(notes, Listed) else repeat(None, len(notes))
    for at, found in enumerate(known):
        yield gist(notes[at]) if found is None else found


def moved(before: Trace, id: NoteId, file: str, place: int) -> Trace:
    """The trace of a note of which nothing changed but its name, or where it stands."""
    if (before.id, before.file, before.place) == (id, file, place):
        return before
    return before._replace(id=id, file=file, place=place)


def _closed(before: Trace, gaps: Container[int]) -> tuple[tuple[int, str], ...]:
    if not (before.gaps or before.closed):
        return ()
    known = dict(before.closed) | dict(before.gaps)
    return tuple(sorted(each for each in known.items() if each[0] not in gaps))


def _asked_and_told(note: Note) -> tuple[str, str]:
    match note:
        case Basic():
            return note.front.text, note.back.text
        case Cloze():
            return note.text.text, "" if note.extra is None else note.extra.text
        case Statement():
            return note.text.text, ""


def hidden(note: Note) -> dict[int, str]:
    """What the gaps of each number hide."""
    if isinstance(note, Basic) or not note.deletions:
        return {}
    found: dict[int, list[str]] = {}
    for gap in note.deletions:
        found.setdefault(gap.group, []).append(hidden_text(note, gap))
    return {number: BETWEEN.join(texts) for number, texts in found.items()}


def hidden_text(note: Cloze | Statement, gap: Deletion) -> str:
    """What one gap hides, as it is remembered."""
    return cut(note.text.text[gap.start : gap.end], LONGEST_GAP)


def cut(text: str, longest: int = LONGEST) -> str:
    """The normalised text; of a long one the beginning, the end, and a digest of all of it."""
    folded = " ".join(text.split())
    if len(folded) <= longest:
        plain = normalised(folded)
        return text if plain == text else plain  # of equal texts one need be kept
    tail = longest * _TAIL // LONGEST
    ends = f"{folded[: longest - tail].rstrip()}{BETWEEN}{folded[-tail:].lstrip()}"
    # Of what stands between the ends there is one form only.
    return f"{tight(ends) if folded.isascii() else normalised(ends)} #{digest(folded)}"


def unpacked(id: NoteId, given: Mapping[str, object]) -> Trace | None:
    """The trace of a note from the fields of a journal's line; None when they are no trace."""
    texts = [given.get(name, "") for name in ("o", "k", "h", "q", "a", "f")]
    origin, kind, hash, prompt, answer, file = (x if isinstance(x, str) else None for x in texts)
    place, deck, section = given.get("p"), _strings(given.get("d")), _strings(given.get("s"))
    gaps, closed = _gaps(given.get("g", [])), _gaps(given.get("c", []))
    if origin is None or kind is None or hash is None or prompt is None or answer is None:
        return None
    if file is None or type(place) is not int or deck is None or section is None:
        return None
    if gaps is None or closed is None:
        return None
    return Trace(
        id=id,
        origin=NoteId(origin) if origin else id,
        kind=kind or BASIC,
        hash=hash,
        prompt=prompt,
        answer=answer,
        file=file,
        place=place,
        deck=deck,
        section=section,
        gaps=gaps,
        closed=closed,
    )


def _strings(given: object) -> tuple[str, ...] | None:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        return None
    return tuple(given)


def _gaps(given: object) -> tuple[tuple[int, str], ...] | None:
    if not isinstance(given, list):
        return None
    found = []
    for each in given:
        match each:
            case [int(number), str(text)]:
                found.append((number, text))
            case _:
                return None
    return tuple(found)
