"""Self-labelling: train on one's own labels, with and without classes of equal size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms import labelling
from flashdeck.demo.clusters import accuracy
from flashdeck.demo.demo import (
    Bars,
    Cell,
    Check,
    Curves,
    Demo,
    Panel,
    Result,
    Step,
    Table,
    Within,
    series,
)
from flashdeck.demo.figure import Axis, Columns, Level, Line, Lines
from flashdeck.demo.glyphs import Floats, Indices, digits, shifted
from flashdeck.demo.networks import Adam, dense, dense_weights, forward, relu

SIZE, HIDDEN, BATCH, RATE = 12, 96, 100, 2e-3
CLASSES = tuple(range(10))
LAYERS = (dense, relu, dense)
NOISE = 0.05

POINT = (
    "Labels of one's own are easiest to agree with when nearly all are the same: the loss is then "
    "next to 0, and nothing was learnt. Classes of equal size forbid that, and most pictures "
    "of a class show one digit."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One renewal of the labels: cross-entropy in nats, shares by size, accuracy when named."""

    entropy: float
    shares: tuple[float, ...]
    accuracy: float


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Pictures.", low=200, high=2000)] = 1000,
    rounds: Annotated[int, Within(help="How often labels are renewed.", low=5, high=60)] = 30,
    epsilon: Annotated[float, Within(help="ε of the transport, 1/λ.", low=0.02, high=1)] = 0.04,
) -> Result:
    """Ten digits; the true ones serve only to judge."""
    chance = np.random.default_rng(seed)
    pictures, truth = digits(chance, n, SIZE, CLASSES)
    free = trained(seed, pictures, truth, rounds, None)
    even = trained(seed, pictures, truth, rounds, epsilon)
    return Result(
        steps=(
            Step(
                "Label with what the network says, train on that, and again",
                (_data(n), _rounds(free)),
            ),
            Step("The same, but with classes of equal size by Sinkhorn", (_rounds(even),)),
            _compared(free, even),
        ),
        point=POINT,
        checks=checks(free, even),
        figure=_figure(free, even),
    )


def checks(free: tuple[Round, ...], even: tuple[Round, ...]) -> tuple[Check, ...]:
    """`free` was trained without the constraint, `even` with it."""
    last, held = free[-1], even[-1]
    return (
        Check(name="no constraint: share of the largest class", value=last.shares[0], low=0.95),
        Check(
            name="no constraint: loss over the other's", value=last.entropy / held.entropy, high=0.1
        ),
        Check(name="equal sizes: share of the largest class", value=held.shares[0], high=0.13),
        Check(name="equal sizes: accuracy", value=held.accuracy, low=0.5),
        Check(name="accuracy gained", value=held.accuracy - last.accuracy, low=0.3),
    )


def trained(
    seed: int, pictures: Floats, truth: Indices, rounds: int, epsilon: float | None
) -> tuple[Round, ...]:
    """Rounds of labelling and training; without an epsilon, a label is the likeliest class."""
    chance, k = np.random.default_rng(seed), len(CLASSES)
    flat = pictures.reshape(len(pictures), -1)
    weights = [dense_weights(chance, flat.shape[1], HIDDEN), (), dense_weights(chance, HIDDEN, k)]
    optimiser = Adam(weights, RATE)
    done = []
    for _ in range(rounds):
        log_p = _log_softmax(forward(LAYERS, weights, flat).output)
        labels = log_p.argmax(axis=1) if epsilon is None else _even(log_p, epsilon)
        shares = np.sort(np.bincount(labels, minlength=k))[::-1] / len(labels)
        entropy = float(-log_p[np.arange(len(labels)), labels].mean())
        done.append(
            Round(
                entropy=entropy,
                shares=tuple(map(float, shares)),
                accuracy=accuracy(labels, truth, k),
            )
        )
        for chosen in np.array_split(chance.permutation(len(flat)), len(flat) // BATCH):
            seen = shifted(chance, pictures[chosen]).reshape(len(chosen), -1)
            passed = forward(LAYERS, weights, seen + NOISE * chance.normal(size=seen.shape))
            slope = np.exp(_log_softmax(passed.output))
            slope[np.arange(len(chosen)), labels[chosen]] -= 1
            optimiser.step(passed.back(slope / len(chosen))[1])
    return tuple(done)


def _even(log_p: Floats, epsilon: float) -> Indices:
    """As Asano's code: a few iterations, then the largest share of each sample."""
    return labelling.balanced(log_p, epsilon=epsilon, tolerance=1e-3, most=200).labels


def _data(n: int) -> str:
    return (
        f"{n} grey pictures of the ten digits, {SIZE} × {SIZE} pixels, moved and with grain in "
        f"training; {SIZE * SIZE} → {HIDDEN} → {len(CLASSES)} numbers, softmax. The loss is the "
        "cross-entropy to the labels, in nats; the true digits serve only to judge."
    )


def _rounds(done: tuple[Round, ...]) -> Table:
    chosen = sorted({0, 1, 2, len(done) // 4, len(done) // 2, len(done) - 1})
    rows = tuple((each + 1, *_measured(done[each])) for each in chosen)
    columns = ("round", "loss", "classes used", "largest", "smallest", "accuracy")
    return Table(columns=columns, rows=rows)


def _measured(state: Round) -> tuple[Cell, ...]:
    used = sum(share > 0 for share in state.shares)
    return state.entropy, used, state.shares[0], state.shares[-1], state.accuracy


def _compared(free: tuple[Round, ...], even: tuple[Round, ...]) -> Step:
    lines = (("no constraint", free), ("equal sizes", even))
    curves = tuple((name, tuple(each.accuracy for each in done)) for name, done in lines)
    return Step(
        "What it was for: digits, when clusters are named by Hungarian matching",
        (
            Curves(lines=curves, low=0, high=1, title="accuracy, round by round"),
            Bars(
                lines=tuple((name, done[-1].entropy) for name, done in lines),
                whole=max(done[-1].entropy for _, done in lines),
                title="loss in the last round",
            ),
        ),
    )


def _figure(free: tuple[Round, ...], even: tuple[Round, ...]) -> tuple[Panel, ...]:
    runs = (("no constraint", free), ("equal sizes", even))
    rounds = series(range(1, len(free) + 1))
    return (
        Lines(
            x=Axis(label="round of labelling"),
            y=Axis(label="cross-entropy to the own labels (nats)", low=0),
            lines=tuple(
                Line(name, rounds, tuple(each.entropy for each in done)) for name, done in runs
            ),
            title="Lower loss, nothing learnt",
        ),
        Lines(
            x=Axis(label="round of labelling"),
            y=Axis(label="accuracy, clusters named best", low=0, high=1),
            lines=tuple(
                Line(name, rounds, tuple(each.accuracy for each in done)) for name, done in runs
            ),
            levels=(Level("blind guess", 1 / len(CLASSES)),),
            title="What it was for",
        ),
        Columns(
            groups=tuple(str(each + 1) for each in CLASSES),
            x="class, by size",
            y=Axis(label="share of the pictures", low=0, high=1.05),
            bars=tuple((name, done[-1].shares) for name, done in runs),
            levels=(Level("equal parts", 1 / len(CLASSES)),),
            digits=None,
            title="Sizes of the classes, last round",
        ),
    )


def _log_softmax(logits: Floats) -> Floats:
    below = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(below - np.log(np.exp(below).sum(axis=1, keepdims=True)))


SELF_LABEL = Demo(
    topic="Clustering and assignment",
    summary="Labels of one's own collapse, but not with equal sizes.",
    run=run,
)
