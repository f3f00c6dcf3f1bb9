"""SCAN's clustering step: neighbours are to agree, and all classes to be in use.

Van Gansbeke et al., ECCV 2020, equation 2, with the authors' several heads.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo.glyphs import Floats, Indices
from flashdeck.demo.networks import Adam

BATCH, RATE, START = 200, 0.01, 0.05
LEAST = 1e-8


class ScanLoss(NamedTuple):
    """By head where there are several; both in nats, and the slopes by the logits."""

    consistency: Floats
    entropy: Floats
    slope: Floats
    neighbour_slope: Floats


class Head(NamedTuple):
    """A head's parts of the loss over all pictures, and its shares n × classes."""

    consistency: float
    entropy: float
    shares: Floats


def scan_loss(logits: Floats, neighbours: Floats, weight: float) -> ScanLoss:
    """Of logits … × n × classes, and those of one neighbour each.

    Consistency is the mean of -ln⟨p, q⟩, entropy that of the mean p, and the loss
    is consistency less `weight` times entropy.
    """
    p, q = softmax(logits), softmax(neighbours)
    count = p.shape[-2]
    agreement = np.maximum((p * q).sum(axis=-1, keepdims=True), LEAST)
    mean = p.mean(axis=-2, keepdims=True) + LEAST
    by_p = -q / (agreement * count) + weight * (np.log(mean) + 1) / count
    by_q = -p / (agreement * count)
    return ScanLoss(
        consistency=-np.log(agreement[..., 0]).mean(axis=-1),
        entropy=-(mean * np.log(mean)).sum(axis=-1)[..., 0],
        slope=_by_logits(p, by_p),
        neighbour_slope=_by_logits(q, by_q),
    )


def nearest(vectors: Floats, count: int) -> Indices:
    """n × count: the most similar others by cosine, the most similar first."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    similar = unit @ unit.T
    np.fill_diagonal(similar, -np.inf)
    return np.argsort(-similar, axis=1, kind="stable")[:, :count]


def trained(
    chance: np.random.Generator,
    vectors: Floats,
    neighbours: Indices,
    classes: int,
    *,
    heads: int,
    weight: float,
    steps: int,
) -> tuple[Head, ...]:
    """Linear heads on frozen vectors, each from a start of its own."""
    x = np.concatenate([_scaled(vectors), np.ones((len(vectors), 1))], axis=1)
    matrices = START * chance.normal(size=(heads, x.shape[1], classes))
    optimiser = Adam([(matrices,)], RATE)
    for _ in range(steps):
        chosen = chance.integers(0, len(x), BATCH)
        other = neighbours[chosen, chance.integers(0, neighbours.shape[1], BATCH)]
        found = scan_loss(x[chosen] @ matrices, x[other] @ matrices, weight)
        optimiser.step([(x[chosen].T @ found.slope + x[other].T @ found.neighbour_slope,)])
    return tuple(_measured(softmax(x @ matrix), neighbours) for matrix in matrices)


def softmax(logits: Floats) -> Floats:
    """Along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _measured(shares: Floats, neighbours: Indices) -> Head:
    agreement = np.einsum("nc,nkc->nk", shares, shares[neighbours])
    mean = shares.mean(axis=0) + LEAST
    return Head(
        consistency=float(-np.log(np.maximum(agreement, LEAST)).mean()),
        entropy=float(-(mean * np.log(mean)).sum()),
        shares=shares,
    )


def _by_logits(p: Floats, by_p: Floats) -> Floats:
    return np.asarray(p * (by_p - (by_p * p).sum(axis=-1, keepdims=True)))


def _scaled(vectors: Floats) -> Floats:
    return np.asarray((vectors - vectors.mean(axis=0)) / (vectors.std(axis=0) + 1e-6))
