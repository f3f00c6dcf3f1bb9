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
    raise NotImplementedError


def certificate(cost: ArrayLike, found: Assignment, *, maximize: bool = False) -> Certificate:
    """What anyone can check without knowing how the matching was found."""
    raise NotImplementedError


def augmentations(cost: ArrayLike, *, maximize: bool = False) -> Iterator[Augmentation]:
    """The same matching row by row, without reductions first; needs n ≤ m. To be watched."""
    raise NotImplementedError
