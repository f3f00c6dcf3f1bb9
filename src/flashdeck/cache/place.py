"""Where a collection keeps what can be made again."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(".flashdeck", "cache")


def prepared(root: Path) -> Path | None:
    """The folder, made if it was not there and left out of git; None where that is refused."""
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")
    except OSError:
        return None
    return folder
