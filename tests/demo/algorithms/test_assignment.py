"""The assignment problem: equal to scipy and to trying all, with a proof each time."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from algorithm_oracles import array, number, oracle
from flashdeck.demo.algorithms.assignment import (
    Assignment,
    assignment,
    augmentations,
    certificate,
)
from flashdeck.demo.algorithms.errors import (
    BadNumbers,
    Empty,
    Infeasible,
    NotFinite,
    NotNumbers,
    WrongShape,
)

Floats = NDArray[np.float64]
INF = np.inf


def proven(cost: ArrayLike, *, maximize: bool = False) -> Assignment:
    """The assignment, after what anyone can check of it."""
    found = assignment(cost, maximize=maximize)
    given_costs = np.asarray(cost, dtype=np.float64)
    size = min(given_costs.shape)
    assert found.rows.tolist() == sorted(set(found.rows.tolist()))
    assert len(found.rows) == len(set(found.cols.tolist())) == size
    largest = 1 + np.abs(given_costs[np.isfinite(given_costs)]).max()
    assert max(certificate(cost, found, maximize=maximize)) <= 1e-12 * largest * size
    assert found.cost == pytest.approx(given_costs[found.rows, found.cols].sum(), rel=1e-12)
    return found


def of_scipy(name: str) -> tuple[Floats, bool]:
    costs: dict[str, tuple[Floats, bool]] = {
        "scipy_doc": (array("assignment", "scipy_doc", "C"), False),
        "C6": (array("inputs", "C6"), False),
        "C6_negated": (-array("inputs", "C6"), False),
        "C5_min": (array("inputs", "C5"), False),
        "C5_max": (array("inputs", "C5"), True),
        "rect_4x7": (array("inputs", "Crect"), False),
        "rect_7x4": (array("inputs", "Crect").T, False),
    }
    return costs[name]


@pytest.mark.parametrize(
    "name", ["scipy_doc", "C6", "C6_negated", "C5_min", "C5_max", "rect_4x7", "rect_7x4"]
)
def test_it_is_what_scipy_finds(name: str) -> None:
    cost, maximize = of_scipy(name)
    found = proven(cost, maximize=maximize)
    assert found.cost == number("assignment", name, "cost")
    assert found.rows.tolist() == oracle("assignment", name, "rows")
    assert found.cols.tolist() == oracle("assignment", name, "cols")


def test_it_names_clusters() -> None:
    table = array("assignment", "cluster_eval", "contingency_pred_by_true")
    found = proven(table, maximize=True)
    mapping = {str(row): int(column) for row, column in zip(found.rows, found.cols, strict=True)}
    assert mapping == oracle("assignment", "cluster_eval", "mapping_pred_to_true")
    accuracy = number("assignment", "cluster_eval", "accuracy")
    assert found.cost / table.sum() == pytest.approx(accuracy, rel=1e-12)


def test_the_trace_on_the_card() -> None:
    """trace(P C): with clusters in the rows of C, P leads from labels to clusters."""
    table = array("assignment", "cluster_eval", "contingency_pred_by_true")
    found = assignment(table, maximize=True)
    permutation = np.zeros_like(table)
    permutation[found.cols, found.rows] = 1
    assert np.trace(permutation @ table) == found.cost


def test_the_cheapest_first_is_wrong() -> None:
    assert proven([[1, 2], [1, 100]]).cost == 3


def test_equal_costs_and_forbidden_pairs() -> None:
    assert proven([[1, 1, 1]] * 3).cost == 3
    assert proven([[INF, 1], [1, INF]]).cols.tolist() == [1, 0]
    assert proven([[-INF, 1], [1, -INF]], maximize=True).cols.tolist() == [1, 0]
    assert proven([[7]]).cost == 7


def least(cost: Floats) -> float:
    """By trying all."""
    if cost.shape[0] > cost.shape[1]:
        cost = cost.T
    rows, columns = cost.shape
    return float(min(cost[range(rows), list(p)].sum() for p in permutations(range(columns), rows)))


shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
seeds = st.integers(0, 10**6)


def drawn(seed: int, shape: tuple[int, int], kind: str) -> Floats:
    chance = np.random.default_rng(seed)
    made = chance.standard_normal(shape)
    if kind == "ties":
        made = np.floor(2 * made)
    if kind == "forbidden":
        made[chance.random(shape) < 0.4] = INF
    return made * 10 ** chance.uniform(-6, 6)


matrices = st.builds(drawn, seeds, shapes, st.sampled_from(("real", "ties", "forbidden")))


@given(matrices)
def test_it_is_the_least_of_all(cost: Floats) -> None:
    wanted = least(cost)
    if np.isinf(wanted):
        with pytest.raises(Infeasible):
            assignment(cost)
        return
    largest = np.abs(cost[np.isfinite(cost)]).max()
    assert proven(cost).cost == pytest.approx(wanted, rel=1e-12, abs=1e-12 * largest)
    assert proven(-cost, maximize=True).cost == pytest.approx(
        -wanted, rel=1e-12, abs=1e-12 * largest
    )
    assert proven(cost.T).cost == pytest.approx(wanted, rel=1e-12, abs=1e-12 * largest)


@given(seeds, shapes)
def test_the_order_does_not_matter_nor_does_a_constant_in_a_row(
    seed: int, shape: tuple[int, int]
) -> None:
    cost = drawn(seed, shape, "real")
    rows = np.random.default_rng(seed).permutation(shape[0])
    found = assignment(cost[rows])
    assert found.cost == pytest.approx(assignment(cost).cost, rel=1e-9)
    if shape[0] <= shape[1]:
        cost[0] += 100
        assert assignment(cost).cost == pytest.approx(found.cost + 100, rel=1e-9)


FAMILIES = ("uniform", "integer", "geometric", "products", "confusion", "sparse")


def large(family: str, rows: int, columns: int) -> Floats:
    chance = np.random.default_rng(rows)
    made = chance.random((rows, columns))
    match family:
        case "integer":
            made = np.floor(100 * made)
        case "geometric":
            here, there = chance.random((rows, 1, 2)), chance.random((1, columns, 2))
            made = np.hypot(*(here - there).transpose(2, 0, 1))
        case "products":
            made = np.outer(np.arange(1.0, rows + 1), np.arange(1.0, columns + 1))
        case "confusion":
            made = -chance.poisson(np.where(np.eye(rows, columns) > 0, 14, 0.1)).astype(float)
        case "sparse":
            made[chance.random(made.shape) < 0.9] = INF
            np.fill_diagonal(made, 2)
    return made


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("rows", "columns"), [(80, 80), (60, 90), (90, 60)])
def test_scipy_agrees_on_larger_ones(family: str, rows: int, columns: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    cost = large(family, rows, columns)
    if family == "sparse" and rows != columns:
        return
    wanted = cost[optimize.linear_sum_assignment(cost)].sum()
    assert proven(cost).cost == pytest.approx(wanted, rel=1e-12)


@given(seeds, shapes, st.booleans())
def test_each_row_brings_the_prices_nearer(
    seed: int, shape: tuple[int, int], maximize: bool
) -> None:
    cost = drawn(seed, (min(shape), max(shape)), "real")
    best = assignment(cost, maximize=maximize)
    sign = -1 if maximize else 1
    bounds = []
    for matched, step in enumerate(augmentations(cost, maximize=maximize), 1):
        assert step.row == matched - 1
        assert step.path[0][0] == step.row
        assert (step.cols[:matched] >= 0).all() and (step.cols[matched:] == -1).all()
        assert all(step.cols[row] == column for row, column in step.path)
        assert (sign * (step.u[:, None] + step.v - cost)).max() <= 1e-9 * np.abs(cost).max()
        bounds.append(sign * float(step.u.sum() + step.v.sum()))
    slack = 1e-9 * np.abs(cost).max()
    assert all(later >= earlier - slack for earlier, later in pairwise(bounds))
    assert bounds[-1] == pytest.approx(sign * best.cost, abs=slack)


def test_a_wrong_matching_has_no_certificate() -> None:
    cost = [[1, 2], [1, 100]]
    found = assignment(cost)
    wrong = found._replace(cols=found.cols[::-1], cost=101.0)
    assert max(certificate(cost, wrong)) > 1
    assert max(certificate(cost, found._replace(u=found.u + 1))) >= 1


def test_a_price_for_a_place_that_may_stay_free_proves_nothing() -> None:
    """It would prove that the dearer of two columns is the cheapest."""
    cost = [[1.0, 0.5]]
    wrong = assignment(cost)._replace(
        cols=np.array([0]), cost=1.0, u=np.array([0.0]), v=np.array([1.0, 0.0])
    )
    assert certificate(cost, wrong) == (1, 0, 0)


@pytest.mark.parametrize(
    ("cost", "error"),
    [
        ([[float("nan"), 1], [1, 1]], NotFinite),
        ([[-INF, 1], [1, 1]], NotFinite),
        ([[INF, 1], [INF, 1]], Infeasible),
        ([[INF, INF], [1, 1]], Infeasible),
        ([[INF, INF, INF]], Infeasible),
        ([[1, INF, INF], [1, INF, INF], [1, 1, 1]], Infeasible),
        ([1, 2, 3], WrongShape),
        ([[[1.0]]], WrongShape),
        ([[1, 2], [3]], NotNumbers),
        ([], Empty),
        ([[]], Empty),
    ],
)
def test_bad_input_says_so(cost: ArrayLike, error: type[BadNumbers]) -> None:
    with pytest.raises(error):
        assignment(cost)


def test_infinity_when_maximising_is_no_answer() -> None:
    with pytest.raises(NotFinite, match=r"^`cost\[0\]\[1\]` is inf"):
        assignment([[1.0, INF], [1.0, 1.0]], maximize=True)


def test_paths_are_watched_from_the_smaller_side() -> None:
    with pytest.raises(WrongShape, match="is 3 × 2, not no more rows than columns"):
        next(augmentations([[1, 2], [3, 4], [5, 6]]))
