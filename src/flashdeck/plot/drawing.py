"""The panels of a demo as one figure, and the figure as a file.

Nothing opens a window, and nothing of the reader's own matplotlib settings counts: the
same panels give the same file, without a date in it.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from flashdeck.demo.demo import Panel, Pictures
from flashdeck.demo.figure import Columns, HeatMap
from flashdeck.plot import images, panels
from flashdeck.plot.style import FAINT, SETTINGS

PLAIN = 4.2  # inches
HEIGHT = 4.3
DOTS = 200  # an inch
WIDEST = 13.5  # a slide
NOTHING = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
"""What else would be written into a file besides the picture."""


def write(path: Path, kind: str, shown: tuple[Panel, ...], *, title: str, foot: str) -> None:
    """Draw to a file; `kind` is `png` or `svg`, `foot` tells how to draw it again."""
    with style.context(["default", dict(SETTINGS)]):
        figure = _drawn(shown, title, foot)
        figure.savefig(path, format=kind, dpi=DOTS, metadata=NOTHING[kind])


def _drawn(shown: tuple[Panel, ...], title: str, foot: str) -> Figure:
    rows = _rows(shown)
    widest = max(sum(map(_width, row)) for row in rows)
    figure = Figure(figsize=(widest, HEIGHT * len(rows) + 0.4), layout="constrained")
    FigureCanvasAgg(figure)
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)  # as asked for
    engine.set(w_pad=0.09, h_pad=0.09)
    figure.suptitle(fill(title.removesuffix("."), int(widest * 10)), x=0.01, ha="left", fontsize=13)
    figure.supxlabel(foot, x=0.99, ha="right", fontsize=7.5, color=FAINT, family="DejaVu Sans Mono")
    parts = figure.subfigures(len(rows), 1, squeeze=False)[:, 0]
    for part, row in zip(parts, rows, strict=True):
        widths = [_width(panel) for panel in row]
        places = part.subplots(1, len(row), squeeze=False, width_ratios=widths)[0]
        for axes, panel, width in zip(places, row, widths, strict=True):
            axes.set_title(fill(panel.title, int(width * 9)))
            panels.draw(panel, axes)
    return figure


def _rows(shown: tuple[Panel, ...]) -> list[list[Panel]]:
    """As many panels side by side as a slide is wide."""
    rows: list[list[Panel]] = [[]]
    for panel in shown:
        if rows[-1] and sum(map(_width, rows[-1])) + _width(panel) > WIDEST:
            rows.append([])
        rows[-1].append(panel)
    return rows


def _width(panel: Panel) -> float:
    """Inches."""
    match panel:
        case HeatMap():
            return min(max(1.5 + 0.48 * len(panel.values[0]), 2.6), 4.8)
        case Pictures():
            rows, columns = images.shape(panel)
            return min(max(1.5 * columns, HEIGHT / (rows * 1.4)), 6)
        case Columns():
            bars = len(panel.groups) * len(panel.bars)
            thick = 0.15 if panel.digits is None else 0.45
            return 5.0 if panels.lying(panel) else min(max(1.6 + thick * bars, 3.2), 7)
        case _:
            return PLAIN
