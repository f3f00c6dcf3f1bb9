"""Slopes worked out by hand are those that differences give, layer by layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from flashdeck.demo import networks
from flashdeck.demo.networks import Floats, Layer, Weights

STEP = 1e-6
IMAGES = (3, 6, 4, 2)


def drawn(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(size=shape)


LAYERS: dict[str, tuple[Layer, Weights, Floats]] = {
    "dense": (networks.dense, (drawn(4, 3), drawn(3)), drawn(5, 4)),
    "relu": (networks.relu, (), drawn(5, 4)),
    "unit length": (networks.unit_length, (), drawn(5, 4)),
    "prototypes": (networks.prototypes, (drawn(4, 3),), drawn(5, 4)),
    "convolution": (networks.convolution, (drawn(3, 3, 2, 4), drawn(4)), drawn(*IMAGES)),
    "convolution of one pixel": (
        networks.convolution,
        (drawn(1, 1, 2, 3), drawn(3)),
        drawn(*IMAGES),
    ),
    "global mean": (networks.global_mean, (), drawn(*IMAGES)),
    "halved": (networks.halved, (), drawn(*IMAGES)),
    "flat": (networks.flat, (), drawn(*IMAGES)),
    "parted": (networks.parted, (), drawn(3, 2, 4)),
    "joined": (networks.joined(3), (), drawn(6, 4)),
}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_s_slopes_are_those_of_differences(name: str) -> None:
    """Of a weighted sum of the outputs, by each input and each weight."""
    layer, weights, x = LAYERS[name]
    output, back = layer(weights, x)
    weighting = drawn(*output.shape, seed=1)
    by_x, by_weights = back(weighting)

    def total() -> float:
        return float((layer(weights, x)[0] * weighting).sum())

    for slope, changed in zip((by_x, *by_weights), (x, *weights), strict=True):
        assert slope == pytest.approx(differences(total, changed), abs=1e-7)


def test_a_network_s_slopes_pass_through_all_its_layers() -> None:
    layers = (
        networks.parted,
        networks.convolution,
        networks.relu,
        networks.halved,
        networks.flat,
        networks.joined(2),
        networks.dense,
    )
    weights = [(), (drawn(3, 3, 1, 2), drawn(2)), (), (), (), (), (drawn(16, 3), drawn(3))]
    x, labels = drawn(2, 2, 6, 6, 1), np.array([0, 2])

    def loss() -> float:
        return networks.cross_entropy(networks.forward(layers, weights, x).output, labels)[0]

    passed = networks.forward(layers, weights, x)
    by_x, slopes = passed.back(networks.cross_entropy(passed.output, labels)[1])
    assert by_x == pytest.approx(differences(loss, x), abs=1e-7)
    for slope, changed in zip(slopes[1] + slopes[-1], weights[1] + weights[-1], strict=True):
        assert slope == pytest.approx(differences(loss, changed), abs=1e-7)


def test_the_first_convolution_leaves_out_the_slope_by_the_pictures() -> None:
    weights, x = (drawn(3, 3, 2, 4), drawn(4)), drawn(*IMAGES)
    (whole, back), (first, first_back) = (
        layer(weights, x) for layer in (networks.convolution, networks.first_convolution)
    )
    slope = drawn(*whole.shape, seed=1)
    by_x, by_weights = first_back(slope)
    assert np.array_equal(first, whole)
    assert by_x.shape == x.shape and np.isnan(by_x).all()
    assert all(map(np.array_equal, by_weights, back(slope)[1]))


def test_a_convolution_sums_what_lies_under_the_kernel() -> None:
    picture, kernel = np.arange(12.0).reshape(1, 3, 4, 1), np.array([[1.0, 0], [0, 10]])
    output, _ = networks.convolution((kernel.reshape(2, 2, 1, 1), np.array([0.5])), picture)
    assert output[0, :, :, 0].tolist() == [[50.5, 61.5, 72.5], [94.5, 105.5, 116.5]]


def test_equal_logits_cost_the_logarithm_of_their_number() -> None:
    loss, slope = networks.cross_entropy(np.full((2, 4), 700.0), np.array([0, 3]))
    assert loss == pytest.approx(np.log(4))
    assert slope[0] == pytest.approx([-0.375, 0.125, 0.125, 0.125])


def differences(value: Callable[[], float], changed: Floats) -> Floats:
    """Central differences by each number of an array, which is left as it was."""
    slopes = np.zeros_like(changed)
    for place in np.ndindex(changed.shape):
        was = changed[place]
        changed[place] = was + STEP
        above = value()
        changed[place] = was - STEP
        slopes[place] = (above - value()) / (2 * STEP)
        changed[place] = was
    return slopes
