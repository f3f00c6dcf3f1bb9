"""Balanced labels: SwAV's and self-labelling's own numbers, and what balance means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithm_oracles import array, names, number
from flashdeck.demo.algorithms.errors import Infeasible, NotFinite, NotPositive, WrongShape
from flashdeck.demo.algorithms.labelling import balanced, exactly_balanced, swav_codes

Floats = NDArray[np.float64]
CASES = names("sinkhorn", "swav", "cases")
LAMBDAS = ("10", "25")


def log_p() -> Floats:
    """The 60 × 4 predictions of the self-labelling oracle."""
    logits = array("sinkhorn", "selflabel", "logits")
    found: Floats = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return found


@pytest.mark.parametrize("case", CASES)
def test_codes_are_those_of_swav(case: str) -> None:
    iterations, epsilon = (part.split("=")[1] for part in case.split("|"))
    found = swav_codes(
        array("sinkhorn", "swav", "scores"), epsilon=float(epsilon), iterations=int(iterations)
    )
    at = ("sinkhorn", "swav", "cases", case)
    np.testing.assert_allclose(found, array(*at, "Q"), rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=0), array(*at, "col_sums"), atol=1e-12)


def test_three_iterations_do_not_balance_a_small_batch() -> None:
    few, many = (
        swav_codes(array("sinkhorn", "swav", "scores"), iterations=each) for each in (3, 300)
    )
    assert np.abs(few.sum(axis=0) - 4).max() > 1.5
    np.testing.assert_allclose(many.sum(axis=0), 4, atol=1e-9)


@pytest.mark.parametrize("strength", LAMBDAS)
def test_labels_are_those_of_self_labelling(strength: str) -> None:
    """Their λ is 1 / epsilon."""
    found = balanced(log_p(), epsilon=1 / float(strength))
    at = ("sinkhorn", "selflabel", "cases", f"lamb={strength}")
    assert found.labels.tolist() == array(*at, "labels").tolist()
    assert found.counts.tolist() == array(*at, "counts").tolist()
    np.testing.assert_allclose(found.soft.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(found.soft.sum(axis=0), 15, atol=1e-6)


def test_exact_balance_costs_what_the_assignment_costs() -> None:
    labels = exactly_balanced(log_p())
    assert np.bincount(labels).tolist() == [15, 15, 15, 15]
    at = ("sinkhorn", "selflabel", "cases", "lamb=25")
    cost = -log_p()[np.arange(60), labels].mean()
    assert cost == pytest.approx(number(*at, "exact_cost"), rel=1e-12)
    assert labels.tolist() == array(*at, "exact_balanced_labels").tolist()


def test_without_balance_most_would_have_one_label() -> None:
    at = ("sinkhorn", "selflabel", "cases", "lamb=10", "unconstrained_counts")
    assert np.bincount(log_p().argmax(axis=1)).tolist() == array(*at).tolist()


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4))
def test_balance_holds_and_logits_do_as_well(seed: int, each: int, classes: int) -> None:
    chance = np.random.default_rng(seed)
    logits = chance.standard_normal((each * classes, classes))
    found, shifted = (
        balanced(logits + shift, epsilon=0.5, tolerance=1e-11)
        for shift in (0, chance.standard_normal((each * classes, 1)))
    )
    assert np.abs(found.soft.sum(axis=0) - each).max() <= 1e-8
    np.testing.assert_allclose(found.soft, shifted.soft, atol=1e-8)
    assert np.bincount(exactly_balanced(logits), minlength=classes).tolist() == [each] * classes


def test_minus_infinity_forbids_a_label() -> None:
    found = balanced([[-np.inf, 0.0], [0.0, 0.0]], epsilon=1, tolerance=1e-3)
    assert found.soft[0].tolist() == [0, pytest.approx(1)]
    assert exactly_balanced([[-np.inf, 0.0], [5.0, 9.0]]).tolist() == [1, 0]


def test_bad_input_says_so() -> None:
    with pytest.raises(WrongShape):
        exactly_balanced(np.zeros((5, 2)))
    with pytest.raises(Infeasible):
        exactly_balanced([[-np.inf, 0.0], [-np.inf, 0.0]])
    with pytest.raises(NotFinite):
        balanced([[np.inf, 0.0]], epsilon=1)
    with pytest.raises(NotPositive):
        swav_codes([[1, 2]], epsilon=0)
