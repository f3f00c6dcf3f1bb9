"""A matrix in shades, with its scale."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import Patch, Rectangle

from flashdeck.demo.figure import HeatMap
from flashdeck.plot.style import FAINT, FRAME, INK, SHADES

MOST_NAMES = 24
MOST_NUMBERS = 14  # columns whose numbers can still be read
LETTERS = 4  # of a column's name, in the mean, that stand beside one another
NARROW = 5  # rows per column above which cells are drawn wider than high


def draw(panel: HeatMap, axes: Axes) -> None:
    """Cells as squares where that leaves them room."""
    values = np.array([[np.nan if each is None else each for each in row] for row in panel.values])
    square = values.shape[0] <= 1.5 * values.shape[1] <= NARROW * values.shape[0]
    axes.set_anchor("N")  # titles of a row stand on one line
    axes.set_facecolor("#eeeeee")
    image = axes.imshow(
        np.ma.masked_invalid(values),
        cmap=SHADES,
        vmin=panel.low,
        vmax=panel.high,
        aspect="equal" if square else "auto",
        interpolation="nearest",
    )
    _named(panel, axes)
    if panel.digits is not None and values.shape[1] <= MOST_NUMBERS:
        _numbers(values, panel.digits, image, axes)
    _marked(panel, axes)
    figure = axes.get_figure()
    assert figure is not None  # it was made by one
    beside = axes.inset_axes((1.03, 0, max(0.05, 0.25 / values.shape[1]), 1))
    figure.colorbar(image, cax=beside, label=panel.unit)


def _named(panel: HeatMap, axes: Axes) -> None:
    for ruler, names, label in (
        (axes.yaxis, panel.rows, panel.y),
        (axes.xaxis, panel.columns, panel.x),
    ):
        ruler.set_label_text(label)
        if len(names) > MOST_NAMES:
            continue
        ruler.set_ticks(range(len(names)), names)
        ruler.set_tick_params(length=0)
    if sum(map(len, panel.columns)) > LETTERS * len(panel.columns):
        axes.tick_params(axis="x", rotation=35)
        for each in axes.get_xticklabels():
            each.set_horizontalalignment("right")
            each.set_rotation_mode("anchor")
    for spine in axes.spines.values():
        spine.set_visible(False)


def _numbers(
    values: np.typing.NDArray[np.float64], digits: int, image: AxesImage, axes: Axes
) -> None:
    least, most = image.get_clim()
    assert least is not None and most is not None  # they were set by the values, if by nobody else
    size = 9 if values.shape[1] <= 6 else 7.5 if values.shape[1] <= 9 else 6
    for (row, column), value in np.ndenumerate(values):
        if np.isnan(value):
            axes.text(column, row, "–", ha="center", va="center", color=FAINT, fontsize=size)
            continue
        dark = value > least + 0.6 * (most - least)
        axes.text(
            column,
            row,
            f"{value:.{digits}f}".replace("-", "−"),
            ha="center",
            va="center",
            color="white" if dark else INK,
            fontsize=size,
        )


def _marked(panel: HeatMap, axes: Axes) -> None:
    for row, column in sorted(panel.marked):
        corner = (column - 0.46, row - 0.46)
        axes.add_patch(Rectangle(corner, 0.92, 0.92, fill=False, edgecolor=FRAME, linewidth=2))
    if panel.mark and panel.marked:
        frame = Patch(fill=False, edgecolor=FRAME, linewidth=2, label=panel.mark)
        axes.legend(handles=[frame], loc="upper center", bbox_to_anchor=(0.5, -0.16))
