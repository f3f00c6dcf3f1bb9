"""What an Obsidian vault and `.flashdeckignore` keep from being read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flashdeck.config.collection import chosen
from flashdeck.loading.files import found
from reading import folder, written

CARD = "Q: What?\nA: That.\n"


def names(root: Path) -> list[str]:
    where = chosen([root], root)
    return [file.name for file in found(where.paths, where.settings)]


def test_templates_drawings_and_what_obsidian_keeps_are_no_notes(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        {
            "a.md": CARD,
            "Vorlagen/card.md": CARD,
            "Patterns/daily.md": CARD,
            "drawing.excalidraw.md": CARD,
            ".trash/old.md": CARD,
            ".obsidian/templates.json": json.dumps({"folder": "Vorlagen"}),
            ".obsidian/plugins/templater-obsidian/data.json": json.dumps(
                {"templates_folder": "/Patterns/"}
            ),
        },
    )
    assert names(root) == ["a.md"]


@pytest.mark.parametrize("settings", ["", "[]", "{", '{"folder": 3}', "\xff"])
def test_settings_that_cannot_be_read_say_nothing(tmp_path: Path, settings: str) -> None:
    root = written(tmp_path, {"a.md": CARD, ".obsidian/templates.json": settings})
    assert names(root) == ["a.md"]


def test_flashdeckignore_means_what_gitignore_means(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        {
            ".flashdeckignore": "*.txt\n/drafts/\n!keep.txt\n",
            "a.md": CARD,
            "a.txt": CARD,
            "keep.txt": CARD,
            "drafts/b.md": CARD,
            "deep/drafts/c.md": CARD,
            "deep/d.md": CARD,
            "deep/.flashdeckignore": "d.md\n!a.txt\n",
            "deep/a.txt": CARD,
        },
    )
    assert names(root) == ["a.md", "deep/a.txt", "deep/drafts/c.md", "keep.txt"]


def test_a_folder_below_is_read_under_the_same_patterns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(
        tmp_path,
        {
            "flashdeck.yaml": "",
            ".flashdeckignore": "*.txt\n",
            "deep/a.md": CARD,
            "deep/a.txt": CARD,
        },
    )
    monkeypatch.chdir(tmp_path)
    where = chosen([Path("deep")], tmp_path)
    assert [file.name for file in found(where.paths, where.settings)] == ["deep/a.md"]


def test_a_named_file_is_read_whatever_is_ignored(tmp_path: Path) -> None:
    root = written(tmp_path, {".flashdeckignore": "*.md\n", "a.md": CARD})
    where = chosen([root / "a.md"], root)
    assert [file.name for file in found(where.paths, where.settings)] == ["a.md"]


def test_a_note_of_a_folder_names_only_its_own_deck(tmp_path: Path) -> None:
    """No plug-in that shows notes as folders, or makes cards, lets it speak for the others."""
    own = "---\ndeck: Uni::Physics\ntags: [exam]\n---\n\nmass :: inertia\n"
    files: dict[str, str | bytes] = {
        "Physics/Physics.md": own,
        "Physics/Optics.md": "lens :: it bends light, see [[Physics]]\n",
        "Bio/index.md": own.replace("mass", "cell"),
        "Bio/Genes.md": "gene :: a unit\n",
    }
    notes = folder(written(tmp_path, files)).collection.notes
    assert {note.span.source.name: ("::".join(note.deck), *note.tags) for note in notes} == {
        "Bio/Genes.md": ("Bio::Genes",),
        "Bio/index.md": ("Uni::Physics", "exam"),
        "Physics/Optics.md": ("Physics::Optics",),
        "Physics/Physics.md": ("Uni::Physics", "exam"),
    }
