"""What a machine is called in journals.

The name stays with the machine, outside every collection: a synced folder must
not give two machines one name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FILE = "device"
LONGEST = 24
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def device(state: Path, host: str, chance: str) -> str:
    """The name kept in `state`, a folder of the machine; the first time, one from host and chance.

    Readable because of the one, unique because of the other.
    """
    path = state / FILE
    if (name := kept(path)) is not None:
        return name
    state.mkdir(parents=True, exist_ok=True)
    made = f"{_slug(host)}-{chance}"
    new = state / f"{FILE}.{chance}"
    new.write_text(f"{made}\n", "utf-8")
    new.replace(path)
    return kept(path) or made


def kept(path: Path) -> str | None:
    """The name that a file gives to its machine; None if there is none."""
    try:
        text = path.read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if _NAME.fullmatch(text) else None


def is_made_for(name: str, host: str) -> bool:
    """Whether a name was made on a machine that is called so; a copied one most often was not."""
    return name.rpartition("-")[0] == _slug(host)


def _slug(host: str) -> str:
    """The first part of a host's name, in what every file system and every eye can tell apart."""
    plain = unicodedata.normalize("NFKD", host.partition(".")[0]).lower()
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(words)[:LONGEST].strip("-") or "device"
