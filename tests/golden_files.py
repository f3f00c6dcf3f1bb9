"""Files that hold what the program prints; `make golden` is the one way to change them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str, text: str) -> None:
    """The text is that of a golden file, or becomes it under FLASHDECK_GOLDEN=update."""
    path = GOLDEN / name
    if os.environ.get("FLASHDECK_GOLDEN") == "update":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden file {name}; `make golden` writes it"
    assert path.read_bytes().decode("utf-8") == text


def leftovers(folder: str, names: Iterable[str]) -> set[str]:
    """Files of a golden folder that no test writes any more."""
    return {path.name for path in (GOLDEN / folder).iterdir()} - set(names)
