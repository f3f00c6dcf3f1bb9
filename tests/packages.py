"""What is in a package that was built."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from zipfile import ZipFile


def notes(package: Path) -> dict[str, tuple[str, int]]:
    """Guid and time of the notes of a package, by their first field."""
    with ZipFile(package) as file:
        database = Path(file.extract("collection.anki2", package.parent))
    db = sqlite3.connect(database)
    try:
        rows = db.execute("SELECT sfld, guid, mod FROM notes").fetchall()
    finally:
        db.close()
    return {first: (guid, mod) for first, guid, mod in rows}
