"""The line of a journal that tells of a package: what was seen before it, Anki may have.

One is written when something was seen since the last. For other readers of a journal it is one
more kind that changes no card's state.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

BUILT = "built"
_VERSION = 1


class Built(NamedTuple):
    """A package was made of all notes, or only of those of some `decks`, `files` or `tags`.

    What is inside of a deck or a folder is meant, too. `key` is what told its notes from
    everybody else's in Anki, None where that was not written down. A package that was
    `watched` was made by `--watch`, while cards were being written.
    """

    t: int
    device: str
    seq: int
    card: str = ""
    kind: str = BUILT
    decks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    key: str | None = None
    watched: bool = False

    @property
    def is_whole(self) -> bool:
        return not (self.decks or self.files or self.tags)


def written(line: Built) -> str:
    """The line as it stands in a file, with its line end."""
    given: dict[str, object] = {
        "v": _VERSION,
        "id": f"{line.device}-{line.seq}",
        "t": line.t,
        "card": line.card,
        "kind": line.kind,
    }
    parts = {"decks": line.decks, "files": line.files, "tags": line.tags}
    given |= {name: names for name, names in parts.items() if names}
    if line.key is not None:
        given["key"] = line.key
    if line.watched:
        given["watched"] = True
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")) + "\n"


def told(head: tuple[int, str, int], given: Mapping[str, object]) -> Built:
    """The line from its time, device, number, and all its fields."""
    decks, files, tags = (_names(given.get(name)) for name in ("decks", "files", "tags"))
    key = given.get("key")
    return Built(
        *head,
        decks=decks,
        files=files,
        tags=tags,
        key=key if isinstance(key, str) else None,
        watched=given.get("watched") is True,
    )


def _names(given: object) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else []
    return tuple(each for each in listed if isinstance(each, str))
