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
from flashdeck.demo.algorithms.scaling import STEPS, Form, Iterate, Problem

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
    problem = _problem(prices, leaving, arriving, _scale(prices, epsilon))
    trace: list[float] = []
    # What underflowed is divided by, and then told by what comes of it.
    with np.errstate(all="ignore"):
        for iterate in islice(STEPS[form](problem), most):
            if not np.isfinite(iterate.violation):
                raise KernelUnderflow(epsilon)
            trace.append(iterate.violation)
            if iterate.violation <= tolerance:
                break
        plan = _whole_plan(iterate, problem, leaving > 0, arriving > 0)
    violation = _violation(plan, leaving, arriving)
    return Transport(
        plan=plan,
        cost=float((plan * np.where(plan > 0, prices, 0)).sum()),
        violation=violation,
        iterations=len(trace),
        converged=violation <= tolerance,
        trace=tuple(trace),
        f=_whole(epsilon * (iterate.f + np.log(iterate.u)), leaving > 0),
        g=_whole(epsilon * (iterate.g + np.log(iterate.v)), arriving > 0),
    )


def _same_mass(leaving: Floats, arriving: Floats) -> None:
    left, arrived = float(leaving.sum()), float(arriving.sum())
    if abs(left - arrived) > MASS * max(left, arrived):
        raise MassMismatch(left, arrived)


def _scale(prices: Floats, epsilon: float) -> float:
    largest = float(np.abs(prices[np.isfinite(prices)]).max(initial=0))
    return within("epsilon", positive("epsilon", epsilon), PRECISION * largest, np.inf)


def _problem(prices: Floats, leaving: Floats, arriving: Floats, epsilon: float) -> Problem:
    """What takes part: rows and columns that have weight."""
    logits = prices[np.ix_(leaving > 0, arriving > 0)] / -epsilon
    for axis, what in enumerate(("column", "row")):
        if np.isneginf(logits.max(axis=axis)).any():
            raise Infeasible(f"a {what} with weight has no other")
    return Problem(logits, leaving[leaving > 0], arriving[arriving > 0])


def _whole_plan(
    iterate: Iterate, problem: Problem, rows: NDArray[np.bool_], columns: NDArray[np.bool_]
) -> Floats:
    plan = np.zeros((len(rows), len(columns)))
    plan[np.ix_(rows, columns)] = iterate.plan(problem)
    return plan


def _whole(potential: Floats, used: NDArray[np.bool_]) -> Floats:
    whole = np.full(len(used), -np.inf)
    whole[used] = potential
    return whole


def _violation(plan: Floats, leaving: Floats, arriving: Floats) -> float:
    rows, columns = plan.sum(axis=1) - leaving, plan.sum(axis=0) - arriving
    return float(np.abs(rows).sum() + np.abs(columns).sum())
