"""Two numbers for a digit, and whether they are grouped by digit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from flashdeck.demo import autoencoder_training as training
from flashdeck.demo.autoencoder_part import Part, strip
from flashdeck.demo.autoencoder_training import FIVE, PIXELS, TEN, Network, Sample, sampled
from flashdeck.demo.clusters import accuracy, k_means
from flashdeck.demo.demo import Cell, Check, Plane, Step, Table
from flashdeck.demo.figure import Axis, Line, Scatter
from flashdeck.demo.glyphs import Floats, Indices

POINT = (
    "Two numbers cannot hold a picture, so they hold what tells it from the others: without any "
    "label, that goes with the digit, if there are few."
)


class Judged(NamedTuple):
    """How well classes can be told from vectors without having been used."""

    neighbours: float
    clusters: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Two numbers of five and of ten digits, and what they are to be compared with."""

    five: Judged
    untrained: Judged
    ten: Judged
    ten_pixels: Judged


def code_checks(found: Codes) -> tuple[Check, ...]:
    return (
        Check(name="five digits: neighbours agree", value=found.five.neighbours, low=0.9),
        Check(
            name="five digits: more than untrained by",
            value=found.five.neighbours - found.untrained.neighbours,
            low=0.2,
        ),
        Check(name="five digits: clusters named right", value=found.five.clusters, low=0.7),
        Check(
            name="ten digits: clusters fall short by",
            value=found.five.clusters - found.ten.clusters,
            low=0.15,
        ),
    )


def judged(seed: int, sample: Sample, known: Floats, asked: Floats) -> Judged:
    """Vectors of a sample's pictures."""
    k = int(sample.known_labels.max()) + 1
    found = k_means(np.random.default_rng(seed), asked, k)
    return Judged(
        training.neighbourly(known, sample.known_labels, asked, sample.asked_labels),
        accuracy(found, sample.asked_labels, k),
    )


def coded(seed: int, sample: Sample, made: Network) -> Judged:
    return judged(seed, sample, made.code(sample.known), made.code(sample.asked))


def shown(seed: int, steps: int, sample: Sample, plain: Network) -> Part:
    chance = np.random.default_rng(seed)
    ten = sampled(chance, TEN)
    found = Codes(
        five=coded(seed, sample, plain),
        untrained=coded(seed, sample, training.network(chance, PIXELS, 2)),
        ten=coded(seed, ten, training.trained(chance, ten.known, steps)),
        ten_pixels=judged(seed, ten, ten.known, ten.asked),
    )
    code = plain.code(sample.asked)
    names = [str(FIVE[label]) for label in sample.asked_labels]
    points = tuple((float(x), float(y), name) for (x, y), name in zip(code, names, strict=True))
    rebuilt = plain.rebuilt(sample.asked, code)
    shown = [int(np.flatnonzero(sample.asked_labels == each)[0]) for each in range(len(FIVE))]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("five digits: code", *found.five),
        ("five digits: code, untrained", *found.untrained),
        ("ten digits: code", *found.ten),
        ("ten digits: pixels", *found.ten_pixels),
    )
    return Part(
        (
            Step(
                "A narrow code: two numbers for a digit, by networks with a hidden layer",
                (
                    strip([(names[each], sample.asked[each]) for each in shown]),
                    strip([("rebuilt", rebuilt[each]) for each in shown]),
                    Plane(points=points, title="codes of pictures not trained on; labels unused"),
                ),
            ),
            Step(
                "Are the codes grouped by digit?",
                (
                    Table(columns=("vectors", "5 nearest agree", "k-means, named"), rows=rows),
                    "What looks alike shares a neighbourhood, so digits tend to group, unasked: "
                    "five better than ten.",
                ),
            ),
        ),
        code_checks(found),
        (_cloud(code, sample.asked_labels),),
        POINT,
    )


def _cloud(code: Floats, labels: Indices) -> Scatter:
    return Scatter(
        x=Axis(label="code 1 (no unit)"),
        y=Axis(label="code 2 (no unit)"),
        clouds=tuple(
            Line(
                str(digit),
                tuple(map(float, code[labels == each, 0])),
                tuple(map(float, code[labels == each, 1])),
            )
            for each, digit in enumerate(FIVE)
        ),
        title="Codes of digits, labels unused",
    )
