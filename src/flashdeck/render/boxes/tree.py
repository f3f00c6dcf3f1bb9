"""What a formula says, without how it looks: the values both forms are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from flashdeck.render.boxes.box import Side


class Role(Enum):
    """What a thing is to its neighbours in a row."""

    OPERAND = auto()
    NAME = auto()  # of several letters: log, max, KL
    BIG = auto()  # ∑, ∫: what follows belongs to it
    BINARY = auto()
    RELATION = auto()
    PREFIX = auto()
    POSTFIX = auto()
    QUANTIFIER = auto()
    PUNCTUATION = auto()
    SLASH = auto()
    DOTS = auto()
    BAR = auto()  # between two parts of what a pair of brackets holds
    TEXT = auto()
    SPACE = auto()
    OPEN = auto()  # a bracket whose partner is not found yet
    CLOSE = auto()
    EDGE = auto()  # a bar that may open or close


@dataclass(frozen=True, slots=True)
class Symbol:
    text: str
    role: Role = Role.OPERAND


@dataclass(frozen=True, slots=True)
class Text:
    """Words, with the spaces around them."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    cells: int


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Pile:
    """One over the other without a line, as in a binomial coefficient."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Root:
    body: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    base: Node
    sub: Node | None = None
    sup: Node | None = None
    left_sub: Node | None = None
    left_sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """A thing with others right below and above it."""

    base: Node
    under: Node | None = None
    over: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark on a thing; `mark` is the name both forms know it by."""

    base: Node
    mark: str


@dataclass(frozen=True, slots=True)
class Brace:
    """A brace above or below a thing, with what stands at its tip."""

    base: Node
    below: bool
    label: Node | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    text: str
    over: Node | None = None
    under: Node | None = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """A thing in brackets; an empty text is a bracket that is not shown."""

    opening: str
    body: Node
    closing: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows; short rows may lack cells.

    `gaps`: how many cells of the terminal are free before each column. `bars`:
    before which columns a line goes down; `rules`: above which rows one goes
    across. `tags`: what stands behind each row, if anything does.
    """

    rows: tuple[tuple[Node, ...], ...]
    sides: tuple[tuple[Side, ...], ...]
    gaps: tuple[int, ...]
    bars: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    tags: tuple[Node | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Framed:
    body: Node


@dataclass(frozen=True, slots=True)
class Struck:
    body: Node


@dataclass(frozen=True, slots=True)
class Phantom:
    """As much room as a thing takes."""

    body: Node


Node = (
    Symbol
    | Text
    | Space
    | Row
    | Fraction
    | Pile
    | Root
    | Scripts
    | Limits
    | Accent
    | Brace
    | Arrow
    | Fenced
    | Table
    | Framed
    | Struck
    | Phantom
)

NOTHING = Row(())
APPLIED = Symbol("", Role.NAME)
"""The unseen sign behind the name of a function that is applied."""


def items(node: Node) -> tuple[Node, ...]:
    """The parts of a row; anything else is its own only part."""
    return node.items if isinstance(node, Row) else (node,)


def row(parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    return Row(tuple(parts)) if parts else NOTHING


def kernel(node: Node) -> Node:
    """A thing without its scripts and limits."""
    while isinstance(node, (Scripts, Limits)):  # a union is slower, and this is hot
        node = node.base
    return node


def role(node: Node) -> Role:
    """What a thing is to its neighbours: scripts do not change that."""
    if isinstance(node, Symbol):
        return node.role
    found = kernel(node)
    if isinstance(found, Symbol):
        return found.role
    match found:
        case Text():
            return Role.TEXT
        case Space():
            return Role.SPACE
        case Arrow():
            return Role.RELATION
        case Accent(base=base):
            return Role.NAME if role(base) is Role.NAME else Role.OPERAND
        case _:
            return Role.OPERAND
