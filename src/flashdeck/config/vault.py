"""What an Obsidian vault says of itself: its plug-ins' settings, and where templates lie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flashdeck.settings import Vault

FOLDER = ".obsidian"
_READ = (
    "flashcards-obsidian",
    "obsidian-spaced-repetition",
    "obsidian-to-anki-plugin",
    "templater-obsidian",
    "yanki",
)


def vault_above(path: Path) -> Vault | None:
    """The vault that a folder lies in: the nearest one that Obsidian keeps its settings in."""
    whole = path.resolve()
    for folder in (whole, *whole.parents):
        if (folder / FOLDER).is_dir():
            return vault(folder)
    return None


def read_from(root: Path) -> list[Path]:
    """The files that a vault's settings stand in."""
    settings = root / FOLDER
    return [
        settings / "templates.json",
        *(settings / "plugins" / name / "data.json" for name in _READ),
    ]


def vault(root: Path) -> Vault:
    """What a vault says; what cannot be read says nothing."""
    settings = root / FOLDER
    plugins = {name: _settings(settings / "plugins" / name / "data.json") for name in _READ}
    places = (
        _object(settings / "templates.json").get("folder"),
        plugins["templater-obsidian"].get("templates_folder"),
    )
    folders = [place.strip("/") for place in places if isinstance(place, str)]
    return Vault(root, plugins, tuple(folder for folder in folders if folder))


def _settings(file: Path) -> Mapping[str, object]:
    """A plug-in's settings; some keep them one level deeper, beside what they remember."""
    given = _object(file)
    inner = given.get("settings")
    return {**given, **inner} if isinstance(inner, dict) else given


def _object(file: Path) -> Mapping[str, object]:
    try:
        given: object = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}
