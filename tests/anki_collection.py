"""A real Anki collection to import packages into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from anki.collection import Collection as Anki
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportLogWithChanges

from flashdeck.export.apkg.exporter import APKG
from flashdeck.model import Collection, Media, Note, NoteId
from flashdeck.settings import Settings


def package(
    folder: Path,
    notes: Iterable[Note],
    *,
    settings: Settings | None = None,
    links: Mapping[tuple[NoteId, str], NoteId] | None = None,
    media: Mapping[tuple[str, str], Media] | None = None,
    name: str = "deck.apkg",
) -> Path:
    """A package of these notes."""
    out = folder / name
    collection = Collection(notes=tuple(notes), links=links or {}, media=media or {})
    APKG.write(collection, settings or Settings(), out)
    return out


def imported(anki: Anki, path: Path, *, scheduling: bool = False) -> ImportLogWithChanges.Log:
    """What Anki says of the import of a package, done as it does without being asked."""
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=scheduling)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    return anki.import_anki_package(request).log


def field(anki: Anki, front: str, name: str) -> str:
    """A field of the only note that is found."""
    (found,) = anki.find_notes(front)
    return str(anki.get_note(found)[name])
