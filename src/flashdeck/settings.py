"""What a collection's `flashdeck.yaml` says, with the value of everything it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flashdeck.model import DeckName


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one collection.

    `root` is the folder of `flashdeck.yaml`, or the folder that was named.
    `cards` are folders below it; `include` and `ignore` are globs. `macros` are
    LaTeX commands by name, without the backslash.
    """

    root: Path = Path()
    cards: tuple[str, ...] = ()
    include: tuple[str, ...] = ("*.md", "*.markdown", "*.txt")
    ignore: tuple[str, ...] = ()
    key: str = ""
    deck: DeckName = ()
    tags: frozenset[str] = frozenset()
    macros: Mapping[str, str] = field(default_factory=dict)
    scheduler: str = "sm2"
    grades: int = 4
    new_per_day: int = 20
    reviews_per_day: int = 200
    rollover_hour: int = 4
