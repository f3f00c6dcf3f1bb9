"""A skip round the code, and what is then left in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo import autoencoder_training as training
from flashdeck.demo.autoencoder_part import Part, strip
from flashdeck.demo.autoencoder_training import Network, Sample
from flashdeck.demo.demo import Cell, Check, Step, Table
from flashdeck.demo.figure import Axis, Columns

POINT = (
    "With a skip the error is small and the code nearly empty: the identity again, by another "
    "road. Exchange the codes of two pictures, and see whether the outputs care."
)


class Skipped(NamedTuple):
    """Shares of the variance: the error, and with the codes of other pictures; neighbours."""

    error: float
    exchanged: float
    neighbours: float


def skip_checks(plain: Skipped, skip: Skipped) -> tuple[Check, ...]:
    return (
        Check(name="skip: error over that without", value=skip.error / plain.error, high=0.3),
        Check(name="without: other codes add", value=plain.exchanged - plain.error, low=0.4),
        Check(name="skip: other codes add", value=skip.exchanged - skip.error, high=0.05),
        Check(
            name="skip: neighbours agree less by", value=plain.neighbours - skip.neighbours, low=0.3
        ),
    )


def skipped(sample: Sample, made: Network) -> Skipped:
    code = made.code(sample.asked)
    variance = float(((sample.asked - sample.known.mean(axis=0)) ** 2).mean())
    own, others = (
        float(((made.rebuilt(sample.asked, each) - sample.asked) ** 2).mean())
        for each in (code, np.roll(code, 1, axis=0))
    )
    agreed = training.neighbourly(
        made.code(sample.known), sample.known_labels, code, sample.asked_labels
    )
    return Skipped(own / variance, others / variance, agreed)


def shown(seed: int, steps: int, sample: Sample, plain: Network) -> Part:
    chance = np.random.default_rng(seed)
    round_it = training.trained(chance, sample.known, steps, skip=True)
    without, with_it = skipped(sample, plain), skipped(sample, round_it)
    rows: tuple[tuple[Cell, ...], ...] = (("no skip", *without), ("skip", *with_it))
    own, other = sample.asked[:1], sample.asked[1:2]
    images = [("picture", own[0])]
    for name, made in (("no skip", plain), ("skip", round_it)):
        images.append((name, made.rebuilt(own, made.code(own))[0]))
        images.append(("other's code", made.rebuilt(own, made.code(other))[0]))
    return Part(
        (
            Step(
                "A skip: a linear layer carries the picture round the code",
                (
                    strip(
                        images,
                        "drawn from the picture's own code, and from another's",
                    ),
                    Table(columns=("", "error", "with other codes", "5 nearest agree"), rows=rows),
                    "Errors are shares of the variance. With the skip the output hardly asks for "
                    "the code, so the code learns next to nothing.",
                ),
            ),
        ),
        skip_checks(without, with_it),
        (
            Columns(
                groups=("own code", "another's code"),
                y=Axis(label="squared error (share of variance)", low=0),
                bars=(("no skip", without[:2]), ("skip", with_it[:2])),
                title="With a skip the code hardly counts",
            ),
        ),
        POINT,
    )
