"""The exporter of Anki packages."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashdeck.export.apkg import archive, database, media
from flashdeck.export.apkg.before import put_by, taken
from flashdeck.export.apkg.filled import Kept
from flashdeck.export.apkg.pieces import Pieces
from flashdeck.model import Collection
from flashdeck.render.html import Html
from flashdeck.settings import Settings

SMALL = 200
"""Notes that are rendered sooner than a database is opened."""


@dataclass(frozen=True, slots=True)
class Apkg:
    """Writes `.apkg` files."""

    suffix: str = ".apkg"
    kept: Kept | None = None
    """What was made before, if it may be used."""

    def write(self, collection: Collection, settings: Settings, out: Path) -> None:
        """Write the whole package; the same collection gives the same bytes."""
        html = Html(collection, settings.macros)
        kept = self.kept if len(collection.notes) >= SMALL else None
        with _folder_beside(out) as folder, _refused():
            rows = Path(folder, archive.COLLECTION)
            before = None if kept is None else taken(kept.store, Path(folder))
            with Pieces(rows, None if kept is None else kept.store) as pieces:
                blocks = database.write(rows, html, settings.key, kept, before, pieces.begin)
                whole = pieces.deflated()
            archive.write(out, whole, media.used(html))
            if kept is not None:
                put_by(kept.store, rows, whole.sum, blocks)


def _folder_beside(out: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.")


_REFUSED = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
"""What the operating system refused, by the code that SQLite makes of it."""


@contextmanager
def _refused() -> Iterator[None]:
    """With OSError for what the operating system refuses SQLite."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = _REFUSED.get(error.sqlite_errorcode & 0xFF)  # the rest says where it happened
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from error


APKG = Apkg()
