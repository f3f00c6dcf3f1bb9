"""What a demo has to draw, as plain values: it knows nothing of who draws it.

A panel is one pair of axes; the panels of a `Result` stand side by side. A label
says what is measured and in what unit, "entropy (nats)"; for a share or a count it
says so. Text is shown as it stands: no TeX, no markup.
"""

from __future__ import annotations

from dataclasses import dataclass

Series = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What one direction measures; without bounds they follow from the values."""

    label: str
    low: float | None = None
    high: float | None = None
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A named curve; with one point for each x."""

    name: str
    x: Series
    y: Series


@dataclass(frozen=True, slots=True)
class Level:
    """A value to compare with, drawn right across: what chance or collapse would give."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Curves over one axis; with `dots` each measured point is shown."""

    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    levels: tuple[Level, ...] = ()
    dots: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Bars in groups: `bars` names each kind, and gives its length in every group.

    They lie where the groups have long names.
    """

    groups: tuple[str, ...]
    y: Axis
    bars: tuple[tuple[str, Series], ...]
    levels: tuple[Level, ...] = ()
    x: str = ""
    """What the groups are."""
    digits: int | None = 2
    """Decimals of the number at each bar; none is written if None."""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Clouds of points; each has a name, a colour and a sign of its own."""

    x: Axis
    y: Axis
    clouds: tuple[Line, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """A matrix from light to dark, with the scale beside it; None where there is no number.

    `marked` cells, by row and column, get a frame; `mark` says what they are.
    """

    values: tuple[tuple[float | None, ...], ...]
    unit: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    y: str = ""
    x: str = ""
    low: float | None = None
    high: float | None = None
    digits: int | None = None
    """Decimals of the number in each cell; none is written if None."""
    marked: frozenset[tuple[int, int]] = frozenset()
    mark: str = ""
    title: str = ""
