"""What a dialect is: a way of reading a page into notes."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.syntax.page import Page


class Reading(NamedTuple):
    """What a page holds. The notes have no ids yet, and their references no targets."""

    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]


class Dialect(Protocol):
    """A syntax for cards. Reading never fails, whatever the text."""

    @property
    def name(self) -> str:
        """How front matter and `--dialect` call it."""
        ...

    def evidence(self, page: Page) -> int:
        """How strongly the page looks like this dialect; 0 is not at all.

        The dialect with the most evidence reads the page.
        """
        ...

    def read(self, page: Page) -> Reading:
        """The notes of a page, and everything wrong with it."""
        ...
