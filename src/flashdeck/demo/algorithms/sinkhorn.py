"""Entropic optimal transport by Sinkhorn-Knopp.

Cuturi: Sinkhorn distances, 2013 (arXiv:1306.0895), algorithm 1: the plan P ≥ 0 with
row sums a and column sums b that makes ⟨P, cost⟩ + epsilon · Σ P (log P - 1) least. It is
exp((f_i + g_j - cost_ij) / epsilon); an iteration mends the columns, then the rows, which
spoils the columns again, less each time. How it is computed: see `scaling`.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from flashdeck.demo.algorithms.errors import Infeasible, KernelUnderflow, MassMismatch
from flashdeck.demo.algorithms.given import costs, positive, weights, within
from flashdeck.demo.algorithms.scaling import STEPS, Form, Problem

Floats = NDArray[np.float64]

MASS = 1e-9
"""How far the two masses may differ, as a part of the whole."""

PRECISION = 1e-15
"""Epsilon as a part of the largest cost: below, cost / epsilon has no digit after the point."""


class Transport(NamedTuple):
    """A plan and how far it is from what was asked.

    `cost` is ⟨P, cost⟩ without the entropy. `violation` is Σ |row sum - a| + Σ |column sum - b|
    of this very plan: a plan that violates can cost less than any that is allowed. `trace`
    is the violation after each iteration. `f` and `g` are in units of the cost, can be
    shifted against each other, and are minus infinity where the weight is 0.
    """

    plan: Floats
    cost: float
    violation: float
    iterations: int
    converged: bool
    trace: tuple[float, ...]
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
) -> Transport:
    """The plan for cost (n × m), a (n) and b (m); without a or b, mass 1 in equal parts.

    It stops when the violation is at most tolerance, or after `most` iterations: see
    `converged`. An infinite cost forbids. Epsilon is in units of the cost.

    Raises BadNumbers for wrong dimensions, an empty cost, NaN, minus infinity, weights that
    are negative or sum to 0, sums that differ, epsilon of 0 or less, a row or a column
    with weight and only infinite costs; and KernelUnderflow in kernel form.
    """
    prices = costs("cost", cost)
    leaving, arriving = weights("a", a, len(prices)), weights("b", b, prices.shape[1])
    _same_mass(leaving, arriving)
    within("most", most, 1, np.inf)
    problem = _problem(prices, leaving, arriving, epsilon)
    used = leaving > 0, arriving > 0
    trace: list[float] = []
    # What underflowed is divided by, and then told by what comes of it.
    with np.errstate(all="ignore"):
        for iterate in islice(STEPS[form](problem), most):
            if not np.isfinite(iterate.violation):
                raise KernelUnderflow(epsilon)
            trace.append(iterate.violation)
            if iterate.violation <= tolerance:
                break
        plan = _whole(iterate.plan(problem), used, fill=0)
        f, g = iterate.f + np.log(iterate.u), iterate.g + np.log(iterate.v)
    violation = _violation(plan, leaving, arriving)
    return Transport(
        plan=plan,
        cost=_price(plan, prices),
        violation=violation,
        iterations=len(trace),
        converged=violation <= tolerance,
        trace=tuple(trace),
        f=_whole(epsilon * f, used[:1], fill=-np.inf),
        g=_whole(epsilon * g, used[1:], fill=-np.inf),
    )


def _same_mass(leaving: Floats, arriving: Floats) -> None:
    left, arrived = float(leaving.sum()), float(arriving.sum())
    if abs(left - arrived) > MASS * max(left, arrived):
        raise MassMismatch(left, arrived)


def _problem(prices: Floats, leaving: Floats, arriving: Floats, epsilon: float) -> Problem:
    """What takes part: rows and columns that have weight."""
    used = leaving > 0, arriving > 0
    part = prices if used[0].all() and used[1].all() else prices[np.ix_(*used)]
    forbidden = np.isinf(part) if np.isinf(part.max()) else None
    if forbidden is not None and (forbidden.all(axis=0).any() or forbidden.all(axis=1).any()):
        raise Infeasible("a row or a column with weight has no other")
    largest = np.abs(part if forbidden is None else part[~forbidden]).max()
    within("epsilon", positive("epsilon", epsilon), PRECISION * float(largest), np.inf)
    return Problem(part / -epsilon, leaving[used[0]], arriving[used[1]], forbidden)


def _whole(part: Floats, used: tuple[NDArray[np.bool_], ...], fill: float) -> Floats:
    """The part in its place, and the fill where there is no weight."""
    if all(side.all() for side in used):
        return part
    whole = np.full([len(side) for side in used], fill, dtype=np.float64)
    whole[np.ix_(*used)] = part
    return whole


def _price(plan: Floats, prices: Floats) -> float:
    if np.isinf(prices.max()):
        return float((plan * np.where(plan > 0, prices, 0)).sum())
    return float(np.vdot(plan, prices))


def _violation(plan: Floats, leaving: Floats, arriving: Floats) -> float:
    rows, columns = plan.sum(axis=1) - leaving, plan.sum(axis=0) - arriving
    return float(np.abs(rows).sum() + np.abs(columns).sum())
