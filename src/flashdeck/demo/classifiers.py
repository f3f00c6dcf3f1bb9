"""Networks that name classes: training by minibatches, and how often they are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from flashdeck.demo.networks import (
    Adam,
    Floats,
    Indices,
    Layer,
    Weights,
    cross_entropy,
    forward,
)

AT_ONCE = 500


class Recipe(NamedTuple):
    """How to train; the rate falls to a third for the last three tenths."""

    epochs: int
    batch: int
    rate: float


def train(
    layers: Sequence[Layer],
    weights: Sequence[Weights],
    chance: np.random.Generator,
    recipe: Recipe,
    x: Floats,
    labels: Indices,
) -> tuple[float, ...]:
    """Change the weights in place; the mean loss of each epoch, in nats."""
    optimiser = Adam(weights, recipe.rate)
    done = []
    for epoch in range(recipe.epochs):
        if epoch == int(0.7 * recipe.epochs):
            optimiser.rate /= 3
        losses = []
        for chosen in np.array_split(chance.permutation(len(x)), max(1, len(x) // recipe.batch)):
            passed = forward(layers, weights, x[chosen])
            loss, slope = cross_entropy(passed.output, labels[chosen])
            optimiser.step(passed.back(slope)[1])
            losses.append(loss)
        done.append(float(np.mean(losses)))
    return tuple(done)


def logits(layers: Sequence[Layer], weights: Sequence[Weights], x: Floats) -> Floats:
    """The outputs, computed for some rows at a time."""
    parts = range(0, len(x), AT_ONCE)
    return np.concatenate(
        [forward(layers, weights, x[start : start + AT_ONCE]).output for start in parts]
    )


def share_right(found: Floats, labels: Indices) -> float:
    """How often the largest output is the label's."""
    return float((found.argmax(axis=1) == labels).mean())
