"""Autoencoders: what a narrow code keeps, and how a wide one, or a skip, keeps nothing."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from flashdeck.demo import autoencoder_codes as codes
from flashdeck.demo import autoencoder_factors as factors
from flashdeck.demo import autoencoder_skip as skip
from flashdeck.demo import autoencoder_training as training
from flashdeck.demo import autoencoder_widths as widths
from flashdeck.demo.demo import Demo, OneOf, Result, Within

POINT = (
    "A small error is worth nothing by itself: the widest code and the skip have the smallest, "
    "and learnt least. What a code must leave out decides what it keeps."
)


def run(
    seed: int,
    *,
    part: Annotated[
        str, OneOf(help="What to show.", words=("all", "width", "code", "factors", "skip"))
    ] = "all",
    steps: Annotated[int, Within(help="Training steps of each network.", low=300, high=800)] = 500,
) -> Result:
    """A part shows the same by itself as among all."""
    parts = []
    if part in ("all", "width"):
        parts.append(widths.shown(seed))
    if part in ("all", "code", "skip"):
        sample = training.sampled(np.random.default_rng(seed), training.FIVE)
        plain = training.trained(np.random.default_rng(seed), sample.known, steps)
        if part != "skip":
            parts.append(codes.shown(seed, steps, sample, plain))
    if part in ("all", "factors"):
        parts.append(factors.shown(seed, steps))
    if part in ("all", "skip"):
        parts.append(skip.shown(seed, steps, sample, plain))
    return Result(
        steps=tuple(step for each in parts for step in each.steps),
        point=POINT if part == "all" else parts[0].point,
        checks=tuple(check for each in parts for check in each.checks),
        figure=tuple(panel for each in parts for panel in each.figure),
    )


AUTOENCODER = Demo(
    topic="Reconstruction",
    summary="What a narrow code keeps; a wide one, or a skip, keeps nothing.",
    run=run,
)
