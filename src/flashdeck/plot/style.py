"""How figures look: told apart by people who see few colours, and on a grey printer.

Colours are those of Okabe and Ito (2008). None stands alone: lines differ in their dashes
as well, bars in their hatching, clouds in their signs; a matrix goes from light to dark.
"""

from __future__ import annotations

from collections.abc import Mapping

Dashes = tuple[float, tuple[float, ...] | None]
"""Where a line begins in its pattern, and the pattern: ink, gap, ink, … in line widths."""

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
DASHES: tuple[Dashes, ...] = (
    (0, None),
    (0, (5, 1.5)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (1.2, 1.2)),
    (0, (3, 1, 1, 1, 1, 1)),
    (0, (8, 3)),
    (0, (2, 2)),
)
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "oo", "--")
SIGNS = ("o", "^", "s", "D", "v", "P", "X")
LEVEL_DASHES: tuple[Dashes, ...] = ((0, (1, 2)), (0, (4, 3)), (0, (7, 2, 1, 2)))

INK, FAINT = "#222222", "#8a8a8a"
FRAME = "#D55E00"
SHADES = "Blues"

SETTINGS: Mapping[str, object] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, and has the Greek that demos need
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.7,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "legend.handlelength": 2.8,
    "hatch.linewidth": 0.7,
    "text.parse_math": False,
    "svg.hashsalt": "flashdeck",
    "svg.fonttype": "none",
}
