"""The iterations of Sinkhorn-Knopp in three forms that give the same plans.

* kernel: u and v scale exp(-cost / epsilon), which is fast; but once that underflows, a
  row or a column is lost
* log: f and g are added to -cost / epsilon, with log-sum-exp (Peyré, Cuturi: Computational
  optimal transport, 2019, section 4.4); nothing is lost, but exp is slow
* hybrid: u and v scale a kernel that has absorbed f and g (Schmitzer: Stabilized sparse
  scaling algorithms, 2019, arXiv:1610.06519, section 3.1); when u or v would leave a safe
  range, they are absorbed and one iteration is made by logarithms

Everything here is in units of epsilon.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RANGE = 1e13
"""The hybrid form absorbs u and v before they leave 1 / RANGE to RANGE."""

FAINT = 1e-100
"""A part of a sum that is so small would not be right after what else was lost."""

DEEPEST = -600.0
"""Exponents end here: e^-600 is nothing beside 1, and numbers too small for full precision
take a hundred times as long."""

TINY = float(np.finfo(np.float64).tiny)


class Form(StrEnum):
    """How the iterations are computed."""

    KERNEL = "kernel"
    LOG = "log"
    HYBRID = "hybrid"


class Problem(NamedTuple):
    """-cost / epsilon, weights above 0, and where the cost is infinite, if it is anywhere."""

    logits: Floats
    a: Floats
    b: Floats
    forbidden: NDArray[np.bool_] | None = None


class Iterate(NamedTuple):
    """The plan u · exp(logits + f + g) · v, right in its rows; `violation` is that of its columns.

    `kernel` is that exponential, if it was needed; the next iterate may overwrite it.
    """

    f: Floats
    g: Floats
    u: Floats
    v: Floats
    violation: float
    kernel: Floats | None = None

    def plan(self, problem: Problem) -> Floats:
        kernel = self.kernel
        if kernel is None:
            kernel = _kernel(problem, self.f, self.g, np.empty_like(problem.logits))
        plan = kernel * self.v
        plan *= self.u[:, None]
        return plan


def by_kernel(problem: Problem) -> Iterator[Iterate]:
    """A violation that is no number says that rounding has lost something."""
    f, g = np.zeros_like(problem.a), np.zeros_like(problem.b)
    kernel = np.exp(problem.logits)
    columns = kernel.sum(axis=0)
    if min(kernel.sum(axis=1).min(), columns.min()) < TINY:
        yield Iterate(f, g, f, g, np.nan, kernel)
    while True:
        v = problem.b / columns
        u = problem.a / (kernel @ v)
        columns = u @ kernel
        yield Iterate(f, g, u, v, _away(columns * v, problem.b), kernel)


def by_logs(problem: Problem) -> Iterator[Iterate]:
    """Slow, and right for any epsilon."""
    ones = np.ones_like(problem.a), np.ones_like(problem.b)
    buffer = np.empty_like(problem.logits)
    log_a, log_b = np.log(problem.a), np.log(problem.b)
    columns = _log_sums(problem.logits, np.zeros_like(problem.a)[:, None], 0, buffer)
    while True:
        g = log_b - columns
        f = log_a - _log_sums(problem.logits, g, 1, buffer)
        columns = _log_sums(problem.logits, f[:, None], 0, buffer)
        yield Iterate(f, g, *ones, _away(np.exp(columns + g), problem.b))


def hybrid(problem: Problem) -> Iterator[Iterate]:
    """By the kernel while that is safe, else by logarithms."""
    buffer = np.empty_like(problem.logits)
    f = np.zeros_like(problem.a)
    while True:
        f, g, kernel = _absorbed(problem, f, buffer)
        u = yield from _scaled(problem, f, g, kernel)
        f = f + np.log(u)


def _absorbed(problem: Problem, f: Floats, buffer: Floats) -> tuple[Floats, Floats, Floats]:
    """One iteration by logarithms: both potentials, and the kernel with them in the buffer."""
    np.add(problem.logits, f[:, None], out=buffer)
    largest = buffer.max(axis=0)
    np.subtract(buffer, largest, out=buffer)
    _exp(buffer)
    scale = problem.b / buffer.sum(axis=0)
    g = np.log(scale) - largest
    rows = buffer @ scale
    if rows.min() > FAINT * scale.max():
        buffer *= scale
        buffer *= (problem.a / rows)[:, None]
        if problem.forbidden is not None:
            buffer[problem.forbidden] = 0
        return f + np.log(problem.a / rows), g, buffer
    f = np.log(problem.a) - _log_sums(problem.logits, g, 1, buffer)
    return f, g, _kernel(problem, f, g, buffer)


def _scaled(
    problem: Problem, f: Floats, g: Floats, kernel: Floats
) -> Generator[Iterate, None, Floats]:
    """Iterations by one kernel, from its own plan on; in the end the last safe u."""
    u, v = np.ones_like(f), np.ones_like(g)
    columns = kernel.sum(axis=0)
    while True:
        yield Iterate(f, g, u, v, _away(columns * v, problem.b), kernel)
        v = problem.b / columns
        next_u = problem.a / (kernel @ v)
        if not (_safe(v) and _safe(next_u)):
            return u
        u = next_u
        columns = u @ kernel


def _safe(scaling: Floats) -> bool:
    return bool(scaling.min() > 1 / RANGE and scaling.max() < RANGE)


def _kernel(problem: Problem, f: Floats, g: Floats, buffer: Floats) -> Floats:
    """exp(logits + f + g), in the buffer."""
    np.add(problem.logits, f[:, None], out=buffer)
    np.add(buffer, g, out=buffer)
    _exp(buffer)
    if problem.forbidden is not None:
        buffer[problem.forbidden] = 0
    return buffer


def _log_sums(logits: Floats, shift: Floats, axis: int, buffer: Floats) -> Floats:
    """Log-sum-exp of logits + shift along an axis."""
    np.add(logits, shift, out=buffer)
    largest = buffer.max(axis=axis, keepdims=True)
    np.subtract(buffer, largest, out=buffer)
    _exp(buffer)
    found: Floats = np.log(buffer.sum(axis=axis)) + largest.squeeze(axis)
    return found


def _exp(exponents: Floats) -> None:
    np.maximum(exponents, DEEPEST, out=exponents)
    np.exp(exponents, out=exponents)


def _away(sums: Floats, wanted: Floats) -> float:
    return float(np.abs(sums - wanted).sum())


STEPS: Mapping[Form, Callable[[Problem], Iterator[Iterate]]] = {
    Form.KERNEL: by_kernel,
    Form.LOG: by_logs,
    Form.HYBRID: hybrid,
}
