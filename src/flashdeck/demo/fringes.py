"""Stars through a lens that magnifies red a little more than green, and blue a little less.

The stars are strewn by chance, so that patches have no content in common: only the
displacement of the colours tells where on the photograph a patch was cut out.
Places are pixels from the middle of the photograph, which is the lens's axis.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo.displacements import displacements
from flashdeck.demo.glyphs import Floats, Indices

SIDE, PHOTOGRAPH = 12, 64
GAP, JITTER = 4, 1
STARS, WIDTH, NOISE, CLUTTER = 5, 0.9, 0.02, 0.1
MAGNIFIED = np.array([1.0, 0.0, -1.0])
"""Red, green and blue, in units of the aberration."""
DIRECTIONS = np.array([(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)])
"""The eight neighbours as (down, across), row by row."""


class Pairs(NamedTuple):
    """Patches n × 2 × 12 × 12 × 3, their places n × 2 × 2, and where the second lies."""

    patches: Floats
    places: Floats
    labels: Indices


def pairs(chance: np.random.Generator, count: int, aberration: float) -> Pairs:
    """Each second patch is one of the eight neighbours of the first; a gap is left between."""
    labels = chance.integers(0, len(DIRECTIONS), count)
    step, half = SIDE + GAP, PHOTOGRAPH / 2
    reach = half - step - SIDE / 2
    places = np.repeat(chance.uniform(-reach, reach, (count, 1, 2)), 2, axis=1)
    places[:, 1] += DIRECTIONS[labels] * step + chance.integers(-JITTER, JITTER + 1, (count, 2))
    return Pairs(_seen(chance, places, aberration), places, labels)


def one_channel(chance: np.random.Generator, patches: Floats) -> Floats:
    """Noise in all colours of a patch but one."""
    kept = np.eye(3, dtype=bool)[chance.integers(0, 3, patches.shape[:2])][:, :, None, None]
    return np.where(kept, patches, CLUTTER * np.abs(chance.normal(size=patches.shape)))


def grey(patches: Floats) -> Floats:
    """The mean of the colours, three times."""
    return np.repeat(patches.mean(axis=-1, keepdims=True), 3, axis=-1)


def displaced(patches: Floats) -> Floats:
    """… × 2 × 2: of red and of blue against green, in pixels down and across."""
    green = patches[..., 1]
    return np.stack([displacements(green, patches[..., each]) for each in (0, 2)], axis=-2)


def _seen(chance: np.random.Generator, places: Floats, aberration: float) -> Floats:
    """Stars as round spots, each colour drawn where the lens puts it."""
    shape = (*places.shape[:2], STARS)
    reach = SIDE / 2 + 2
    stars = chance.uniform(-reach, reach, (*shape, 2))
    bright = chance.uniform(0.5, 1, shape)
    off_axis = stars + places[:, :, None]
    spots = stars[..., None, :] + aberration * MAGNIFIED[:, None] * off_axis[..., None, :]
    pixels = np.arange(SIDE) - (SIDE - 1) / 2
    across = np.exp(-((pixels[:, None] - spots[..., None, :]) ** 2) / (2 * WIDTH**2))
    drawn = np.einsum("nks,nkscy,nkscx->nkyxc", bright, across[..., 0], across[..., 1])
    return np.asarray(drawn + NOISE * chance.normal(size=drawn.shape))
