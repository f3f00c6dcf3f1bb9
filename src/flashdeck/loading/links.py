"""Which note each ∆reference means; to be asked when all files are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import Basic, Note, NoteId, Reference
from flashdeck.notes.listed import given, places_not_alone, replaced

BITE = "bite"
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""`Δt` is a difference of times, not the card that asks for the t test."""
_SHORTEST_MISSPELT = 5


class Linked(NamedTuple):
    """The notes without what only looked like a reference, the links, and what failed."""

    notes: Sequence[Note]
    links: Mapping[tuple[NoteId, str], NoteId]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Index:
    """Notes by the ids their authors gave; and, when it is asked for, by their words."""

    notes: Sequence[Note]
    named: Mapping[str, Sequence[int]]
    prompts: _Prompts | None = None
    meant: dict[tuple[str, str], list[Note]] = field(default_factory=dict)
    """What slugs were found to mean, by course and slug."""

    def called(self, slug: str) -> list[Note]:
        return [self.notes[at] for at in self.named.get(slug.casefold(), ())]


class _Prompts(NamedTuple):
    """The words of the prompts' first lines, and the prompts that each stands in."""

    by_word: Mapping[str, set[int]]
    listed: Sequence[tuple[Note, str]]


def linked(notes: Sequence[Note]) -> Linked:
    """Every reference of every note resolved, or not."""
    refer = [at for at in places_not_alone(notes) if notes[at].refs]
    if not refer:
        return Linked(notes, {}, ())
    index = _index(notes)
    links: dict[tuple[NoteId, str], NoteId] = {}
    diagnostics: list[Diagnostic] = []
    changed: dict[int, Note] = {}
    for at in refer:
        note = notes[at]
        refs = []
        for ref in note.refs:
            targets = _targets(index, note, ref.slug)
            if len(targets) == 1:
                links[note.id, ref.slug] = targets[0].id
            elif targets or "-" in ref.slug or _nearest(index, ref.slug):
                diagnostics.append(_failed(ref, targets, index))
            if targets or "-" in ref.slug:
                refs.append(ref)
        if len(refs) != len(note.refs):
            changed[at] = replace(note, refs=tuple(refs))
    return Linked(replaced(notes, changed), links, tuple(diagnostics))


def _index(notes: Sequence[Note]) -> _Index:
    named: dict[str, list[int]] = defaultdict(list)
    for at, id in enumerate(given(notes)):
        if id is not None:
            named[id.casefold()].append(at)
    return _Index(notes, named)


def _prompts(notes: Iterable[Note]) -> _Prompts:
    by_word: dict[str, set[int]] = defaultdict(set)
    listed: list[tuple[Note, str]] = []
    for note in notes:
        if isinstance(note, Basic):
            words = _words(note.front.text.strip().split("\n", 1)[0])
            for word in set(words):
                by_word[word].add(len(listed))
            listed.append((note, f" {' '.join(words)} "))
    return _Prompts(by_word, listed)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _targets(index: _Index, note: Note, slug: str) -> list[Note]:
    """The notes a slug may mean in a note: one by its id, else all by their prompts."""
    named = index.called(slug)
    exact = [each for each in named if each.id == slug]
    if exact or named:
        return exact or named
    course = note.deck[0].casefold()
    if (course, slug) not in index.meant:
        index.meant[course, slug] = list(_by_words(index, course, slug))
    return [each for each in index.meant[course, slug] if each.id != note.id]


def _by_words(index: _Index, course: str, slug: str) -> Iterator[Note]:
    """The notes of a course whose prompt holds the words of a slug together."""
    words = _words(slug)
    bites = len(words) > 1 and words[0] == BITE
    words = words[1:] if bites else words
    if len("".join(words)) < _SHORTEST:
        return
    index.prompts = index.prompts or _prompts(index.notes)
    places = [index.prompts.by_word.get(word, set()) for word in words]
    if not all(places):
        return
    wanted = f" {' '.join(words)} "
    for place in sorted(set.intersection(*sorted(places, key=len))):
        note, prompt = index.prompts.listed[place]
        if wanted in prompt and (BITE in note.tags) == bites and note.deck[0].casefold() == course:
            yield note


def _failed(ref: Reference, targets: Sequence[Note], index: _Index) -> Diagnostic:
    if targets:
        return Diagnostic(
            rule=rules.AMBIGUOUS_REFERENCE,
            message=f"`∆{ref.slug}` may mean {len(targets)} cards",
            span=ref.span,
            labels=tuple(Label(each.span, "this one") for each in targets[:5]),
            help=f"give the one that is meant the id `{{#{ref.slug}}}`",
        )
    near = _nearest(index, ref.slug)
    return Diagnostic(
        rule=rules.UNRESOLVED_REFERENCE,
        message=f"no card answers to `∆{ref.slug}`",
        span=ref.span,
        help=f"did you mean `∆{near}`?"
        if near
        else f"give the card that is meant the id `{{#{ref.slug}}}`",
    )


def _nearest(index: _Index, slug: str) -> str | None:
    """The id that was most likely meant; words of a few letters may be anything."""
    if len(slug) < _SHORTEST_MISSPELT:
        return None
    from difflib import get_close_matches  # only when something is not found

    close = get_close_matches(slug.casefold(), index.named, n=1, cutoff=0.75)
    return index.called(close[0])[0].given_id if close else None
