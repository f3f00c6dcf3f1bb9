"""SimCLR on digits in six hues: pictures, views, and the training of encoder and head."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo.algorithms.ntxent import nt_xent_slope
from flashdeck.demo.glyphs import PALETTE, Floats, Indices, coloured, digits, shifted
from flashdeck.demo.networks import Adam, Weights, dense, dense_weights, forward, relu

CLASSES = (0, 1, 3, 4, 7)
SIZE = 12
HIDDEN, H, Z, BATCH, RATE = 64, 64, 16, 96, 2e-3
ENCODER, HEAD = (dense, relu, dense, relu), (dense, relu, dense)
NOISE, GREY, GAIN = 0.05, 0.2, 0.6
PALE = 0.2  # white in every hue: pure hues could be told by which channels are empty


class Pretrained(NamedTuple):
    """Pictures, which digit and hue each has, its vectors, and the loss of each step."""

    pictures: Floats
    labels: Indices
    hues: Indices
    h: Floats
    z: Floats
    loss: tuple[float, ...]


def pretrained(
    seed: int,
    count: int,
    train: int,
    steps: int,
    temperature: float,
    *,
    jitter: bool,
    width: int = Z,
) -> Pretrained:
    """Trained without labels on the first `train` of the pictures; vectors for all of them.

    z has so many numbers as its width says.
    """
    chance = np.random.default_rng(seed)
    pictures, labels, hues = coloured_digits(chance, count)
    weights = encoder_and_head(chance, width)
    optimiser = Adam(weights, RATE)
    losses = []
    for _ in range(steps):
        chosen = pictures[chance.integers(0, train, BATCH)]
        views: Floats = np.concatenate([view(chance, chosen, jitter=jitter) for _ in range(2)])
        passed = forward(ENCODER + HEAD, weights, views.reshape(2 * BATCH, -1))
        found = nt_xent_slope(passed.output, temperature)
        slopes = passed.back(found.gradient.astype(np.float64))[1]
        optimiser.step(slopes)
        losses.append(found.loss)
    h = forward(ENCODER, weights[: len(ENCODER)], pictures.reshape(count, -1)).output
    z = forward(HEAD, weights[len(ENCODER) :], h).output
    return Pretrained(pictures, labels, hues, h, z, tuple(losses))


def coloured_digits(chance: np.random.Generator, count: int) -> tuple[Floats, Indices, Indices]:
    """Pictures count × 12 × 12 × 3, the class of each, and its hue."""
    grey, labels = digits(chance, count, SIZE, CLASSES)
    hues = chance.integers(0, len(PALETTE), count)
    pale = PALE * grey[..., None] + (1 - PALE) * coloured(grey, hues)
    return pale, labels, hues


def view(chance: np.random.Generator, pictures: Floats, *, jitter: bool) -> Floats:
    """Moved; with jitter its channels exchanged and scaled, or all grey; then grain on it."""
    seen = shifted(chance, pictures)
    if jitter:
        count = len(seen)
        channels = chance.permuted(np.tile(np.arange(3), (count, 1)), axis=1)
        mixing = np.eye(3)[channels] * chance.uniform(1 - GAIN, 1 + GAIN, (count, 1, 3))
        mixing[chance.random(count) < GREY] @= np.full((3, 3), 1 / 3)
        seen = (seen.reshape(count, -1, 3) @ mixing).reshape(seen.shape)
    seen += NOISE * chance.standard_normal(seen.shape, dtype=np.float32)
    return seen


def encoder_and_head(chance: np.random.Generator, width: int) -> list[Weights]:
    """Not trained yet."""
    first, second = dense_weights(chance, SIZE * SIZE * 3, HIDDEN), dense_weights(chance, HIDDEN, H)
    third, fourth = dense_weights(chance, H, H), dense_weights(chance, H, width)
    return [first, (), second, (), third, (), fourth]
