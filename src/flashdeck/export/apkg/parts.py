"""The notes of a collection by their files."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from flashdeck.cache.store import digest
from flashdeck.export.apkg.shows import shows
from flashdeck.model import DeckName, Note, NoteId
from flashdeck.notes.facts import Facts
from flashdeck.notes.listed import ids, known, read_from
from flashdeck.render.html import Html

_NAME = attrgetter("source.name")
_ALONE, _COMMANDS, _DECK = map(attrgetter, ("alone", "commands", "deck"))


@dataclass(frozen=True)
class Part:
    """Notes of one file that stand together; the first of them has the place `start` in `notes`.

    They are not looked at. `read_from` is a digest of the file if all of its notes are there,
    as they were read.
    """

    html: Html = field(repr=False)
    name: str
    start: int
    notes: Sequence[Note] = field(repr=False)
    facts: Sequence[Facts] = field(repr=False)
    ids: Sequence[NoteId] = field(repr=False)
    read_from: bytes = b""

    @property
    def end(self) -> int:
        """Behind the place of the last."""
        return self.start + len(self.facts)

    @cached_property
    def stands_alone(self) -> bool:
        """Whether all that the fields of its notes follow from is in their hashes and forms."""
        if False in map(_ALONE, self.facts):
            return False
        return not self.html.macros or True not in map(_COMMANDS, self.facts)

    @cached_property
    def decks(self) -> list[DeckName]:
        """The decks its notes lie in, each once."""
        return [*dict.fromkeys(map(_DECK, self.facts))]

    @cached_property
    def digests(self) -> list[bytes]:
        """Of each note, a digest of all that its fields follow from, but its id."""
        return [
            f"{fact.hash}{fact.form}".encode()
            if fact.alone and not (fact.commands and self.html.macros)
            else _digest(self.notes[at], self.html)
            for at, fact in enumerate(self.facts, self.start)
        ]


def parts(html: Html) -> Iterator[Part]:
    """All notes, in their order."""
    notes = html.collection.notes
    facts, names = known(notes), ids(notes)
    end = 0
    for name, group in groupby(facts, _NAME):
        start, end = end, end + len([*group])
        whole = read_from(notes, start, end)
        yield Part(html, name, start, notes, facts[start:end], names[start:end], whole)


def _digest(note: Note, html: Html) -> bytes:
    value: Any = shows(note, html)  # builtin types, however deep
    return digest(marshal.dumps(value, 2))  # later formats tell equal values apart
