"""Autoencoders: a linear one in closed form, and a small network with or without a skip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from flashdeck.demo.glyphs import Floats, Indices, digits
from flashdeck.demo.networks import Adam, Weights, dense, dense_weights, forward, relu

LAYERS = (dense, relu, dense)
HIDDEN, BATCH, RATE, SLOWER = 96, 100, 3e-3, 0.2
ROUNDS = 150
NEIGHBOURS = 5

SIZE, TRAIN, HELD_OUT = 12, 1200, 400
PIXELS = SIZE * SIZE
FIVE, TEN = (0, 1, 3, 4, 7), tuple(range(10))


class Sample(NamedTuple):
    """Pictures in rows, and their classes: first those to learn from, then others."""

    known: Floats
    known_labels: Indices
    asked: Floats
    asked_labels: Indices


class Linear(NamedTuple):
    """Encoder D × k and decoder k × D, of centred pictures."""

    encoder: Floats
    decoder: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An encoder and a decoder of one hidden layer each; `skip` goes round the code."""

    encoder: list[Weights]
    decoder: list[Weights]
    skip: list[Weights]

    def code(self, pictures: Floats) -> Floats:
        return forward(LAYERS, self.encoder, pictures).output

    def rebuilt(self, pictures: Floats, code: Floats) -> Floats:
        """What comes of a code; pictures go round it, if there is a skip."""
        drawn = forward(LAYERS, self.decoder, code).output
        return drawn + forward((dense,), self.skip, pictures).output if self.skip else drawn


def sampled(chance: np.random.Generator, classes: tuple[int, ...]) -> Sample:
    pictures, labels = digits(chance, TRAIN + HELD_OUT, SIZE, classes)
    flat = pictures.reshape(len(pictures), -1)
    return Sample(flat[:TRAIN], labels[:TRAIN], flat[TRAIN:], labels[TRAIN:])


def linear(chance: np.random.Generator, centred: Floats, k: int) -> Linear:
    """The best decoder of the encoder, the best encoder of that decoder, and again."""
    spread = centred.T @ centred / len(centred)
    encoder = chance.normal(size=(len(spread), k))
    decoder: Floats = encoder.T
    for _ in range(ROUNDS):
        decoder = np.asarray(
            np.linalg.solve(encoder.T @ spread @ encoder, encoder.T @ spread), dtype=np.float64
        )
        encoder = np.asarray(decoder.T @ np.linalg.inv(decoder @ decoder.T), dtype=np.float64)
    return Linear(encoder, decoder)


def principal(centred: Floats, k: int) -> Floats:
    """D × k: the directions of largest variance, as columns of length 1."""
    return np.asarray(np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :k])


def angle(one: Floats, other: Floats) -> float:
    """Between the spaces that the columns span: the largest principal angle, in degrees."""
    overlap = np.linalg.svd(np.linalg.qr(one)[0].T @ np.linalg.qr(other)[0], compute_uv=False)
    return float(np.degrees(np.arccos(min(1.0, overlap.min()))))


def network(chance: np.random.Generator, pixels: int, code: int, *, skip: bool = False) -> Network:
    """Not trained yet."""

    def mapping(inputs: int, outputs: int) -> list[Weights]:
        first = dense_weights(chance, inputs, HIDDEN)
        return [first, (), dense_weights(chance, HIDDEN, outputs)]

    round_it: list[Weights] = [(np.zeros((pixels, pixels)), np.zeros(pixels))] if skip else []
    return Network(encoder=mapping(pixels, code), decoder=mapping(code, pixels), skip=round_it)


def trained(
    chance: np.random.Generator, pictures: Floats, steps: int, *, skip: bool = False
) -> Network:
    """Two numbers for a picture, by squared error."""
    made = network(chance, pictures.shape[1], 2, skip=skip)
    optimiser = Adam([*made.encoder, *made.decoder, *made.skip], RATE)
    for step in range(steps):
        if step == steps * 7 // 10:
            optimiser.rate *= SLOWER
        seen = pictures[chance.integers(0, len(pictures), BATCH)]
        coded = forward(LAYERS, made.encoder, seen)
        drawn = forward(LAYERS, made.decoder, coded.output)
        slope = -2 * seen / BATCH + 2 * drawn.output / BATCH
        around = forward((dense,), made.skip, seen) if skip else None
        if around is not None:
            slope += 2 * around.output / BATCH
        by_code, by_decoder = drawn.back(slope)
        by_skip = [] if around is None else around.back(slope)[1]
        optimiser.step([*coded.back(by_code)[1], *by_decoder, *by_skip])
    return made


def neighbourly(
    known: Floats, known_labels: Indices, asked: Floats, asked_labels: Indices
) -> float:
    """The share of pictures whose five nearest known ones outvote all other labels."""
    squares = (asked**2).sum(axis=1)[:, None] + (known**2).sum(axis=1)
    nearest = np.argpartition(squares - 2 * asked @ known.T, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    votes = np.eye(int(known_labels.max()) + 1)[known_labels[nearest]].sum(axis=1)
    return float((votes.argmax(axis=1) == asked_labels).mean())


def explained(code: Floats, factor: Floats) -> float:
    """R²: the share of a factor's variance that a cubic polynomial of two numbers tells."""
    one, other = ((code - code.mean(axis=0)) / (code.std(axis=0) + 1e-12)).T
    powers = [one**a * other**b for a in range(4) for b in range(4 - a)]
    terms = np.stack(powers, axis=1)
    fitted = terms @ np.linalg.lstsq(terms, factor, rcond=None)[0]
    return float(1 - ((factor - fitted) ** 2).mean() / factor.var())
