"""Entropic optimal transport by Sinkhorn-Knopp.

Cuturi: Sinkhorn distances, 2013 (arXiv:1306.0895), algorithm 1: the plan P ≥ 0 with
row sums a and column sums b that makes ⟨P, cost⟩ + epsilon · Σ P (log P - 1) least. It is
exp((f_i + g_j - cost_ij) / epsilon); each half-step mends one side and spoils the other.
The three forms take the same steps:

* kernel: u and v scale K = exp(-cost / epsilon); fast, fails when K underflows
* log: the same on f and g with log-sum-exp (Peyré, Cuturi: Computational optimal
  transport, 2019, section 4.4); never fails, slow
* hybrid: scaling, but of a kernel that has the potentials absorbed into it
  (Schmitzer 2016, arXiv:1610.06519, section 3); fast, and does not fail
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Form(StrEnum):
    """How the steps are computed."""

    KERNEL = "kernel"
    LOG = "log"
    HYBRID = "hybrid"


class Transport(NamedTuple):
    """A plan and how far it is from what was asked.

    `cost` is ⟨P, cost⟩ without the entropy. `violation` is Σ |row sum - a| + Σ |column sum - b|
    of this very plan: a plan that violates can cost less than any that is allowed. `trace`
    holds (iterations so far, violation) for each time it was measured. `f` and `g` are in
    units of the cost, and can be shifted against each other.
    """

    plan: Floats
    cost: float
    violation: float
    iterations: int
    converged: bool
    trace: tuple[tuple[int, float], ...]
    f: Floats
    g: Floats


def sinkhorn(
    cost: ArrayLike,
    a: ArrayLike | None = None,
    b: ArrayLike | None = None,
    *,
    epsilon: float,
    form: Form = Form.HYBRID,
    tolerance: float = 1e-9,
    most: int = 10_000,
    every: int = 10,
) -> Transport:
    """The plan for cost (n × m), a (n) and b (m); without a or b, mass 1 in equal parts.

    It stops when the violation, measured after iteration 1 and then every `every`, is at most
    tolerance, or after `most` iterations: see `converged`. An infinite cost forbids.
    Epsilon is in units of the cost.

    Raises BadNumbers for wrong dimensions, an empty cost, NaN, minus infinity, weights that
    are negative or sum to 0, sums that differ, epsilon of 0 or less, a row or a column
    with weight and only infinite costs; and KernelUnderflow in kernel form.
    """
    raise NotImplementedError
