"""The loss of SimCLR on a handful of views: who is compared with whom, and what τ decides."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms import ntxent
from flashdeck.demo.algorithms.ntxent import Floats
from flashdeck.demo.demo import Bars, Check, Demo, Panel, Part, Result, Step, Table, Within, series
from flashdeck.demo.figure import Axis, HeatMap, Level, Line, Lines
from flashdeck.demo.reading import Document, array, known, number

TEMPERATURES = (0.05, 0.1, 0.5, 1.0)
SWEEP = tuple(float(each) for each in np.geomspace(0.02, 10, 60))
FEW = 8  # views whose matrix fits 80 columns
NOISE = 0.35

POINT = (
    "The smaller the temperature, the more of the negatives' weight has the hardest one; the "
    "larger, the nearer they all come to equal parts."
)


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Pictures; each is seen twice.", low=2, high=4)] = 3,
    dim: Annotated[int, Within(help="Length of an embedding.", low=2, high=32)] = 3,
    temperature: Annotated[float, Within(help="τ of the loss.", low=0.02, high=10)] = 0.5,
) -> Result:
    """N directions drawn at random, and two noisy views of each."""
    chance = np.random.default_rng(seed)
    pictures = chance.normal(size=(n, dim))
    z = np.concatenate([pictures + NOISE * chance.normal(size=(n, dim)) for _ in range(2)])
    shares = [_hardest(z, each).mean() for each in TEMPERATURES]
    return Result(
        steps=(*_steps(z, temperature), _sweep(z)),
        point=POINT,
        checks=(
            *_checks(z, temperature),
            Check(
                name="hardest negative's share, τ 0.05 less τ 1",
                value=float(shares[0] - shares[-1]),
                low=0.02,
            ),
        ),
        figure=_figure(z, temperature),
    )


def own(document: Document, *, temperature: float | None = None) -> Result:
    """`z` is 2N × d, its rows i and i + N a pair; `temperature` is 0.5 if nobody says."""
    known(document, "z", "temperature")
    z = array(document, "z")
    tau = number(document, "temperature", 0.5) if temperature is None else temperature
    found = ntxent.nt_xent(z, tau)
    return Result(
        steps=_steps(z, tau),
        point=f"The loss is {found.loss:.6f}, the mean over {len(z)} anchors.",
        checks=_checks(z, tau),
        answer={"loss": found.loss, "per_anchor": found.per_anchor.tolist()},
        figure=_figure(z, tau),
    )


def _steps(z: Floats, tau: float) -> tuple[Step, ...]:
    cosines, shares = ntxent.cosines(z), ntxent.shares(z, tau)
    empty = [name for name, row in zip(_names(len(z)), z, strict=True) if not row.any()]
    nowhere = (
        (
            f"Only zeros: {', '.join(empty)}. Such a view has no direction, so its similarity to "
            "every other is taken as 0.",
        )
        if empty
        else ()
    )
    return (
        Step(
            "Compare every view with every other: cosine similarity",
            (
                "Views aᵢ and bᵢ show the same picture i: each is the other's positive (*). "
                "All others are negatives; nobody is compared with itself (--).",
                *_matrix(z, cosines, 2),
                *nowhere,
            ),
        ),
        Step(
            f"Softmax of each row at τ = {tau:g}: who is my partner?",
            (
                f"exp(similarity / τ), divided by the sum over the {len(z) - 1} others: the "
                "positive is in that sum, the view itself is not.",
                *_matrix(z, shares, 3),
            ),
        ),
        Step("The loss of an anchor is −ln of its positive's share", (_anchors(z, tau),)),
        Step("The mean over all anchors is the loss", (_scale(z, tau),)),
    )


def _matrix(z: Floats, values: Floats, digits: int) -> tuple[Part, ...]:
    """The whole matrix if it fits; the positives are marked."""
    if len(z) > FEW:
        return (f"({len(z)} × {len(z)} numbers, too many to show.)",)
    names, positives = _names(len(z)), ntxent.positives(len(z))
    rows = tuple(
        (name, *(None if i == j else float(values[i, j]) for j in range(len(z))))
        for i, name in enumerate(names)
    )
    marked = frozenset((i, int(j) + 1) for i, j in enumerate(positives))
    return (Table(columns=("view", *names), rows=rows, digits=digits, marked=marked),)


def _names(views: int) -> list[str]:
    return [f"{view}{picture + 1}" for view in "ab" for picture in range(views // 2)]


def _anchors(z: Floats, tau: float) -> Table:
    names, positives = _names(len(z)), ntxent.positives(len(z))
    shares, losses = ntxent.shares(z, tau), ntxent.nt_xent(z, tau).per_anchor
    negatives, hardest = _negatives(shares), _hardest(z, tau)
    rows = tuple(
        (
            names[i],
            float(shares[i, positives[i]]),
            float(losses[i]),
            names[int(negatives[i].argmax())] if len(z) > 2 else "--",
            float(hardest[i]),
        )
        for i in range(min(len(z), 2 * FEW))
    )
    columns = ("anchor", "positive's share", "loss", "hardest", "its part of the negatives")
    return Table(columns=columns, rows=rows)


def _negatives(shares: Floats) -> Floats:
    """Shares without those of the positives."""
    rest = shares.copy()
    rest[np.arange(len(rest)), ntxent.positives(len(rest))] = 0
    return rest


def _hardest(z: Floats, tau: float) -> Floats:
    """What part of all negatives' weight the most similar one has, for each anchor."""
    cosines = ntxent.cosines(z)
    others = np.ones_like(cosines, dtype=bool)
    np.fill_diagonal(others, False)
    others[np.arange(len(z)), ntxent.positives(len(z))] = False
    if not others.any():
        return np.zeros(len(z))
    logits = np.where(others, cosines / tau, -np.inf)
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(weights.max(axis=1) / weights.sum(axis=1))


def _scale(z: Floats, tau: float) -> Bars:
    blind, least = ntxent.collapsed_loss(len(z)), ntxent.least_loss(len(z), tau)
    loss = ntxent.nt_xent(z, tau).loss
    lines = (
        ("these views", loss),
        ("all views equal: ln(2N − 1), at any τ", blind),
        (_least_named(z), least),
    )
    return Bars(lines=lines, whole=max(loss, blind), digits=4)


def _least_named(z: Floats) -> str:
    """N pictures with equal angles between all of them need N - 1 dimensions."""
    n, dim = len(z) // 2, z.shape[1]
    if dim >= n - 1:
        return "best that can be, N pictures far apart"
    return f"a bound that {dim} dimension{'s' * (dim > 1)} cannot reach"


def _sweep(z: Floats) -> Step:
    rows = tuple(
        (tau, ntxent.nt_xent(z, tau).loss, float(_hardest(z, tau).mean())) for tau in TEMPERATURES
    )
    return Step(
        "What the temperature decides",
        (
            Table(columns=("τ", "loss", "hardest negative's part of all"), rows=rows),
            f"With {len(z) - 2} negatives that count alike it would be {1 / (len(z) - 2):.3f}. "
            "Losses at two temperatures cannot be compared.",
        ),
    )


def _figure(z: Floats, tau: float) -> tuple[Panel, ...]:
    """Similarities, what the softmax makes of them, and how τ moves the weight."""
    hardest = Line("hardest negative", SWEEP, series(_hardest(z, each).mean() for each in SWEEP))
    even = (Level("all negatives alike", 1 / (len(z) - 2)),) if len(z) > 2 else ()
    return (
        _shaded(z, ntxent.cosines(z), "cosine similarity", "How alike two views are", low=-1),
        _shaded(z, ntxent.shares(z, tau), "share", f"Softmax of each row at τ = {tau:g}", low=0),
        Lines(
            x=Axis(label="temperature τ", logarithmic=True),
            y=Axis(label="share of the negatives' weight", low=0, high=1.02),
            lines=(hardest,),
            levels=even,
            title="The smaller τ, the more the hardest counts",
        ),
    )


def _shaded(z: Floats, values: Floats, unit: str, title: str, low: float) -> HeatMap:
    names, positives = tuple(_names(len(z))), ntxent.positives(len(z))
    return HeatMap(
        values=tuple(
            tuple(None if i == j else float(values[i, j]) for j in range(len(z)))
            for i in range(len(z))
        ),
        unit=unit,
        rows=names,
        columns=names,
        y="anchor",
        x="compared with",
        low=low,
        high=1,
        digits=2,
        marked=frozenset((i, int(j)) for i, j in enumerate(positives))
        if len(z) <= 40
        else frozenset(),
        mark="positive: the same picture",
        title=title,
    )


def _checks(z: Floats, tau: float) -> tuple[Check, ...]:
    loss = ntxent.nt_xent(z, tau).loss
    lengths = np.linspace(0.5, 3, len(z))[:, None]
    equal = ntxent.nt_xent(np.ones_like(z), tau).loss
    return (
        Check(
            name="shares of a row sum to 1, off by",
            value=float(np.abs(ntxent.shares(z, tau).sum(axis=1) - 1).max()),
            high=1e-12,
        ),
        Check(
            name="loss, against the formula term by term",
            value=abs(loss - _by_hand(z, tau)),
            high=1e-9,
        ),
        Check(
            name="equal views give ln(2N − 1), off by",
            value=abs(equal - ntxent.collapsed_loss(len(z))),
            high=1e-12,
        ),
        Check(
            name="longer rows change the loss by",
            value=abs(ntxent.nt_xent(z * lengths, tau).loss - loss),
            high=1e-9,
        ),
        Check(name="gradient, against differences", value=_slope_error(z, tau), high=1e-5),
    )


def _by_hand(z: Floats, tau: float) -> float:
    """Equation 1 with plain loops: slow, and hard to get wrong."""
    total, views = 0.0, len(z)
    units = [row / max(np.linalg.norm(row), 1e-12) for row in z]
    for i in range(views):
        logits = [float(units[i] @ units[k]) / tau for k in range(views) if k != i]
        positive = float(units[i] @ units[(i + views // 2) % views]) / tau
        top = max(logits)
        total += top + float(np.log(sum(np.exp(each - top) for each in logits))) - positive
    return total / views


def _slope_error(z: Floats, tau: float) -> float:
    """The gradient along one direction, against a central difference, relative to its size."""
    direction = np.cos(np.arange(z.size)).reshape(z.shape)
    gradient = ntxent.nt_xent_slope(z, tau).gradient
    if not np.linalg.norm(z, axis=1).all():
        return 0.0  # a row of zeros has no direction, and the loss no slope there
    step = 1e-5 * float(np.linalg.norm(z, axis=1).min())
    ahead, behind = (ntxent.nt_xent(z + sign * step * direction, tau).loss for sign in (1, -1))
    slope = (ahead - behind) / (2 * step)
    return abs(slope - float((gradient * direction).sum())) / max(1.0, abs(slope))


SIMCLR = Demo(
    topic="Contrastive learning",
    summary="The NT-Xent loss of a few views, and what τ decides.",
    run=run,
    own=own,
    matrix="z",
    takes=(
        "--input, as JSON (CSV: z alone):\n"
        '  {"z": [[1, 0], [0, 1], [1, 0.2], [0.1, 1]], "temperature": 0.5}\n'
        "  z            2N rows of d numbers: N first views, then N second ones\n"
        "               in the same order, so that rows i and i + N are a pair\n"
        "  temperature  above 0; 0.5 if it is not there"
    ),
)
