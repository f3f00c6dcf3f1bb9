"""Reconstruct or contrast: what a narrow code keeps is what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np

from flashdeck.demo.demo import Cell, Check, Demo, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import PALETTE, Floats, Indices, pixels
from flashdeck.demo.networks import Adam, dense, dense_weights, forward, relu
from flashdeck.demo.probes import probed
from flashdeck.demo.simclr_training import (
    BATCH,
    CLASSES,
    ENCODER,
    HEAD,
    SIZE,
    coloured_digits,
    encoder_and_head,
    pretrained,
    view,
)

PICTURES, HELD_OUT, WIDE = 1000, 500, 16
HIDDEN, RATE, TEMPERATURE = 64, 2e-3, 0.5
NEAREST = 4
HUES = ("red", "green", "blue", "yellow", "magenta", "cyan")

POINT = (
    "Squared error pays for whatever moves many pixels, and that is the colour. Contrast pays "
    "only for what two views share, so it may forget colour, and keeps the digit. With room for "
    "both, reconstruction keeps both: it is a matter of what a narrow code is spent on."
)


class Seen(NamedTuple):
    """Pictures n × 12 × 12 × 3, the digit of each as a class, and its hue."""

    pictures: Floats
    labels: Indices
    hues: Indices


class Rebuilding(NamedTuple):
    """The codes of all pictures, and the pictures drawn from them."""

    code: Floats
    rebuilt: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Accuracies of linear probes, and shares of nearest neighbours that are alike."""

    digit: float
    hue: float
    near_digit: float
    near_hue: float


def run(
    seed: int,
    *,
    code: Annotated[int, Within(help="Numbers of the narrow code.", low=2, high=4)] = 3,
    steps: Annotated[int, Within(help="Training steps of each network.", low=200, high=400)] = 250,
) -> Result:
    """Five digits in six hues, independently; no label is used for training."""
    seen = Seen(*coloured_digits(np.random.default_rng(seed), PICTURES + HELD_OUT))
    narrow, wide = (rebuilding(seed, seen, width, steps) for width in (code, WIDE))
    z = contrasted(seed, code, steps)
    found = (told(seen, narrow.code), told(seen, z), told(seen, wide.code))
    return Result(
        steps=(
            _tasks(seed, seen, narrow, code),
            _probes(found, code),
            _neighbours(seen, narrow.code, z),
        ),
        point=POINT,
        checks=checks(*found),
        figure=(_figure(found, code),),
    )


def checks(rebuilt: Told, contrast: Told, wide: Told) -> tuple[Check, ...]:
    """Of a narrow code for each task, and of a wide one for reconstruction."""
    return (
        Check(name="reconstruct: hue", value=rebuilt.hue, low=0.6),
        Check(name="reconstruct: digit", value=rebuilt.digit, high=0.8),
        Check(name="contrast: digit", value=contrast.digit, low=0.65),
        Check(name="contrast: hue (chance 0.167)", value=contrast.hue, high=0.4),
        Check(name="contrast: digit, more by", value=contrast.digit - rebuilt.digit, low=0.2),
        Check(name="reconstruct, wide: digit", value=wide.digit, low=0.8),
    )


def contrasted(seed: int, width: int, steps: int, *, jitter: bool = True) -> Floats:
    """z of SimCLR, on the pictures of the same seed."""
    count = PICTURES + HELD_OUT
    return pretrained(seed, count, PICTURES, steps, TEMPERATURE, jitter=jitter, width=width).z


def rebuilding(seed: int, seen: Seen, width: int, steps: int) -> Rebuilding:
    """An autoencoder whose encoder has the layers of SimCLR's encoder and head."""
    chance = np.random.default_rng(seed)
    flat = seen.pictures.reshape(len(seen.pictures), -1)
    layers = (*ENCODER, *HEAD, dense, relu, dense)
    weights = [
        *encoder_and_head(chance, width),
        dense_weights(chance, width, HIDDEN),
        (),
        dense_weights(chance, HIDDEN, flat.shape[1]),
    ]
    optimiser = Adam(weights, RATE)
    for _ in range(steps):
        batch = flat[chance.integers(0, PICTURES, 2 * BATCH)]
        passed = forward(layers, weights, batch)
        optimiser.step(passed.back(2 * (passed.output - batch) / len(batch))[1])
    encoder = len(ENCODER) + len(HEAD)
    code = forward(layers[:encoder], weights[:encoder], flat).output
    rebuilt = forward(layers[encoder:], weights[encoder:], code).output
    return Rebuilding(code, rebuilt.reshape(seen.pictures.shape))


def told(seen: Seen, code: Floats) -> Told:
    """Of the pictures that were not trained on."""
    near = nearest(code[PICTURES:])
    labels, hues = seen.labels[PICTURES:], seen.hues[PICTURES:]
    return Told(
        digit=probed(code, seen.labels, PICTURES),
        hue=probed(code, seen.hues, PICTURES),
        near_digit=float((labels[near] == labels[:, None]).mean()),
        near_hue=float((hues[near] == hues[:, None]).mean()),
    )


def nearest(code: Floats) -> Indices:
    """n × 4: of each vector those of the largest cosine, without itself."""
    unit = code / (np.linalg.norm(code, axis=1, keepdims=True) + 1e-12)
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    return np.argsort(-cosine, axis=1)[:, :NEAREST]


def _tasks(seed: int, seen: Seen, narrow: Rebuilding, code: int) -> Step:
    chance = np.random.default_rng(seed)
    views = (view(chance, seen.pictures[:1], jitter=True)[0] for _ in range(2))
    images = (
        ("picture", seen.pictures[0]),
        ("reconstructed", np.clip(narrow.rebuilt[0], 0, 1)),
        *(("view", each) for each in views),
    )
    return Step(
        f"Two tasks for {code} numbers: draw the picture, or match its views",
        (
            Pictures(images=tuple((name, pixels(image)) for name, image in images)),
            f"Reconstruct: the least squared error of {SIZE * SIZE * 3} numbers. Contrast "
            "(SimCLR): find the other view, moved and recoloured, among those of other pictures.",
        ),
    )


def _probes(found: tuple[Told, ...], code: int) -> Step:
    tasks = (("reconstruct", code), ("contrast", code), ("reconstruct", WIDE))
    rows: list[tuple[Cell, ...]] = [
        (f"{name}, {width} numbers", each.digit, each.hue, each.near_digit, each.near_hue)
        for (name, width), each in zip(tasks, found, strict=True)
    ]
    rows.append(("blind guess", *(1 / len(CLASSES), 1 / len(PALETTE)) * 2))
    columns = ("code", "digit", "hue", "nearest: same digit", "same hue")
    return Step(
        "What does a linear classifier read from the codes, and what is near to what?",
        (
            Table(columns=columns, rows=tuple(rows)),
            f"Shares that are right of {HELD_OUT} pictures that were not trained on.",
        ),
    )


def _neighbours(seen: Seen, code: Floats, z: Floats) -> Step:
    labels, hues = seen.labels[PICTURES:], seen.hues[PICTURES:]
    pictures = seen.pictures[PICTURES:]

    def strip(vectors: Floats, title: str) -> Pictures:
        shown = [0, *nearest(vectors[PICTURES:])[0]]
        names = [f"{CLASSES[labels[each]]}, {HUES[hues[each]]}" for each in shown]
        images = tuple(zip(names, (pixels(pictures[each]) for each in shown), strict=True))
        return Pictures(images=images, title=title)

    return Step(
        "A picture, and the four whose codes are nearest",
        (strip(code, "by reconstruction"), strip(z, "by contrast")),
    )


def _figure(found: tuple[Told, ...], code: int) -> Columns:
    return Columns(
        groups=(f"reconstruct, {code}", f"contrast, {code}", f"reconstruct, {WIDE}"),
        x="task, and numbers in the code",
        y=Axis(label="linear probe (share right)", low=0, high=1),
        bars=(
            ("digit", tuple(each.digit for each in found)),
            ("hue", tuple(each.hue for each in found)),
        ),
        levels=(Level("blind guess, hue", 1 / len(PALETTE)),),
        title="What can be read from each code",
    )


CONTRAST = Demo(
    topic="Contrastive learning",
    summary="Reconstruct or contrast: a narrow code keeps hue, or digit.",
    run=run,
)
