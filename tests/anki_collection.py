"""A real Anki collection to import packages into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def answers(anki: Anki, deck: str = "Top") -> None:
    """Three reviews of every card of a deck."""
    anki.decks.select(anki.decks.id(deck))  # type: ignore[arg-type]  # it is there
    for _ in range(3):
        anki.sched.set_due_date(anki.find_cards(""), "0")
        while (card := anki.sched.getCard()) is not None:
            anki.sched.answerCard(card, 4)


Rows = dict[int, Sequence[object]]


def learned(anki: Anki) -> Rows:
    """What Anki knows of every card: its note, which of its cards it is, and its scheduling."""
    assert anki.db is not None
    columns = "id, nid, ord, type, queue, due, ivl, factor, reps, lapses, data"
    return {row[0]: row[1:] for row in anki.db.all(f"SELECT {columns} FROM cards")}
