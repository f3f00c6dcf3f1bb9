"""Cheap matches before the search for paths: the reductions of Jonker and Volgenant, 1987.

Each keeps the prices right: a matched pair is one of the cheapest of its row, cost less
price. With more columns than rows the prices start at 0 and only fall with a match, so that
a column without one stays at 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flashdeck.demo.algorithms.augmenting import NONE
from flashdeck.demo.algorithms.errors import Infeasible

Floats = NDArray[np.float64]

STEPS = 5
"""Times the rows: integer costs can make the bidding very long."""


def reduced(cost: Floats) -> tuple[Floats, list[int]]:
    """Prices of the columns, and the column of each row or NONE."""
    rows, columns = cost.shape
    prices, match, owner = np.zeros(columns), [NONE] * rows, [NONE] * columns
    if rows == columns:
        prices = _by_columns(cost, match, owner)
    _by_bidding(cost, prices, match, owner)
    return prices, match


def _by_columns(cost: Floats, match: list[int], owner: list[int]) -> Floats:
    """Every column goes to its cheapest row, if that is not taken."""
    prices: Floats = cost.min(axis=0)
    if np.isinf(prices).any():
        raise Infeasible("a column has no other")
    wanted = np.empty(len(prices), dtype=np.intp)
    rows, columns = np.nonzero(cost == prices)  # argmin by columns takes many times as long
    wanted[columns] = rows
    for column, row in enumerate(wanted.tolist()):
        if match[row] == NONE:
            match[row], owner[column] = column, row
    for row in np.flatnonzero(np.bincount(wanted, minlength=len(cost)) == 1).tolist():
        _lower(cost[row], prices, match[row])
    return prices


def _lower(costs: Floats, prices: Floats, column: int) -> None:
    """Reduction transfer: the only column of a row becomes as cheap as its second best."""
    others = costs - prices
    others[column] = np.inf
    second = others.min()
    if second < np.inf:
        prices[column] -= second


def _by_bidding(cost: Floats, prices: Floats, match: list[int], owner: list[int]) -> None:
    """Augmenting row reduction: a row takes its best column and lowers it to the second best.

    Who loses the column bids next, if it can win by that. One round: of a second, what it
    costs is what it saves.
    """
    waiting = [row for row in reversed(range(len(match))) if match[row] == NONE]
    values = np.empty(len(prices))
    for _ in range(STEPS * len(cost)):
        if not waiting:
            break
        row = waiting.pop()
        np.subtract(cost[row], prices, out=values)
        column = int(values.argmin())
        best = values.item(column)
        values[column] = np.inf
        other = int(values.argmin())
        second = values.item(other)
        if second == np.inf:
            continue
        price = prices.item(column)
        # Not `second > best`: what rounding swallows must not send two rows round for ever.
        lower = price - (second - best)
        if lower < price:
            prices[column] = lower
        elif owner[column] != NONE:
            column = other
        loser = owner[column]
        match[row], owner[column] = column, row
        if loser != NONE:
            match[loser] = NONE
            if lower < price:
                waiting.append(loser)
