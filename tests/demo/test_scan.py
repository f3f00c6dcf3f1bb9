"""SCAN's loss: what the authors' code made of it, and slopes by differences."""

from __future__ import annotations

import numpy as np
import pytest

from algorithm_oracles import array
from flashdeck.demo.networks import Floats
from flashdeck.demo.scan_training import nearest, scan_loss

LOGITS = array("inputs", "logits12")
ROLLED = np.roll(LOGITS, 1, axis=0)
CONSISTENCY, ENTROPY = 1.664228513869172, 1.0782633772447756
"""From SCANLoss of the authors' code, as published."""


def test_the_parts_of_the_loss_are_those_of_the_authors() -> None:
    found = scan_loss(LOGITS, ROLLED, 2.0)
    assert float(found.consistency) == pytest.approx(CONSISTENCY, abs=1e-7)
    assert float(found.entropy) == pytest.approx(ENTROPY, abs=1e-7)


def test_heads_are_independent() -> None:
    both = scan_loss(np.stack([LOGITS, ROLLED]), np.stack([ROLLED, LOGITS]), 2.0)
    alone = scan_loss(ROLLED, LOGITS, 2.0)
    assert both.consistency[1] == pytest.approx(float(alone.consistency))
    assert both.slope[1] == pytest.approx(alone.slope)
    assert both.neighbour_slope[1] == pytest.approx(alone.neighbour_slope)


@pytest.mark.parametrize("weight", [0.0, 5.0])
def test_slopes_are_those_of_differences(weight: float) -> None:
    found = scan_loss(LOGITS, ROLLED, weight)

    def loss(logits: Floats, neighbours: Floats) -> float:
        parts = scan_loss(logits, neighbours, weight)
        return float(parts.consistency - weight * parts.entropy)

    for place in np.ndindex(LOGITS.shape):
        step = np.zeros_like(LOGITS)
        step[place] = 1e-6
        by_logit = (loss(LOGITS + step, ROLLED) - loss(LOGITS - step, ROLLED)) / 2e-6
        by_other = (loss(LOGITS, ROLLED + step) - loss(LOGITS, ROLLED - step)) / 2e-6
        assert found.slope[place] == pytest.approx(by_logit, abs=1e-6)
        assert found.neighbour_slope[place] == pytest.approx(by_other, abs=1e-6)


def test_neighbours_are_others_by_angle_and_the_nearest_comes_first() -> None:
    vectors = np.array([[1.0, 0], [10, 1], [1, 1], [-1, 0]])
    assert nearest(vectors, 2).tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
