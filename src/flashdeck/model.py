"""Notes and cards: what an author wrote, and what a learner is asked.

All values are frozen. Where a thing stands in a file does not change what it
is: spans take no part in equality.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import accumulate, pairwise
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, NewType

from flashdeck.source import Source, Span

NoteId = NewType("NoteId", str)
CardId = NewType("CardId", str)

DeckName = tuple[str, ...]
"""A path of deck names, outermost first: ("Languages", "French")."""


class Runs(NamedTuple):
    """Characters copied from a file, run by run: where each begins in the passage, and in the file.

    They are in columns, as a quote has one for each line.
    """

    ats: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()


NO_RUNS = Runs()


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown as written, without the marks that made it part of a card.

    The text is made of runs copied from one file, so that any place in it can
    be found there; without any, it is one that begins where the span does. In a
    `flat` passage every line is a block of its own: the page it comes from has
    lost its blank lines.
    """

    text: str
    span: Span = field(compare=False, repr=False)
    runs: Runs = field(compare=False, repr=False, default=NO_RUNS)
    flat: bool = field(compare=False, repr=False, default=False)

    def place(self, start: int, end: int) -> Span:
        """Where a half-open range of the text stands in the file."""
        first = self.offset(start)
        last = min(self.offset(end - 1) + 1, self.span.end) if end > start else first
        return Span(self.span.source, first, max(first, last))

    def offset(self, at: int) -> int:
        """Where a character of the text stands in the file."""
        ats, starts = self.runs
        if not ats:
            return min(self.span.start + at, self.span.end)
        run = max(0, bisect_right(ats, at) - 1)
        # What replaced some text may be longer than it was.
        return min(starts[run] + at - ats[run], self.span.end)


def passage(
    source: Source, ranges: Iterable[tuple[int, int]], *, flat: bool = False
) -> Passage | None:
    """The passage made of half-open ranges of a file; None when it would be blank."""
    kept = _trimmed(source.text, [each for each in ranges if each[0] < each[1]])
    if not kept:
        return None
    if len(kept) == 1:
        ((start, end),) = kept
        return Passage(source.text[start:end], Span(source, start, end), flat=flat)
    # A part may stand above the first, where several notes share it.
    span = Span(source, kept[0][0], max(kept[0][1], kept[-1][1]))
    whole = source.text
    return joined(
        [whole[start:end] for start, end in kept], [start for start, _ in kept], span, flat
    )


def joined(texts: Sequence[str], starts: Iterable[int], span: Span, flat: bool) -> Passage:
    """The passage of some texts, one at least, each with where it begins in the file."""
    ats = (0, *accumulate(map(len, texts[:-1])))
    return Passage("".join(texts), span, Runs(ats, tuple(starts)), flat)


def without(whole: Passage, removed: Iterable[tuple[int, int]]) -> Passage:
    """The passage without half-open ranges of its text, in order and disjoint."""
    removed = list(removed)
    if not removed:
        return whole
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end in [*removed, (len(whole.text), len(whole.text))]:
        kept += pieces(whole, at, start)
        at = max(at, end)
    kept = kept or [(0, 0)]
    texts = [whole.text[first:last] for first, last in kept]
    return joined(texts, [whole.offset(first) for first, _ in kept], whole.span, whole.flat)


def pieces(whole: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A range of the text, cut where its runs meet."""
    ats = whole.runs.ats
    edges = [start, *ats[bisect_right(ats, start) : bisect_left(ats, end)], end]
    for first, last in pairwise(edges):
        if first < last:
            yield first, last


def trimmed(whole: Passage) -> Passage | None:
    """The passage without white space at its end; None when nothing is left."""
    size = len(whole.text.rstrip())
    if size == len(whole.text):
        return whole if size else None
    return without(whole, [(size, len(whole.text))]) if size else None


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without blank lines at the start and white space at the end.

    The indentation of the first line stays: it says how deep a list item is.
    """
    while ranges:
        start, end = ranges[-1]
        size = len(text[start:end].rstrip())
        if size:
            ranges[-1] = start, start + size
            break
        ranges.pop()
    while ranges and text[ranges[0][0]].isspace():
        start, end = ranges[0]
        told = len(text[start:end].lstrip())
        if told:
            ranges[0] = max(start, text.rfind("\n", start, end - told) + 1), end
            break
        ranges.pop(0)
    return ranges


@dataclass(frozen=True, slots=True)
class Deletion:
    """One gap of a cloze: a half-open range of its text, and which card asks for it.

    Groups count from one; gaps of one group are hidden together. `explicit` says
    that the author wrote the number of the group.
    """

    group: int
    start: int
    end: int
    hint: str | None = None
    explicit: bool = field(compare=False, repr=False, default=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A ∆slug, as it is written in a note."""

    slug: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What all notes have.

    `given_id` is the author's; `id` is empty until the collection is loaded.
    `tags` have neither `@` nor `~`; `verbs` are lower case, in the order written.
    """

    deck: DeckName
    section: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    verbs: tuple[str, ...] = ()
    context: Passage | None = None
    source_note: str | None = None
    demo: str | None = None
    refs: tuple[Reference, ...] = ()
    given_id: str | None = None
    id: NoteId = NoteId("")
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basic(Common):
    """A question and its answer, asked one way or both."""

    front: Passage
    back: Passage
    both_ways: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Common):
    """A passage with gaps that the author marked; the text has the gaps filled."""

    text: Passage
    deletions: tuple[Deletion, ...]
    extra: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Common):
    """A fact without a question.

    Its gaps were chosen by rule, not by the author; without any, the whole text
    is asked for from a cue: its section and its words up to `cue_end`.
    """

    text: Passage
    deletions: tuple[Deletion, ...] = ()
    cue_end: int = 0


Note = Basic | Cloze | Statement


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to be asked: the ordinal picks it out of its note."""

    id: CardId
    note: Note
    ordinal: int


@dataclass(frozen=True, slots=True)
class Media:
    """A file that notes show; its name carries a hash of its bytes."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class File:
    """One file that was read: the dialect it was read in and why, and how many notes it gave."""

    source: Source
    dialect: str
    notes: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Everything that was loaded, in a fixed order that the order of the files does not change.

    `links` says which note a slug means in a note. `media` says which file an
    embed means, by the name of the source it stands in and its target as written.
    `embedded` is the text of other notes that stands in a note, and `embeds` are the files it
    is from. `others` are notes that are no part of it, but that its notes refer to.
    `origins` are the first ids of notes that had another, and `modified` when
    notes last changed, in seconds since 1970, where that is not their file's time.
    `notes` may be made only when they are looked at (`facts.Listed`).
    """

    notes: Sequence[Note] = ()
    others: tuple[Note, ...] = ()
    links: Mapping[tuple[NoteId, str], NoteId] = field(default_factory=dict)
    media: Mapping[tuple[str, str], Media] = field(default_factory=dict)
    embedded: Mapping[NoteId, str] = field(default_factory=dict)
    embeds: tuple[Path, ...] = ()
    files: tuple[File, ...] = ()
    origins: Mapping[NoteId, NoteId] = field(default_factory=dict)
    modified: Mapping[NoteId, int] = field(default_factory=dict)


def identified(note: Note, ident: NoteId) -> Note:
    """The note with its id: what `dataclasses.replace` gives, in a tenth of its time."""
    made = object.__new__(type(note))
    values, setters = _SLOTS[type(note)]
    for put, value in zip(setters, values(note), strict=True):
        put(made, value)
    _SET_ID(made, ident)
    return made


class Slots(NamedTuple):
    """The fields of a frozen class, all read at once, and each to be filled in a new object."""

    values: Callable[[object], tuple[object, ...]]
    setters: tuple[Callable[[object, object], None], ...]


def slots(kind: type) -> Slots:
    names = [each.name for each in fields(kind)]
    return Slots(attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names))


_SLOTS = {kind: slots(kind) for kind in (Basic, Cloze, Statement)}
_SET_ID = dict(zip((each.name for each in fields(Common)), slots(Common).setters, strict=True))[
    "id"
]


def ordinals(note: Note) -> Sequence[int]:
    """Which cards a note makes: 0 and 1 for the two ways, the group of a gap otherwise."""
    match note:
        case Basic():
            return (0, 1) if note.both_ways else (0,)
        case Cloze() | Statement():
            return sorted({deletion.group for deletion in note.deletions}) or (1,)


def passages(note: Note) -> Iterator[Passage]:
    """All Markdown of a note, in the order a learner sees it."""
    if note.context is not None:
        yield note.context
    match note:
        case Basic():
            yield note.front
            yield note.back
        case Cloze():
            yield note.text
            if note.extra is not None:
                yield note.extra
        case Statement():
            yield note.text


def prompt(note: Note) -> Passage | None:
    """What a note asks, as it is listed and hashed; a statement asks nothing."""
    match note:
        case Basic():
            return note.front
        case Cloze():
            return note.text
        case Statement():
            return None


def stands_at(note: Note) -> Span:
    """Where a reader looks for a note: what it asks, or all of it if it asks nothing."""
    asked = prompt(note)
    return note.span if asked is None else asked.span


def answer(note: Note) -> Passage | None:
    """What a note tells."""
    match note:
        case Basic():
            return note.back
        case Cloze():
            return note.extra
        case Statement():
            return note.text
