"""Sequences whose values are made when they are looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T", covariant=True)


class Lazy(Sequence[T]):
    """A sequence that says how many values it has, and makes each by its place.

    A slice of it is a tuple of values that are made.
    """

    __slots__ = ()

    @abstractmethod
    def made(self, at: int) -> T:
        """The value at a place, which is neither negative nor behind the last."""

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        places = range(len(self))[at]
        return self.made(places) if isinstance(places, int) else tuple(map(self.made, places))

    def __iter__(self) -> Iterator[T]:
        return map(self.made, range(len(self)))
