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

from flashdeck.demo.algorithms.errors import WrongShape
from flashdeck.demo.algorithms.given import finite, positive, sized, within

Floats = NDArray[np.float64]


GLOBAL = 2
"""Crops the teacher sees."""


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
    """softmax((teacher - center) / temperature) over the last axis; teacher is 2 × B × K."""
    logits = finite("teacher", teacher, 3)
    middle = finite("center", center, 1)
    sized("center", middle, logits.shape[-1:])
    return np.exp(_log_softmax((logits - middle) / positive("teacher_temp", temperature)))


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
    views, seen = _crops(student, teacher)
    target = targets(seen, center, teacher_temp)
    kept = within("center_momentum", center_momentum, 0, 1)
    log_p = _log_softmax(views / positive("student_temp", student_temp))
    wanted = _wanted(target, len(views))
    terms = views.shape[1] * GLOBAL * (len(views) - 1)
    # Each target sums to 1, so the shares of a crop weigh as many targets as it is paired with.
    slope = np.exp(log_p) * wanted.sum(axis=2, keepdims=True) - wanted
    return Dino(
        loss=0.0 - float((wanted * log_p).sum()) / terms,
        center=kept * np.asarray(center, dtype=np.float64) + (1 - kept) * seen.mean(axis=(0, 1)),
        gradient=slope / (terms * student_temp),
    )


def collapse(
    student: ArrayLike,
    teacher: ArrayLike,
    center: ArrayLike,
    *,
    student_temp: float = 0.1,
    teacher_temp: float = 0.04,
) -> Collapse:
    """What the loss of `dino` is made of, over the same pairs (the paper's figure 7)."""
    views, seen = _crops(student, teacher)
    target = targets(seen, center, teacher_temp)
    log_p = _log_softmax(views / positive("student_temp", student_temp))
    log_q = np.log(np.where(target > 0, target, 1))
    pairs = [(t, s) for t in range(GLOBAL) for s in range(len(views)) if t != s]
    apart = [float((target[t] * (log_q[t] - log_p[s])).sum(axis=-1).mean()) for t, s in pairs]
    entropy = float(_entropy(target).mean())
    return Collapse(
        entropy=entropy,
        divergence=sum(apart) / len(pairs),
        information=float(_entropy(target.mean(axis=(0, 1)))) - entropy,
        used=len(np.unique(target.argmax(axis=2))),
    )


def teacher_temps(warmup: float, final: float, warmup_epochs: int, epochs: int) -> Floats:
    """The teacher's temperature in each epoch: a straight line, then constant."""
    positive("warmup", warmup)
    positive("final", final)
    positive("epochs", epochs)
    within("warmup_epochs", warmup_epochs, 0, epochs)
    line = np.linspace(warmup, final, warmup_epochs)
    return np.concatenate([line, np.full(epochs - warmup_epochs, final)])


def momenta(base: float, final: float, steps: int) -> Floats:
    """The teacher's momentum in each step: half a cosine from base to (not including) final."""
    within("base", base, 0, 1)
    within("final", final, 0, 1)
    positive("steps", steps)
    left: Floats = (1 + np.cos(np.pi * np.arange(steps) / steps)) / 2
    return final + (base - final) * left


def followed(teacher: ArrayLike, student: ArrayLike, momentum: float) -> Floats:
    """Teacher weights after a step: momentum · teacher + (1 - momentum) · student, of any shape."""
    old, new = finite("teacher", teacher), finite("student", student)
    sized("student", new, old.shape)
    kept = within("momentum", momentum, 0, 1)
    return kept * old + (1 - kept) * new


def _crops(student: ArrayLike, teacher: ArrayLike) -> tuple[Floats, Floats]:
    views, seen = finite("student", student, 3), finite("teacher", teacher, 3)
    if len(views) < GLOBAL:
        raise WrongShape("student", "2 crops or more", views.shape)
    sized("teacher", seen, (GLOBAL, *views.shape[1:]))
    return views, seen


def _wanted(target: Floats, crops: int) -> Floats:
    """For each crop of the student, the sum of the targets it is paired with: not its own."""
    wanted = np.repeat(target.sum(axis=0)[None], crops, axis=0)
    wanted[:GLOBAL] = target[::-1]
    return wanted


def _log_softmax(logits: Floats) -> Floats:
    below = logits - logits.max(axis=-1, keepdims=True)
    found: Floats = below - np.log(np.exp(below).sum(axis=-1, keepdims=True))
    return found


def _entropy(shares: Floats) -> Floats:
    """In nats, over the last axis; 0 log 0 is 0."""
    found: Floats = 0.0 - (shares * np.log(np.where(shares > 0, shares, 1))).sum(axis=-1)
    return found
