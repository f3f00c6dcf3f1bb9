"""Cards converted, as a test writes them and as it looks at them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from flashdeck.convert.conversion import converted as rewritten
from flashdeck.convert.likeness import flattened_no_more, likeness
from flashdeck.convert.request import Converted, Request
from flashdeck.convert.targets import TARGETS
from flashdeck.loading.collection import Loaded, loaded
from flashdeck.loading.collection import Request as Reading
from flashdeck.model import Note
from flashdeck.settings import Settings
from reading import DIALECTS


def name_of(target: str) -> str:
    return f"deck{TARGETS[target].suffixes[0]}"


def _loaded(text: str, name: str) -> Loaded:
    """A text read as a file of that name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", newline="\n")
        settings = Settings(root=Path(folder))
        return loaded(Reading(paths=(path,), settings=settings, dialects=DIALECTS))


def notes_of(text: str, target: str = "native", name: str = "") -> list[Note]:
    """The notes of a text in the order in which they stand; the file is named as a target's."""
    notes = _loaded(text, name or name_of(target)).collection.notes
    return sorted(notes, key=lambda note: note.span.start)


def converted(text: str, target: str, name: str = "deck.md") -> Converted:
    """A text in another syntax; `name` is the file it stands in."""
    read = _loaded(text, name).collection
    made = Request(TARGETS[target], name_of(target), Settings(), DIALECTS, Settings())
    return rewritten(read.files[0], read.notes, made)


def same(some: Sequence[Note], others: Sequence[Note]) -> bool:
    """Whether they are the same notes, one by one."""
    return [likeness(flattened_no_more(note)) for note in some] == [
        likeness(flattened_no_more(note)) for note in others
    ]
