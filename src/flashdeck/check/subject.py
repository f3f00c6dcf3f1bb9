"""What a check looks at, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Collection, NoteId
from flashdeck.settings import Settings

Objection = Callable[[str, Sequence[str]], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is checked: the notes, the settings they are read with, the demos there are.

    `objection` says why a demo would refuse its options, or nothing; it imports the demo.
    `origins` finds the first ids of notes that had others.
    """

    collection: Collection
    settings: Settings
    demos: frozenset[str] = frozenset()
    objection: Objection | None = None
    origins: Callable[[], Mapping[NoteId, NoteId]] = dict


Check = Callable[[Subject], Iterator[Diagnostic]]
