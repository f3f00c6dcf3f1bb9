"""NT-Xent, the loss of SimCLR.

Chen, Kornblith, Norouzi, Hinton: A simple framework for contrastive learning of
visual representations, 2020 (arXiv:2002.05709), equation 1 and algorithm 1:

    l(i, j) = -log( exp(s_ij / τ) / Σ_{k ≠ i} exp(s_ik / τ) ),  s_ij = cos(z_i, z_j)

The loss is the mean of l(i, positive of i) over all 2N anchors. The sum has
2N - 1 terms: not the anchor itself, but its positive. (The authors' own code
prints twice this mean: it adds the two directions.)
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from math import exp, log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from flashdeck.demo.algorithms.errors import WrongShape
from flashdeck.demo.algorithms.given import finite, positive, reals, within

Floats = NDArray[np.float64]
Reals = NDArray[np.floating]
Indices = NDArray[np.intp]

BLOCK = 256
"""Rows of the similarity matrix at a time: it need never be whole, and a block stays in cache."""


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
    """As NTXent, with the derivative of the mean by z, 2N × d, in the precision of z."""

    loss: float
    per_anchor: Floats
    gradient: Reals


def positives(views: int, layout: Layout = Layout.HALVES) -> Indices:
    """The row of the other view, for each of 2N rows."""
    rows = np.arange(views)
    return rows ^ 1 if layout is Layout.PAIRS else (rows + views // 2) % views


def cosines(z: ArrayLike) -> Floats:
    """Cosine similarity of all rows of z, 2N × 2N; a row of zeros is similar to nothing, 0."""
    normed, _ = _normed(finite("z", z, 2))
    similar: Floats = normed @ normed.T
    return similar


def shares(z: ArrayLike, temperature: float) -> Floats:
    """Softmax of each row's similarities to the others, 2N × 2N; the diagonal is 0."""
    logits = cosines(z) / positive("temperature", temperature)
    if len(logits) < 2:
        raise WrongShape("z", "2 rows or more", np.shape(z))
    np.fill_diagonal(logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found


def nt_xent(z: ArrayLike, temperature: float = 0.5, layout: Layout = Layout.HALVES) -> NTXent:
    """The loss of z, 2N × d with N ≥ 1; the length of a row does not matter.

    An array of float32 is computed in float32, anything else in float64. Raises BadNumbers
    for an odd number of rows, an empty z, NaN or infinity, a temperature of 0 or less.
    """
    normed, _ = _normed(_views(z))
    others = positives(len(normed), layout)
    per_anchor = np.empty(len(normed))
    for block in _blocks(normed, others, positive("temperature", temperature)):
        per_anchor[block.rows] = block.losses
    return NTXent(float(per_anchor.mean()), per_anchor)


def nt_xent_slope(
    z: ArrayLike, temperature: float = 0.5, layout: Layout = Layout.HALVES
) -> NTXentSlope:
    """The loss and its gradient; input and errors as for nt_xent.

    With P the shares, A = P - [j is the positive of i] and ẑ the normed rows, the
    derivative by ẑ is (A + Aᵀ) ẑ / 2Nτ; norming takes away its part along ẑ and
    divides by the length of the row. A row of zeros has no direction: its gradient is 0.
    """
    normed, lengths = _normed(_views(z))
    others = positives(len(normed), layout)
    per_anchor = np.empty(len(normed))
    slope = np.zeros_like(normed)
    for block in _blocks(normed, others, positive("temperature", temperature)):
        per_anchor[block.rows] = block.losses
        pull = -np.expm1(-block.losses)[:, None]
        own = normed[block.rows]
        slope[block.rows] += block.scale * (block.weights @ normed)
        slope += block.weights.T @ (block.scale * own)
        slope[block.rows] -= pull * normed[others[block.rows]]
        slope[others[block.rows]] -= pull * own
    slope /= len(normed) * temperature
    slope -= (slope * normed).sum(axis=1, keepdims=True) * normed
    slope /= np.where(lengths > 0, lengths, np.inf)
    return NTXentSlope(float(per_anchor.mean()), per_anchor, slope)


def collapsed_loss(views: int) -> float:
    """ln(2N - 1): all rows equal, at any temperature."""
    return log(within("views", views, 2, np.inf) - 1)


def least_loss(views: int, temperature: float) -> float:
    """Views of one picture equal, the N pictures at the corners of a simplex (d ≥ N - 1)."""
    if within("views", views, 2, np.inf) == 2:
        return 0.0
    apart = 1 + 1 / (views / 2 - 1)
    return log1p((views - 2) * exp(-apart / positive("temperature", temperature)))


class _Block(NamedTuple):
    """Some anchors' losses; scale · weights are their shares, but 0 at the positive."""

    rows: slice
    losses: Reals
    weights: Reals
    scale: Reals


def _blocks(normed: Reals, others: Indices, temperature: float) -> Iterator[_Block]:
    """The anchors in turn; the next block overwrites the weights of the last."""
    views = len(normed)
    buffer = np.empty((min(BLOCK, views), views), dtype=normed.dtype)
    for start in range(0, views, BLOCK):
        rows = slice(start, min(start + BLOCK, views))
        logits = buffer[: rows.stop - start]
        np.matmul(normed[rows] / temperature, normed.T, out=logits)
        yield _block(logits, rows, others[rows], temperature)


def _block(logits: Reals, rows: slice, others: Indices, temperature: float) -> _Block:
    """Overwrites the logits.

    log(1 + Σ exp(negative - positive)), as one less a share near 1 would lose digits.
    """
    here = np.arange(len(others))
    positive_logits = logits[here, others]
    logits[here, here + rows.start] = logits[here, others] = -np.inf
    shift = _shift(logits, positive_logits, temperature)
    logits -= shift[:, None]
    np.exp(logits, out=logits)
    with np.errstate(divide="ignore"):
        negatives = shift + np.log(logits.sum(axis=1))
    losses = np.logaddexp(0, negatives - positive_logits)
    return _Block(rows, losses, logits, np.exp(shift - positive_logits - losses)[:, None])


def _shift(logits: Reals, positive_logits: Reals, temperature: float) -> Reals:
    """What keeps exp in range: no cosine is above 1, so the maximum itself is seldom needed."""
    if logits.shape[1] == 2:  # one pair alone has no negatives
        return positive_logits
    if 2 / temperature > -np.log(np.finfo(logits.dtype).tiny):
        largest: Reals = logits.max(axis=1)
        return largest
    return np.full_like(positive_logits, 1 / temperature)


def _views(z: ArrayLike) -> Reals:
    views = reals("z", z, 2)
    if len(views) % 2:
        raise WrongShape("z", "an even number of rows, two views of each", views.shape)
    return views


def _normed(z: Reals) -> tuple[Reals, Reals]:
    """Rows of length 1, and the lengths (a column) they had; a row of zeros stays as it is."""
    largest = np.abs(z).max(axis=1, keepdims=True)
    largest[largest == 0] = 1  # the square of a very large or small number is none
    scaled = z / largest
    lengths = np.sqrt((scaled * scaled).sum(axis=1, keepdims=True))
    return scaled / np.where(lengths > 0, lengths, 1), lengths * largest
