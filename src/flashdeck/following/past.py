"""What a journal tells of notes beyond what is remembered; read only where copies are parted."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType
from typing import NamedTuple

from flashdeck.following.trace import Trace
from flashdeck.model import NoteId


class Past(NamedTuple):
    """When notes were first told of, in milliseconds, by their first ids; which have answers.

    Of those `apart` a person said that they are new ones, and none of before.
    """

    first: Mapping[NoteId, int] = MappingProxyType({})
    answered: Container[NoteId] = frozenset()
    apart: Container[NoteId] = frozenset()

    def is_elder(self, one: Trace, other: Trace) -> bool:
        """Whether it is known that a note was there before another."""
        first, second = self.first.get(one.origin), self.first.get(other.origin)
        return first is not None and second is not None and first < second

    def was_answered(self, each: Trace) -> bool:
        return each.id in self.answered

    def was_parted(self, each: Trace) -> bool:
        return each.id in self.apart or each.origin in self.apart


Reading = Callable[[], Past]
"""Reads it; that may take a while."""


def unread() -> Past:
    """Nothing is known."""
    return Past()
