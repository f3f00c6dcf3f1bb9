"""What is remembered of a note: enough to know it again after an edit, small enough for a journal.

Long texts are cut to their beginning and end, with a digest of the whole:
two cut texts are equal when, and only when, the whole texts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from flashdeck.identity import digest, normalised
from flashdeck.model import Basic, Cloze, DeckName, Note, NoteId, Statement

BASIC, TEXT = "basic", "text"

LONGEST = 200
"""Characters of a prompt or an answer; of a gap's hidden text a quarter."""
_TAIL = 60


class Trace(NamedTuple):
    """A note as it was last built or studied.

    `id` is what its history is filed under. `origin`, from which its guid in
    Anki is made, is the first id it ever had. `kind` is "basic" or "text", and
    no note ever changes it. `hash` changes with everything that is shown.
    `prompt` of a text is all of it, its gaps filled. `place` says which note of
    a file comes first, and nothing more. `gaps` are numbers with what they
    hide, those too that the note no longer has: their numbers are not free.
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


def trace(note: Note, place: int, before: Trace | None = None) -> Trace:
    """What to remember of a note; `before` is what was remembered of it until now."""
    gaps = hidden(note)
    asked, told = _asked_and_told(note)
    if before is not None:
        gaps = {**dict(before.gaps), **gaps}
    return Trace(
        id=note.id,
        origin=note.id if before is None else before.origin,
        kind=BASIC if isinstance(note, Basic) else TEXT,
        hash=content_hash(note),
        prompt=cut(normalised(asked)),
        answer=cut(normalised(told)),
        file=note.span.source.name,
        place=place,
        deck=note.deck,
        section=note.section,
        gaps=tuple(sorted(gaps.items())),
    )


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
        found.setdefault(gap.group, []).append(normalised(note.text.text[gap.start : gap.end]))
    return {number: cut(" … ".join(texts), LONGEST // 4) for number, texts in found.items()}


def cut(text: str, longest: int = LONGEST) -> str:
    """The text; of a long one the beginning, the end, and a digest of all of it."""
    if len(text) <= longest:
        return text
    tail = longest * _TAIL // LONGEST
    return f"{text[: longest - tail]} … {text[-tail:]} #{digest(text)}"


def content_hash(note: Note) -> str:
    """A hash of everything of a note that its cards show or that Anki is told, but its id."""
    parts = [*_shown(note)]
    whole = "".join([f"{len(part)}:{part}" for part in parts])
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _shown(note: Note) -> Iterator[str]:
    yield from _list(note.deck)
    yield from _list(note.section)
    yield from _list(sorted(note.tags))
    yield from _list(note.verbs)
    yield "" if note.context is None else note.context.text
    yield note.source_note or ""
    yield note.demo or ""
    match note:
        case Basic():
            yield from (BASIC, note.front.text, note.back.text, str(note.both_ways))
        case Cloze():
            yield from ("cloze", note.text.text, "" if note.extra is None else note.extra.text)
        case Statement():
            yield from ("statement", note.text.text, str(note.cue_end))
    if not isinstance(note, Basic):
        for gap in note.deletions:
            yield f"{gap.group} {gap.start} {gap.end} {gap.hint}"


def _list(parts: Sequence[str]) -> Iterator[str]:
    yield str(len(parts))
    yield from parts


def packed(trace: Trace) -> dict[str, object]:
    """A trace as plain values under short names, without its id."""
    filled = {
        "o": "" if trace.origin == trace.id else trace.origin,
        "k": "" if trace.kind == BASIC else trace.kind,
        "h": trace.hash,
        "q": trace.prompt,
        "a": trace.answer,
        "f": trace.file,
        "p": trace.place,
        "d": list(trace.deck),
        "s": list(trace.section),
        "g": [[number, text] for number, text in trace.gaps],
    }
    return {name: value for name, value in filled.items() if value not in ("", [])}


def unpacked(id: NoteId, given: Mapping[str, object]) -> Trace | None:
    """The trace of a note from plain values; None when they are no trace."""
    texts = [given.get(name, "") for name in ("o", "k", "h", "q", "a", "f")]
    origin, kind, hash, prompt, answer, file = (x if isinstance(x, str) else None for x in texts)
    place, deck, section = given.get("p"), _strings(given.get("d")), _strings(given.get("s"))
    gaps = _gaps(given.get("g", []))
    if origin is None or kind is None or hash is None or prompt is None or answer is None:
        return None
    if file is None or type(place) is not int or deck is None or section is None or gaps is None:
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
