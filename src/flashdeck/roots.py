"""Which folder is a collection's own; nothing is imported, so that it can be asked first.

It is the nearest folder upwards with `flashdeck.yaml`. Where there is none, it is
the nearest one that holds a journal already or is an Obsidian vault, and else the
folder that is meant itself.
"""

from __future__ import annotations

import os

SETTINGS = "flashdeck.yaml"
JOURNAL = os.path.join(".flashdeck", "journal")  # noqa: PTH118
VAULT = ".obsidian"
_CARDS = "cards"


def root_of(folder: str) -> str:
    """The collection that a folder belongs to."""
    return root_above(folder) or _marked_above(folder) or os.path.realpath(folder)


def root_here(here: str) -> str:
    """The collection one stands in; it need not be there."""
    cards = os.path.join(here, _CARDS)  # noqa: PTH118
    own = os.path.realpath(cards)
    return root_above(here) or (own if _is_marked(own) else _marked_above(here) or own)


def root_above(folder: str) -> str | None:
    """The nearest folder with settings: the folder itself, or one above it."""
    for each in _upwards(folder):
        settings = os.path.join(each, SETTINGS)  # noqa: PTH118
        if os.path.exists(settings) and not os.path.isdir(settings):  # noqa: PTH110, PTH112
            return each
    return None


def _marked_above(folder: str) -> str | None:
    return next((each for each in _upwards(folder) if _is_marked(each)), None)


def _upwards(folder: str) -> list[str]:
    """A folder and all above it."""
    found = [os.path.realpath(folder)]
    while (above := os.path.dirname(found[-1])) != found[-1]:  # noqa: PTH120
        found.append(above)
    return found


def _is_marked(folder: str) -> bool:
    """Whether a folder is an Obsidian vault, or holds a journal with lines in it."""
    if os.path.isdir(os.path.join(folder, VAULT)):  # noqa: PTH112, PTH118
        return True
    try:
        names = os.listdir(os.path.join(folder, JOURNAL))  # noqa: PTH118, PTH208
    except OSError:
        return False
    return any(name.endswith(".jsonl") for name in names)
