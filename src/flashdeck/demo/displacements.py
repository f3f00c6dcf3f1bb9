"""How far one picture is displaced against another, to parts of a pixel.

Whole pixels by the least difference, the rest by least squares on the slopes (Lucas and
Kanade, 1981), which alone would be false beyond a pixel or so.
"""

from __future__ import annotations

import numpy as np

from flashdeck.demo.glyphs import Floats, Indices

REACH = 3  # whole pixels that are tried, down and across
RELUCTANCE = 0.1  # a far displacement has to fit better than a near one
STEADY = 1e-3  # where a picture has no slopes, nothing moves
ALL_WHOLE = np.array(
    [(y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1)], dtype=np.intp
)


def displacements(still: Floats, moved: Floats) -> Floats:
    """… × 2, in pixels down and across; both are … × side × side."""
    one, other = _smooth(still), _smooth(moved)
    whole = _whole(one, other)
    back, inside = _back(other, whole)
    slopes = np.asarray(np.gradient((one + back) / 2, axis=(-2, -1)))
    rows = (np.moveaxis(slopes, 0, -1) * inside[..., None]).reshape(*one.shape[:-2], -1, 2)
    apart = ((back - one) * inside).reshape(*one.shape[:-2], -1, 1)
    across = np.swapaxes(rows, -1, -2)
    rest = np.linalg.solve(across @ rows + STEADY * np.eye(2), -across @ apart)[..., 0]
    return np.asarray(whole + np.clip(rest, -1, 1))


def _smooth(pictures: Floats) -> Floats:
    """Slopes that reach as far as the rest that is asked of them."""
    wide = np.pad(pictures, [(0, 0)] * (pictures.ndim - 2) + [(1, 1)] * 2, mode="edge")
    down = (wide[..., :-2, :] + 2 * wide[..., 1:-1, :] + wide[..., 2:, :]) / 4
    return np.asarray((down[..., :-2] + 2 * down[..., 1:-1] + down[..., 2:]) / 4)


def _whole(one: Floats, other: Floats) -> Indices:
    """… × 2: where the two differ least, over what they have in common."""
    fits = []
    for shift in ALL_WHOLE:
        here, there = _shared(one, -shift), _shared(other, shift)
        far = 1 + RELUCTANCE * float((shift**2).sum())
        fits.append(((here - there) ** 2).mean(axis=(-2, -1)) * far)
    best: Indices = ALL_WHOLE[np.argmin(fits, axis=0)]
    return best


def _shared(pictures: Floats, shift: Indices) -> Floats:
    """Without the rows and columns that a shift brings in."""
    down, across = (
        slice(max(0, each), side + min(0, each))
        for each, side in zip(shift.tolist(), pictures.shape[-2:], strict=True)
    )
    return pictures[..., down, across]


def _back(pictures: Floats, shift: Indices) -> tuple[Floats, Floats]:
    """Moved back by their shifts; and 1 where there is something to see, else 0."""
    side = pictures.shape[-1]
    places = np.arange(side) + shift[..., None]
    inside = (places >= 0) & (places < side)
    held = places.clip(0, side - 1)
    rows = np.take_along_axis(pictures, held[..., 0, :, None], axis=-2)
    seen = inside[..., 0, :, None] & inside[..., 1, None, :]
    return np.take_along_axis(rows, held[..., 1, None, :], axis=-1), seen.astype(np.float64)
