"""Rotation as a pretext task, and the trap of global pooling: a bag of patches has no up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from flashdeck.demo import scenes
from flashdeck.demo.classifiers import Recipe, logits, share_right, train
from flashdeck.demo.demo import (
    Check,
    Demo,
    OneOf,
    Part,
    Pictures,
    Result,
    Step,
    Table,
    Within,
    cells,
)
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import Floats, digits
from flashdeck.demo.networks import (
    Layer,
    Weights,
    convolution_weights,
    dense,
    dense_weights,
    first_convolution,
    flat,
    global_mean,
    halved,
    relu,
)

HELD_OUT, FILTERS, KERNEL = 150, 8, 3
UPRIGHT = (2, 3, 4, 5, 7)  # the digits that no half turn makes one of the others, or itself
RECIPE = Recipe(epochs=10, batch=50, rate=0.02)
TURNS = ("0°", "90°", "180°", "270°")
CHANCE = 1 / len(TURNS)
DATA = {
    "layout": "block above ring",
    "border": "the same, up to the edge",
    "light": "light from above",
    "digits": "digits",
}
POOLED, PLACED = "global pooling", "with places"

POINT = (
    "Global average pooling counts patches and forgets where they were. If the layout alone tells "
    "the turn, and a turn keeps every patch, it can only guess, whatever its weights; light or a "
    "border it can use."
)


Network = tuple[tuple[Layer, ...], list[Weights]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A head on some data: right on new pictures, logits turn × turn of one, their change."""

    accuracy: float
    logits: tuple[tuple[float, ...], ...]
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Both heads on some data; `kept` is the share of patches that a quarter turn brings back."""

    example: Floats
    kept: float
    pooled: Tried
    placed: Tried


def run(
    seed: int,
    *,
    data: Annotated[str, OneOf(help="Which pictures.", words=("all", *DATA))] = "all",
    margin: Annotated[
        int, Within(help="Dark pixels round the layout; below 2 its edge shows.", low=0, high=3)
    ] = 2,
    n: Annotated[
        int, Within(help="Pictures to train on, each in four turns.", low=100, high=400)
    ] = 150,
) -> Result:
    """One convolution and a head, trained to name the turn."""
    chosen = tuple(DATA) if data == "all" else (data,)
    seen = {name: tried(seed, name, margin, n) for name in chosen}
    first = seen[chosen[0]]
    return Result(
        steps=(
            Step("Turn each picture by a multiple of 90°; the turn is the label", _turns(seen)),
            Step(
                f"What global pooling is given: a bag of {KERNEL} × {KERNEL} patches", _bags(seen)
            ),
            Step(f"The logits of one picture, {DATA[chosen[0]]}, after training", _logits(first)),
            Step(f"Accuracy on {HELD_OUT} new pictures in four turns each", _accuracies(seen)),
        ),
        point=POINT,
        checks=checks(seen),
        figure=(_examples(seen), _columns(seen)),
    )


def checks(seen: dict[str, Seen]) -> tuple[Check, ...]:
    """Those of the data that were tried."""
    return tuple(check for data, each in seen.items() for check in _checks(data, each))


def _checks(data: str, seen: Seen) -> tuple[Check, ...]:
    pooled, placed = seen.pooled.accuracy, seen.placed.accuracy
    match data:
        case "layout":
            return _layout_checks(seen)
        case "border":
            return (Check(name="up to the edge: global pooling", value=pooled, low=0.4),)
        case "light":
            return (Check(name="light: global pooling", value=pooled, low=0.7),)
        case _:
            return (Check(name="digits: with places less pooling", value=placed - pooled, low=0.4),)


def _layout_checks(seen: Seen) -> tuple[Check, ...]:
    return (
        Check(name="layout: share of patches that a turn keeps", value=seen.kept, low=1, high=1),
        Check(name="layout: global pooling", value=seen.pooled.accuracy, low=CHANCE, high=CHANCE),
        Check(name="layout: change of its logits by turning", value=seen.pooled.change, high=1e-9),
        Check(name="layout: with places", value=seen.placed.accuracy, low=0.85),
    )


def tried(seed: int, data: str, margin: int, n: int) -> Seen:
    """Both heads, trained on the same pictures."""
    chance = np.random.default_rng(seed)
    pictures, new = (_drawn(chance, data, margin, count) for count in (n, HELD_OUT))
    return Seen(
        example=new[0],
        kept=_kept(new[0]),
        pooled=_trained(chance, _pooling(chance), pictures, new),
        placed=_trained(chance, _placing(chance), pictures, new),
    )


def _drawn(chance: np.random.Generator, data: str, margin: int, count: int) -> Floats:
    match data:
        case "layout":
            return scenes.stacked(chance, count, margin)
        case "border":
            return scenes.stacked(chance, count, 0)
        case "light":
            return scenes.lit(chance, count)
        case _:
            return digits(chance, count, scenes.SIZE, UPRIGHT).pictures


def _pooling(chance: np.random.Generator) -> Network:
    weights = [convolution_weights(chance, KERNEL, 1, FILTERS), (), ()]
    last = dense_weights(chance, FILTERS, len(TURNS))
    return (first_convolution, relu, global_mean, dense), [*weights, last]


def _placing(chance: np.random.Generator) -> Network:
    weights = [convolution_weights(chance, KERNEL, 1, FILTERS), (), (), ()]
    places = ((scenes.SIZE - KERNEL + 1) // 2) ** 2
    last = dense_weights(chance, places * FILTERS, len(TURNS))
    return (first_convolution, relu, halved, flat, dense), [*weights, last]


def _trained(chance: np.random.Generator, network: Network, pictures: Floats, new: Floats) -> Tried:
    layers, weights = network
    x, labels = scenes.turned(pictures)
    train(layers, weights, chance, RECIPE, x[..., None], labels)
    x, labels = scenes.turned(new)
    found = logits(layers, weights, x[..., None])
    by_turn = found.reshape(len(TURNS), len(new), -1)
    return Tried(
        accuracy=share_right(found, labels),
        logits=tuple(tuple(map(float, row)) for row in by_turn[:, 0]),
        change=float(np.abs(by_turn - by_turn[0]).max()),
    )


def _kept(picture: Floats) -> float:
    """The share of its patches that are also patches of the picture turned, each counted once."""
    before, after = _patches(picture), _patches(np.rot90(picture))
    return (before & after).total() / before.total()


def _patches(picture: Floats) -> Counter[bytes]:
    windows = np.lib.stride_tricks.sliding_window_view(picture, (KERNEL, KERNEL))
    return Counter(window.tobytes() for row in windows for window in row)


def _turns(seen: dict[str, Seen]) -> tuple[Part, ...]:
    return tuple(
        Pictures(
            images=tuple(
                (name, tuple(map(tuple, np.rot90(each.example, turns).tolist())))
                for turns, name in enumerate(TURNS)
            ),
            title=DATA[data],
        )
        for data, each in seen.items()
    )


def _examples(seen: dict[str, Seen]) -> Pictures:
    """Each kind of picture, upright and turned once."""
    images = (
        (f"{data}{turned}", tuple(map(tuple, np.rot90(each.example, turns).tolist())))
        for data, each in seen.items()
        for turns, turned in enumerate(("", ", by 90°"))
    )
    return Pictures(images=tuple(images), title="Upright, and turned")


def _bags(seen: dict[str, Seen]) -> tuple[Part, ...]:
    whole = (scenes.SIZE - KERNEL + 1) ** 2
    rows = tuple(
        (DATA[data], whole, round(each.kept * whole), each.kept) for data, each in seen.items()
    )
    return (
        Table(columns=("picture", "patches", "also in its turn by 90°", "share"), rows=rows),
        "Global average pooling gives the mean answer of each filter over all patches. If a turn "
        "keeps the bag of patches, it keeps these means, and so every logit, for any weights. "
        "Only patches with the same numbers are counted: light, grain and strokes leave none "
        "that is, and then the means may tell the turn.",
    )


def _logits(seen: Seen) -> tuple[Part, ...]:
    heads = ((POOLED, seen.pooled), (PLACED, seen.placed))
    changes = (f"{each.change:.2g} {name}".replace("-", "−") for name, each in heads)
    return (
        *(_by_turn(name, each) for name, each in heads),
        "Largest change of a logit when a picture is turned: " + ", ".join(changes) + ".",
    )


def _by_turn(title: str, tried: Tried) -> Table:
    best = enumerate(tried.logits)
    return Table(
        columns=("turned by", *(f"says {turn}" for turn in TURNS)),
        rows=tuple((turn, *cells(row)) for turn, row in zip(TURNS, tried.logits, strict=True)),
        title=title,
        marked=frozenset((row, 1 + int(np.argmax(logits))) for row, logits in best),
    )


def _accuracies(seen: dict[str, Seen]) -> tuple[Part, ...]:
    rows = tuple(
        (DATA[data], each.pooled.accuracy, each.placed.accuracy) for data, each in seen.items()
    )
    return (
        Table(columns=("pictures", POOLED, PLACED), rows=rows),
        f"A blind guess is right in {CHANCE:.2f} of the cases. With places: the filters' answers "
        "are averaged over 2 × 2 only, and the head has a weight for each place.",
        "Photographs are lit from above and have a sky: cues by which networks with global pooling "
        "can learn their turns.",
    )


def _columns(seen: dict[str, Seen]) -> Columns:
    heads = (
        (POOLED, tuple(each.pooled.accuracy for each in seen.values())),
        (PLACED, tuple(each.placed.accuracy for each in seen.values())),
    )
    return Columns(
        groups=tuple(DATA[data] for data in seen),
        y=Axis(label="turns named rightly (share)", low=0, high=1),
        bars=heads,
        levels=(Level("blind guess", CHANCE),),
        title="Which head can name the turn",
    )


ROTATION = Demo(
    topic="Pretext tasks",
    summary="Which way is up: what global pooling cannot know.",
    run=run,
)
