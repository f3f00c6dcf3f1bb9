"""A note as a target can say it, and what is lost by that.

What a card needs to make sense, such as its context, is joined to what the
target has; the rest is left out. Nothing is lost that is not named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from flashdeck.convert.target import Part
from flashdeck.masks import regions
from flashdeck.model import Basic, Cloze, Deletion, Note, Passage, Statement

TAG_OF_FACTS = "bite"
"""What a fact without a tag gets where a tag line ends facts."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


class Adapted(NamedTuple):
    """What a note becomes, one or more, and what of it was lost on the way."""

    notes: tuple[Note, ...]
    lost: frozenset[Part]


def adapted(note: Note, says: Collection[Part], ids: re.Pattern[str]) -> Adapted:
    """The note with only what can be said; a note that is asked both ways may become two.

    `ids` are those that can be written.
    """
    lost: set[Part] = set()

    def drop(part: Part, *, there: bool) -> bool:
        if there and part not in says:
            lost.add(part)
        return there and part not in says

    if isinstance(note, Statement):
        if drop(Part.STATEMENT, there=True):
            note = _asked(note)
        elif drop(Part.UNTAGGED, there=not note.tags):
            note = replace(note, tags=frozenset({TAG_OF_FACTS}))
    if drop(Part.VERBS, there=bool(note.verbs)):
        note = replace(note, verbs=())
    if note.context is not None and drop(Part.CONTEXT, there=True):
        note = _with_context(note, note.context)
    if note.source_note is not None and drop(Part.SOURCE, there=True):
        note = _with_source(note, note.source_note)
    if drop(Part.DEMO, there=note.demo is not None):
        note = replace(note, demo=None)
    if note.given_id is not None:
        wrong = ids.fullmatch(note.given_id) is None
        if drop(Part.ID, there=True) or wrong:
            lost.add(Part.ID)
            note = replace(note, given_id=None)
    if isinstance(note, Cloze):
        if note.extra is not None and drop(Part.EXTRA, there=True):
            note = replace(note, text=_below(note.text, note.extra.text), extra=None)
        if drop(Part.HINTS, there=any(gap.hint for gap in note.deletions)):
            note = replace(note, deletions=tuple(replace(g, hint=None) for g in note.deletions))
        in_order = numbered(note.deletions)
        if drop(Part.NUMBERS, there=in_order != note.deletions):
            note = replace(note, deletions=in_order)
    if Part.BLANK_LINES not in says:
        together = _together(note)
        drop(Part.BLANK_LINES, there=together != note)
        note = together
    notes: tuple[Note, ...] = (note,)
    if isinstance(note, Basic) and drop(Part.BOTH_WAYS, there=note.both_ways):
        notes = tuple(each_way(note))
    return Adapted(notes, frozenset(lost))


def numbered(gaps: tuple[Deletion, ...]) -> tuple[Deletion, ...]:
    """The gaps with the numbers that marks without one would give them."""
    return tuple(replace(gap, group=number) for number, gap in enumerate(gaps, 1))


def _asked(note: Statement) -> Cloze | Basic:
    """A statement as a cloze of the gaps it has, or as a question that gives its cue."""
    if note.deletions:
        cloze = Cloze(text=note.text, deletions=note.deletions, deck=note.deck, span=note.span)
        return _with_all_of(cloze, note)
    cue = _whole(" ".join(note.text.text[: note.cue_end].split()))
    front = Passage(" › ".join([*note.section[-1:], f"{cue} …".strip()]), note.text.span)
    return _with_all_of(Basic(front=front, back=note.text, deck=note.deck, span=note.span), note)


def _whole(cue: str) -> str:
    """The first words of a text, without marks of code and formulas that they only open."""
    for mark in ("```", "`", "$"):
        if cue.count(mark) % 2:
            cue = cue.replace(mark, "").strip()
    return cue


def _with_all_of(note: Cloze | Basic, other: Note) -> Cloze | Basic:
    """A note with what all notes have of another."""
    return replace(
        note,
        section=other.section,
        tags=other.tags,
        verbs=other.verbs,
        context=other.context,
        source_note=other.source_note,
        demo=other.demo,
        given_id=other.given_id,
    )


def questions(note: Note) -> Iterator[Note]:
    """A note with gaps as questions, one for each number; one without as a question."""
    if isinstance(note, Basic):
        yield note
    if isinstance(note, Statement) and not note.deletions:
        yield _asked(note)
    if isinstance(note, Basic) or not note.deletions:
        return
    for group in dict.fromkeys(gap.group for gap in note.deletions):
        front, end = "", len(note.text.text)
        for gap in sorted(note.deletions, key=lambda gap: -gap.start):
            if gap.group == group and gap.end <= end:
                front = f"[…]{note.text.text[gap.end : end]}{front}"
                end = gap.start
        yield Basic(
            front=Passage(note.text.text[:end] + front, note.text.span),
            back=note.text,
            deck=note.deck,
            section=note.section,
            tags=note.tags,
            span=note.span,
        )


def _with_context(note: Note, context: Passage) -> Note:
    match note:
        case Basic():
            front = Passage(f"{context.text.rstrip()}\n\n{note.front.text}", note.front.span)
            return replace(note, context=None, front=front)
        case Cloze() | Statement():
            above = f"{context.text.rstrip()}\n\n"
            text = Passage(above + note.text.text, note.text.span)
            return replace(note, context=None, text=text, deletions=_later(note, len(above)))


def _later(note: Cloze | Statement, size: int) -> tuple[Deletion, ...]:
    return tuple(replace(gap, start=gap.start + size, end=gap.end + size) for gap in note.deletions)


def _with_source(note: Note, source: str) -> Note:
    told = f"({source})"
    match note:
        case Basic():
            return replace(note, source_note=None, back=_below(note.back, told))
        case Cloze() | Statement():
            return replace(note, source_note=None, text=_below(note.text, told))


def _below(text: Passage, more: str) -> Passage:
    return Passage(f"{text.text.rstrip()}\n\n{more}", text.span)


def _together(note: Note) -> Note:
    """The note without blank lines; code and formulas keep theirs."""
    match note:
        case Basic():
            return replace(note, front=_closed_up(note.front), back=_closed_up(note.back))
        case Cloze() | Statement():
            cut = [match.span() for match in _blanks(note.text.text)]
            gaps = tuple(
                replace(gap, start=_shifted(gap.start, cut), end=_shifted(gap.end, cut))
                for gap in note.deletions
            )
            return replace(note, text=_closed_up(note.text), deletions=gaps)


def _closed_up(whole: Passage) -> Passage:
    parts, at = [], 0
    for match in _blanks(whole.text):
        parts.append(whole.text[at : match.start()] + "\n")
        at = match.end()
    return Passage("".join([*parts, whole.text[at:]]), whole.span) if parts else whole


def _blanks(text: str) -> Iterator[re.Match[str]]:
    inside = [(region.start, region.end) for region in regions(text)]
    for match in _BLANK.finditer(text):
        if not any(start < match.start() < end for start, end in inside):
            yield match


def _shifted(at: int, cut: list[tuple[int, int]]) -> int:
    return at - sum(end - start - 1 for start, end in cut if end <= at)


def each_way(note: Basic) -> Iterator[Basic]:
    """A note that is asked both ways as two that are asked one way."""
    yield replace(note, both_ways=False)
    yield replace(note, both_ways=False, front=note.back, back=note.front, given_id=None)
