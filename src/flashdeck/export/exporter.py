"""What an exporter is: a way of writing a collection to one file."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from flashdeck.model import Collection
from flashdeck.settings import Settings


class Exporter(Protocol):
    """A file format."""

    @property
    def suffix(self) -> str:
        """How its files end, with the dot."""
        ...

    def write(self, collection: Collection, settings: Settings, out: Path) -> None:
        """Write the whole file; the caller sees to it that a failure replaces nothing."""
        ...
