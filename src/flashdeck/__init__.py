"""flashdeck: Markdown notes to Anki decks, and a study program on top.

    import flashdeck
    compiled = flashdeck.load("cards")
    flashdeck.write(compiled.collection, "deck.apkg", compiled.settings)

The names below are imported when they are first used, so that the command
line starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes as long as all of Python's start
if TYPE_CHECKING:
    from flashdeck.compile.library import Compiled
    from flashdeck.diagnostics import Diagnostic, Severity
    from flashdeck.library import load, write
    from flashdeck.model import (
        Basic,
        Card,
        Cloze,
        Collection,
        Deletion,
        Note,
        Passage,
        Statement,
    )

__version__ = "0.1.0"  # here and in pyproject.toml; importlib.metadata costs 30 ms a start

_HOMES = {
    "Basic": "model",
    "Card": "model",
    "Cloze": "model",
    "Collection": "model",
    "Compiled": "compile.library",
    "Deletion": "model",
    "Diagnostic": "diagnostics",
    "Note": "model",
    "Passage": "model",
    "Severity": "diagnostics",
    "Statement": "model",
    "load": "library",
    "write": "library",
}

__all__ = [
    "Basic",
    "Card",
    "Cloze",
    "Collection",
    "Compiled",
    "Deletion",
    "Diagnostic",
    "Note",
    "Passage",
    "Severity",
    "Statement",
    "__version__",
    "load",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'flashdeck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"flashdeck.{_HOMES[name]}"), name)
