"""What a dialect is: a way of reading a page into notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.syntax.page import Page

OWN = 100
"""How much more a mark weighs that no other dialect has: all shared ones together weigh less."""


class Reading(NamedTuple):
    """What a page holds. The notes have no ids yet, and their references no targets."""

    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]


class Sign(NamedTuple):
    """A mark that speaks for a dialect: how a reader would call it, where, and whose it is.

    `own` marks are those of this dialect alone, or nearly; the native dialect shares
    the others.
    """

    what: str
    at: int
    own: bool = False


class Dialect(Protocol):
    """A syntax for cards. Reading never fails, whatever the text."""

    @property
    def name(self) -> str:
        """How front matter and `--dialect` call it."""
        ...

    def evidence(self, page: Page) -> int:
        """How strongly the page looks like this dialect; 0 is not at all.

        The dialect with the most evidence reads the page. Ours count OWN for each
        mark of their own and one for each that they share (see `weight`).
        """
        ...

    def read(self, page: Page) -> Reading:
        """The notes of a page, and everything wrong with it."""
        ...


@runtime_checkable
class Signed(Protocol):
    """A dialect that can say what its evidence is."""

    def signs(self, page: Page) -> Iterable[Sign]:
        """The marks that speak for it, in order of place."""
        ...


class Marked:
    """A dialect whose evidence is in its signs, which need be found but once."""

    __slots__ = ()

    def signs(self, page: Page) -> Iterable[Sign]:
        """The marks that speak for it, in order of place."""
        return ()

    def weighed(self, signs: Sequence[Sign]) -> int:
        """The evidence of a page with these signs."""
        return weight(signs)

    def evidence(self, page: Page) -> int:
        return self.weighed(tuple(self.signs(page)))


def weight(signs: Iterable[Sign]) -> int:
    """The evidence of some marks; any number of shared ones weighs less than one of its own."""
    owned = [sign.own for sign in signs]
    own = sum(owned)
    return OWN * own + min(len(owned) - own, OWN - 1)


def told(signs: Iterable[Sign]) -> str:
    """The marks as a reader would count them: "12 × `Q:`, 3 × `C:`"."""
    counts = Counter(sign.what for sign in signs)
    return ", ".join(what if count == 1 else f"{count} × {what}" for what, count in counts.items())
