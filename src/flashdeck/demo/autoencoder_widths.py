"""Linear autoencoders: the plane of PCA, and a code as wide as the picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo import autoencoder_training as training
from flashdeck.demo.autoencoder_part import Part
from flashdeck.demo.autoencoder_training import PIXELS, TEN, sampled
from flashdeck.demo.demo import Cell, Check, Step, Table
from flashdeck.demo.figure import Axis, Columns
from flashdeck.demo.glyphs import Floats

WIDTHS = (2, 8, 32, PIXELS)

POINT = (
    "A linear autoencoder is PCA without its axes. The wider its code, the better it copies, "
    "noise too: error alone cannot choose the width."
)


class Width(NamedTuple):
    """A linear autoencoder: squared errors of it and of PCA, and shares lost of two kinds."""

    k: int
    error: float
    pca: float
    angle: float
    digits_lost: float
    noise_lost: float


def width_checks(found: tuple[Width, ...]) -> tuple[Check, ...]:
    """From the narrowest code to one as wide as the picture."""
    narrow, *_, full = found
    return (
        Check(
            name="linear, 2 wide: error over PCA's, less 1",
            value=narrow.error / narrow.pca - 1,
            high=1e-8,
        ),
        Check(name="linear, 2 wide: angle to PCA's plane, degrees", value=narrow.angle, high=1e-3),
        Check(name="narrow code: share of noise lost", value=narrow.noise_lost, low=0.9),
        Check(name="narrow code: share of digits lost", value=narrow.digits_lost, high=0.85),
        Check(name="full width: share of digits lost", value=full.digits_lost, high=1e-9),
        Check(name="full width: share of noise lost", value=full.noise_lost, high=1e-9),
    )


def widths(chance: np.random.Generator, pictures: Floats) -> tuple[Width, ...]:
    """Learnt from the pictures of a sample; the noise is seen for the first time."""
    middle = pictures.mean(axis=0)
    centred = pictures - middle
    noise = chance.uniform(size=centred.shape) - middle
    return tuple(_width(chance, centred, noise, k) for k in WIDTHS)


def _width(chance: np.random.Generator, centred: Floats, noise: Floats, k: int) -> Width:
    found = training.linear(chance, centred, k)
    axes = training.principal(centred, k)
    error, pca = (
        float(((each - centred) ** 2).mean())
        for each in (centred @ found.encoder @ found.decoder, centred @ axes @ axes.T)
    )
    unseen = noise @ found.encoder @ found.decoder
    return Width(
        k=k,
        error=error,
        pca=pca,
        angle=training.angle(found.encoder, axes),
        digits_lost=error / float((centred**2).mean()),
        noise_lost=float(((unseen - noise) ** 2).mean() / (noise**2).mean()),
    )


def shown(seed: int) -> Part:
    chance = np.random.default_rng(seed)
    found = widths(chance, sampled(chance, TEN).known)
    narrow = found[:2]
    pca: tuple[tuple[Cell, ...], ...] = tuple(
        (f"k = {each.k}", each.error, each.pca, each.angle) for each in narrow
    )
    lost: tuple[tuple[Cell, ...], ...] = tuple(
        (f"k = {each.k}", each.digits_lost, each.noise_lost) for each in found
    )
    kinds = (
        ("digits", tuple(each.digits_lost for each in found)),
        ("noise", tuple(each.noise_lost for each in found)),
    )
    return Part(
        (
            Step(
                "Linear: k numbers from 144, and 144 from k; squared error",
                (
                    Table(
                        columns=("code", "error", "error of PCA", "angle between, in degrees"),
                        rows=pca,
                        digits=6,
                    ),
                    "It finds the space of the first k principal components, but not the axes: "
                    "any other k in that space do as well.",
                ),
            ),
            Step(
                "A wider code: what is lost of digits, and of noise that it never saw",
                (
                    Table(columns=("code", "digits lost", "noise lost"), rows=lost),
                    "Shares of the squared distance from the mean digit. As wide as the picture "
                    "it copies anything: a perfect score, and nothing known about digits.",
                ),
            ),
        ),
        width_checks(found),
        (
            Columns(
                groups=tuple(str(each.k) for each in found),
                x="width of the code (numbers)",
                y=Axis(label="squared distance lost (share)", low=0, high=1),
                bars=kinds,
                title="Wide enough, it copies noise too",
            ),
        ),
        POINT,
    )
