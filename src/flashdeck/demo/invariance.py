"""Invariance and equivariance, layer by layer: move first and compute, or compute and move."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import numpy as np

from flashdeck.demo.demo import Check, Demo, Panel, Pictures, Result, Step, Table, Within, series
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import Floats, digits

SIZE, FILTERS = 12, 4
TOKENS, WIDTH = 8, 6
BROKEN = 1e-3  # a difference that no rounding makes; activations are about 1

LEAST = 1e-18  # left of every rounding error

BREAKING = (
    "zero-padded convolution, moved",
    "maximum of 2 × 2, moved by 1",
    "circular convolution, turned by 90°",
    "attention with position codes, exchanged",
)

POINT = (
    "Equivariant: the output moves along. Invariant: it stays. Circular convolution is the first "
    "and its global mean the second, exactly; borders, strides and position codes break it."
)


def run(
    seed: int,
    *,
    shift: Annotated[int, Within(help="Pixels to move, round the edge.", low=1, high=6)] = 3,
) -> Result:
    """A digit and random filters; what holds, holds for any weights."""
    chance = np.random.default_rng(seed)
    picture = digits(chance, 1, SIZE, (0, 1, 3, 4, 7)).pictures[0]
    filters = chance.normal(size=(FILTERS, 3, 3))
    moved, turned = _moved(picture, shift), np.rot90(picture)
    around = partial(_convolved, filters=filters, around=True)
    padded = partial(_convolved, filters=filters, around=False)
    features = around(picture)
    inside = (slice(None), slice(shift + 1, -1), slice(shift + 1, -1))
    border = np.abs(padded(moved) - _moved(padded(picture), shift))
    found = {
        "circular convolution, moved": _apart(around(moved), _moved(features, shift)),
        "zero-padded convolution, moved": float(border.max()),
        "the same, away from the border": float(border[inside].max()),
        "global mean of it, moved: stays": _apart(_mean(around(moved)), _mean(features)),
        "maximum of 2 × 2, moved by 2": _apart(
            _pooled(around(_moved(picture, 2))), _moved(_pooled(features), 1)
        ),
        "maximum of 2 × 2, moved by 1": min(
            _apart(_pooled(around(_moved(picture, 1))), _moved(_pooled(features), each))
            for each in (0, 1)
        ),
        "circular convolution, turned by 90°": _apart(
            around(turned), np.rot90(features, axes=(1, 2))
        ),
        **_attention(chance),
    }
    drawn = _drawn(picture, moved, features[0], _moved(features, shift)[0], around(moved)[0])
    return Result(
        steps=(
            Step(f"Move by {shift} and filter, or filter and move by {shift}", (drawn,)),
            Step(
                "The largest difference between the two orders",
                (_differences(found), "Activations are about 1; 1e−16 is rounding."),
            ),
        ),
        point=POINT,
        checks=checks(found),
        figure=_figure(found, drawn),
    )


def checks(found: dict[str, float]) -> tuple[Check, ...]:
    """What is to hold must, but for rounding; what is to break must not."""
    return tuple(
        Check(name=name, value=value, low=BROKEN)
        if name in BREAKING
        else Check(name=name, value=value, high=1e-12)
        for name, value in found.items()
    )


def _convolved(image: Floats, filters: Floats, *, around: bool) -> Floats:
    """filters × size × size: a 3 × 3 convolution of stride 1."""
    wide = np.pad(image, 1, mode="wrap") if around else np.pad(image, 1)
    windows = np.lib.stride_tricks.sliding_window_view(wide, (3, 3))
    return np.asarray(np.einsum("yxab,fab->fyx", windows, filters))


def _moved(image: Floats, shift: int) -> Floats:
    """Down and to the right; what leaves comes in at the other side."""
    return np.roll(image, (shift, shift), axis=(-2, -1))


def _mean(features: Floats) -> Floats:
    return np.asarray(features.mean(axis=(1, 2)))


def _pooled(features: Floats) -> Floats:
    half = SIZE // 2
    return np.asarray(features.reshape(-1, half, 2, half, 2).max(axis=(2, 4)))


def _attention(chance: np.random.Generator) -> dict[str, float]:
    """One head; tokens exchanged before or after it."""
    tokens, codes = chance.normal(size=(2, TOKENS, WIDTH))
    queries, keys, values = chance.normal(size=(3, WIDTH, WIDTH))
    order = np.roll(np.arange(TOKENS), 1)

    def attended(rows: Floats) -> Floats:
        logits = (rows @ queries) @ (rows @ keys).T / np.sqrt(WIDTH)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True) @ (rows @ values))

    return {
        "attention, tokens exchanged": _apart(attended(tokens[order]), attended(tokens)[order]),
        "attention with position codes, exchanged": _apart(
            attended(tokens[order] + codes), attended(tokens + codes)[order]
        ),
    }


def _apart(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).max())


def _drawn(*images: Floats) -> Pictures:
    names = ("picture", "moved", "filtered", "filter, move", "move, filter")
    scaled = ((np.abs(image) / np.abs(image).max()).tolist() for image in images)
    return Pictures(
        images=tuple(
            (name, tuple(tuple(row) for row in image))
            for name, image in zip(names, scaled, strict=True)
        )
    )


def _differences(found: dict[str, float]) -> Table:
    rows = tuple(
        (
            name,
            _written(value),
            "broken" if name in BREAKING else "holds",
        )
        for name, value in found.items()
    )
    return Table(columns=("layer and transformation", "difference", "claim"), rows=rows)


def _written(value: float) -> str:
    return f"{value:.2g}".replace("-", "−")


def _figure(found: dict[str, float], drawn: Pictures) -> tuple[Panel, ...]:
    return (
        replace(drawn, title="A digit and one filter; moved before, or after"),
        Columns(
            groups=tuple(found),
            y=Axis(
                label="largest difference (activations are about 1)",
                logarithmic=True,
                low=LEAST,
                high=1e3,
            ),
            bars=(("", series(found.values())),),
            levels=(Level("left: rounding; right: broken", BROKEN),),
            title="Move first, or compute first?",
        ),
    )


INVARIANCE = Demo(
    topic="Invariance",
    summary="Which layers move along, which stay, and what breaks it.",
    run=run,
)
