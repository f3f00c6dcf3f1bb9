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

from flashdeck.demo.algorithms.sinkhorn import Form, Transport

Floats = NDArray[np.float64]


class Labelling(NamedTuple):
    """Soft labels (N × K, rows sum to 1), each row's largest (N), how many have each (K).

    The columns of `soft` sum to N / K as far as `transport.violation` says; `counts`
    are then only nearly equal.
    """

    soft: Floats
    labels: NDArray[np.intp]
    counts: NDArray[np.intp]
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
    raise NotImplementedError


def swav_codes(scores: ArrayLike, *, epsilon: float = 0.05, iterations: int = 3) -> Floats:
    """SwAV's soft labels, N × K: each iteration mends the classes and then the samples."""
    raise NotImplementedError


def exactly_balanced(log_p: ArrayLike) -> NDArray[np.intp]:
    """The best labels (N) with exactly N / K samples in each class; K must divide N."""
    raise NotImplementedError
