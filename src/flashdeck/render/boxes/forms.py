"""What the two forms are made with: a line of text with its strength, and who draws the parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from flashdeck.render.boxes.box import Box
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.tree import Node


class Bond(IntEnum):
    """How firmly the parts of a line hold together, the loosest first.

    Where more is needed than a line has, it goes in brackets.
    """

    LOOSE = 0  # a + b, log x, ∑ᵢ xᵢ, a, b
    QUOTIENT = 1  # a/b
    PRODUCT = 2  # ab
    APPLIED = 3  # x², f(x), n!
    ATOM = 4  # x, (a + b), hat(ab)


class Room(IntEnum):
    """How much room signs have around them."""

    WIDE = 0
    FRACTION = 1  # a+b, but f = g
    SCRIPT = 2  # i=1


@dataclass(frozen=True, slots=True)
class Line:
    """A formula on one line. `open`: a letter behind it would belong to its script."""

    text: str
    bond: Bond
    open: bool = False

    @classmethod
    def atom(cls, text: str) -> Line:
        return cls(text, Bond.ATOM)

    def at_least(self, bond: Bond) -> str:
        """The text, in brackets unless it holds together as firmly as that."""
        return self.text if self.bond >= bond else f"({self.text})"


class Write(Protocol):
    """Writes a part on one line."""

    @property
    def style(self) -> Style: ...

    @property
    def room(self) -> Room: ...

    def within(self, room: Room) -> Write:
        """The same, with no more room than that."""
        ...

    def __call__(self, node: Node) -> Line: ...


class Draw(Protocol):
    """Draws a part in two dimensions."""

    @property
    def style(self) -> Style: ...

    @property
    def room(self) -> Room: ...

    def within(self, room: Room) -> Draw: ...

    def written(self, node: Node) -> str:
        """A small part on one line."""
        ...

    def __call__(self, node: Node) -> Box: ...
