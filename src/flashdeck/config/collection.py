"""Which collection is meant, and what its settings say."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from flashdeck import roots
from flashdeck.config.file import read
from flashdeck.config.vault import faults, vault_above
from flashdeck.diagnostics import Diagnostic
from flashdeck.errors import FlashdeckError
from flashdeck.regular import contents
from flashdeck.settings import Settings

FILE = roots.SETTINGS
STDIN = Path("-")


class NoCollection(FlashdeckError):
    """Nothing was named, and one stands in no collection."""

    def __init__(self) -> None:
        super().__init__(
            f"there is no {FILE}, journal or vault here or above, and no folder `cards`; "
            "name your files, or start a collection with `flashdeck init`"
        )


class Chosen(NamedTuple):
    """What is to be read, and how; the diagnostics are those of `flashdeck.yaml`."""

    paths: tuple[Path, ...]
    settings: Settings
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """What the collection is called: its folder's name."""
        return self.settings.root.name or "cards"


def chosen(paths: Sequence[Path], here: Path) -> Chosen:
    """The collection that paths belong to; without any, the one that `here` lies in."""
    if not paths:
        return _standing_in(here)
    first = (here if paths[0] == STDIN else here / paths[0]).resolve()
    folder = first if first.is_dir() else first.parent
    settings, found = _settings_in(root_of(folder), here)
    return Chosen(tuple(paths), settings, found)


def _standing_in(here: Path) -> Chosen:
    root = Path(roots.root_here(str(here)))
    if not root.is_dir():
        raise NoCollection
    settings, found = _settings_in(root, here)
    return Chosen(tuple(_card_folders(settings, here)), settings, found)


def _card_folders(settings: Settings, here: Path) -> Iterator[Path]:
    """The folders to read, as one would type them."""
    for folder in settings.cards or ("",):
        if (settings.root / folder).is_dir():  # where not, the settings' diagnostics say so
            yield _as_typed(settings.root / folder, here)


def root_of(folder: Path) -> Path:
    """The collection that a folder belongs to."""
    return Path(roots.root_of(str(folder)))


def root_above(path: Path) -> Path | None:
    """The nearest folder that holds a `flashdeck.yaml`: the path itself, or one above it."""
    found = roots.root_above(str(path))
    return None if found is None else Path(found)


def _settings_in(root: Path, here: Path) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """What the folder's `flashdeck.yaml` says; without one, what holds by itself."""
    file, vault = root / FILE, vault_above(root)
    wrong = () if vault is None else tuple(faults(vault))
    if not file.exists() or file.is_dir():
        return Settings(root=root, vault=vault), wrong
    settings, found = read(contents(str(file)), str(_as_typed(file, here)), root)
    return replace(settings, vault=vault), (*found, *wrong)


def _as_typed(path: Path, here: Path) -> Path:
    """The path from where one stands, if there is a way."""
    try:
        return Path(os.path.relpath(path, here.resolve()))
    except ValueError:  # another drive
        return path
