"""Sinkhorn-Knopp: equal to POT in all three forms, and honest about what it did not reach."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from algorithm_oracles import array, number
from flashdeck.demo.algorithms.errors import (
    BadNumbers,
    Empty,
    Infeasible,
    KernelUnderflow,
    MassMismatch,
    NegativeWeight,
    NotFinite,
    NotNumbers,
    NotPositive,
    OutOfRange,
    WrongShape,
)
from flashdeck.demo.algorithms.scaling import Form
from flashdeck.demo.algorithms.sinkhorn import Transport, sinkhorn

Floats = NDArray[np.float64]
Problem = tuple[Floats, Floats, Floats]

EPSILONS = ("1.0", "0.1", "0.05", "0.01")
FORMS = list(Form)
STABLE = (Form.LOG, Form.HYBRID)


def logits12() -> Floats:
    logits = array("inputs", "logits12")
    found: Floats = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    return found


PROBLEMS: dict[str, Problem] = {
    "M43_nonuniform": (array("inputs", "M43"), array("inputs", "a_non"), array("inputs", "b_non")),
    "logits12_uniform": (logits12(), np.full(12, 1 / 12), np.full(3, 1 / 3)),
}


@pytest.mark.parametrize(("name", "epsilon", "form"), list(product(PROBLEMS, EPSILONS, FORMS)))
def test_plans_are_those_of_pot(name: str, epsilon: str, form: Form) -> None:
    cost, a, b = PROBLEMS[name]
    found = sinkhorn(cost, a, b, epsilon=float(epsilon), form=form, tolerance=1e-12)
    at = ("sinkhorn", f"{name}|{epsilon}", "sinkhorn_log")
    np.testing.assert_allclose(found.plan, array(*at, "plan"), rtol=0, atol=1e-9)
    assert found.cost == pytest.approx(number(*at, "cost"), abs=1e-11)
    assert found.converged and found.violation <= 1e-12


@pytest.mark.parametrize("form", STABLE)
def test_a_small_epsilon_is_right_where_the_kernel_underflows(form: Form) -> None:
    cost, a, b = PROBLEMS["M43_nonuniform"]
    found = sinkhorn(cost, a, b, epsilon=0.001, form=form, tolerance=1e-12)
    at = ("sinkhorn", "M43_nonuniform|0.001", "sinkhorn_log")
    np.testing.assert_allclose(found.plan, array(*at, "plan"), rtol=0, atol=1e-9)
    assert found.converged
    assert found.cost == pytest.approx(number("sinkhorn", "M43_nonuniform|emd", "cost"), abs=1e-9)
    with pytest.raises(KernelUnderflow, match=r"epsilon 0\.001; use the log or the hybrid form"):
        sinkhorn(cost, a, b, epsilon=0.001, form=Form.KERNEL)


@pytest.mark.parametrize("form", STABLE)
def test_what_did_not_converge_says_so_though_it_costs_less(form: Form) -> None:
    cost, a, b = PROBLEMS["logits12_uniform"]
    found = sinkhorn(cost, a, b, epsilon=0.001, form=form, most=3_000)
    assert not found.converged
    assert found.violation > 1e-6
    assert found.iterations == len(found.trace) == 3_000
    assert found.cost < number("sinkhorn", "logits12_uniform|emd", "cost")


def test_the_errors_on_the_way_are_those_of_pot() -> None:
    """POT tests every tenth iteration, from the first on, the Euclidean norm of the columns."""
    cost, a, b = PROBLEMS["M43_nonuniform"]
    for turn, error in enumerate(array("sinkhorn", "defaults_M43_reg0.1", "errs")):
        found = sinkhorn(cost, a, b, epsilon=0.1, tolerance=0, most=10 * turn + 1)
        missing = np.linalg.norm(found.plan.sum(axis=0) - b)
        assert missing == pytest.approx(error, rel=1e-6, abs=1e-14)


def test_the_example_in_the_manual_of_pot() -> None:
    found = sinkhorn([[0, 1], [1, 0]], epsilon=1, tolerance=1e-14)
    np.testing.assert_allclose(found.plan, array("sinkhorn", "pot_doc", "plan"), atol=1e-12)


@pytest.mark.parametrize("epsilon", [0.5, 0.05, 0.005, 0.002])
def test_pot_agrees_iteration_by_iteration(epsilon: float) -> None:
    ot = pytest.importorskip("ot")
    cost = np.random.default_rng(5).standard_normal((40, 7)) ** 2
    a, b = np.full(40, 1 / 40), np.full(7, 1 / 7)
    for most in (1, 2, 9):
        theirs = ot.bregman.sinkhorn_log(
            a, b, cost, epsilon, numItermax=most, stopThr=0, warn=False
        )
        for form in STABLE:
            found = sinkhorn(cost, a, b, epsilon=epsilon, form=form, tolerance=0, most=most)
            np.testing.assert_allclose(found.plan, theirs, rtol=0, atol=1e-12)


def test_the_unregularized_cost_is_the_limit() -> None:
    cost, a, b = PROBLEMS["M43_nonuniform"]
    exact = number("sinkhorn", "M43_nonuniform|emd", "cost")
    found = [sinkhorn(cost, a, b, epsilon=e).cost for e in (1, 0.3, 0.1, 0.03, 0.01, 0.003)]
    assert found == sorted(found, reverse=True)
    assert exact - 1e-9 <= found[-1] <= exact + 1e-6


def drawn(seed: int, rows: int, columns: int, spread: float) -> Problem:
    chance = np.random.default_rng(seed)
    a, b = chance.dirichlet(np.ones(rows)), chance.dirichlet(np.ones(columns))
    return spread * chance.standard_normal((rows, columns)), a, b


problems = st.builds(
    drawn,
    st.integers(0, 10**6),
    st.integers(1, 6),
    st.integers(1, 6),
    st.sampled_from((0.1, 1.0, 30.0, 1000.0)),
)


def optimal(found: Transport, problem: Problem, epsilon: float) -> None:
    """The marginals as said, and a plan of the form that only the best one has."""
    cost, a, b = problem
    missing = np.abs(found.plan.sum(axis=1) - a).sum() + np.abs(found.plan.sum(axis=0) - b).sum()
    assert found.violation == pytest.approx(missing, abs=1e-15)
    assert found.converged == (found.violation <= 1e-9)
    exponents = (found.f[:, None] + found.g - cost) / epsilon
    np.testing.assert_allclose(np.exp(exponents), found.plan, rtol=1e-6, atol=1e-15)


@given(problems, st.sampled_from(STABLE))
def test_the_violation_is_what_it_says_and_the_plan_comes_of_the_potentials(
    problem: Problem, form: Form
) -> None:
    optimal(sinkhorn(*problem, epsilon=1, form=form, most=200), problem, 1)


@given(problems)
def test_an_iteration_never_makes_it_worse(problem: Problem) -> None:
    trace = sinkhorn(*problem, epsilon=1, most=60, tolerance=0).trace
    assert all(after <= before + 1e-12 for before, after in pairwise(trace))


@given(problems, st.integers(1, 30))
def test_the_forms_take_the_same_iterations(problem: Problem, most: int) -> None:
    log, hybrid = (
        sinkhorn(*problem, epsilon=1, form=form, most=most, tolerance=0) for form in STABLE
    )
    np.testing.assert_allclose(hybrid.plan, log.plan, rtol=0, atol=1e-10)
    try:
        kernel = sinkhorn(*problem, epsilon=1, form=Form.KERNEL, most=most, tolerance=0)
    except KernelUnderflow:
        assert np.abs(problem[0]).max() > 300
    else:
        np.testing.assert_allclose(kernel.plan, log.plan, rtol=0, atol=1e-10)


@given(problems, st.integers(0, 10**6))
def test_the_order_of_rows_and_columns_does_not_matter(problem: Problem, seed: int) -> None:
    cost, a, b = problem
    chance = np.random.default_rng(seed)
    rows, columns = chance.permutation(len(a)), chance.permutation(len(b))
    mixed = sinkhorn(cost[np.ix_(rows, columns)], a[rows], b[columns], epsilon=1, most=50)
    plain = sinkhorn(cost, a, b, epsilon=1, most=50)
    np.testing.assert_allclose(mixed.plan, plain.plan[np.ix_(rows, columns)], atol=1e-9)


@given(problems, st.floats(-100, 100))
def test_a_constant_cost_in_a_row_changes_no_plan(problem: Problem, more: float) -> None:
    cost, a, b = problem
    shifted = cost.copy()
    shifted[0] += more
    plain, found = (
        sinkhorn(each, a, b, epsilon=1, tolerance=1e-11, most=3_000) for each in (cost, shifted)
    )
    if plain.converged and found.converged:
        np.testing.assert_allclose(found.plan, plain.plan, rtol=0, atol=1e-7)


@pytest.mark.parametrize("form", FORMS)
def test_a_weight_of_zero_takes_no_part(form: Form) -> None:
    cost = [[1, 2, 9], [9, 9, 9], [2, 1, 9]]
    found = sinkhorn(cost, [0.5, 0, 0.5], [0.5, 0.5, 0], epsilon=1, form=form)
    assert found.converged
    assert not found.plan[1].any() and not found.plan[:, 2].any()
    assert found.f[1] == found.g[2] == -np.inf
    small = sinkhorn([[1, 2], [2, 1]], epsilon=1, form=form)
    np.testing.assert_allclose(found.plan[np.ix_([0, 2], [0, 1])], small.plan, atol=1e-12)


@pytest.mark.parametrize("form", FORMS)
def test_an_infinite_cost_forbids(form: Form) -> None:
    found = sinkhorn([[1.0, np.inf], [0.0, 1.0]], [0.25, 0.75], [0.5, 0.5], epsilon=0.5, form=form)
    np.testing.assert_allclose(found.plan, [[0.25, 0], [0.25, 0.5]], atol=1e-8)
    assert found.plan[0, 1] == 0
    assert found.cost == pytest.approx(0.75, abs=1e-8)


def test_masses_other_than_one_are_kept() -> None:
    found = sinkhorn(np.zeros((2, 3)), [4, 2], [1, 2, 3], epsilon=1)
    np.testing.assert_allclose(found.plan, np.outer([4, 2], [1, 2, 3]) / 6, atol=1e-12)


SQUARE = [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("cost", "a", "b", "epsilon", "error"),
    [
        (SQUARE, None, None, 0, NotPositive),
        (SQUARE, None, None, -0.1, NotPositive),
        (SQUARE, None, None, float("nan"), NotFinite),
        (SQUARE, None, None, 1e-17, OutOfRange),
        (SQUARE, [0.5, 0.6], None, 1, MassMismatch),
        (SQUARE, [1.5, -0.5], None, 1, NegativeWeight),
        (SQUARE, [0, 0], [0, 0], 1, NotPositive),
        (SQUARE, [0.5, float("nan")], None, 1, NotFinite),
        (SQUARE, [1], None, 1, WrongShape),
        (SQUARE, None, [[0.5, 0.5]], 1, WrongShape),
        ([[float("nan"), 1]], None, None, 1, NotFinite),
        ([[-float("inf"), 1]], None, None, 1, NotFinite),
        ([[float("inf"), float("inf")], [0, 1]], None, None, 1, Infeasible),
        ([[float("inf"), 0], [float("inf"), 1]], None, None, 1, Infeasible),
        ([0.0, 1.0], None, None, 1, WrongShape),
        ([[0.0, 1.0], [1.0]], None, None, 1, NotNumbers),
        ([], None, None, 1, Empty),
    ],
)
def test_bad_input_says_so(
    cost: ArrayLike,
    a: ArrayLike | None,
    b: ArrayLike | None,
    epsilon: float,
    error: type[BadNumbers],
) -> None:
    for form in FORMS:
        with pytest.raises(error):
            sinkhorn(cost, a, b, epsilon=epsilon, form=form)


def test_masses_that_differ_are_both_named() -> None:
    with pytest.raises(MassMismatch, match=r"^`a` sums to 1\.1, but `b` to 1$"):
        sinkhorn(SQUARE, [0.5, 0.6], [0.5, 0.5], epsilon=1)
