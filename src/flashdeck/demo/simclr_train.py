"""SimCLR, trained on coloured digits: what the projection head forgets, h still knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms.ntxent import collapsed_loss, least_loss
from flashdeck.demo.demo import (
    Bars,
    Check,
    Curves,
    Demo,
    Panel,
    Pictures,
    Result,
    Step,
    Table,
    Within,
    series,
)
from flashdeck.demo.figure import Axis, Columns, Level, Line, Lines
from flashdeck.demo.glyphs import PALETTE, Floats
from flashdeck.demo.probes import probed
from flashdeck.demo.simclr_training import (
    BATCH,
    CLASSES,
    HIDDEN,
    SIZE,
    H,
    Z,
    coloured_digits,
    pretrained,
    view,
)

PICTURES, HELD_OUT = 1000, 500

POINT = (
    "The loss wants z to ignore whatever the augmentations change, here the colour. The head "
    "does the forgetting, so h, in front of it, still tells the colour: keep h."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """The loss of each step, and the accuracies of linear probes by vector and by question."""

    loss: tuple[float, ...]
    digit_h: float
    digit_z: float
    hue_h: float
    hue_z: float


def run(
    seed: int,
    *,
    steps: Annotated[int, Within(help="Training steps.", low=50, high=500)] = 200,
    temperature: Annotated[float, Within(help="τ of the loss.", low=0.1, high=2)] = 0.5,
) -> Result:
    """Five digits in six hues; two runs, with and without colour among the augmentations."""
    chance = np.random.default_rng(seed)
    pictures = coloured_digits(chance, 1)[0]
    jittered = trained(seed, steps, temperature, jitter=True)
    plain = trained(seed, steps, temperature, jitter=False)
    return Result(
        steps=(
            Step(
                "Two views of a picture: moved, and their colours changed",
                (_views(chance, pictures),),
            ),
            _losses(jittered, plain, temperature),
            _probes(jittered, plain),
        ),
        point=POINT,
        checks=checks(jittered, plain),
        figure=_figure(jittered, plain),
    )


def checks(jittered: Trained, plain: Trained) -> tuple[Check, ...]:
    """`jittered` was trained with colour changes, `plain` without."""
    return (
        Check(name="hue from h less hue from z", value=jittered.hue_h - jittered.hue_z, low=0.25),
        Check(name="hue from z (chance 0.167)", value=jittered.hue_z, high=0.4),
        Check(name="digit from h", value=jittered.digit_h, low=0.9),
        Check(name="without colour changes: hue from z", value=plain.hue_z, low=0.8),
        Check(
            name="loss of the last steps over ln(2N − 1)",
            value=float(np.mean(jittered.loss[-10:])) / collapsed_loss(2 * BATCH),
            high=0.8,
        ),
    )


def trained(seed: int, steps: int, temperature: float, *, jitter: bool) -> Trained:
    """An encoder and its head, and what can be read from each."""
    seen = pretrained(seed, PICTURES + HELD_OUT, PICTURES, steps, temperature, jitter=jitter)
    return Trained(
        loss=seen.loss,
        digit_h=probed(seen.h, seen.labels, PICTURES),
        digit_z=probed(seen.z, seen.labels, PICTURES),
        hue_h=probed(seen.h, seen.hues, PICTURES),
        hue_z=probed(seen.z, seen.hues, PICTURES),
    )


def _views(chance: np.random.Generator, pictures: Floats) -> Pictures:
    shown = [("picture", pictures[0])]
    for each in range(4):
        shown.append((f"view {each + 1}", view(chance, pictures[:1], jitter=True)[0]))
    images = tuple(
        (name, tuple(tuple(tuple(pixel) for pixel in row) for row in image.tolist()))
        for name, image in shown
    )
    return Pictures(images=images)


def _losses(jittered: Trained, plain: Trained, temperature: float) -> Step:
    blind, least = collapsed_loss(2 * BATCH), least_loss(2 * BATCH, temperature)
    lines = (("with colour changes", jittered.loss), ("without", plain.loss))
    return Step(
        f"Train encoder and head on {BATCH} pairs a step, τ = {temperature:g}",
        (
            Curves(
                lines=lines,
                low=min(*jittered.loss, *plain.loss),
                high=max(blind, *jittered.loss, *plain.loss),
                title="loss",
            ),
            f"If all views were equal, it would be ln(2N − 1) = {blind:.3f}; it cannot be "
            f"less than {least:.3f}. Encoder {SIZE * SIZE * 3} → {HIDDEN} → {H} = h, "
            f"head {H} → {H} → {Z} = z, with a ReLU between two layers.",
        ),
    )


def _probes(jittered: Trained, plain: Trained) -> Step:
    rows = tuple(
        (name, vector, digit, hue)
        for name, run in (("with colour changes", jittered), ("without", plain))
        for vector, digit, hue in (("h", run.digit_h, run.hue_h), ("z", run.digit_z, run.hue_z))
    )
    lines = (
        ("hue from h", jittered.hue_h),
        ("hue from z", jittered.hue_z),
        ("blind guess", 1 / len(PALETTE)),
    )
    return Step(
        "Ask a linear classifier on frozen vectors: which digit, which hue?",
        (
            Table(columns=("augmentations", "vector", "digit", "hue"), rows=rows),
            f"Accuracy on {HELD_OUT} pictures that were not trained on.",
            Bars(lines=lines, whole=1, title="with colour changes"),
        ),
    )


def _figure(jittered: Trained, plain: Trained) -> tuple[Panel, ...]:
    runs = (("with colour changes", jittered), ("without", plain))
    return (
        Lines(
            x=Axis(label="training step", low=0),
            y=Axis(label="NT-Xent loss (nats)"),
            lines=tuple(
                Line(name, series(range(1, len(run.loss) + 1)), run.loss) for name, run in runs
            ),
            levels=(Level("all views equal: ln(2N − 1)", collapsed_loss(2 * BATCH)),),
            title="Both runs learn",
        ),
        Columns(
            groups=("digit, h", "digit, z", "hue, h", "hue, z"),
            x="what is asked for, and of which vector",
            y=Axis(label="accuracy of a linear probe", low=0, high=1.08),
            bars=tuple(
                (name, (run.digit_h, run.digit_z, run.hue_h, run.hue_z)) for name, run in runs
            ),
            levels=(
                Level("blind guess, digit", 1 / len(CLASSES)),
                Level("blind guess, hue", 1 / len(PALETTE)),
            ),
            title="What z forgets, h still knows",
        ),
    )


SIMCLR_TRAIN = Demo(
    topic="Contrastive learning",
    summary="Trained on coloured digits: why h is kept, and not z.",
    run=run,
)
