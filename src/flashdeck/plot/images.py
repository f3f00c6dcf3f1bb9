"""Small pictures side by side."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from matplotlib.axes import Axes

from flashdeck.demo.demo import Pictures

WIDER = 1.6  # as many columns a row, about
GAP, NAME = 0.12, 0.24  # of a picture's side


def shape(panel: Pictures) -> tuple[int, int]:
    """Rows and columns."""
    count = len(panel.images)
    rows = max(1, round(sqrt(count / WIDER)))
    return rows, ceil(count / rows)


def draw(panel: Pictures, axes: Axes) -> None:
    """Pictures of one height each, with their names above."""
    rows, columns = shape(panel)
    for number, (name, image) in enumerate(panel.images):
        row, column = divmod(number, columns)
        left, top = column * (1 + GAP), row * (1 + GAP + NAME)
        pixels = np.clip(np.array(image, dtype=np.float64), 0, 1)
        axes.imshow(
            pixels,
            cmap="gray",
            vmin=0,
            vmax=1,
            interpolation="nearest",
            extent=(left, left + 1, top + 1, top),
        )
        axes.text(left + 0.5, top - 0.04, name, ha="center", va="bottom", fontsize=8)
    axes.set_xlim(-GAP / 2, columns * (1 + GAP) - GAP / 2)
    axes.set_ylim(rows * (1 + GAP + NAME) - NAME, -NAME)
    axes.set_axis_off()
    axes.set_anchor("N")
