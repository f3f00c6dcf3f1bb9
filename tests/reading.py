"""Cards from text, as a test writes them and as it looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck import plugins
from flashdeck.diagnostics import Diagnostic, Severity
from flashdeck.loading.collection import Request, loaded
from flashdeck.model import Note, answer, prompt
from flashdeck.settings import Settings
from flashdeck.syntax.dialect import Dialect

if TYPE_CHECKING:
    from flashdeck.compile.library import Compiled

DIALECTS: dict[str, Dialect] = plugins.dialects().dialects


@dataclass(frozen=True)
class Deck:
    """What one text gave, unchecked: notes in order, and diagnostics in order of place."""

    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]
    dialect: str

    @property
    def fronts(self) -> list[str | None]:
        return [None if (asked := prompt(note)) is None else asked.text for note in self.notes]

    @property
    def backs(self) -> list[str | None]:
        return [None if (told := answer(note)) is None else told.text for note in self.notes]

    @property
    def problems(self) -> list[str]:
        """The rules of errors and warnings."""
        return [
            found.rule.name
            for found in self.diagnostics
            if found.rule.severity is not Severity.INFO
        ]

    @property
    def guesses(self) -> list[tuple[str, int]]:
        """The rules of information, with the line each is about."""
        return [
            (found.rule.name, found.span.lines[0])
            for found in self.diagnostics
            if found.rule.severity is Severity.INFO
        ]


def read(text: str | bytes, settings: Settings | None = None) -> Deck:
    """One text, read as a file would be."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    request = Request(
        paths=(), settings=settings or Settings(), dialects=DIALECTS, stdin=data, modified=1
    )
    collection, found, _ = loaded(request)
    return Deck(
        tuple(collection.notes),
        tuple(sorted(found, key=lambda each: each.sort_key)),
        collection.files[0].dialect,
    )


def folder(root: Path, settings: Settings | None = None, dialect: str | None = None) -> Compiled:
    """A folder, read and checked."""
    from flashdeck.compile.library import compiled

    return compiled(
        Request(
            paths=(root,),
            settings=settings or Settings(root=root),
            dialects=DIALECTS,
            dialect=dialect,
        )
    )


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files below a folder; the folder again."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
