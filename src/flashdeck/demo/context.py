"""Context prediction by a shortcut: the lens gives the place away, as a horse's master did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from flashdeck.demo import fringes
from flashdeck.demo.classifiers import Recipe, logits, share_right, train
from flashdeck.demo.demo import Bars, Check, Demo, Part, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.fringes import Pairs
from flashdeck.demo.glyphs import Floats, Indices, digits
from flashdeck.demo.networks import (
    convolution_weights,
    dense,
    dense_weights,
    first_convolution,
    flat,
    global_mean,
    joined,
    parted,
    relu,
)
from flashdeck.demo.probes import probed

HELD_OUT, FILTERS, KERNEL, HIDDEN = 800, 16, 3, 64
RECIPE = Recipe(epochs=8, batch=50, rate=0.02)
LOOK = (
    parted,
    first_convolution,
    relu,
    global_mean,
    joined(2),
    dense,
    relu,
    dense,
)
READ = (flat, dense, relu, dense)
CHOICES = len(fringes.DIRECTIONS)
CHANCE, NEAR = 1 / CHOICES, 0.05
ZONES = 5
NAMES = (
    "above left",
    "above",
    "above right",
    "left",
    "right",
    "below left",
    "below",
    "below right",
)
TILE = 4
ARROWS = {
    (-1, -1): "↖",
    (-1, 0): "↑",
    (-1, 1): "↗",
    (0, -1): "←",
    (0, 0): "·",
    (0, 1): "→",
    (1, -1): "↙",
    (1, 0): "↓",
    (1, 1): "↘",
}

POINT = (
    "These patches have no content, yet most of their places are named rightly: by the colours' "
    "displacement. Take the cue away and a blind guess is left. A pretext task that can be solved "
    "without content need not teach any: a Clever Hans."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Accuracies on new pairs, each of eight places."""

    fringed: float
    measured: float
    plain: float
    one_channel: float
    grey: float
    content: float


def run(
    seed: int,
    *,
    aberration: Annotated[
        float, Within(help="Red magnified by so much more, blue by less.", low=0.01, high=0.1)
    ] = 0.03,
    n: Annotated[int, Within(help="Pairs to train on.", low=500, high=2000)] = 1000,
) -> Result:
    """Patches of star fields with and without the cue, and of digits for comparison."""
    chance = np.random.default_rng(seed)
    seen = fringes.pairs(chance, n + HELD_OUT, aberration)
    measured = fringes.displaced(seen.patches)
    found = compared(chance, seen, measured, n)
    return Result(
        steps=(
            Step("Two patches of a photograph; where does the second lie?", _pair(seen)),
            Step(
                "Measure the displacement of red against blue, place by place",
                _field(seen, measured),
            ),
            Step(f"Name one of {CHOICES} places, on {HELD_OUT} new pairs", _accuracies(found)),
        ),
        point=POINT,
        checks=checks(found),
        figure=(*_both(seen), _columns(found)),
    )


def checks(found: Found) -> tuple[Check, ...]:
    """What has the cue is far from a blind guess, and what lacks it is near."""
    low, high = CHANCE - NEAR, CHANCE + NEAR
    return (
        Check(name="colours displaced", value=found.fringed, low=0.6),
        Check(name="by the measured displacements alone", value=found.measured, low=0.8),
        Check(name="colours in place", value=found.plain, low=low, high=high),
        Check(name="displaced, one colour kept", value=found.one_channel, low=low, high=high),
        Check(name="digits, with content and no colour", value=found.content, low=0.5),
    )


def compared(chance: np.random.Generator, seen: Pairs, measured: Floats, n: int) -> Found:
    """Networks trained on the first n pairs, asked about the others."""
    plain = fringes.pairs(chance, len(seen.labels), 0)
    one = fringes.one_channel(chance, seen.patches)
    return Found(
        fringed=_looking(chance, seen.patches, seen.labels, n),
        measured=probed(measured.reshape(len(measured), -1), seen.labels, n),
        plain=_looking(chance, plain.patches, plain.labels, n),
        one_channel=_looking(chance, one, seen.labels, n),
        grey=_looking(chance, fringes.grey(seen.patches), seen.labels, n),
        content=_reading(chance, n),
    )


def _looking(chance: np.random.Generator, patches: Floats, labels: Indices, n: int) -> float:
    """Filters and their mean over each patch, alike for both, and a head for the two."""
    weights = [
        (),
        convolution_weights(chance, KERNEL, 3, FILTERS),
        *[()] * 3,
        dense_weights(chance, 2 * FILTERS, HIDDEN),
        (),
        dense_weights(chance, HIDDEN, CHOICES),
    ]
    train(LOOK, weights, chance, RECIPE, patches[:n], labels[:n])
    return share_right(logits(LOOK, weights, patches[n:]), labels[n:])


def _reading(chance: np.random.Generator, n: int) -> float:
    """Tiles of grey digits, the middle one and one of its neighbours."""
    size = 3 * TILE
    pictures = digits(chance, n + HELD_OUT, size, tuple(range(10))).pictures
    tiles = pictures.reshape(-1, 3, TILE, 3, TILE).swapaxes(2, 3).reshape(-1, 9, TILE * TILE)
    labels = chance.integers(0, CHOICES, len(tiles))
    second = labels + (labels >= CHOICES // 2)  # tile 4 is the middle
    pairs = np.stack([tiles[:, 4], tiles[np.arange(len(tiles)), second]], axis=1)
    first = dense_weights(chance, 2 * TILE * TILE, HIDDEN)
    weights = [(), first, (), dense_weights(chance, HIDDEN, CHOICES)]
    train(READ, weights, chance, RECIPE._replace(rate=0.01), pairs[:n], labels[:n])
    return share_right(logits(READ, weights, pairs[n:]), labels[n:])


def _pair(seen: Pairs) -> tuple[Part, ...]:
    return (
        "Stars strewn by chance: no object reaches from one patch into the other. The lens "
        "magnifies red more than green, and blue less.",
        *_both(seen),
    )


def _both(seen: Pairs) -> tuple[Pictures, ...]:
    """Two bright patches off the axis."""
    off_axis = np.linalg.norm(seen.places, axis=2).min(axis=1)
    light = seen.patches.clip(0).sum(axis=(2, 3)).min(axis=(1, 2))
    example = int((off_axis * light).argmax())
    first, second = seen.patches[example]
    return (
        _channels("the first patch", first),
        _channels(f"the second patch: {NAMES[seen.labels[example]]}", second),
    )


def _channels(title: str, patch: Floats) -> Pictures:
    light = np.clip(patch / patch.max(), 0, 1)
    colour = tuple(tuple(tuple(pixel) for pixel in row) for row in light.tolist())
    alone = tuple(
        (name, tuple(map(tuple, light[..., each].tolist())))
        for each, name in enumerate(("red", "green", "blue"))
    )
    return Pictures(images=(("in colour", colour), *alone), title=title)


def _field(seen: Pairs, measured: Floats) -> tuple[Part, ...]:
    """Means over all patches whose middle lies in a zone of the photograph."""
    apart = (measured[..., 0, :] - measured[..., 1, :]).reshape(-1, 2)
    zones = ((seen.places.reshape(-1, 2) / fringes.PHOTOGRAPH + 0.5) * ZONES).astype(np.intp)
    rows = tuple(
        tuple(
            _arrow(apart[(zones == (down, across)).all(axis=1)].mean(axis=0))
            for across in range(ZONES)
        )
        for down in range(ZONES)
    )
    columns = ("left", "", "middle", "", "right")
    return (
        Table(columns=columns, rows=rows, title="a photograph from top to bottom, in pixels"),
        "Outside the middle the arrows lead away from it: a displacement tells where a patch was "
        "cut out, and two displacements where they lie to each other. Lengths are means of what "
        "was measured, red less blue.",
    )


def _arrow(shift: Floats) -> str:
    """Its direction, to an eighth of a turn, and its length."""
    length = float(np.hypot(*shift))
    down, across = (round(float(each) / max(length, 0.1)) for each in shift)
    return f"{ARROWS[down, across]} {length:.2f}"


def _rows(found: Found) -> tuple[tuple[str, float], ...]:
    return (
        ("stars, colours displaced", found.fringed),
        ("  by the four displacements alone", found.measured),
        ("stars, colours in place", found.plain),
        ("displaced, one colour kept at random", found.one_channel),
        ("displaced, made grey", found.grey),
        ("tiles of digits, grey", found.content),
        ("blind guess", CHANCE),
    )


def _accuracies(found: Found) -> tuple[Part, ...]:
    return (
        Bars(lines=_rows(found), whole=1, title="share that is right"),
        "Keeping one colour, and noise for the others, closes the shortcut. Grey pictures may "
        "keep a trace of it: where colours were displaced, a spot is blurred along the arrow.",
        "Digits show the task as it was meant: there the content tells, with no lens at all.",
    )


def _columns(found: Found) -> Columns:
    rows = _rows(found)[:-1]
    return Columns(
        groups=tuple(name.strip() for name, _ in rows),
        y=Axis(label="places named rightly (share)", low=0, high=1),
        bars=(("accuracy", tuple(value for _, value in rows)),),
        levels=(Level("blind guess", CHANCE),),
        title="Which pairs give their place away",
    )


CONTEXT = Demo(
    topic="Pretext tasks",
    summary="Clever Hans: places of patches, told by the lens.",
    run=run,
)
