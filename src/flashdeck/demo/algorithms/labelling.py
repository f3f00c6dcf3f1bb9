"""Labels for N samples over K classes of equal size.

Asano, Rupprecht, Vedaldi: Self-labelling via simultaneous clustering and representation
learning, 2020 (arXiv:1911.05371), equations 3 to 6: cost = -log p, equal masses; their λ is
1 / epsilon. Caron et al.: SwAV, 2020 (arXiv:2006.09882), equations 3 to 5, stops after 3
iterations, when samples are right but classes only nearly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from flashdeck.demo.algorithms.assignment import assignment
from flashdeck.demo.algorithms.errors import WrongShape
from flashdeck.demo.algorithms.given import costs, finite, positive, within
from flashdeck.demo.algorithms.scaling import Form
from flashdeck.demo.algorithms.sinkhorn import Transport, sinkhorn

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


class Labelling(NamedTuple):
    """Soft labels (N × K, rows sum to 1), each row's largest (N), how many have each (K).

    The columns of `soft` sum to N / K as far as `transport.violation` says; `counts`
    are then only nearly equal.
    """

    soft: Floats
    labels: Indices
    counts: Indices
    transport: Transport


def balanced(
    log_p: ArrayLike,
    *,
    epsilon: float = 0.05,
    form: Form = Form.HYBRID,
    tolerance: float = 1e-9,
    most: int = 10_000,
) -> Labelling:
    """Labels from log-probabilities, N × K, natural logarithm; minus infinity forbids a class.

    Adding a constant to a row changes nothing: logits do as well. Raises as `sinkhorn` does.
    """
    prices = -costs("log_p", log_p, forbidding=-np.inf)
    transport = sinkhorn(prices, epsilon=epsilon, form=form, tolerance=tolerance, most=most)
    labels = transport.plan.argmax(axis=1)
    counts = np.bincount(labels, minlength=prices.shape[1])
    return Labelling(transport.plan * len(prices), labels, counts, transport)


def swav_codes(scores: ArrayLike, *, epsilon: float = 0.05, iterations: int = 3) -> Floats:
    """SwAV's soft labels, N × K: each iteration mends the classes and then the samples.

    Rows sum to 1; after few iterations columns need not sum to N / K.
    """
    logits = finite("scores", scores, 2) / positive("epsilon", epsilon)
    within("iterations", iterations, 1, np.inf)
    for _ in range(iterations):
        logits = logits - _log_sums(logits, 0)  # to 1, not N / K: the next line undoes a factor
        logits = logits - _log_sums(logits, 1)
    return np.exp(logits)


def exactly_balanced(log_p: ArrayLike) -> Indices:
    """The most probable labels (N) with exactly N / K samples in each class; K must divide N."""
    prices = -costs("log_p", log_p, forbidding=-np.inf)
    samples, classes = prices.shape
    if samples % classes:
        raise WrongShape("log_p", "a multiple of its columns in rows", prices.shape)
    places = np.repeat(prices, samples // classes, axis=1)
    labels: Indices = assignment(places).cols // (samples // classes)
    return labels


def _log_sums(logits: Floats, axis: int) -> Floats:
    largest = logits.max(axis=axis, keepdims=True)
    found: Floats = np.log(np.exp(logits - largest).sum(axis=axis, keepdims=True)) + largest
    return found
