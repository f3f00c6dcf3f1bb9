"""What is asked of a conversion, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flashdeck.convert.target import Target
from flashdeck.diagnostics import Diagnostic
from flashdeck.settings import Settings
from flashdeck.syntax.dialect import Dialect


class Request(NamedTuple):
    """What is to be written: a target, for a file called `name`, and how it will be read.

    `settings` are those the file was read with, `there` those of the place it goes to.
    """

    target: Target
    name: str
    settings: Settings
    dialects: Mapping[str, Dialect]
    there: Settings
    keeps_place: bool = False
    """Whether the file will stand where it stood, so that a deck may follow from its path."""

    @property
    def dialect(self) -> Dialect:
        """What reads the result."""
        return self.dialects[self.target.dialect]


class Converted(NamedTuple):
    """What became of a file: its text, None if it cannot be written; and what was lost."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: bool = True
