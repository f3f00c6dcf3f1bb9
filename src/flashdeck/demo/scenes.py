"""Pictures in which one thing alone tells which way is up."""

from __future__ import annotations

import numpy as np

from flashdeck.demo.glyphs import Floats, Indices

SIZE = 16
BLOCK = np.ones((4, 4))
RING = np.pad(np.zeros((2, 2)), 1, constant_values=1.0)
BRIGHT, GRAIN = (0.6, 1.0), 0.15


def stacked(chance: np.random.Generator, count: int, margin: int) -> Floats:
    """A block above a ring, each unchanged by quarter turns, and `margin` dark pixels around."""
    pictures = np.zeros((count, SIZE, SIZE))
    side = len(BLOCK)
    for picture in pictures:
        for shape, row in ((BLOCK, margin), (RING, SIZE - margin - side)):
            column = chance.integers(margin, SIZE - margin - side + 1)
            here = (slice(row, row + side), slice(column, column + side))
            picture[here] = shape * chance.uniform(*BRIGHT)
    return pictures


def lit(chance: np.random.Generator, count: int) -> Floats:
    """Light that fades downwards, and grain."""
    fading = np.linspace(1, 0, SIZE)[:, None] * chance.uniform(0.5, 1, (count, 1, 1))
    return np.clip(fading + GRAIN * chance.normal(size=(count, SIZE, SIZE)), 0, 1.3)


def turned(pictures: Floats) -> tuple[Floats, Indices]:
    """All of them upright, then all turned by 90°, 180° and 270°, and the number of the turn."""
    four = [np.rot90(pictures, turns, axes=(1, 2)) for turns in range(4)]
    return np.concatenate(four), np.repeat(np.arange(4), len(pictures))
