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


class Factors(NamedTuple):
    """What is known of n pictures: radians, a slope, a size, pixels down and across, cells."""

    turn: Floats
    shear: Floats
    scale: Floats
    shift: Floats
    pen: Floats


def digits(chance: np.random.Generator, count: int, size: int, classes: tuple[int, ...]) -> Digits:
    """Turned, scaled, sheared, shifted, drawn with a broader or finer pen, each by chance."""
    labels = chance.integers(0, len(classes), count)
    return Digits(drawn(np.array(classes)[labels], factors(chance, count), size), labels)


def factors(chance: np.random.Generator, count: int) -> Factors:
    """Independent of one another, and even between their bounds; the shift is 2 × n."""
    return Factors(
        turn=chance.uniform(-TURN, TURN, count),
        shear=chance.uniform(-SHEAR, SHEAR, count),
        scale=chance.uniform(*SCALE, count),
        shift=chance.uniform(-SHIFT, SHIFT, (2, count)),
        pen=chance.uniform(*PEN, count),
    )


def unbent(count: int) -> Factors:
    """Upright, in the middle, with a pen of middle width."""
    zero, middle = np.zeros(count), np.full(count, sum(PEN) / 2)
    return Factors(turn=zero, shear=zero, scale=zero + 1, shift=np.zeros((2, count)), pen=middle)


def drawn(shown: Indices, factors: Factors, size: int) -> Floats:
    """n × size × size: the digit that each is to show, under its factors."""
    down, across = _places(factors, size)
    pen = factors.pen[:, None, None]
    dots = np.array([_dots(digit) for digit in range(len(_FONT))])[shown]
    pictures = np.zeros((len(shown), size, size))
    for row in range(ROWS):
        for column in range(COLUMNS):
            inked = np.flatnonzero(dots[:, row, column])
            far = (down[inked] - row + ROWS // 2) ** 2 + (
                across[inked] - column + COLUMNS // 2
            ) ** 2
            ink = np.exp(-far / (2 * pen[inked] ** 2))
            pictures[inked] = np.maximum(pictures[inked], ink)
    return pictures


def coloured(pictures: Floats, hues: Indices) -> Floats:
    """n × size × size × 3: each picture in its hue of the palette."""
    return np.asarray(pictures[..., None] * PALETTE[hues][:, None, None, :])


def pixels(picture: Floats) -> tuple[tuple[float | tuple[float, ...], ...], ...]:
    """One picture, size × size or size × size × 3, as plain values."""
    return tuple(
        tuple(tuple(pixel) if isinstance(pixel, list) else pixel for pixel in row)
        for row in picture.tolist()
    )


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


def _places(factors: Factors, size: int) -> tuple[Floats, Floats]:
    """Where each pixel lies on the font's grid, in cells from the middle."""
    turn, shear, scale = (
        each[:, None, None] for each in (factors.turn, factors.shear, factors.scale)
    )
    cell = scale * size / MARGIN
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    y, x = y - factors.shift[0, :, None, None], x - factors.shift[1, :, None, None]
    down = (np.cos(turn) * y - np.sin(turn) * x) / cell
    across = (np.cos(turn) * x + np.sin(turn) * y) / cell
    return down, across - shear * down
