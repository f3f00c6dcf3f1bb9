"""Each kind of panel on a pair of axes."""

from __future__ import annotations

from itertools import cycle
from math import log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis as Ruler
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullFormatter

from flashdeck.demo.demo import Panel, Pictures
from flashdeck.demo.figure import Axis, Columns, Level, Lines, Scatter
from flashdeck.demo.figure import HeatMap as Matrix
from flashdeck.plot import images, matrices
from flashdeck.plot.style import COLOURS, DASHES, FAINT, HATCHES, LEVEL_DASHES, SIGNS

MANY = 40  # points on a line above which dots would run into one another
LONG = 12  # letters of a name that does not fit under its bars
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
BELOW = 0.16  # a legend clears the names of ticks and of the axis
ROOM = 0.8  # of a group's width, that its bars take


def draw(panel: Panel, axes: Axes) -> None:
    match panel:
        case Lines():
            _lines(panel, axes)
        case Columns():
            _columns(panel, axes)
        case Scatter():
            _scatter(panel, axes)
        case Matrix():
            matrices.draw(panel, axes)
        case Pictures():
            images.draw(panel, axes)


def lying(panel: Columns) -> bool:
    """Whether its bars lie, for the length of their names."""
    return max(len(line) for name in panel.groups for line in name.split("\n")) > LONG


def _lines(panel: Lines, axes: Axes) -> None:
    axes.grid(visible=True)
    for line, colour, dashes, sign in zip(
        panel.lines, cycle(COLOURS), cycle(DASHES), cycle(SIGNS), strict=False
    ):
        dotted = panel.dots and len(line.x) <= MANY
        axes.plot(
            line.x,
            line.y,
            label=line.name,
            color=colour,
            linestyle=dashes,
            linewidth=1.8,
            marker=sign if dotted else "",
            markersize=5,
        )
    _scaled(axes, axes.xaxis, panel.x)
    _scaled(axes, axes.yaxis, panel.y)
    _levels(axes, panel.levels, lying=False)
    _legend(axes, panel.levels)


def _scatter(panel: Scatter, axes: Axes) -> None:
    for cloud, colour, sign in zip(panel.clouds, cycle(COLOURS), cycle(SIGNS), strict=False):
        axes.scatter(
            cloud.x,
            cloud.y,
            label=cloud.name,
            color=colour,
            marker=sign,
            s=16,
            alpha=0.75,
            linewidths=0.3,
            edgecolors="white",
        )
    _scaled(axes, axes.xaxis, panel.x)
    _scaled(axes, axes.yaxis, panel.y)
    _legend(axes)


def _columns(panel: Columns, axes: Axes) -> None:
    flat, kinds = lying(panel), len(panel.bars)
    thick = ROOM / kinds
    places = np.arange(len(panel.groups), dtype=np.float64)
    for number, ((name, lengths), colour, hatch) in enumerate(
        zip(panel.bars, cycle(COLOURS), cycle(HATCHES), strict=False)
    ):
        shifted = places + (number - (kinds - 1) / 2) * thick
        bars = axes.barh if flat else axes.bar
        # No logarithm shows a length of 0: its bar ends where it begins.
        drawn = [each or panel.y.low or 0 for each in lengths]
        made = bars(shifted, drawn, thick, label=name, color=colour, hatch=hatch, edgecolor="white")
        if panel.digits is not None:
            texts = [_written(each, panel) for each in lengths]
            axes.bar_label(made, texts, padding=2, fontsize=7.5)
    ruler, names = (axes.xaxis, axes.yaxis) if flat else (axes.yaxis, axes.xaxis)
    _scaled(axes, ruler, panel.y)
    names.set_ticks(places.tolist(), panel.groups)
    names.set_tick_params(length=0)
    names.set_label_text(panel.x)
    if flat:
        axes.invert_yaxis()
    ruler.grid(visible=True)
    axes.set_axisbelow(True)
    axes.margins(x=0.14 if flat else None, y=None if flat else 0.1)
    _levels(axes, panel.levels, lying=flat)
    _legend(axes, panel.levels, below=0.24 if "\n" in "".join(panel.groups) else BELOW)


def _written(value: float, panel: Columns) -> str:
    if not panel.y.logarithmic:
        return f"{value:.{panel.digits}f}".replace("-", "−")
    return _measured(value)


def _scaled(axes: Axes, ruler: Ruler, axis: Axis) -> None:
    ruler.set_label_text(axis.label)
    across = ruler is axes.xaxis
    if axis.logarithmic:
        (axes.set_xscale if across else axes.set_yscale)("log")
        ruler.set_major_formatter(FuncFormatter(_power))
        ruler.set_minor_formatter(NullFormatter())
    if across:
        axes.set_xlim(axis.low, axis.high)
    else:
        axes.set_ylim(axis.low, axis.high)


def _power(value: float, _position: float) -> str:
    """A power of ten without TeX, which is not read in figures."""
    if not 0.005 < value < 5000:
        return f"10{f'{log10(value):.0f}'.translate(_RAISED)}"
    return f"{value:g}"


def _measured(value: float) -> str:
    """Two digits, and a power of ten where the number is long without."""
    if value == 0 or 0.005 < abs(value) < 5000:
        return f"{value:.2g}"
    digits, _, power = f"{value:.1e}".partition("e")
    return f"{digits}·10{str(int(power)).translate(_RAISED)}"


def _levels(axes: Axes, levels: tuple[Level, ...], *, lying: bool) -> None:
    for level, dashes in zip(levels, cycle(LEVEL_DASHES), strict=False):
        across = axes.axvline if lying else axes.axhline
        across(level.value, color=FAINT, linestyle=dashes, linewidth=1.6, label=level.name)


def _legend(axes: Axes, levels: tuple[Level, ...] = (), *, below: float = BELOW) -> None:
    """Where it hides nothing, a part of the axes' height below them; levels come last."""
    last = {level.name for level in levels}
    handles: list[Line2D | Patch]
    handles, names = axes.get_legend_handles_labels()  # type: ignore[assignment]  # any artists
    shown = [(handle, name) for handle, name in zip(handles, names, strict=True) if name]
    shown.sort(key=lambda each: each[1] in last)
    if not shown:
        return
    longest = max(len(name) for _, name in shown)
    axes.legend(
        [handle for handle, _ in shown],
        [name for _, name in shown],
        loc="upper center",
        bbox_to_anchor=(0.5, -below),
        ncols=1 if longest > 24 else 2 if longest > 9 else min(len(shown), 4),
    )
