"""When each note was first told of, and each package made: all lines are read for it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from flashdeck.following.trace import Trace
from flashdeck.journal.built import BUILT, Built, told
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import fields, line
from flashdeck.journal.seen import SEEN, Seen
from flashdeck.journal.seen import told as as_seen
from flashdeck.model import NoteId

BRIEF = 60 * 60 * 1000
"""Milliseconds within which cards are still being written."""
_KINDS = tuple(f'"{kind}"'.encode() for kind in (SEEN, BUILT))


class Annals(NamedTuple):
    """Milliseconds since 1970 by the id that a note then had; packages, in no order.

    Of the notes `apart` a person said that they are none of before.
    """

    first: dict[NoteId, int]
    packages: list[Built]
    apart: set[NoteId]

    def was_brief(self, trace: Trace, gone: float) -> bool:
        """Whether a note was gone so soon that it was a wording half typed, or tried out."""
        since = self.first.get(trace.id)
        return trace.id == trace.origin and since is not None and gone - since < BRIEF

    def was_built(self, trace: Trace, gone: float) -> bool:
        """Whether a note may have been in a package: one whose beginning nobody knows may.

        `gone` is when it was no longer there. Of its tags nothing is known.
        """
        since = self.first.get(trace.origin)
        return since is None or any(
            since <= each.t < gone and _holds(each, trace) for each in self.packages
        )

    def was_in_passing(self, trace: Trace, gone: float) -> bool:
        """Whether a note was there for minutes only, and only in packages made by `--watch`."""
        since = self.first.get(trace.origin, gone)
        made = [each for each in self.packages if since <= each.t < gone and _holds(each, trace)]
        return self.was_brief(trace, gone) and bool(made) and all(each.watched for each in made)

    def may_have_been_built(self, trace: Trace, gone: float) -> bool:
        """Whether a note may have been in a package of which the journals do not tell."""
        return self.was_built(trace, gone) or not self.was_brief(trace, gone)


def annals(folder: Folder) -> Annals:
    """What all journals say of it."""
    found = Annals({}, [], set())
    for given in _given(folder):
        read = line(given)
        if isinstance(read, str):
            continue
        if read.kind == BUILT:
            found.packages.append(told(read[:3], given))
        elif read.kind == SEEN:
            id = NoteId(read.card)
            found.first[id] = min(read.t, found.first.get(id, read.t))
            if given.get("new") is True:
                found.apart.add(id)
    return found


def as_called(folder: Folder, ids: Container[NoteId]) -> dict[NoteId, Trace]:
    """What was told last of notes under names that they had, or have."""
    latest: dict[NoteId, Seen] = {}
    for given in _given(folder):
        read = line(given)
        if isinstance(read, str) or read.kind != SEEN or read.card not in ids:
            continue
        seen = as_seen(read[:4], given)
        if seen is not None and seen.trace is not None:
            latest[seen.trace.id] = max(seen, latest.get(seen.trace.id, seen), key=_when)
    return {id: each.trace for id, each in latest.items() if each.trace is not None}


def _when(seen: Seen) -> tuple[int, str, int]:
    return seen[:3]


def _given(folder: Folder) -> Iterator[dict[str, object]]:
    for path in folder.journals():
        with path.open("rb") as file:
            for data in file:
                if any(kind in data for kind in _KINDS):
                    given = fields(data.decode("utf-8", "replace"))
                    if not isinstance(given, str):
                        yield dict(given)


def _holds(package: Built, trace: Trace) -> bool:
    """Whether a note stood in what a package was made of."""
    deck = "::".join((*trace.deck, "")).casefold()
    in_deck = any(deck.startswith(f"{each}::".casefold()) for each in package.decks)
    in_file = any(f"{trace.file}/".startswith(f"{each}/") for each in package.files)
    return (in_deck or not package.decks) and (in_file or not package.files)
