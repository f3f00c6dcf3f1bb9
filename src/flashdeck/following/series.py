"""Notes of one file that are called by a number alone: `Lemma 3.1`, `Lemma 3.2` and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.labels import Label, label
from flashdeck.following.places import names_now
from flashdeck.following.retold import Retold
from flashdeck.following.trace import Trace
from flashdeck.following.words import Words, words
from flashdeck.model import Note, NoteId
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import known as facts


class Member(NamedTuple):
    """A note of a series: its file as it is called today, its place there, number and answer."""

    file: str
    place: int
    label: Label
    answer: Words
    gone: bool = False
    """Whether it was missing before: nothing is known of it by its place."""

    @property
    def said(self) -> tuple[str, ...]:
        """What it answers, but for marks."""
        return self.answer.order


class Series(NamedTuple):
    """The notes of a series, before and now; `was` says which one had the prompt of each.

    Of those in which nothing changed there are only those whose answer others give, too;
    `stays` are the places, then and now, of the others, by their file.
    """

    olds: Mapping[NoteId, Member]
    news: Mapping[int, Member]
    was: Mapping[int, NoteId]
    stays: Mapping[str, Sequence[tuple[int, int]]]


def all_series(
    notes: Sequence[Note],
    same: Mapping[int, NoteId],
    memory: Mapping[NoteId, Trace],
    told: Retold,
    rests: Collection[str],
    gone: Container[NoteId],
) -> Iterator[Series]:
    read = facts(notes)
    files = _files(read, same, memory)
    olds: dict[str, dict[NoteId, Member]] = {rest: {} for rest in rests}
    news: dict[str, dict[int, Member]] = {rest: {} for rest in rests}
    there = {*told.moved.values()}
    origins = {told.olds[id].origin for id in there}
    for id, old in told.olds.items():
        if id not in there and old.origin in origins:
            continue  # of one note that two devices named, only one
        named = label(old.prompt)
        if named is not None and named.rest in rests:
            olds[named.rest][id] = _old(old, named, files)._replace(gone=id in gone)
    for at, prompt in told.prompts.items():
        named = label(prompt)
        if named is not None and named.rest in rests:
            place = read[at].source.name, read[at].start
            news[named.rest][at] = Member(*place, named, words(told.answers[at]))
    changed = {each.file for members in news.values() for each in members.values()}
    kept: dict[str, dict[int, Member]] = {rest: {} for rest in rests}
    for at, id in same.items():
        file, old = read[at].source.name, memory[id]
        if file in changed and at not in told.prompts and files.get(old.file, old.file) == file:
            named = label(old.prompt)
            if named is not None and named.rest in rests:
                kept[named.rest][at] = _old(old, named, files)
    for rest in sorted(rests):
        yield _joined(olds[rest], news[rest], kept[rest], {**same, **told.moved}, read)


def _old(old: Trace, named: Label, files: Mapping[str, str]) -> Member:
    return Member(files.get(old.file, old.file), old.place, named, words(old.answer))


def _joined(
    olds: dict[NoteId, Member],
    news: dict[int, Member],
    kept: Mapping[int, Member],
    was: Mapping[int, NoteId],
    read: Sequence[Facts],
) -> Series:
    """Adds to those that changed the others of which the answer says little."""
    times = Counter(each.said for each in (*olds.values(), *news.values(), *kept.values()))
    stays: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, old in kept.items():
        if old.said and times[old.said] == 1 and not old.answer.common:
            stays[old.file].append((old.place, read[at].start))
        else:
            olds[was[at]], news[at] = old, old._replace(place=read[at].start)
    return Series(olds, news, {at: was[at] for at in news if at in was}, stays)


def _files(
    read: Sequence[Facts], same: Mapping[int, NoteId], memory: Mapping[NoteId, Trace]
) -> dict[str, str]:
    """What files that are gone are called today."""
    remembered: dict[str, list[Trace]] = defaultdict(list)
    for each in memory.values():
        remembered[each.file].append(each)
    today = {id: read[at].source.name for at, id in same.items()}
    return names_now(remembered, today, {each.source.name for each in read})
