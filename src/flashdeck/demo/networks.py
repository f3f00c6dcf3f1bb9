"""Small networks: layers with slopes worked out by hand, and Adam.

A network is a sequence of layers; its weights are kept apart from it, one tuple of
arrays for each layer. `forward` gives the output and a function `back` from the
slope by the output to the slope by the input and those by the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Weights = tuple[Floats, ...]
LayerBack = Callable[[Floats], tuple[Floats, Weights]]
Layer = Callable[[Weights, Floats], tuple[Floats, LayerBack]]


class Passed(NamedTuple):
    """The output of a network, and the way back."""

    output: Floats
    back: Callable[[Floats], tuple[Floats, list[Weights]]]


def forward(layers: Sequence[Layer], weights: Sequence[Weights], x: Floats) -> Passed:
    """The layers one after another."""
    backs = []
    for layer, own in zip(layers, weights, strict=True):
        x, back = layer(own, x)
        backs.append(back)

    def whole_back(slope: Floats) -> tuple[Floats, list[Weights]]:
        slopes: list[Weights] = []
        for back in reversed(backs):
            slope, own = back(slope)
            slopes.append(own)
        return slope, slopes[::-1]

    return Passed(x, whole_back)


def dense(weights: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """x W + b."""
    matrix, bias = weights
    return x @ matrix + bias, lambda slope: (slope @ matrix.T, (x.T @ slope, slope.sum(axis=0)))


def relu(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """What is below zero becomes zero."""
    return np.maximum(x, 0), lambda slope: (slope * (x > 0), ())


def unit_length(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """Each row divided by its length."""
    length = np.linalg.norm(x, axis=1, keepdims=True) + 1e-12
    y = x / length
    return y, lambda slope: ((slope - y * (slope * y).sum(axis=1, keepdims=True)) / length, ())


def prototypes(weights: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """x W with columns of W normed to 1: cosines, if rows of x have length 1."""
    (matrix,) = weights
    length = np.linalg.norm(matrix, axis=0, keepdims=True)
    unit = matrix / length

    def back(slope: Floats) -> tuple[Floats, Weights]:
        by_unit = x.T @ slope
        by_matrix = (by_unit - unit * (by_unit * unit).sum(axis=0, keepdims=True)) / length
        return slope @ unit.T, (by_matrix,)

    return x @ unit, back


def convolution(weights: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """Kernels k × k × in × out over pictures n × rows × columns × in, where they fit wholly."""
    kernels, _ = weights
    size, _, deep, wide = kernels.shape
    output, by_weights = _convolved(weights, x)

    def back(slope: Floats) -> tuple[Floats, Weights]:
        n, rows, columns, _ = slope.shape
        by_patch = slope.reshape(-1, wide) @ kernels.reshape(-1, wide).T
        by_patch = by_patch.reshape(n, rows, columns, size, size, deep)
        by_x = np.zeros_like(x)
        for down in range(size):
            for across in range(size):
                seen = (slice(None), slice(down, down + rows), slice(across, across + columns))
                by_x[seen] += by_patch[:, :, :, down, across]
        return by_x, by_weights(slope)

    return output, back


def first_convolution(weights: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """The same over the pictures themselves; the slope by them is no number.

    Nobody asks for it, and it takes longer to compute than all the rest.
    """
    output, by_weights = _convolved(weights, x)
    return output, lambda slope: (np.broadcast_to(np.nan, x.shape), by_weights(slope))


def _convolved(weights: Weights, x: Floats) -> tuple[Floats, Callable[[Floats], Weights]]:
    kernels, bias = weights
    size, _, _, wide = kernels.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kernels[..., 0].size)

    def by_weights(slope: Floats) -> Weights:
        flat = slope.reshape(-1, wide)
        return (patches.T @ flat).reshape(kernels.shape), flat.sum(axis=0)

    output = patches @ kernels.reshape(-1, wide) + bias
    return output.reshape(*windows.shape[:3], wide), by_weights


def global_mean(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """n × rows × columns × channels to n × channels: global average pooling."""
    rows, columns = x.shape[1:3]
    return x.mean(axis=(1, 2)), lambda slope: (
        np.broadcast_to(slope[:, None, None] / (rows * columns), x.shape),
        (),
    )


def halved(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """Means of 2 × 2 pixels; rows and columns must be even in number."""
    n, rows, columns, deep = x.shape
    small = x.reshape(n, rows // 2, 2, columns // 2, 2, deep).mean(axis=(2, 4))
    return small, lambda slope: (slope.repeat(2, axis=1).repeat(2, axis=2) / 4, ())


def flat(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """All numbers of a picture in one row."""
    return x.reshape(len(x), -1), lambda slope: (slope.reshape(x.shape), ())


def parted(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
    """n × parts × … to n · parts × …: what follows treats every part alike."""
    return x.reshape(-1, *x.shape[2:]), lambda slope: (slope.reshape(x.shape), ())


def joined(parts: int) -> Layer:
    """The layer n · parts × … to n × all numbers of the parts, in their order."""

    def layer(_: Weights, x: Floats) -> tuple[Floats, LayerBack]:
        return x.reshape(len(x) // parts, -1), lambda slope: (slope.reshape(x.shape), ())

    return layer


def cross_entropy(logits: Floats, labels: Indices) -> tuple[float, Floats]:
    """Mean of -ln softmax at the labels, in nats, and its slope by the logits."""
    below = logits - logits.max(axis=1, keepdims=True)
    log_p = below - np.log(np.exp(below).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    slope = np.exp(log_p)
    slope[rows, labels] -= 1
    return float(-log_p[rows, labels].mean()), slope / len(labels)


def convolution_weights(
    chance: np.random.Generator, size: int, inputs: int, outputs: int
) -> Weights:
    """He's, for kernels size × size."""
    scale = np.sqrt(2 / (size * size * inputs))
    return chance.normal(size=(size, size, inputs, outputs)) * scale, np.zeros(outputs)


def dense_weights(chance: np.random.Generator, inputs: int, outputs: int) -> Weights:
    """He's: kept in size by a layer of relu."""
    return chance.normal(size=(inputs, outputs)) * np.sqrt(2 / inputs), np.zeros(outputs)


class Adam:
    """Kingma and Ba, 2015 (arXiv:1412.6980), algorithm 1; changes the weights in place."""

    def __init__(self, weights: Sequence[Weights], rate: float) -> None:
        self.weights = [each for own in weights for each in own]
        self.rate = rate
        self.mean = [np.zeros_like(each) for each in self.weights]
        self.square = [np.zeros_like(each) for each in self.weights]
        self.steps = 0

    def step(self, slopes: Sequence[Weights]) -> None:
        self.steps += 1
        rate = self.rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        flat = [each for own in slopes for each in own]
        for weight, slope, mean, square in zip(
            self.weights, flat, self.mean, self.square, strict=True
        ):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            weight -= rate * mean / (np.sqrt(square) + 1e-8)
