"""A student and a teacher, small enough to train while one watches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flashdeck.demo.algorithms.dino import Floats, collapse, dino
from flashdeck.demo.networks import (
    Adam,
    Weights,
    dense,
    dense_weights,
    forward,
    prototypes,
    relu,
    unit_length,
)

LAYERS = (dense, relu, dense, unit_length, prototypes)
GROUPS = 4  # kinds of pictures; a perfect teacher tells them apart, and no more
INPUTS, HIDDEN, CODE, BATCH = 16, 48, 24, 96
FAR, SPREAD, NOISE, OFFSET = 2.0, 0.4, 0.4, 4.0
RATE = 3e-3
EVERY = 5  # steps from one measurement to the next
FLAT = 2.0  # a teacher that does not sharpen, in units of the student's temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What keeps the teacher from collapsing, and what may be left out."""

    prototypes: int
    steps: int
    student_temp: float
    teacher_temp: float
    momentum: float
    centring: bool = True
    sharpening: bool = True

    @property
    def target_temp(self) -> float:
        return self.teacher_temp if self.sharpening else FLAT * self.student_temp


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was measured every few steps: loss, entropy of the target, divergence, information."""

    loss: Floats
    entropy: Floats
    divergence: Floats
    information: Floats
    used: int
    purity: float
    """Share of fresh pictures whose prototype belongs to their group; prototypes may share one."""


def trained(recipe: Recipe, seed: int) -> Run:
    """The same data and first weights for every recipe of one seed."""
    chance = np.random.default_rng(seed)
    means = chance.normal(size=(GROUPS, INPUTS))
    means *= FAR / np.linalg.norm(means, axis=1, keepdims=True)
    offset = chance.normal(size=INPUTS)
    means += offset * OFFSET / np.linalg.norm(offset)
    student = _weights(chance, recipe.prototypes)
    teacher = [tuple(each.copy() for each in own) for own in student]
    optimiser = Adam(student, RATE)
    center = np.zeros(recipe.prototypes)
    measured = []
    for step in range(recipe.steps):
        views, _ = _batch(chance, means, BATCH)
        seen = forward(LAYERS, teacher, views).output.reshape(2, BATCH, -1)
        passed = forward(LAYERS, student, views)
        told = passed.output.reshape(2, BATCH, -1)
        temps = {"student_temp": recipe.student_temp, "teacher_temp": recipe.target_temp}
        found = dino(told, seen, center, **temps)
        if step % EVERY == 0:
            parts = collapse(told, seen, center, **temps)
            measured.append((found.loss, parts.entropy, parts.divergence, parts.information))
        _, slopes = passed.back(found.gradient.reshape(2 * BATCH, -1))
        optimiser.step(slopes)
        center = found.center if recipe.centring else center
        for old, new in zip(teacher, student, strict=True):
            for kept, fresh in zip(old, new, strict=True):
                kept += (1 - recipe.momentum) * (fresh - kept)
    loss, entropy, divergence, information = np.array(measured).T
    used, purity = _judged(chance, means, teacher)
    return Run(
        loss=loss,
        entropy=entropy,
        divergence=divergence,
        information=information,
        used=used,
        purity=purity,
    )


def _weights(chance: np.random.Generator, outputs: int) -> list[Weights]:
    first, second = dense_weights(chance, INPUTS, HIDDEN), dense_weights(chance, HIDDEN, CODE)
    return [first, (), second, (), (chance.normal(size=(CODE, outputs)),)]


def _batch(
    chance: np.random.Generator, means: Floats, size: int
) -> tuple[Floats, np.typing.NDArray[np.intp]]:
    """Two views of each picture, one half after the other, and the pictures' groups."""
    groups = chance.integers(0, GROUPS, size)
    pictures = means[groups] + SPREAD * chance.normal(size=(size, INPUTS))
    noise = NOISE * chance.normal(size=(2, size, INPUTS))
    return (pictures + noise).reshape(2 * size, INPUTS), groups


def _judged(
    chance: np.random.Generator, means: Floats, teacher: list[Weights]
) -> tuple[int, float]:
    """How many prototypes 600 fresh pictures use, and how pure these are."""
    views, groups = _batch(chance, means, 600)
    chosen = forward(LAYERS, teacher, views[:600]).output.argmax(axis=1)
    counts = np.zeros((teacher[-1][0].shape[1], GROUPS))
    np.add.at(counts, (chosen, groups), 1)
    return len(np.unique(chosen)), float(counts.max(axis=1).sum() / 600)
