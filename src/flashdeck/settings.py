"""What a collection's `flashdeck.yaml` says, with the value of everything it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flashdeck.model import DeckName


@dataclass(frozen=True, slots=True, eq=False)
class Vault:
    """An Obsidian vault: its folder, what its plug-ins have set, and where templates lie.

    `plugins` are by name; `templates` are folders below the root. It equals itself alone:
    what follows from its settings is worked out once.
    """

    root: Path
    plugins: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    templates: tuple[str, ...] = ()

    def plugin(self, name: str) -> Mapping[str, object]:
        """What a plug-in has set; nothing where it is not installed."""
        return self.plugins.get(name, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one collection.

    `root` is the folder of `flashdeck.yaml`, or the folder that was named.
    `cards` are folders below it; `include` and `ignore` are globs. `macros` are
    LaTeX commands by name, without the backslash. `o2a` are styles of
    Obsidian_to_Anki, by name or as expressions, by note type. `vault` is the
    Obsidian vault that the collection lies in, if it does.
    """

    root: Path = Path()
    cards: tuple[str, ...] = ()
    include: tuple[str, ...] = ("*.md", "*.markdown", "*.txt", "*.org", "*.csv", "*.tsv")
    ignore: tuple[str, ...] = ()
    key: str = ""
    deck: DeckName = ()
    tags: frozenset[str] = frozenset()
    macros: Mapping[str, str] = field(default_factory=dict)
    o2a: Mapping[str, str] = field(default_factory=dict)
    vault: Vault | None = None
    scheduler: str = "sm2"
    grades: int = 4
    new_per_day: int = 20
    reviews_per_day: int = 200
    rollover_hour: int = 4
    leech_lapses: int = 8
    leech_suspend: bool = False
