"""Where a collection keeps what it knows of its learner."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SUFFIX = ".jsonl"


class Folder(NamedTuple):
    """The `.flashdeck` folder of a collection: `root` is the collection's own."""

    root: Path

    @property
    def journal(self) -> Path:
        """The folder of the journals: all that is known of the learner, to be kept and shared."""
        return self.root / ".flashdeck" / "journal"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again."""
        return self.root / ".flashdeck" / "cache"

    @property
    def database(self) -> Path:
        return self.cache / "state.sqlite"

    @property
    def memory(self) -> Path:
        return self.cache / "memory.sqlite"

    @property
    def session_lock(self) -> Path:
        return self.cache / "session.lock"

    def journal_of(self, device: str) -> Path:
        return self.journal / f"{device}{SUFFIX}"

    def spare_of(self, device: str) -> Path:
        """The copy of what a device wrote last."""
        return self.cache / f"{device}.spare"

    def journals(self) -> list[Path]:
        """The journals of all devices that are there."""
        if not self.journal.is_dir():
            return []
        return sorted(path for path in self.journal.iterdir() if path.suffix == SUFFIX)


def prepared(folder: Folder) -> Folder:
    """The same folder, made if it was not there."""
    folder.journal.mkdir(parents=True, exist_ok=True)
    folder.cache.mkdir(parents=True, exist_ok=True)
    # Git on Windows would change the line ends, and with them every place in a file.
    # A journal is a set of lines: of two branches it has all.
    _kept(folder.journal / ".gitattributes", f"{_ENDS} merge=union\n", before=f"{_ENDS}\n")
    _kept(folder.cache / ".gitignore", "*\n")
    return folder


_ENDS = "*.jsonl -text"


def _kept(path: Path, text: str, before: str = "") -> None:
    """Write a file unless it is there; one that holds what was written `before` is replaced."""
    try:
        if before and path.is_file() and path.read_bytes() == before.encode():
            path.unlink()
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        pass
