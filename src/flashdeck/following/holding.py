"""Texts by what they hold, so that of many none is looked at in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flashdeck.model import NoteId

_SIZE = 3


class Texts:
    """Texts of notes, found by their characters and by every three that follow one another."""

    def __init__(self, texts: Mapping[NoteId, str]) -> None:
        self._all = tuple(texts)
        self._by_part: dict[str, list[NoteId]] = defaultdict(list)
        for id, text in texts.items():
            for part in {*text, *_parts(text)}:
                self._by_part[part].append(id)

    def perhaps_holding(self, text: str) -> Sequence[NoteId]:
        """Those that have the rarest part of a text, in the order given; all, if it is empty."""
        parts = _parts(text) or [*text]
        return min((self._by_part.get(part, ()) for part in parts), key=len, default=self._all)


def _parts(text: str) -> list[str]:
    return [text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1)]
