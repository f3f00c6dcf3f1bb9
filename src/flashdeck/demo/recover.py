"""Recovery: noise, a hole and lost colour, each undone by what the other pictures have taught."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, NamedTuple

import numpy as np

from flashdeck.demo.demo import Cell, Check, Demo, Panel, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import Floats, Indices, digits, pixels
from flashdeck.demo.networks import Adam, cross_entropy, dense, dense_weights, forward, relu

SIZE, TRAIN, HELD_OUT = 12, 1500, 400
ALL = tuple(range(10))
DECAY = 1.0  # of the ridge: it costs the digits next to nothing, and keeps chance from being learnt

TWO_COLOURED, YELLOW_ONE, BLUE_SEVEN = 0, 1, 2
PAINTED = (0, 1, 7)
COLOURS = (("red", (1, 0, 0)), ("cyan", (0, 1, 1)), ("yellow", (1, 1, 0)), ("blue", (0, 0, 1)))
HIDDEN, BATCH, STEPS, RATE = 48, 100, 250, 3e-3

POINT = (
    "To restore what is lost, a learner has to know what pictures share; where they share "
    "nothing, it can only guess the mean. And if several answers are right, squared error takes "
    "their mean, which is none of them; classes can choose."
)


class Restored(NamedTuple):
    """Held-out pictures, n × pixels: whole, damaged, and restored; and the blind guess."""

    whole: Floats
    damaged: Floats
    restored: Floats
    blind: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """By digit the mean colour under squared error and the shares of the colours; and a 0."""

    by_error: Floats
    shares: Floats
    example: Floats

    @property
    def likeliest(self) -> Floats:
        """The colour of the largest share, by digit."""
        return np.array([COLOURS[best][1] for best in self.shares.argmax(axis=1)], dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Each damage undone for digits, and for pixels that are independent of one another."""

    denoised: Restored
    denoised_chance: Restored
    inpainted: Restored
    inpainted_chance: Restored
    painted: Painted


def run(
    seed: int,
    *,
    noise: Annotated[float, Within(help="σ of the noise.", low=0.1, high=1)] = 0.3,
    hole: Annotated[int, Within(help="Side of the hole, in pixels.", low=2, high=8)] = 4,
) -> Result:
    """Digits from 0 to 9, grey from 0 to 1; all errors are on pictures not learnt from."""
    chance = np.random.default_rng(seed)
    flat = digits(chance, TRAIN + HELD_OUT, SIZE, ALL).pictures.reshape(-1, SIZE * SIZE)
    by_chance = chance.uniform(size=flat.shape)
    found = Found(
        denoised=denoised(chance, flat, noise),
        denoised_chance=denoised(chance, by_chance, noise),
        inpainted=inpainted(flat, hole),
        inpainted_chance=inpainted(by_chance, hole),
        painted=painted(chance, open_question=True),
    )
    return Result(
        steps=(_denoising(found, noise), _inpainting(found, hole), _colouring(found.painted)),
        point=POINT,
        checks=checks(found),
        figure=_figure(found),
    )


def checks(found: Found) -> tuple[Check, ...]:
    """The shares of error are of what it was before, or under a blind guess."""
    noisy, holed = left(found.denoised), left(found.inpainted)
    by_error = found.painted.by_error
    return (
        Check(name="noise: share of the error left", value=noisy, high=0.5),
        Check(
            name="noise: pixels by chance keep more, times",
            value=left(found.denoised_chance) / noisy,
            low=1.4,
        ),
        Check(name="hole: share of the error left", value=holed, high=0.6),
        Check(name="hole: of pixels by chance", value=left(found.inpainted_chance), low=0.95),
        Check(
            name="red or cyan: saturation by squared error",
            value=saturation(by_error[TWO_COLOURED]),
            high=0.35,
        ),
        Check(
            name="red or cyan: saturation by classes",
            value=saturation(found.painted.likeliest[TWO_COLOURED]),
            low=1,
        ),
        Check(
            name="always blue: saturation by squared error",
            value=saturation(by_error[BLUE_SEVEN]),
            low=0.7,
        ),
    )


def denoised(chance: np.random.Generator, pictures: Floats, noise: float) -> Restored:
    """The blind guess is to leave the noise as it is."""
    noisy = pictures + noise * chance.normal(size=pictures.shape)
    restored = _regressed(noisy[:TRAIN], pictures[:TRAIN], noisy[TRAIN:])
    return Restored(pictures[TRAIN:], noisy[TRAIN:], restored, noisy[TRAIN:])


def inpainted(pictures: Floats, hole: int) -> Restored:
    """A square in the middle is lost; the blind guess is the mean of each pixel."""
    start = (SIZE - hole) // 2
    lost = np.zeros((SIZE, SIZE), dtype=bool)
    lost[start : start + hole, start : start + hole] = True
    gone = lost.ravel()
    whole = pictures[TRAIN:]
    damaged, blind, restored = whole.copy(), whole.copy(), whole.copy()
    damaged[:, gone] = 0
    blind[:, gone] = pictures[:TRAIN, gone].mean(axis=0)
    restored[:, gone] = _regressed(
        pictures[:TRAIN, ~gone], pictures[:TRAIN, gone], pictures[TRAIN:, ~gone]
    )
    return Restored(whole, damaged, restored, blind)


def left(found: Restored) -> float:
    """The squared error of what was restored, over that of the blind guess."""
    return _error(found.restored, found.whole) / _error(found.blind, found.whole)


def painted(chance: np.random.Generator, *, open_question: bool) -> Painted:
    """Two networks see grey digits and say a colour: one three numbers, one a class.

    Zeros are red or cyan by chance if the question is open, else red.
    """
    pictures, labels = digits(chance, TRAIN, SIZE, PAINTED)
    which = labels + 1
    zeros = labels == TWO_COLOURED
    which[zeros] = chance.integers(0, 2 if open_question else 1, zeros.sum())
    wanted = np.array([colour for _, colour in COLOURS], dtype=float)[which]
    flat = pictures.reshape(TRAIN, -1)
    numbers = _by_squared_error(chance, flat, wanted)
    logits = _by_classes(chance, flat, which)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    kinds = [labels == kind for kind in range(len(PAINTED))]
    return Painted(
        by_error=np.array([numbers[kind].mean(axis=0) for kind in kinds]),
        shares=np.array([shares[kind].mean(axis=0) for kind in kinds]),
        example=pictures[kinds[TWO_COLOURED]][0],
    )


def saturation(colour: Floats) -> float:
    """The strongest channel less the weakest: 0 is grey, 1 as colourful as can be."""
    within = np.clip(colour, 0, 1)
    return float(within.max() - within.min())


def _regressed(x: Floats, y: Floats, asked: Floats) -> Floats:
    """Ridge regression: the linear map from x to y of least squared error, at other x."""
    middle, height = x.mean(axis=0), y.mean(axis=0)
    rows = x - middle
    slope = np.linalg.solve(rows.T @ rows + DECAY * np.eye(x.shape[1]), rows.T @ (y - height))
    return np.asarray(height + (asked - middle) @ slope)


def _error(one: Floats, other: Floats) -> float:
    """Mean squared error over all pixels."""
    return float(((one - other) ** 2).mean())


def _by_squared_error(chance: np.random.Generator, flat: Floats, wanted: Floats) -> Floats:
    layers = (dense, relu, dense)
    weights = [dense_weights(chance, flat.shape[1], HIDDEN), (), dense_weights(chance, HIDDEN, 3)]
    optimiser = Adam(weights, RATE)
    for _ in range(STEPS):
        batch = chance.integers(0, len(flat), BATCH)
        passed = forward(layers, weights, flat[batch])
        optimiser.step(passed.back(2 * (passed.output - wanted[batch]) / BATCH)[1])
    return forward(layers, weights, flat).output


def _by_classes(chance: np.random.Generator, flat: Floats, which: Indices) -> Floats:
    layers, k = (dense, relu, dense), len(COLOURS)
    weights = [dense_weights(chance, flat.shape[1], HIDDEN), (), dense_weights(chance, HIDDEN, k)]
    optimiser = Adam(weights, RATE)
    for _ in range(STEPS):
        batch = chance.integers(0, len(flat), BATCH)
        passed = forward(layers, weights, flat[batch])
        optimiser.step(passed.back(cross_entropy(passed.output, which[batch])[1])[1])
    return forward(layers, weights, flat).output


def _denoising(found: Found, noise: float) -> Step:
    clean = found.denoised
    names = ("clean", f"σ = {noise:g}", "restored")
    return Step(
        f"Denoise: learn one linear map from noisy to clean on {TRAIN} pairs",
        (
            _shown(names, clean.whole[0], clean.damaged[0], clean.restored[0]),
            _errors("as it is", clean, found.denoised_chance),
            f"Mean squared error on {HELD_OUT} other pictures. Of independent pixels the map can "
            "only learn their mean and spread, of digits also what goes with what.",
        ),
    )


def _inpainting(found: Found, hole: int) -> Step:
    holed = found.inpainted
    names = ("whole", "with a hole", "mean in it", "from context")
    return Step(
        f"Inpaint: {hole} × {hole} pixels are gone; learn them from the others",
        (
            _shown(names, holed.whole[0], holed.damaged[0], holed.blind[0], holed.restored[0]),
            _errors("mean in the hole", holed, found.inpainted_chance),
            "Mean squared error over the whole picture. Nothing outside tells of a hole in "
            "independent pixels.",
        ),
    )


def _errors(blind: str, known: Restored, unknown: Restored) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            _error(each.blind, each.whole),
            _error(each.restored, each.whole),
            left(each),
        )
        for name, each in (("digits", known), ("pixels by chance", unknown))
    ]
    return Table(columns=("error", blind, "restored", "share left"), rows=tuple(rows), digits=4)


def _colouring(found: Painted) -> Step:
    zero = found.example
    told = np.clip(found.by_error[TWO_COLOURED], 0, 1)
    pictures = (
        ("grey", np.repeat(zero[..., None], 3, axis=2)),
        ("may be red", zero[..., None] * COLOURS[0][1]),
        ("may be cyan", zero[..., None] * COLOURS[1][1]),
        ("squared error", zero[..., None] * told),
        ("classes", zero[..., None] * found.likeliest[TWO_COLOURED]),
    )
    return Step(
        "Colourise: a 0 is red or cyan, as it happens; a 1 is yellow, a 7 blue",
        (
            Pictures(images=tuple((name, pixels(each)) for name, each in pictures)),
            _told(found),
            _shares(found),
            "Half red and half cyan is grey, a colour that no 0 ever had. Classes keep the two "
            "answers apart, and either is right in half of the cases.",
        ),
    )


def _told(found: Painted) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"digit {digit}", *(float(each) for each in colour), saturation(colour))
        for digit, colour in zip(PAINTED, found.by_error, strict=True)
    ]
    columns = ("squared error", "red", "green", "blue", "saturation")
    return Table(columns=columns, rows=tuple(rows), digits=2)


def _shares(found: Painted) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"digit {digit}", *(float(each) for each in shares), saturation(likeliest))
        for digit, shares, likeliest in zip(PAINTED, found.shares, found.likeliest, strict=True)
    ]
    names = (f"p({name})" for name, _ in COLOURS)
    return Table(columns=("classes", *names, "saturation"), rows=tuple(rows), digits=2)


def _shown(names: tuple[str, ...], *flat: Floats) -> Pictures:
    images = (np.clip(each, 0, 1).reshape(SIZE, SIZE) for each in flat)
    named = zip(names, images, strict=True)
    return Pictures(images=tuple((name, pixels(image)) for name, image in named))


def _figure(found: Found) -> tuple[Panel, ...]:
    errors = (
        ("digits", (left(found.denoised), left(found.inpainted))),
        ("pixels by chance", (left(found.denoised_chance), left(found.inpainted_chance))),
    )
    colours = (
        ("squared error", tuple(map(saturation, found.painted.by_error))),
        ("classes", tuple(map(saturation, found.painted.likeliest))),
    )
    noisy, holed = found.denoised, found.inpainted
    images = _shown(
        ("noise", "restored", "clean", "hole", "restored", "whole"),
        *(each[0] for each in (noisy.damaged, noisy.restored, noisy.whole)),
        *(each[0] for each in (holed.damaged, holed.restored, holed.whole)),
    )
    return (
        replace(images, title="A digit that was not learnt from"),
        Columns(
            groups=("noise", "hole"),
            y=Axis(label="squared error left (share)", low=0),
            bars=errors,
            levels=(Level("nothing restored", 1),),
            title="Digits are restored, chance hardly",
        ),
        Columns(
            groups=("0: red or cyan", "1: yellow", "7: blue"),
            y=Axis(label="saturation of the colour told (share)", low=0, high=1),
            bars=colours,
            title="A mean of two colours is grey",
        ),
    )


RECOVER = Demo(
    topic="Reconstruction",
    summary="Noise, holes and colours undone, and why a mean is grey.",
    run=run,
)
