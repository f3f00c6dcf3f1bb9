"""NT-Xent: equal to lightly and to autograd, and to what can be said on paper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from algorithm_oracles import array, names, number, oracle
from flashdeck.demo.algorithms.errors import (
    BadNumbers,
    Empty,
    NotFinite,
    NotNumbers,
    NotPositive,
    OutOfRange,
    WrongShape,
)
from flashdeck.demo.algorithms.ntxent import (
    Layout,
    collapsed_loss,
    cosines,
    least_loss,
    nt_xent,
    nt_xent_slope,
    positives,
    shares,
)

Floats = NDArray[np.float64]
CASES = names("ntxent", "cases")
TEMPERATURES = (0.001, 0.05, 0.1, 0.5, 1.0, 10.0)


def drawn(seed: int, pairs: int, width: int) -> Floats:
    return np.random.default_rng(seed).standard_normal((2 * pairs, width))


views = st.builds(drawn, st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 5))
temperatures = st.sampled_from(TEMPERATURES)


@pytest.mark.parametrize("case", CASES)
def test_it_is_what_lightly_computes(case: str) -> None:
    name, temperature = case.split("|")
    found = nt_xent(array("inputs", name), float(temperature))
    assert found.loss == pytest.approx(number("ntxent", "cases", case, "lightly"), rel=1e-12)
    wanted = array("ntxent", "cases", case, "per_anchor_numpy")
    np.testing.assert_allclose(found.per_anchor, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_its_gradient_is_that_of_autograd(case: str) -> None:
    if oracle("ntxent", "cases", case, "lightly_grad_wrt_z") is None:
        return
    name, temperature = case.split("|")
    found = nt_xent_slope(array("inputs", name), float(temperature))
    wanted = array("ntxent", "cases", case, "lightly_grad_wrt_z")
    np.testing.assert_allclose(found.gradient, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("temperature", [0.02, 0.1, 0.5])
def test_torch_agrees_on_more_than_one_block(dtype: str, temperature: float) -> None:
    torch = pytest.importorskip("torch")
    z = drawn(3, 300, 16).astype(dtype)
    tensor = torch.tensor(z, requires_grad=True)
    normed = torch.nn.functional.normalize(tensor, dim=1)
    logits = (normed @ normed.T / temperature).fill_diagonal_(-torch.inf)
    theirs = torch.nn.functional.cross_entropy(logits, torch.tensor(positives(600)))
    theirs.backward()
    found = nt_xent_slope(z, temperature)
    digits = 1e-12 if dtype == "float64" else 1e-5
    assert found.loss == pytest.approx(theirs.item(), rel=digits)
    assert found.gradient.dtype == z.dtype
    np.testing.assert_allclose(found.gradient, tensor.grad.numpy(), atol=digits)


@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_two_aligned_orthogonal_pairs_by_hand(temperature: float) -> None:
    found = nt_xent([[1, 0], [0, 1], [1, 0], [0, 1]], temperature)
    wanted = np.log1p(2 * np.exp(-1 / temperature))
    assert found.loss == pytest.approx(wanted, rel=1e-12, abs=0)


@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_collapse_costs_the_logarithm_of_the_others(temperature: float) -> None:
    found = nt_xent(np.ones((6, 2)), temperature)
    assert found.loss == pytest.approx(np.log(5), rel=1e-12)
    assert collapsed_loss(6) == np.log(5)


@given(views, temperatures)
def test_nothing_is_below_aligned_pairs_on_a_simplex(z: Floats, temperature: float) -> None:
    assert nt_xent(z, temperature).loss >= least_loss(len(z), temperature) - 1e-12


@pytest.mark.parametrize("pairs", [1, 2, 3, 5])
def test_aligned_pairs_on_a_simplex_reach_the_bound(pairs: int) -> None:
    corners = np.eye(pairs) - 1 / pairs if pairs > 1 else np.ones((1, 1))
    found = nt_xent(np.concatenate([corners, corners]), 0.2)
    assert found.loss == pytest.approx(least_loss(2 * pairs, 0.2), rel=1e-12)


@given(views, temperatures, st.integers(0, 10**6))
def test_the_length_of_a_row_does_not_matter(z: Floats, temperature: float, seed: int) -> None:
    scale = 10 ** np.random.default_rng(seed).uniform(-100, 100, (len(z), 1))
    found = nt_xent(z * scale, temperature)
    np.testing.assert_allclose(found.loss, nt_xent(z, temperature).loss, rtol=1e-9, atol=1e-12)


@given(views, temperatures, st.integers(0, 10**6))
def test_the_order_of_the_pairs_does_not_matter(z: Floats, temperature: float, seed: int) -> None:
    pairs = len(z) // 2
    order = np.random.default_rng(seed).permutation(pairs)
    both = np.concatenate([order, order + pairs])
    found = nt_xent(z[both], temperature)
    wanted = nt_xent(z, temperature).per_anchor[both]
    np.testing.assert_allclose(found.per_anchor, wanted, rtol=1e-9, atol=1e-12)


@given(views, temperatures)
def test_both_layouts_are_one_loss(z: Floats, temperature: float) -> None:
    pairs = len(z) // 2
    order = np.arange(2 * pairs).reshape(2, pairs).T.ravel()
    halves, interleaved = nt_xent(z, temperature), nt_xent(z[order], temperature, Layout.PAIRS)
    wanted = halves.per_anchor[order]
    np.testing.assert_allclose(interleaved.per_anchor, wanted, rtol=1e-9, atol=1e-12)


def test_the_layout_says_who_is_whose_other_view() -> None:
    assert positives(6).tolist() == [3, 4, 5, 0, 1, 2]
    assert positives(6, Layout.PAIRS).tolist() == [1, 0, 3, 2, 5, 4]


@given(views, st.sampled_from((0.1, 0.5, 1.0, 10.0)), st.sampled_from(Layout))
def test_the_gradient_is_the_slope(z: Floats, temperature: float, layout: Layout) -> None:
    z = z + np.sign(z)  # away from 0, where the direction of a row turns quickly
    found = nt_xent_slope(z, temperature, layout)
    step = 1e-6
    for place in np.ndindex(z.shape):
        there, back = z.copy(), z.copy()
        there[place] += step
        back[place] -= step
        rise = nt_xent(there, temperature, layout).loss - nt_xent(back, temperature, layout).loss
        assert found.gradient[place] == pytest.approx(rise / (2 * step), abs=1e-6)


@given(views, temperatures)
def test_the_gradient_is_across_each_row(z: Floats, temperature: float) -> None:
    gradient = nt_xent_slope(z, temperature).gradient
    lengths = np.linalg.norm(z, axis=1) * np.linalg.norm(gradient, axis=1)
    assert np.all(np.abs((gradient * z).sum(axis=1)) <= 1e-9 * (1 + lengths) / temperature)


@given(views, temperatures)
def test_shares_sum_to_one_and_give_the_loss(z: Floats, temperature: float) -> None:
    found = shares(z, temperature)
    assert np.all(np.diagonal(found) == 0)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-12)
    loss = nt_xent(z, temperature).per_anchor
    share = found[np.arange(len(z)), positives(len(z))]
    np.testing.assert_allclose(share, np.exp(-loss), rtol=1e-9, atol=1e-300)


def test_a_row_of_zeros_is_similar_to_nothing_and_has_no_slope() -> None:
    z = array("inputs", "z0")
    (zero,) = np.flatnonzero(~z.any(axis=1))
    assert not cosines(z)[zero].any()
    assert not nt_xent_slope(z, 0.5).gradient[zero].any()


def test_small_and_large_rows_lose_nothing() -> None:
    z = array("inputs", "z4")
    found = nt_xent(z * 1e-140, 0.5).loss
    assert found == pytest.approx(nt_xent(z * 1e140, 0.5).loss, rel=1e-14)


@pytest.mark.parametrize(
    ("z", "temperature", "error"),
    [
        ([[1, 0], [0, 1]], 0, NotPositive),
        ([[1, 0], [0, 1]], -0.5, NotPositive),
        ([[1, 0], [0, 1]], float("nan"), NotFinite),
        ([[1, 0], [0, 1]], 1e-200, OutOfRange),
        ([[1, float("nan")], [0, 1]], 0.5, NotFinite),
        ([[1, float("inf")], [0, 1]], 0.5, NotFinite),
        ([[1, 0], [0, 1], [1, 1]], 0.5, WrongShape),
        ([1, 0], 0.5, WrongShape),
        ([[[1, 0]]], 0.5, WrongShape),
        ([[1, 0], [0]], 0.5, NotNumbers),
        ([["a", "b"]], 0.5, NotNumbers),
        ([], 0.5, Empty),
        ([[]], 0.5, Empty),
    ],
)
def test_bad_input_says_so(z: ArrayLike, temperature: float, error: type[BadNumbers]) -> None:
    for function in (nt_xent, nt_xent_slope):
        with pytest.raises(error):
            function(z, temperature)


def test_the_message_names_the_place() -> None:
    with pytest.raises(NotFinite, match=r"^`z\[1\]\[0\]` is nan, which cannot be computed with$"):
        nt_xent([[1.0, 0.0], [float("nan"), 1.0]])
