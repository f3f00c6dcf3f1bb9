"""What the algorithms were given, as arrays of float64; what cannot be used raises."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from flashdeck.demo.algorithms.errors import (
    Empty,
    NegativeWeight,
    NotFinite,
    NotNumbers,
    NotPositive,
    OutOfRange,
    WrongShape,
)

Floats = NDArray[np.float64]
Reals = NDArray[np.floating]

LEAST, LARGEST = 1e-100, 1e150
"""Between them one can divide, square and add without leaving the numbers there are."""

DIMENSIONS = {1: "a list", 2: "a matrix", 3: "a list of matrices of one size"}


def numbers(name: str, given: ArrayLike, dimensions: int | None = None) -> Floats:
    """An array with that many dimensions and at least one number; some may be NaN or infinite."""
    try:
        made = np.asarray(given, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError) as error:
        raise NotNumbers(name) from error
    if made.size == 0:
        raise Empty(name)
    if dimensions is not None and made.ndim != dimensions:
        raise WrongShape(name, DIMENSIONS[dimensions], made.shape)
    return made


def finite(name: str, given: ArrayLike, dimensions: int | None = None) -> Floats:
    """As numbers, without NaN and infinities."""
    return _sound(name, numbers(name, given, dimensions))


def reals(name: str, given: ArrayLike, dimensions: int) -> Reals:
    """As finite, but an array of float32 stays one."""
    checked = finite(name, given, dimensions)
    if isinstance(given, np.ndarray) and given.dtype == np.float32:
        return checked.astype(np.float32)
    return checked


def costs(name: str, given: ArrayLike, *, forbidding: float = np.inf) -> Floats:
    """A matrix that may hold one of the infinities, but neither NaN nor the other."""
    return _sound(name, numbers(name, given, 2), forbidding)


def weights(name: str, given: ArrayLike | None, length: int) -> Floats:
    """Mass for each of so many; in equal parts, 1 together, if none is given."""
    if given is None:
        return np.full(length, 1 / length)
    made = finite(name, given, 1)
    sized(name, made, (length,))
    if (made < 0).any():
        place = int((made < 0).argmax())
        raise NegativeWeight(name, float(made[place]), (place,))
    if not made.any():
        raise NotPositive(f"sum of {name}", 0)
    return made


def sized(name: str, given: Floats, shape: tuple[int, ...]) -> None:
    """Raises unless it has that shape."""
    if given.shape != shape:
        raise WrongShape(name, " × ".join(map(str, shape)), given.shape)


def positive(name: str, given: float) -> float:
    """Above zero and finite, and so far above that one can divide by it."""
    if not np.isfinite(given):
        raise NotFinite(name, given, ())
    if given <= 0:
        raise NotPositive(name, given)
    return within(name, given, LEAST, np.inf)


def within(name: str, given: float, low: float, high: float) -> float:
    """From low to high, ends included."""
    if not low <= given <= high:
        raise OutOfRange(name, given, low, high)
    return float(given)


def _sound(name: str, made: Floats, allowed: float | None = None) -> Floats:
    """The same, if nothing in it is NaN, infinite but for what is allowed, or far too large."""
    if made.min() >= -LARGEST and made.max() <= LARGEST:
        return made
    wrong = ~(np.abs(made) <= LARGEST)
    if allowed is not None:
        wrong &= made != allowed
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        raise NotFinite(name, float(made[place]), place)
    return made
