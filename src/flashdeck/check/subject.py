"""What a check looks at, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Collection
from flashdeck.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is checked: the notes, the settings they are read with, the demos there are."""

    collection: Collection
    settings: Settings
    demos: frozenset[str] = frozenset()


Check = Callable[[Subject], Iterator[Diagnostic]]
