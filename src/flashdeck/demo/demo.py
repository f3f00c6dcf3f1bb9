"""What a demo is, and what it leaves behind: values that any report can show.

A demo is a function from a seed and its parameters to a `Result`. It prints
nothing, draws all chance from the seed, and ends with checks of what it claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flashdeck.demo.figure import Columns, HeatMap, Lines, Scatter, Series
from flashdeck.errors import FlashdeckError

Cell = str | int | float | None
"""What stands in a table; nothing where there is no number, as for a view with itself."""


def series(values: Iterable[float]) -> Series:
    """Numbers of an array as values of a figure."""
    return tuple(map(float, values))


def cells(values: Iterable[float]) -> tuple[Cell, ...]:
    """Numbers of an array as cells of a row."""
    return tuple(float(value) for value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A number a reader may choose: what it is, and its bounds, both included."""

    help: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """A word a reader may choose."""

    help: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Something a reader may turn on."""

    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Numbers with names; `marked` cells, by row and column, are those to look at."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    digits: int = 3
    marked: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Series over the same steps, one line each, from `low` at the foot to `high` at the top."""

    lines: tuple[tuple[str, Series], ...]
    low: float
    high: float
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Lengths with names; `whole` is a full bar."""

    lines: tuple[tuple[str, float], ...]
    whole: float
    title: str = ""
    digits: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Small pictures side by side: rows of pixels, grey from 0 to 1 or red, green and blue."""

    images: tuple[tuple[str, tuple[tuple[float | tuple[float, ...], ...], ...]], ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Points in a plane, across and up, each with the one character that stands for its kind."""

    points: tuple[tuple[float, float, str], ...]
    title: str = ""


Part = str | Table | Curves | Bars | Pictures | Plane
"""A paragraph, or something to look at."""

Panel = Lines | Columns | Scatter | HeatMap | Pictures
"""One part of the figure that `--plot` draws."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the computation."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A claim of the demo as a number and its bounds, both included."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ok(self) -> bool:
        """False for what is no number."""
        above = self.low is None or self.value >= self.low
        below = self.high is None or self.value <= self.high
        return above and below and self.value == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All a demo has to show.

    `answer` is what a reader's own numbers came to; `figure` has the panels of
    `--plot`, from left to right, and none if there is nothing to draw.
    """

    steps: tuple[Step, ...]
    point: str
    checks: tuple[Check, ...]
    answer: Mapping[str, object] | None = None
    figure: tuple[Panel, ...] = ()

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A demo: `run` draws its own data, `own` takes a reader's.

    A parameter `size: Annotated[int, Within(…)] = 3` of either is the option
    `--size` of the command; `own` is given the document first.
    """

    topic: str
    summary: str
    run: Callable[..., Result]
    own: Callable[..., Result] | None = None
    matrix: str | None = None
    """Which key of the document a CSV file is, if it can be one."""
    takes: str = ""
    """What the document holds, in lines for `--help`: keys, an example, what null means."""


class BadInput(FlashdeckError):
    """A reader's file that does not hold what the demo needs."""

    def __init__(self, what: str) -> None:
        super().__init__(f"cannot use the input: {what}")
