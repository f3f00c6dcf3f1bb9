"""NT-Xent, the loss of SimCLR.

Chen, Kornblith, Norouzi, Hinton: A simple framework for contrastive learning of
visual representations, 2020 (arXiv:2002.05709), equation 1 and algorithm 1:

    l(i, j) = -log( exp(s_ij / τ) / Σ_{k ≠ i} exp(s_ik / τ) ),  s_ij = cos(z_i, z_j)

The loss is the mean of l(i, positive of i) over all 2N anchors. The sum has
2N - 1 terms: not the anchor itself, but its positive. (The authors' own code
prints twice this mean: it adds the two directions.)
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Layout(StrEnum):
    """Which rows of z are two views of one picture."""

    HALVES = "halves"
    """Rows i and i + N, as all code has it."""
    PAIRS = "pairs"
    """Rows 2k and 2k + 1, as algorithm 1 of the paper has it."""


class NTXent(NamedTuple):
    """The mean in nats, and the 2N terms it is the mean of."""

    loss: float
    per_anchor: Floats


class NTXentSlope(NamedTuple):
    """As NTXent, with the derivative of the mean by z, 2N × d."""

    loss: float
    per_anchor: Floats
    gradient: Floats


def positives(views: int, layout: Layout = Layout.HALVES) -> NDArray[np.intp]:
    """The row of the other view, for each of 2N rows."""
    raise NotImplementedError


def cosines(z: ArrayLike) -> Floats:
    """Cosine similarity of all rows of z, 2N × 2N; a row of zeros is similar to nothing, 0."""
    raise NotImplementedError


def shares(z: ArrayLike, temperature: float) -> Floats:
    """Softmax of each row's similarities to the others, 2N × 2N; the diagonal is 0."""
    raise NotImplementedError


def nt_xent(z: ArrayLike, temperature: float = 0.5, layout: Layout = Layout.HALVES) -> NTXent:
    """The loss of z, 2N × d with N ≥ 1; the length of a row does not matter.

    float32 is computed as float32, everything else as float64. Raises BadNumbers
    for an odd number of rows, an empty z, NaN or infinity, a temperature of 0 or less.
    """
    raise NotImplementedError


def nt_xent_slope(
    z: ArrayLike, temperature: float = 0.5, layout: Layout = Layout.HALVES
) -> NTXentSlope:
    """The loss and its gradient; input and errors as for nt_xent.

    With P the shares, A = P - [j is the positive of i] and ẑ the normed rows, the
    derivative by ẑ is (A + Aᵀ) ẑ / 2Nτ; norming takes away its part along ẑ and
    divides by the length of the row.
    """
    raise NotImplementedError


def collapsed_loss(views: int) -> float:
    """ln(2N - 1): all rows equal, at any temperature."""
    raise NotImplementedError


def least_loss(views: int, temperature: float) -> float:
    """Views of one picture equal, the N pictures at the corners of a simplex (d ≥ N - 1)."""
    raise NotImplementedError
