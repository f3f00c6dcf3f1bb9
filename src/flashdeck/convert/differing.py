"""What is different about a card that would come out otherwise than it went in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from flashdeck.model import Basic, Cloze, Deletion, Note, Passage, Statement

_LONGEST = 40
_KINDS = {Basic: "a question", Cloze: "a cloze", Statement: "a fact without a question"}


def difference(note: Note, became: Sequence[Note] | None) -> str:
    """The first difference between a note and the notes that are read for it, with both values.

    None stands for a note that the syntax has no form for.
    """
    match became:
        case None:
            return "there is no form for this card"
        case []:
            return "this card would be read as text, and not as a card"
        case [other]:
            return next(_differences(note, other), "text beside this card would be a card as well")
    return f"this card would be read as {len(became)} cards"


def _differences(note: Note, other: Note) -> Iterator[str]:
    if type(note) is not type(other):
        yield f"this card would be {_KINDS[type(other)]}, not {_KINDS[type(note)]}"
    for (name, value), (_, found) in zip_longest(_told(note), _told(other), fillvalue=("", "")):
        if value != found:
            was, now = _shortened(value, found)
            yield f"the {name} of this card would be {now}, not {was}"


def _told(note: Note) -> Iterator[tuple[str, str]]:
    """What a note says, by the names that its author knows."""
    match note:
        case Basic():
            yield "prompt", note.front.text
            yield "answer", note.back.text
            yield "way of asking", "both ways" if note.both_ways else "one way"
        case Cloze():
            yield "text", note.text.text
            yield "gaps", _gaps(note.text, note.deletions)
            yield "answer", "" if note.extra is None else note.extra.text
        case Statement():
            yield "text", note.text.text
            yield "gaps", _gaps(note.text, note.deletions)
    yield "context", "" if note.context is None else note.context.text
    yield "deck", "::".join(note.deck)
    yield "section", " › ".join(note.section)
    yield "tags", " ".join(sorted(note.tags))
    yield "verbs", " ".join(note.verbs)
    yield "source", note.source_note or ""
    yield "demo", note.demo or ""
    yield "id", note.given_id or ""


def _gaps(text: Passage, gaps: Sequence[Deletion]) -> str:
    return ", ".join(
        f"{gap.group}: {text.text[gap.start : gap.end]}{f' ({gap.hint})' if gap.hint else ''}"
        for gap in gaps
    )


def _shortened(one: str, other: str) -> tuple[str, str]:
    """Two texts on a line each, from shortly before their first difference on."""
    same = next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    start = 0 if max(len(one), len(other)) <= _LONGEST else max(0, same - _LONGEST // 4)
    return _shown(one, start), _shown(other, start)


def _shown(text: str, start: int) -> str:
    if not text:
        return "none"
    part = text[start : start + _LONGEST].replace("\n", "⏎").replace("`", "'")
    behind = "…" if start + _LONGEST < len(text) else ""
    return f"`{'…' if start else ''}{part}{behind}`"
