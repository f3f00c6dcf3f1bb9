"""Digits drawn by hand, so to speak: a bitmap font, bent and blurred by known factors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

ROWS, COLUMNS = 7, 5
MARGIN = 9.0  # cells from one edge of the picture to the other
TURN, SHEAR, SHIFT = np.deg2rad(12), 0.15, 0.7
SCALE, PEN = (0.85, 1.1), (0.44, 0.68)

_FONT = (
    ".###. #...# #..## #.#.# ##..# #...# .###.",
    "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    ".###. #...# ....# ..##. .#... #.... #####",
    "####. ....# ....# .###. ....# ....# ####.",
    "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "##### #.... ####. ....# ....# #...# .###.",
    "..##. .#... #.... ####. #...# #...# .###.",
    "##### ....# ...#. ..#.. .#... .#... .#...",
    ".###. #...# #...# .###. #...# #...# .###.",
    ".###. #...# #...# .#### ....# ...#. .##..",
)
PALETTE = np.array([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)], dtype=float)
"""Six hues, as red, green and blue."""


class Digits(NamedTuple):
    """Pictures n × size × size from 0 to 1, and which of the classes each shows."""

    pictures: Floats
    labels: Indices


def digits(chance: np.random.Generator, count: int, size: int, classes: tuple[int, ...]) -> Digits:
    """Turned, scaled, sheared, shifted, drawn with a broader or finer pen, each by chance."""
    labels = chance.integers(0, len(classes), count)
    down, across = _places(chance, count, size)
    pen = chance.uniform(*PEN, count)[:, None, None]
    dots = np.array([_dots(digit) for digit in classes])[labels]
    pictures = np.zeros((count, size, size))
    for row in range(ROWS):
        for column in range(COLUMNS):
            drawn = np.flatnonzero(dots[:, row, column])
            far = (down[drawn] - row + ROWS // 2) ** 2 + (
                across[drawn] - column + COLUMNS // 2
            ) ** 2
            ink = np.exp(-far / (2 * pen[drawn] ** 2))
            pictures[drawn] = np.maximum(pictures[drawn], ink)
    return Digits(pictures, labels)


def coloured(pictures: Floats, hues: Indices) -> Floats:
    """n × size × size × 3: each picture in its hue of the palette."""
    return np.asarray(pictures[..., None] * PALETTE[hues][:, None, None, :])


def shifted(chance: np.random.Generator, pictures: Floats) -> Floats:
    """Each moved by at most one pixel down and across; what is moved in is dark."""
    size = pictures.shape[1]
    wide = np.zeros((len(pictures), size + 2, size + 2, *pictures.shape[3:]))
    wide[:, 1:-1, 1:-1] = pictures
    down, across = chance.integers(0, 3, (2, len(pictures)))
    moved = np.empty_like(pictures)
    for top in range(3):
        for left in range(3):
            chosen = (down == top) & (across == left)
            moved[chosen] = wide[chosen, top : top + size, left : left + size]
    return moved


def _dots(digit: int) -> NDArray[np.bool_]:
    return np.array([[dot == "#" for dot in line] for line in _FONT[digit].split()])


def _places(chance: np.random.Generator, count: int, size: int) -> tuple[Floats, Floats]:
    """Where each pixel lies on the font's grid, in cells from the middle."""
    turn = chance.uniform(-TURN, TURN, (count, 1, 1))
    shear = chance.uniform(-SHEAR, SHEAR, (count, 1, 1))
    cell = chance.uniform(*SCALE, (count, 1, 1)) * size / MARGIN
    move = chance.uniform(-SHIFT, SHIFT, (2, count, 1, 1))
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    y, x = y - move[0], x - move[1]
    down = (np.cos(turn) * y - np.sin(turn) * x) / cell
    across = (np.cos(turn) * x + np.sin(turn) * y) / cell
    return down, across - shear * down
