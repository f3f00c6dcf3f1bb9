"""DINO: the loss, centring, sharpening, and the teacher that follows its student.

Caron et al.: Emerging properties in self-supervised vision transformers, 2021
(arXiv:2104.14294), equations 1 to 4 and algorithm 1, in the order of the
published code: the teacher's target uses the centre from before the step, the
centre moves afterwards, and it follows raw logits, not divided by a temperature.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Dino(NamedTuple):
    """The loss in nats, the centre after the step (K), the derivative by the student's logits."""

    loss: float
    center: Floats
    gradient: Floats


class Collapse(NamedTuple):
    """How the teacher spreads over K prototypes, in nats; loss = entropy + divergence.

    `information` is the entropy of the mean target less the mean entropy: it is 0
    in both collapses. `used` counts the prototypes that are some target's largest.
    """

    entropy: float
    divergence: float
    information: float
    used: int


def targets(teacher: ArrayLike, center: ArrayLike, temperature: float) -> Floats:
    """softmax((teacher - center) / temperature) over the last axis, in the shape of teacher."""
    raise NotImplementedError


def dino(
    student: ArrayLike,
    teacher: ArrayLike,
    center: ArrayLike,
    *,
    student_temp: float = 0.1,
    teacher_temp: float = 0.04,
    center_momentum: float = 0.9,
) -> Dino:
    """One step: student is crops × B × K with the 2 global crops first, teacher 2 × B × K.

    Mean over B and over the 2 · (crops - 1) pairs of a teacher's crop and another
    crop of the student. The teacher is a constant: no gradient goes through it.
    Raises BadNumbers for shapes that do not fit, fewer than 2 crops, NaN or infinity,
    a temperature of 0 or less, a momentum outside 0 to 1.
    """
    raise NotImplementedError


def collapse(
    student: ArrayLike,
    teacher: ArrayLike,
    center: ArrayLike,
    *,
    student_temp: float = 0.1,
    teacher_temp: float = 0.04,
) -> Collapse:
    """What the loss of `dino` is made of, over the same pairs (the paper's figure 7)."""
    raise NotImplementedError


def teacher_temps(warmup: float, final: float, warmup_epochs: int, epochs: int) -> Floats:
    """The teacher's temperature in each epoch: a straight line, then constant."""
    raise NotImplementedError


def momenta(base: float, final: float, steps: int) -> Floats:
    """The teacher's momentum in each step: half a cosine from base to (not including) final."""
    raise NotImplementedError


def followed(teacher: ArrayLike, student: ArrayLike, momentum: float) -> Floats:
    """Teacher weights after a step: momentum · teacher + (1 - momentum) · student."""
    raise NotImplementedError
