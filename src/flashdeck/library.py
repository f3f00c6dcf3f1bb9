"""flashdeck from Python: what the commands do, in two calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flashdeck import plugins
from flashdeck.cache.store import Store
from flashdeck.compile.library import Compiled, Request, compiled
from flashdeck.compile.output import remove_leftovers, replaced
from flashdeck.config.collection import chosen
from flashdeck.export.exporter import Exporter
from flashdeck.journal.folder import Folder
from flashdeck.journal.remembering import recalled
from flashdeck.loading.remembered import Ahead
from flashdeck.model import Collection
from flashdeck.settings import Settings


def load(*paths: str | Path, dialect: str | None = None) -> Compiled:
    """Read and check files and folders of cards; without any, the collection one stands in.

    Notes are known again by what its journal says; nothing is written there.
    What is wrong with the cards is in the result's diagnostics. Raises
    FlashdeckError for paths that are not there and plug-ins that clash.
    """
    found = chosen([Path(path) for path in paths], Path.cwd())
    return compiled(
        Request(
            paths=found.paths,
            settings=found.settings,
            given=found.diagnostics,
            dialects=plugins.dialects().dialects,
            dialect=dialect,
            demos=plugins.demos(),
            memory=recalled(Folder(found.settings.root)).memory,
            objection=plugins.objection,
        )
    )


def write(
    collection: Collection,
    out: str | Path,
    settings: Settings | None = None,
    *,
    kept: Store | None = None,
) -> None:
    """Write what the suffix of `out` asks for, such as an Anki package, in one step.

    Give the settings the collection was loaded with: their `key` is part of
    the identity of its notes in Anki. `kept` has what was rendered before.
    """
    exporter = plugins.exporter_for(Path(out))
    if kept is not None:
        exporter = _with(exporter, kept)
    with replaced(Path(out)) as new:
        remove_leftovers(new.parent, {Path(out).name}, new.stat().st_mtime)
        exporter.write(collection, settings or Settings(), new)


def ahead(out: Path, settings: Settings) -> Ahead | None:
    """What a file that is read gives `out` at once, so that `write` need not make it."""
    from flashdeck.export.apkg.exporter import Apkg
    from flashdeck.export.apkg.filled import ANY, KIND, filled_ahead

    if not isinstance(plugins.exporter_for(out), Apkg):
        return None
    make = filled_ahead(settings)
    return None if make is None else Ahead(KIND, ANY, make)


def _with(exporter: Exporter, kept: Store) -> Exporter:
    from flashdeck.export.apkg.exporter import Apkg
    from flashdeck.export.apkg.filled import Kept

    return replace(exporter, kept=Kept(kept, two=True)) if isinstance(exporter, Apkg) else exporter
