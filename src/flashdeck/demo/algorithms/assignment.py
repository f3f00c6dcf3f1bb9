"""The assignment problem by shortest augmenting paths, with a proof that the answer is best.

Kuhn: The Hungarian method, 1955; Jonker, Volgenant: A shortest augmenting path algorithm,
1987 (the reductions before the paths); Crouse: On implementing 2D rectangular assignment
algorithms, 2016 (rectangular costs).

The proof are prices u for rows and v for columns: u_i + v_j ≤ cost_ij everywhere, with
equality where i and j are matched, and u (v) at most 0, and 0 at the unmatched, on the
side that has more. Every other matching then costs at least Σ u + Σ v, which is what this
one costs. Maximising turns each inequality round.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from flashdeck.demo.algorithms.augmenting import NONE, Matching, augmented, matching
from flashdeck.demo.algorithms.errors import WrongShape
from flashdeck.demo.algorithms.given import costs
from flashdeck.demo.algorithms.reductions import reduced

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


class Assignment(NamedTuple):
    """min(n, m) matches, by ascending row, what they cost, and the prices that prove it."""

    rows: Indices
    cols: Indices
    cost: float
    u: Floats
    v: Floats


class Certificate(NamedTuple):
    """How far prices are from a proof, in units of the cost: all three are 0, but for rounding.

    `slack` is the largest excess of a price pair over its cost (or of a price that must
    not be positive), `tightness` the largest difference at a match, `gap` |Σ u + Σ v - cost|.
    """

    slack: float
    tightness: float
    gap: float


class Augmentation(NamedTuple):
    """One row matched: the path that made room for it, then all matches and prices.

    `path` holds the pairs (row, column) that are new, from the new row on; `cols` the column
    of each row, -1 for none yet.
    """

    row: int
    path: tuple[tuple[int, int], ...]
    cols: Indices
    u: Floats
    v: Floats


def assignment(cost: ArrayLike, *, maximize: bool = False) -> Assignment:
    """The cheapest (dearest) complete matching of the smaller side of cost, n × m.

    Infinity forbids; minus infinity when maximising. Of several best matchings, any.
    Raises BadNumbers for wrong dimensions, an empty cost, NaN, the other infinity,
    and Infeasible when too much is forbidden.
    """
    sign = -1 if maximize else 1
    prices = _minimized(cost, maximize)
    if turned := prices.shape[0] > prices.shape[1]:
        prices = np.ascontiguousarray(prices.T)
    found = matching(prices, *reduced(prices))
    for row, column in enumerate(list(found.match)):
        if column == NONE:
            augmented(found, row)
    rows, cols = np.arange(len(prices)), _columns(found)
    total = sign * float(prices[rows, cols].sum()) + 0.0  # not minus 0
    u, v = (sign * side + 0.0 for side in _prices(found, prices))
    if not turned:
        return Assignment(rows, cols, total, u, v)
    order = cols.argsort()
    return Assignment(cols[order], rows[order], total, v, u)


def certificate(cost: ArrayLike, found: Assignment, *, maximize: bool = False) -> Certificate:
    """What anyone can check without knowing how the matching was found."""
    sign = -1 if maximize else 1
    prices, u, v = _minimized(cost, maximize), sign * found.u, sign * found.v
    excess = [float((u[:, None] + v - prices).max())]
    for side, other in ((u, v), (v, u)):
        if len(side) > len(other):
            excess.append(float(side.max()))
    tight = u[found.rows] + v[found.cols] - prices[found.rows, found.cols]
    return Certificate(
        slack=max(0.0, *excess),
        tightness=float(np.abs(tight).max()),
        gap=abs(float(found.u.sum() + found.v.sum()) - found.cost),
    )


def augmentations(cost: ArrayLike, *, maximize: bool = False) -> Iterator[Augmentation]:
    """The same matching row by row, without reductions first; needs n ≤ m. To be watched.

    Σ u + Σ v never exceeds the least cost (never falls below the greatest), and reaches it.
    """
    sign = -1 if maximize else 1
    prices = _minimized(cost, maximize)
    rows, columns = prices.shape
    if rows > columns:
        raise WrongShape("cost", "no more rows than columns", prices.shape)
    found = matching(prices, np.zeros(columns), [NONE] * rows)
    for row in range(rows):
        path = augmented(found, row)
        u, v = (sign * side + 0.0 for side in _prices(found, prices))
        yield Augmentation(row, path, _columns(found), u, v)


def _minimized(cost: ArrayLike, maximize: bool) -> Floats:
    if maximize:
        return -costs("cost", cost, forbidding=-np.inf)
    return costs("cost", cost)


def _columns(found: Matching) -> Indices:
    """The column of each row, as given; NONE for a row without."""
    match = np.array(found.match)
    return np.where(match == NONE, NONE, found.names[match])


def _prices(found: Matching, cost: Floats) -> tuple[Floats, Floats]:
    """A row's price is the cost of its match less the column's; without one, the most allowed."""
    v = np.empty(len(found.names))
    v[found.names] = found.prices
    cols = _columns(found)
    u = cost[np.arange(len(cost)), cols] - v[cols]
    for row in np.flatnonzero(cols == NONE):
        u[row] = (cost[row] - v).min()
    return u, v
