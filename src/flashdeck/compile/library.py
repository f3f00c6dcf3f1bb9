"""The library: paths in, a collection and its diagnostics out; a collection in, a file out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Collection, Note
from flashdeck.settings import Settings


class Compiled(NamedTuple):
    """What came of some paths.

    `collection` holds the sound notes only; `left_out` those at which something
    breaking was found. Diagnostics are in order of file and place.
    """

    collection: Collection
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[Note, ...]
    settings: Settings


def load(*paths: str | Path) -> Compiled:
    """Read files and folders of cards; without any, the collection one stands in."""
    raise NotImplementedError


def write(collection: Collection, out: str | Path, settings: Settings | None = None) -> None:
    """Write an Anki package, or what the suffix of `out` asks for; replaces it in one step."""
    raise NotImplementedError
