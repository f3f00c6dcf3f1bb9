"""Shortest augmenting paths: one more row is matched, by as few changes of price as it takes.

The search is Dijkstra's over columns, with costs less the prices as lengths; a step looks
at one matched row, all its columns at once. Rows are never more than columns here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flashdeck.demo.algorithms.errors import Infeasible

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

NONE = -1


@dataclass(slots=True)
class Matching:
    """A matching as it grows; `match` holds the column of each row and `owner` the reverse.

    The columns stand in an order of their own, those without a match first: of equal
    distances argmin then takes one that ends the search. With many ties, as among integer
    costs, that is the difference between a moment and minutes. `names` are the columns
    as given.
    """

    cost: Floats
    prices: Floats
    match: list[int]
    owner: list[int]
    names: Indices
    free: int


class _Search(NamedTuple):
    """Columns in the order of their distances, and the rows looked at: one before each column.

    The length of the way over a row is its reduced cost and the row's offset.
    """

    columns: list[int]
    distances: list[float]
    rows: list[int]
    offsets: list[float]


def matching(cost: Floats, prices: Floats, match: list[int]) -> Matching:
    """From prices of the columns, and matches that are right for them."""
    rows = [row for row, column in enumerate(match) if column != NONE]
    taken = [match[row] for row in rows]
    free = sorted(set(range(len(prices))).difference(taken))
    names = np.array(free + taken, dtype=np.intp)
    place = [NONE] * len(match)
    for position, row in enumerate(rows, len(free)):
        place[row] = position
    owner = [NONE] * len(free) + rows
    return Matching(cost.take(names, axis=1), prices[names], place, owner, names, len(free))


def augmented(found: Matching, row: int) -> tuple[tuple[int, int], ...]:
    """Matches one row more; the new pairs (row, column as given), from that row on."""
    search = _search(found, row)
    path = _path(found, search)
    scanned = np.array(search.columns[:-1], dtype=np.intp)
    found.prices[scanned] += np.array(search.distances[:-1]) - search.distances[-1]
    for other, column in path:
        found.match[other], found.owner[column] = column, other
    new = tuple((other, int(found.names[column])) for other, column in reversed(path))
    _take(found, search.columns[-1])
    return new


def _search(found: Matching, row: int) -> _Search:
    """Until the nearest column without a match."""
    cost, prices, owner = found.cost, found.prices, found.owner
    search = _Search([], [], [row], [0.0])
    # Minus infinity as a price keeps a column that was chosen from being chosen again.
    open_prices = prices.copy()
    nearest = np.full(len(prices), np.inf)
    lengths = np.empty(len(prices))
    offset = 0.0
    while True:
        np.subtract(cost[row], open_prices, out=lengths)
        np.add(lengths, offset, out=lengths)
        np.minimum(nearest, lengths, out=nearest)
        column = int(nearest.argmin())
        distance = nearest.item(column)
        if distance == np.inf:
            raise Infeasible(f"{len(search.rows)} rows share {len(search.columns)} columns")
        search.columns.append(column)
        search.distances.append(distance)
        if column < found.free:
            return search
        nearest[column], open_prices[column] = np.inf, -np.inf
        row = owner[column]
        offset = distance - (cost.item(row, column) - prices.item(column))
        search.rows.append(row)
        search.offsets.append(offset)


def _path(found: Matching, search: _Search) -> list[tuple[int, int]]:
    """New pairs, from the last column back to the first row.

    Which row a column was reached from is worked out again here, for the few columns
    that matter, by the very sums of the search: noting it there would cost every step.
    """
    rows, offsets = np.array(search.rows), np.array(search.offsets)
    path = []
    turn = len(rows)
    while turn:
        column = search.columns[turn - 1]
        ways = found.cost[rows[:turn], column] - found.prices[column] + offsets[:turn]
        turn = int(ways.argmin())
        path.append((search.rows[turn], column))
    return path


def _take(found: Matching, column: int) -> None:
    """Moves a column that is no longer free behind those that are."""
    found.free -= 1
    last, row = found.free, found.owner[column]
    if column != last:
        both, swapped = [column, last], [last, column]
        found.cost[:, both] = found.cost[:, swapped]
        found.prices[both] = found.prices[swapped]
        found.names[both] = found.names[swapped]
        found.owner[column], found.owner[last] = NONE, row
        found.match[row] = last
