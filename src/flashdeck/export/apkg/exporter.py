"""The exporter of Anki packages."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from flashdeck.export.apkg import archive, database, media
from flashdeck.export.apkg.filled import Kept
from flashdeck.export.apkg.pieces import Pieces
from flashdeck.model import Collection
from flashdeck.render.html import Html
from flashdeck.settings import Settings


@dataclass(frozen=True, slots=True)
class Apkg:
    """Writes `.apkg` files."""

    suffix: str = ".apkg"
    kept: Kept | None = None
    """What was made before, if it may be used."""

    def write(self, collection: Collection, settings: Settings, out: Path) -> None:
        """Write the whole package; the same collection gives the same bytes."""
        html = Html(collection, settings.macros)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as folder:
            notes = Path(folder, archive.COLLECTION)
            with Pieces(notes) as pieces:
                database.write(notes, html, settings.key, self.kept, pieces.begin)
                archive.write(out, pieces, media.used(html))


APKG = Apkg()
