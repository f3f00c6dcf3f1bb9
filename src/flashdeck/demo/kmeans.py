"""k-means on pixels: it finds groups, but not the ones a reader may have in mind."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms.assignment import assignment
from flashdeck.demo.clusters import accuracy, k_means
from flashdeck.demo.demo import (
    Bars,
    Cell,
    Check,
    Demo,
    Panel,
    Pictures,
    Result,
    Step,
    Table,
    Within,
    series,
)
from flashdeck.demo.figure import Axis, Columns, HeatMap, Level
from flashdeck.demo.glyphs import PALETTE, Floats, Indices, coloured, digits

CLASSES = (0, 1, 3, 4, 7)
SIZE = 12
HUES = ("red", "green", "blue", "yellow", "magenta", "cyan")
DIGITS = tuple(map(str, CLASSES))
SHOWN = 5

POINT = (
    "Without labels, the distance decides what a group is. In pixels colour is nearer than "
    "shape, so k-means sorts by colour; nothing told it that digits were meant."
)


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Pictures.", low=200, high=2000)] = 600,
    k: Annotated[int, Within(help="Clusters of the coloured pictures.", low=5, high=12)] = 6,
) -> Result:
    """Five digits in six hues, drawn independently."""
    chance = np.random.default_rng(seed)
    grey, labels = digits(chance, n, SIZE, CLASSES)
    hues = chance.integers(0, len(PALETTE), n)
    colour = coloured(grey, hues)
    found = k_means(chance, colour.reshape(n, -1), k)
    plain = k_means(chance, grey.reshape(n, -1), len(CLASSES))
    size = max(k, len(PALETTE))
    by_hue, by_digit = accuracy(found, hues, size), accuracy(found, labels, size)
    grey_digit = accuracy(plain, labels, len(CLASSES))
    return Result(
        steps=(
            Step("Pictures with two properties: a digit and a hue", (_some(colour, labels, hues),)),
            Step(
                f"k-means with k = {k} on the {SIZE * SIZE * 3} numbers of a picture",
                (
                    _counts(found, hues, HUES, k),
                    _counts(found, labels, DIGITS, k),
                    "The stars give each name to one cluster, so that most pictures are named "
                    "rightly in all (Hungarian matching): not always the largest number of a row.",
                ),
            ),
            _named(by_hue, by_digit, grey_digit),
        ),
        point=POINT,
        checks=(
            Check(name="clusters match the hue", value=by_hue, low=0.9),
            Check(name="clusters match the digit", value=by_digit, high=0.35),
            Check(name="grey pictures: clusters match the digit", value=grey_digit, low=0.7),
        ),
        figure=(
            _shaded(_crossed(found, hues, len(HUES), k), HUES, "Clusters against hues"),
            _shaded(_crossed(found, labels, len(CLASSES), k), DIGITS, "The same against digits"),
            _bars(by_hue, by_digit, grey_digit),
        ),
    )


def _some(pictures: Floats, labels: Indices, hues: Indices) -> Pictures:
    images = tuple(
        (
            f"{CLASSES[labels[each]]}, {HUES[hues[each]]}",
            tuple(tuple(tuple(pixel) for pixel in row) for row in pictures[each].tolist()),
        )
        for each in range(SHOWN)
    )
    return Pictures(images=images)


def _counts(found: Indices, wanted: Indices, names: tuple[str, ...], k: int) -> Table:
    counts = _crossed(found, wanted, len(names), k)
    rows: list[tuple[Cell, ...]] = [
        (f"cluster {each}", *(int(count) for count in counts[each])) for each in range(k)
    ]
    marked = frozenset((row, best + 1) for row, best in _matched(counts))
    return Table(columns=("", *names), rows=tuple(rows), marked=marked)


def _crossed(found: Indices, wanted: Indices, kinds: int, k: int) -> Indices:
    """How many pictures of each kind a cluster holds: clusters × kinds."""
    counts = np.zeros((k, kinds), dtype=np.intp)
    np.add.at(counts, (found, wanted), 1)
    return counts


def _matched(counts: Indices) -> frozenset[tuple[int, int]]:
    """Clusters and the names they get, each name once."""
    found = assignment(counts, maximize=True)
    return frozenset(zip(found.rows.tolist(), found.cols.tolist(), strict=True))


def _shaded(counts: Indices, names: tuple[str, ...], title: str) -> HeatMap:
    return HeatMap(
        values=tuple(map(series, counts)),
        unit="pictures",
        rows=tuple(map(str, range(len(counts)))),
        columns=names,
        y="cluster",
        low=0,
        digits=0,
        marked=_matched(counts),
        mark="name of the cluster",
        title=title,
    )


def _bars(by_hue: float, by_digit: float, grey: float) -> Panel:
    return Columns(
        groups=("colour,\nby hue", "colour,\nby digit", "grey,\nby digit"),
        x="pictures, and how clusters are named",
        y=Axis(label="share that is right", low=0, high=1.08),
        bars=(("", (by_hue, by_digit, grey)),),
        levels=(Level("blind guess, digit", 1 / len(CLASSES)),),
        title="Named as well as can be",
    )


def _named(by_hue: float, by_digit: float, grey: float) -> Step:
    lines = (
        ("named by hue", by_hue),
        ("named by digit", by_digit),
        ("grey pictures, 5 clusters, named by digit", grey),
    )
    return Step(
        "Name the clusters as well as can be (Hungarian matching)",
        (
            Bars(lines=lines, whole=1, title="share that is right"),
            "The starred pictures, out of all.",
        ),
    )


KMEANS = Demo(
    topic="Clustering and assignment",
    summary="The groups that pixels make: colour rather than digits.",
    run=run,
)
