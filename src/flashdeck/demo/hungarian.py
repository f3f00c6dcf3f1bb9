"""Hungarian matching: which name for which cluster, and a proof that no naming is better."""

from __future__ import annotations

from itertools import permutations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from flashdeck.demo.algorithms import assignment as algorithm
from flashdeck.demo.algorithms.assignment import Assignment, Floats
from flashdeck.demo.demo import (
    Bars,
    Cell,
    Check,
    Demo,
    Panel,
    Part,
    Result,
    Step,
    Table,
    Within,
    cells,
    series,
)
from flashdeck.demo.figure import Axis, Columns, HeatMap
from flashdeck.demo.reading import Document, array, known, truth

Counts = NDArray[np.intp]

SMALL, LARGE = 8, 40  # how many samples a class may have
BRUTE = 8  # 8! = 40,320 matchings are tried in a moment
WIDE = 10  # columns of a matrix that fit a screen
GREEDY_TRAP = ((1, 2), (1, 100))

POINT = (
    "Naming is separate from grouping: the clusters stay as they are, only their names move. "
    "The prices prove, without trying the others, that no other naming does better."
)


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Classes, and as many clusters.", low=2, high=7)] = 5,
    noise: Annotated[
        float, Within(help="Share of a class in the next one's cluster.", low=0, high=1)
    ] = 0.5,
) -> Result:
    """Samples of n classes in n clusters whose numbers mean nothing."""
    chance = np.random.default_rng(seed)
    labels = np.repeat(np.arange(n), chance.integers(SMALL, LARGE + 1, n))
    strays = chance.random(len(labels)) < noise
    clusters = chance.permutation(n)[(labels + strays) % n]
    counts = np.zeros((n, n), dtype=np.intp)
    np.add.at(counts, (clusters, labels), 1)
    cost = (len(labels) - counts).astype(np.float64)
    found = algorithm.assignment(cost)
    return Result(
        steps=(
            _counted(counts),
            *_solved(cost, found, len(labels)),
            _named(counts, found),
            _greedy_step(),
        ),
        point=POINT,
        checks=(
            *_checks(cost, found, maximize=False),
            Check(
                name="new cluster numbers change the cost by",
                value=_relabelled(cost, found),
                high=0,
            ),
            Check(
                name="trace of P C, less the matches counted",
                value=abs(_trace(counts, found) - float(counts[found.rows, found.cols].sum())),
                high=0,
            ),
            Check(
                name="greedy on [1 2; 1 100] pays more by", value=_greedy_loss(), low=98, high=98
            ),
        ),
        figure=_figure(counts, found),
    )


def own(document: Document, *, maximize: bool = False) -> Result:
    """`cost` is n × m, null where a match is forbidden; with `maximize` it is a gain."""
    known(document, "cost", "maximize")
    cost = array(document, "cost")
    most = maximize or truth(document, "maximize")
    if most and cost.ndim == 2:
        cost = np.where(np.isposinf(cost), -np.inf, cost)
    found = algorithm.assignment(cost, maximize=most)
    word = "gain" if most else "cost"
    return Result(
        steps=(_matched(cost, found, word),),
        point=f"The {word} is {found.cost:.10g}, and the prices prove that none is better.",
        checks=_checks(cost, found, maximize=most),
        answer={"rows": found.rows.tolist(), "cols": found.cols.tolist(), "cost": found.cost},
        figure=(_shaded(cost, found, ("row", "column"), word, f"{found.cost:.6g} in all"),),
    )


def _counted(counts: Counts) -> Step:
    return Step(
        "Count what each cluster holds",
        (
            f"{counts.sum()} samples of {len(counts)} classes. A clustering numbers its groups "
            "as it likes: cluster 0 need not be class 0.",
            _matrix(counts.astype(np.float64), "cluster", "class", 0),
            f"Taking the numbers at their word, {np.trace(counts) / counts.sum():.3f} are right.",
        ),
    )


def _solved(cost: Floats, found: Assignment, total: int) -> tuple[Step, ...]:
    return (
        Step(
            "Make it a cost: all samples less those that the match gets right",
            (
                _formula(cost, total),
                "Match the clusters to classes one by one. A new cluster may push others aside "
                "along a path, when that costs less in all.",
                _paths(cost),
            ),
        ),
        _matched(cost, found, "cost"),
    )


def _formula(cost: Floats, total: int) -> str:
    right = total - cost[0, 0]
    return (
        f"cost = {total} − count: cluster 0 as class 0 costs {total} − {right:.0f} = "
        f"{cost[0, 0]:.0f}. The least cost of all {len(cost)} matches together is the most "
        "samples named rightly."
    )


def _paths(cost: Floats) -> Table:
    rows = []
    for each in algorithm.augmentations(cost):
        path = ", ".join(f"{row}→{col}" for row, col in each.path)
        matched = [row for row, col in enumerate(each.cols) if col >= 0]
        total = float(sum(cost[row, each.cols[row]] for row in matched))
        rows.append((each.row, path, len(matched), total))
    columns = ("cluster", "new matches", "matched", "their cost")
    return Table(columns=columns, rows=tuple(rows), digits=0)


def _matched(cost: Floats, found: Assignment, word: str) -> Step:
    sign = "≤" if word == "cost" else "≥"
    parts: tuple[Part, ...] = (
        f"The matches (*), with a price u for each row and v for each column: u + v {sign} {word} "
        "everywhere, and equal at the matches. Each matching takes one of every row and column, "
        f"so none has a better {word} than Σu + Σv = {found.u.sum() + found.v.sum():.6g}.",
        _priced(cost, found),
    )
    return Step(f"The best matching: {word} {found.cost:.6g}", parts)


def _priced(cost: Floats, found: Assignment) -> Part:
    if cost.shape[1] > WIDE or cost.shape[0] > 2 * WIDE:
        pairs = zip(found.rows.tolist(), found.cols.tolist(), strict=True)
        shown = ", ".join(f"{row}→{col}" for row, col in list(pairs)[: 4 * WIDE])
        return f"Row → column: {shown}{' …' if len(found.rows) > 4 * WIDE else ''}"
    whole = np.array_equal(cost[np.isfinite(cost)], cost[np.isfinite(cost)].round())
    rows = tuple((str(row), *_cells(cost[row]), float(found.u[row])) for row in range(len(cost)))
    foot = ("v", *cells(found.v), None)
    matches = zip(found.rows.tolist(), found.cols.tolist(), strict=True)
    return Table(
        columns=("", *map(str, range(cost.shape[1])), "u"),
        rows=(*rows, foot),
        digits=0 if whole else 3,
        marked=frozenset((row, col + 1) for row, col in matches),
    )


def _cells(row: Floats) -> tuple[Cell, ...]:
    return tuple(float(each) if np.isfinite(each) else None for each in row)


def _named(counts: Counts, found: Assignment) -> Step:
    total = float(counts.sum())
    names = ", ".join(f"{row}→{col}" for row, col in zip(found.rows, found.cols, strict=True))
    return Step(
        "Rename the clusters, and count again",
        (
            f"Cluster → class: {names}. As a permutation matrix P, class by cluster, the matches "
            f"are trace(P C) = {_trace(counts, found):.0f} of {total:.0f}.",
            Bars(lines=_accuracies(counts, found), whole=1),
        ),
    )


def _accuracies(counts: Counts, found: Assignment) -> tuple[tuple[str, float], ...]:
    total = counts.sum()
    return (
        ("numbers as they are", float(np.trace(counts) / total)),
        ("best naming (Hungarian)", float(counts[found.rows, found.cols].sum() / total)),
        ("purity: two clusters may share a name", float(counts.max(axis=1).sum() / total)),
    )


def _figure(counts: Counts, found: Assignment) -> tuple[Panel, ...]:
    """Counts as they came, the same with clusters in the order of their names, and the gain."""
    order = np.argsort(found.cols)
    renamed = found._replace(cols=found.cols[order])
    shares = _accuracies(counts, found)
    return (
        _shaded(counts, found, ("cluster", "class"), "samples", "Clusters as they are numbered"),
        _shaded(
            counts[order], renamed, ("cluster, by its new name", "class"), "samples", "Renamed"
        ),
        Columns(
            groups=tuple(name for name, _ in shares),
            y=Axis(label="share of the samples", low=0, high=1.1),
            bars=(("", series(value for _, value in shares)),),
            digits=3,
            title="What a name is worth",
        ),
    )


def _shaded(
    values: Counts | Floats, found: Assignment, names: tuple[str, str], unit: str, title: str
) -> HeatMap:
    """Rows and columns are numbered; those of `found` are framed."""
    whole = np.array_equal(values[np.isfinite(values)], values[np.isfinite(values)].round())
    return HeatMap(
        values=tuple(
            tuple(float(each) if np.isfinite(each) else None for each in row) for row in values
        ),
        unit=unit,
        rows=tuple(map(str, range(len(values)))),
        columns=tuple(map(str, range(values.shape[1]))),
        y=names[0],
        x=names[1],
        digits=0 if whole else 2,
        marked=frozenset(zip(found.rows.tolist(), found.cols.tolist(), strict=True)),
        mark="matched",
        title=title,
    )


def _greedy_step() -> Step:
    cost = np.array(GREEDY_TRAP, dtype=np.float64)
    rows, cols = _greedy(cost)
    found = algorithm.assignment(cost)
    return Step(
        "Why not just take the cheapest first?",
        (
            _matrix(cost, "", "", 0),
            f"Greedy takes 0→0 for 1 and is left with 1→1 for 100: {cost[rows, cols].sum():.0f} "
            f"together. The best matching costs {found.cost:.0f}.",
        ),
    )


def _matrix(values: Floats, down: str, across: str, digits: int) -> Table:
    rows = tuple((f"{down} {row}".strip(), *cells(values[row])) for row in range(len(values)))
    columns = ("", *(f"{across} {col}".strip() for col in range(values.shape[1])))
    return Table(columns=columns, rows=rows, digits=digits)


def _checks(cost: Floats, found: Assignment, *, maximize: bool) -> tuple[Check, ...]:
    proof = algorithm.certificate(cost, found, maximize=maximize)
    scale = 1e-9 * max(1.0, float(np.abs(cost[np.isfinite(cost)]).max(initial=0)))
    checks = [
        Check(name="prices above the cost (or below a gain), by", value=proof.slack, high=scale),
        Check(name="prices and cost at the matches differ by", value=proof.tightness, high=scale),
        Check(name="|Σu + Σv − cost|", value=proof.gap, high=scale * sum(cost.shape)),
    ]
    if max(cost.shape) <= BRUTE:
        best = _brute(cost, maximize=maximize)
        checks.append(Check(name="all matchings tried: better by", value=best, high=scale))
    return tuple(checks)


def _brute(cost: Floats, *, maximize: bool) -> float:
    """By how much the best of all matchings beats the assignment: 0 if that is right."""
    signed = -cost if maximize else cost
    signed = signed if cost.shape[0] <= cost.shape[1] else signed.T
    orders = np.array(list(permutations(range(signed.shape[1]), signed.shape[0])))
    best = signed[np.arange(signed.shape[0]), orders].sum(axis=1).min()
    found = algorithm.assignment(cost, maximize=maximize).cost
    return abs(float((-found if maximize else found) - best))


def _trace(counts: Counts, found: Assignment) -> float:
    """With P from class (row) to cluster (column), as `trace(P C)` has it."""
    matrix = np.zeros_like(counts)
    matrix[found.cols, found.rows] = 1
    return float(np.trace(matrix @ counts))


def _relabelled(cost: Floats, found: Assignment) -> float:
    return abs(algorithm.assignment(np.roll(cost, 1, axis=0)).cost - found.cost)


def _greedy(cost: Floats) -> tuple[list[int], list[int]]:
    """Always the cheapest pair that is left."""
    left, rows, cols = cost.copy(), [], []
    for _ in range(min(cost.shape)):
        row, col = (int(each) for each in np.unravel_index(left.argmin(), left.shape))
        rows.append(row)
        cols.append(col)
        left[row], left[:, col] = np.inf, np.inf
    return rows, cols


def _greedy_loss() -> float:
    cost = np.array(GREEDY_TRAP, dtype=np.float64)
    return float(cost[_greedy(cost)].sum() - algorithm.assignment(cost).cost)


HUNGARIAN = Demo(
    topic="Clustering and assignment",
    summary="The best names for clusters, and a proof by prices.",
    run=run,
    own=own,
    matrix="cost",
    takes=(
        "--input, as JSON (CSV: cost alone):\n"
        '  {"cost": [[4, 1, 3], [2, null, 5], [3, 2, 2]]}\n'
        "  cost      n rows of m numbers; null (in CSV: inf) where no match may be\n"
        "  maximize  true if they are gains; false if it is not there"
    ),
)
