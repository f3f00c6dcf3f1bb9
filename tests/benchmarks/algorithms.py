"""The four algorithms beside scipy, POT and torch, where installed; one thread, one run.

Each figure is the least of several rounds, taken in turn with what it is compared
to, in one process of its own. Sizes: n of an n × n cost; 10,000 × 100 for Sinkhorn, where
a figure is for one iteration; 2N of 128 numbers for NT-Xent, in float32 or float64. `lightly` is
its loss rebuilt in torch, four products of the two halves; `torch` is the shortest way there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from itertools import product
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from flashdeck.demo.algorithms.assignment import assignment
from flashdeck.demo.algorithms.ntxent import nt_xent, nt_xent_slope
from flashdeck.demo.algorithms.scaling import Form
from flashdeck.demo.algorithms.sinkhorn import sinkhorn

Floats = NDArray[np.float64]
Reals = NDArray[np.floating]
Work = Callable[[], object]
Tensor = Any  # torch need not be installed
TorchLoss = Callable[[ModuleType, Tensor], Tensor]

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SECONDS = 0.4
"""What the rounds of one comparison may take, more or less."""

LEAST_ROUNDS, MOST_ROUNDS = 3, 15
ITERATIONS = 20
WIDTH = 128


class Row(NamedTuple):
    """Milliseconds of ours and of the other, if it is installed, and the ratio that is allowed."""

    what: str
    ours: float
    other: str
    theirs: float | None
    limit: float | None


def table() -> Table:
    """Ratios beyond the limit are marked; nothing here fails a build."""
    made = Table(
        title="Algorithms, one thread", title_justify="left", show_edge=False, pad_edge=False
    )
    for column in ("what", "ms", "beside", "ms", "ratio", "at most"):
        made.add_column(column, justify="left" if column in ("what", "beside") else "right")
    for row in _measured():
        made.add_row(*_cells(row))
    return made


def _cells(row: Row) -> tuple[str, ...]:
    limit = "" if row.limit is None else f"{row.limit:g}"
    if row.theirs is None:
        return row.what, f"{row.ours:.2f}", row.other, "not here", "", limit
    ratio = row.ours / row.theirs
    mark = " !" if row.limit is not None and ratio > row.limit else ""
    return row.what, f"{row.ours:.2f}", row.other, f"{row.theirs:.2f}", f"{ratio:.2f}{mark}", limit


def _measured() -> list[Row]:
    """In a process of its own: the number of threads is read when numpy is imported."""
    command = [sys.executable, __file__]
    done = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, check=True)
    return [Row(*row) for row in json.loads(done.stdout)]


def _rows() -> Iterator[Row]:
    yield from _assignments()
    yield from _transports()
    yield from _contrasts()


def _assignments() -> Iterator[Row]:
    scipy = _module("scipy.optimize")
    for name, made in FAMILIES.items():
        for size in (100, 500, 1000):
            cost = made(np.random.default_rng(size), size)
            works = {"": partial(assignment, cost)}
            if scipy is not None:
                works["scipy"] = partial(scipy.linear_sum_assignment, cost)
            limits = {"scipy": LIMITS.get((name, size), FAMILY_LIMIT)}
            yield from _compared(f"assignment, {name}, {size}", works, limits)


def _transports() -> Iterator[Row]:
    """10,000 × 100; per iteration of 20, with what comes before the first and after the last."""
    pot = _module("ot")
    chance = np.random.default_rng(0)
    logits = 2 * chance.standard_normal((10_000, 100))
    cost = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    a, b = np.full(len(cost), 1 / len(cost)), np.full(100, 0.01)
    for epsilon in (0.1, 0.05, 0.002):
        works = {"": partial(_hybrid, cost, epsilon)}
        if pot is not None:
            told = {"numItermax": ITERATIONS, "stopThr": 0, "warn": False}
            works["POT, kernel"] = partial(pot.sinkhorn, a, b, cost, epsilon, **told)
            works["POT, log"] = partial(pot.bregman.sinkhorn_log, a, b, cost, epsilon, **told)
        limits = {"POT, kernel": 2, "POT, log": 0.08}
        yield from _compared(f"sinkhorn, epsilon {epsilon}", works, limits, parts=ITERATIONS)


def _hybrid(cost: Floats, epsilon: float) -> object:
    return sinkhorn(cost, epsilon=epsilon, form=Form.HYBRID, tolerance=0, most=ITERATIONS)


def _contrasts() -> Iterator[Row]:
    torch = _module("torch")
    for dtype, views in product(("float32", "float64"), (512, 1024, 2048, 4096)):
        z = np.random.default_rng(views).standard_normal((views, WIDTH)).astype(dtype)
        for what, ours, slope in (("loss", nt_xent, False), ("gradient", nt_xent_slope, True)):
            works: dict[str, Work] = {"": partial(ours, z, 0.5)}
            if torch is not None:
                for name, loss in (("lightly", _lightly), ("torch", _plain)):
                    works[name] = partial(_by_torch, torch, loss, z, slope)
            limits = {"lightly": 0.65 if slope else 0.75}
            yield from _compared(f"NT-Xent {what}, {views}, {dtype[0]}{dtype[-2:]}", works, limits)


def _by_torch(torch: ModuleType, loss: TorchLoss, z: Reals, slope: bool) -> object:
    tensor = torch.tensor(z, requires_grad=slope)
    found = loss(torch, torch.nn.functional.normalize(tensor, dim=1))
    if slope:
        found.backward()
    return found


def _plain(torch: ModuleType, normed: Tensor) -> Tensor:
    logits = (normed @ normed.T / 0.5).fill_diagonal_(-torch.inf)
    half = len(normed) // 2
    others = torch.arange(half).repeat(2) + torch.tensor([half, 0]).repeat_interleave(half)
    return torch.nn.functional.cross_entropy(logits, others)


def _lightly(torch: ModuleType, normed: Tensor) -> Tensor:
    first, second = normed.chunk(2)
    apart = ~torch.eye(len(first), dtype=torch.bool)
    same = [(side @ side.T / 0.5)[apart].view(len(side), -1) for side in (first, second)]
    across = [first @ second.T / 0.5, second @ first.T / 0.5]
    logits = torch.cat([torch.cat(both, dim=1) for both in zip(across, same, strict=True)])
    return torch.nn.functional.cross_entropy(logits, torch.arange(len(first)).repeat(2))


def _compared(
    what: str, works: Mapping[str, Work], limits: Mapping[str, float], parts: int = 1
) -> Iterator[Row]:
    """A row for each of the others; one without, if none is installed."""
    ours, *others = (each / parts for each in _least(*works.values()))
    names = list(works)[1:]
    for name, theirs in zip(names, others, strict=True):
        yield Row(what, ours, name, theirs, limits.get(name))
    if not names:
        yield Row(what, ours, next(iter(limits)), None, next(iter(limits.values())))


def _least(*works: Work) -> list[float]:
    """Milliseconds of each, taken in turn."""
    least = [float("inf")] * len(works)
    started = time.perf_counter()
    for turn in range(MOST_ROUNDS):
        if turn >= LEAST_ROUNDS and time.perf_counter() - started > SECONDS:
            break
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            least[place] = min(least[place], 1000 * (time.perf_counter() - start))
    return least


def _module(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:
        return None


def _uniform(chance: np.random.Generator, size: int) -> Floats:
    return chance.random((size, size))


def _integers(chance: np.random.Generator, size: int) -> Floats:
    return chance.integers(0, 100, (size, size)).astype(np.float64)


def _geometric(chance: np.random.Generator, size: int) -> Floats:
    here, there = chance.random((size, 1, 2)), chance.random((1, size, 2))
    found: Floats = np.hypot(*(here - there).transpose(2, 0, 1))
    return found


def _confusion(chance: np.random.Generator, size: int) -> Floats:
    """Of clusters that are right for 70 %, under names that mean nothing."""
    true = chance.integers(0, size, 20 * size)
    guessed = np.where(chance.random(len(true)) < 0.7, true, chance.integers(0, size, len(true)))
    counts = np.zeros((size, size))
    np.add.at(counts, (chance.permutation(size)[guessed], true), 1)
    return -counts


def _products(chance: np.random.Generator, size: int) -> Floats:
    """The worst case: every path is as long as it can be."""
    return np.outer(np.arange(1.0, size + 1), np.arange(1.0, size + 1))


FAMILIES = {
    "uniform": _uniform,
    "integer": _integers,
    "geometric": _geometric,
    "confusion": _confusion,
    "i · j": _products,
}
FAMILY_LIMIT = 30
LIMITS = {("uniform", 500): 2, ("uniform", 1000): 1.3, ("i · j", 100): 80}

if __name__ == "__main__":
    print(json.dumps(list(_rows())))
