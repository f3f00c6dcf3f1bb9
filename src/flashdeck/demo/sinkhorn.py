"""Sinkhorn's iteration as a labeller: classes of equal size, and what ε costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms import labelling
from flashdeck.demo.algorithms import sinkhorn as algorithm
from flashdeck.demo.algorithms.assignment import assignment
from flashdeck.demo.algorithms.errors import KernelUnderflow
from flashdeck.demo.algorithms.scaling import Form
from flashdeck.demo.algorithms.sinkhorn import Floats, Transport
from flashdeck.demo.demo import (
    Bars,
    Cell,
    Check,
    Curves,
    Demo,
    OneOf,
    Panel,
    Part,
    Result,
    Step,
    Table,
    Within,
    cells,
    series,
)
from flashdeck.demo.figure import Axis, HeatMap, Line, Lines
from flashdeck.demo.reading import Document, array, known, number, optional

EPSILONS = (1.0, 0.5, 0.2, 0.1, 0.05)
SOFT = 1.0  # the plan of the figure that the reader's is compared with
FALLING = (1.0, 0.2, 0.1, 0.05)
FAVOUR = 1.5  # by how much class 0 is likelier, in logits: the labels collapse onto it
UNEVEN = (0.2, 1.8)  # of that, by sample: else none would suit a class better than another
TINY = 1e-3  # an epsilon at which exp(-cost / epsilon) is 0
TOLERANCE = 1e-9
SHOWN = 16  # rows of a plan
WIDE = 7  # its columns

POINT = (
    "Equal class sizes turn labelling into transport: nobody gets a favourite class merely "
    "because it is everybody's. A small ε makes labels sharp, and takes more iterations."
)


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Samples for each class.", low=2, high=4)] = 4,
    k: Annotated[int, Within(help="Classes.", low=3, high=4)] = 3,
    epsilon: Annotated[float, Within(help="ε, in nats.", low=0.05, high=5)] = 0.1,
    form: Annotated[
        str, OneOf(help="How the steps are computed.", words=("kernel", "log", "hybrid"))
    ] = "hybrid",
) -> Result:
    """n · k samples whose predictions all lean to class 0."""
    chance = np.random.default_rng(seed)
    logits = chance.normal(size=(n * k, k))
    logits[:, 0] = logits[:, 1:].max(axis=1) + FAVOUR * chance.uniform(*UNEVEN, n * k)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    made = labelling.balanced(log_p, epsilon=epsilon, form=Form(form))
    return Result(
        steps=(
            _predicted(log_p),
            _iterated(-log_p, epsilon),
            _labelled(log_p, made.transport, epsilon),
            _swept(-log_p),
            _stopped_early(log_p),
        ),
        point=POINT,
        checks=(
            *_checks(-log_p, made.transport, epsilon),
            Check(
                name="class sizes differ from N / K by",
                value=float(np.abs(made.soft.sum(axis=0) - n).max()),
                high=1e-6,
            ),
            Check(
                name="largest class without the constraint, share",
                value=float(np.bincount(log_p.argmax(axis=1)).max() / len(log_p)),
                low=0.9,
            ),
            _limit(-log_p),
            Check(name="cost at ε 1 less cost at ε 0.05", value=_sharper(-log_p), low=0.01),
            Check(name="iterations, ε 0.05 over ε 1", value=_slowdown(-log_p), low=2),
            Check(name="kernel form refuses ε = 0.001", value=float(_underflows(-log_p)), low=1),
        ),
        figure=_figure(log_p, epsilon),
    )


def own(document: Document, *, epsilon: float | None = None, form: str = Form.HYBRID) -> Result:
    """`cost` is n × m, null where nothing may go; `a` and `b` are masses, equal parts if absent."""
    known(document, "cost", "a", "b", "epsilon")
    cost = array(document, "cost")
    eps = number(document, "epsilon", 0.1) if epsilon is None else epsilon
    a, b = optional(document, "a"), optional(document, "b")
    found = algorithm.sinkhorn(cost, a, b, epsilon=eps, form=Form(form), tolerance=TOLERANCE)
    return Result(
        steps=(Step(f"The plan at ε = {eps:g}", (_plan(found.plan, "row", ""), _trace(found))),),
        point=f"The plan costs {found.cost:.10g} after {found.iterations} iterations, and violates "
        f"the sums by {found.violation:.2g}.",
        checks=_checks(cost, found, eps),
        answer={
            "plan": found.plan.tolist(),
            "cost": found.cost,
            "violation": found.violation,
            "iterations": found.iterations,
        },
        figure=(
            _shaded(found.plan, "row", "column", f"The plan at ε = {eps:g}", "mass"),
            _falling([(eps, found)]),
        ),
    )


def _predicted(log_p: Floats) -> Step:
    counts = np.bincount(log_p.argmax(axis=1), minlength=log_p.shape[1])
    return Step(
        "What the network says: class probabilities",
        (
            _plan(np.exp(log_p), "sample", "class"),
            f"Each sample's favourite (*) gives classes of sizes {_listed(counts)}. Training on "
            "such labels is easy, and teaches nothing.",
        ),
    )


def _iterated(cost: Floats, epsilon: float) -> Step:
    rows = []
    for count in (1, 2, 3, 5, 10, 20):
        made = algorithm.sinkhorn(cost, epsilon=epsilon, tolerance=0, most=count)
        masses = made.plan.sum(axis=0) * len(cost)
        rows.append((count, *cells(masses), f"{made.violation:.1e}"))
    columns = ("iteration", *(f"class {each}" for each in range(cost.shape[1])), "violation")
    return Step(
        f"Scale the rows, scale the columns, and again (ε = {epsilon:g})",
        (
            f"Start with exp(log p / ε). Each iteration mends one side and spoils the other; the "
            f"classes' masses go to N / K = {len(cost) // cost.shape[1]}. The violation is the "
            "sum of all errors of row and column sums, of mass 1.",
            Table(columns=columns, rows=tuple(rows), digits=4),
        ),
    )


def _labelled(log_p: Floats, found: Transport, epsilon: float) -> Step:
    exact = labelling.exactly_balanced(log_p)
    counts = np.bincount(exact, minlength=log_p.shape[1])
    return Step(
        f"The plan after {found.iterations} iterations: soft labels",
        (
            _plan(found.plan * len(log_p), "sample", "class"),
            "Iterated until the violation is at most 1e-9; step 4 stops at 1e-6. Rows sum to 1, "
            f"classes to N / K. ε = {epsilon:g} is 1/λ in Asano's notation, λ = {1 / epsilon:g}. "
            f"The best hard labels of equal sizes {_listed(counts)}, by Hungarian "
            f"matching: {_listed(exact)}.",
        ),
    )


def _swept(cost: Floats) -> Step:
    rows: list[tuple[Cell, ...]] = []
    for epsilon in EPSILONS:
        made = algorithm.sinkhorn(cost, epsilon=epsilon, tolerance=1e-6)
        rows.append((f"{epsilon:g}", made.cost, _entropy(made.plan), made.iterations))
    rows.append(("0 (exact)", _exact(cost), float(np.log(len(cost))), None))
    columns = ("ε", "cost", "entropy of the plan", "iterations to 1e-6")
    return Step(
        "What ε decides",
        (
            Table(columns=columns, rows=tuple(rows), digits=4),
            "Towards 0 the cost falls to that of the best hard labels, and the iterations grow.",
        ),
    )


def _stopped_early(log_p: Floats) -> Step:
    size = len(log_p) / log_p.shape[1]
    lines = [
        (f"class {each}, after {count}", float(mass))
        for count in (3, 100)
        for each, mass in enumerate(labelling.swav_codes(log_p, iterations=count).sum(axis=0))
    ]
    return Step(
        "SwAV stops after 3 iterations (ε = 0.05)",
        (
            Bars(lines=tuple(lines), whole=float(len(log_p)), title="mass of each class"),
            f"Samples are exact then, classes only on the way to {size:g}.",
        ),
    )


def _plan(values: Floats, down: str, across: str) -> Part:
    if values.shape[1] > WIDE or len(values) > SHOWN:
        return f"({len(values)} × {values.shape[1]} numbers; `--json` prints them.)"
    rows = tuple((f"{down} {row}", *cells(each)) for row, each in enumerate(values))
    return Table(
        columns=("", *(f"{across} {each}".strip() for each in range(values.shape[1]))),
        rows=rows,
        digits=4,
        marked=frozenset((row, int(best) + 1) for row, best in enumerate(values.argmax(axis=1))),
    )


def _trace(found: Transport) -> Part:
    logs = tuple(float(np.log10(max(violation, 1e-16))) for violation in found.trace)
    if len(logs) < 2:
        return f"One look at the violation was enough: {found.violation:.2g}."
    return Curves(
        lines=(("log10 violation", logs),),
        low=min(logs) - 1e-9,
        high=max(logs) + 1e-9,
        title="how the violation falls",
    )


def _figure(log_p: Floats, epsilon: float) -> tuple[Panel, ...]:
    """Predictions, plans from soft to sharp, and what sharpness costs."""
    plans = [(each, algorithm.sinkhorn(-log_p, epsilon=each).plan) for each in (SOFT, epsilon)]
    return (
        _shaded(np.exp(log_p), "sample", "class", "All favour class 0", "probability"),
        *(
            _shaded(plan * len(log_p), "sample", "class", f"Balanced, ε = {each:g}", "share")
            for each, plan in plans
        ),
        _falling((each, algorithm.sinkhorn(-log_p, epsilon=each)) for each in FALLING),
    )


def _falling(found: Iterable[tuple[float, Transport]]) -> Lines:
    return Lines(
        x=Axis(label="iteration"),
        y=Axis(label="violation: sum of all errors (mass)", logarithmic=True),
        lines=tuple(
            Line(f"ε = {epsilon:g}", series(range(1, len(each.trace) + 1)), each.trace)
            for epsilon, each in found
        ),
        title="How far the sums are off",
    )


def _shaded(values: Floats, down: str, across: str, title: str, unit: str) -> HeatMap:
    return HeatMap(
        values=tuple(map(series, values)),
        unit=unit,
        rows=tuple(map(str, range(len(values)))),
        columns=tuple(map(str, range(values.shape[1]))),
        y=down,
        x=across,
        low=0,
        high=1 if unit != "mass" else None,
        digits=2 if unit != "mass" else 3,
        marked=frozenset((row, int(best)) for row, best in enumerate(values.argmax(axis=1))),
        mark="largest of its row",
        title=title,
    )


def _listed(numbers: np.typing.NDArray[np.intp]) -> str:
    return " ".join(map(str, numbers.tolist()))


def _entropy(plan: Floats) -> float:
    positive = plan[plan > 0]
    return float(-(positive * np.log(positive)).sum())


def _exact(cost: Floats) -> float:
    """The least cost with equal masses: classes stand N / K times, and samples are matched."""
    copies = np.repeat(cost, len(cost) // cost.shape[1], axis=1)
    return assignment(copies).cost / len(cost)


def _checks(cost: Floats, found: Transport, epsilon: float) -> tuple[Check, ...]:
    """Right sums, and the form exp((f + g - cost) / ε) that makes a plan the best one."""
    potential = found.f[:, None] + found.g[None, :]
    with np.errstate(over="ignore", invalid="ignore"):
        gibbs = np.nan_to_num(np.exp((potential - cost) / epsilon))
    return (
        Check(name="sums of the plan, off by in all", value=found.violation, high=1e-8),
        Check(
            name="plan less exp((f + g − cost) / ε)",
            value=float(np.abs(found.plan - gibbs).max()),
            high=1e-9 * float(found.plan.sum()),
        ),
    )


def _limit(cost: Floats) -> Check:
    """The entropy can cost at most ε ln K more than the exact plan."""
    found = algorithm.sinkhorn(cost, epsilon=EPSILONS[-1], tolerance=TOLERANCE)
    return Check(
        name="cost at ε 0.05 above the exact",
        value=found.cost - _exact(cost),
        low=-1e-4,
        high=EPSILONS[-1] * float(np.log(cost.shape[1])),
    )


def _sharper(cost: Floats) -> float:
    wide, narrow = (algorithm.sinkhorn(cost, epsilon=each).cost for each in (1.0, 0.05))
    return wide - narrow


def _slowdown(cost: Floats) -> float:
    slow, fast = (
        algorithm.sinkhorn(cost, epsilon=each, tolerance=1e-6).iterations for each in (0.05, 1.0)
    )
    return slow / fast


def _underflows(cost: Floats) -> bool:
    try:
        algorithm.sinkhorn(cost + 1, epsilon=TINY, form=Form.KERNEL)
    except KernelUnderflow:
        return True
    return False


SINKHORN = Demo(
    topic="Clustering and assignment",
    summary="Classes of equal size by transport, and what ε costs.",
    run=run,
    own=own,
    matrix="cost",
    takes=(
        "--input, as JSON (CSV: cost alone):\n"
        '  {"cost": [[0, 1, 2], [1, null, 1]], "epsilon": 0.5}\n'
        "  cost     n rows of m numbers; null (in CSV: inf) where nothing may go\n"
        "  a, b     masses of the rows and of the columns, of one sum;\n"
        "           equal parts of 1 if they are not there\n"
        "  epsilon  above 0; 0.1 if it is not there"
    ),
)
