"""Jigsaw as a pretext task: name the order of the tiles, one of a few that are far apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Annotated, NamedTuple

import numpy as np

from flashdeck.demo.classifiers import Recipe, logits, share_right, train
from flashdeck.demo.demo import Bars, Check, Demo, Part, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import Floats, Indices, digits
from flashdeck.demo.networks import dense, dense_weights, joined, parted, relu

SIDE, TILE = 3, 4
TILES = SIDE * SIDE
TRAIN, HELD_OUT = 3000, 500
EACH, HIDDEN, MOVED, CANDIDATES = 32, 128, 5, 5000
GRAIN, FLOOR = 0.05, 0.05
RECIPE = Recipe(epochs=8, batch=50, rate=0.005)
LAYERS = (parted, dense, relu, joined(TILES), dense, relu, dense)
SHOWN = 3

POINT = (
    "To name the order one has to know each tile and where it belongs. Orders in which few tiles "
    "move are mixed up more often, for two tiles may look alike. Choosing orders far apart makes "
    "sure that no two are so near; drawn at random, a few of the 9! = 362,880 seldom are."
)


class Example(NamedTuple):
    """Tiles 9 × 16: as the network sees them, as it puts them back, and as they were."""

    shuffled: Floats
    restored: Floats
    picture: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A set of orders, and what was right on new pictures: whole orders, and places of tiles."""

    orders: Indices
    accuracy: float
    placed: float
    best: Example
    worst: Example

    @property
    def distances(self) -> Indices:
        """In how many places two orders differ, for each pair of them."""
        differ = (self.orders[:, None] != self.orders[None]).sum(axis=-1)
        return np.asarray(differ[np.triu_indices(len(self.orders), 1)])


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Orders to tell apart.", low=32, high=100)] = 64,
) -> Result:
    """Ten digits in 3 × 3 tiles; each tile goes through the same layer."""
    chance = np.random.default_rng(seed)
    sets = {
        "far apart": far_apart(chance, n),
        "at random": at_random(chance, n),
        f"{MOVED} tiles move": close(chance, n),
    }
    pictures = digits(chance, TRAIN + HELD_OUT, SIDE * TILE, tuple(range(10))).pictures
    tried = {name: solved(chance, pictures, orders) for name, orders in sets.items()}
    far, drawn, near = tried.values()
    return Result(
        steps=(
            Step("Cut pictures into tiles and shuffle these; the order is the label", _cut(far)),
            Step(f"Choose {n} orders in three ways", _sets(tried)),
            Step(f"Name the order, on {HELD_OUT} new pictures", _accuracies(tried, n)),
            Step("Put the tiles back as the network says", _restored(far, near)),
        ),
        point=POINT,
        checks=checks(far, drawn, near),
        figure=(_side_by_side(far, near), _columns(tried, n)),
    )


def checks(far: Tried, drawn: Tried, near: Tried) -> tuple[Check, ...]:
    """Sets chosen to be far apart, drawn at random, and of a few tiles only."""
    gained = float(far.distances.min() - drawn.distances.min())
    return (
        Check(name="smallest distance: far apart less at random", value=gained, low=1),
        Check(name="far apart: orders named rightly", value=far.accuracy, low=0.9),
        Check(name="far apart less few tiles", value=far.accuracy - near.accuracy, low=0.05),
    )


def far_apart(chance: np.random.Generator, count: int) -> Indices:
    """Each next one is that whose nearest of the chosen is farthest, of some thousands drawn.

    Noroozi and Favaro, 2016, algorithm 1, but for the drawing; equal ones by their mean.
    """
    candidates = at_random(chance, CANDIDATES)
    chosen = [candidates[0]]
    nearest, total = np.full(CANDIDATES, TILES), np.zeros(CANDIDATES)
    while len(chosen) < count:
        distance = (candidates != chosen[-1]).sum(axis=1)
        nearest, total = np.minimum(nearest, distance), total + distance
        chosen.append(candidates[np.lexsort((total, nearest))[-1]])
    return np.array(chosen)


def at_random(chance: np.random.Generator, count: int) -> Indices:
    """Any orders of the tiles."""
    return chance.permuted(np.tile(np.arange(TILES), (count, 1)), axis=1)


def close(chance: np.random.Generator, count: int) -> Indices:
    """Different orders of a few tiles; the others stay where they are."""
    places = chance.permutation(TILES)[:MOVED]
    every = np.array(list(permutations(range(MOVED))))
    orders = np.tile(np.arange(TILES), (count, 1))
    orders[:, places] = places[chance.permutation(every)[:count]]
    return orders


def solved(chance: np.random.Generator, pictures: Floats, orders: Indices) -> Tried:
    """A network trained to name the order, and asked about pictures it has not seen."""
    labels = chance.integers(0, len(orders), len(pictures))
    places = np.arange(len(pictures))[:, None]
    shuffled = tiles(pictures)[places, orders[labels]]
    x = _levelled(shuffled + GRAIN * chance.normal(size=shuffled.shape))
    first, second = (
        dense_weights(chance, TILE**2, EACH),
        dense_weights(chance, TILES * EACH, HIDDEN),
    )
    weights = [(), first, (), (), second, (), dense_weights(chance, HIDDEN, len(orders))]
    train(LAYERS, weights, chance, RECIPE, x[:TRAIN], labels[:TRAIN])
    found = logits(LAYERS, weights, x[TRAIN:])
    said, asked = orders[found.argmax(axis=1)], orders[labels[TRAIN:]]
    right = (said == asked).all(axis=1)
    # the first that was named rightly, and the last of the others
    best, worst = np.argsort(~right, kind="stable")[[0, -1]]
    return Tried(
        orders=orders,
        accuracy=share_right(found, labels[TRAIN:]),
        placed=float((said == asked).mean()),
        best=_example(shuffled[TRAIN + best], said[best], asked[best]),
        worst=_example(shuffled[TRAIN + worst], said[worst], asked[worst]),
    )


def _example(shuffled: Floats, said: Indices, asked: Indices) -> Example:
    return Example(shuffled, shuffled[np.argsort(said)], shuffled[np.argsort(asked)])


def tiles(pictures: Floats) -> Floats:
    """n × 9 × 16, row by row."""
    cut = pictures.reshape(-1, SIDE, TILE, SIDE, TILE).swapaxes(2, 3)
    return cut.reshape(len(pictures), TILES, TILE * TILE)


def _levelled(cut: Floats) -> Floats:
    """Each tile with mean 0 and equal contrast: its brightness alone is not to tell its place."""
    middle, spread = cut.mean(axis=-1, keepdims=True), cut.std(axis=-1, keepdims=True)
    return np.asarray((cut - middle) / (spread + FLOOR))


def _cut(tried: Tried) -> tuple[Part, ...]:
    example = tried.best
    return (
        _drawn("", (("picture", example.picture), ("shuffled", example.shuffled))),
        "For the network each tile is brought to mean 0 and equal contrast, with some grain: "
        "its brightness is not to tell where it belongs.",
    )


def _sets(tried: dict[str, Tried]) -> tuple[Part, ...]:
    rows = tuple(
        (name, _order(each.orders[0]), _order(each.orders[1]), *_spread(each))
        for name, each in tried.items()
    )
    columns = ("orders", "the first", "the second", "smallest distance", "mean")
    return (
        Table(columns=columns, rows=rows),
        "An order says which tile stands at each place. The distance of two is the number of "
        "places with different tiles (Hamming). "
        f"“Far apart” takes, of {CANDIDATES} orders, always the one farthest from those it has.",
    )


def _order(tiles: Indices) -> str:
    return "".join(str(each + 1) for each in tiles)


def _spread(tried: Tried) -> tuple[int, float]:
    return int(tried.distances.min()), float(tried.distances.mean())


def _accuracies(tried: dict[str, Tried], n: int) -> tuple[Part, ...]:
    rows = tuple((name, each.accuracy, each.placed) for name, each in tried.items())
    bars = tuple((name, each.accuracy) for name, each in tried.items())
    return (
        Table(columns=("orders", "named rightly", "tiles put right"), rows=rows),
        Bars(lines=(*bars, ("blind guess", 1 / n)), whole=1, title="orders named rightly"),
        "Orders at random are nearly as far apart in the mean, and named about as well: choosing "
        "gains the distance of the nearest two, not accuracy. Where few tiles move, two that look "
        "alike are enough for a mistake.",
    )


def _restored(far: Tried, near: Tried) -> tuple[Pictures, ...]:
    return tuple(
        _drawn(
            title,
            (
                ("shuffled", each.shuffled),
                ("put back", each.restored),
                ("as it was", each.picture),
            ),
        )
        for title, each in (
            ("far apart: one that was named rightly", far.best),
            (f"{MOVED} tiles move: one that was not, if any", near.worst),
        )
    )


def _side_by_side(far: Tried, near: Tried) -> Pictures:
    above, below = _restored(far, near)
    title = f"Orders far apart (above), {MOVED} tiles move (below)"
    return Pictures(images=above.images + below.images, title=title)


def _drawn(title: str, cuts: tuple[tuple[str, Floats], ...]) -> Pictures:
    """Tiles with dark lines between them."""
    size, lines = SIDE * TILE, [TILE, TILE, 2 * TILE, 2 * TILE]
    images = []
    for name, cut in cuts:
        whole = cut.reshape(SIDE, SIDE, TILE, TILE).swapaxes(1, 2).reshape(size, size)
        apart = np.insert(np.insert(whole, lines, 0, axis=0), lines, 0, axis=1)
        images.append((name, tuple(map(tuple, apart.tolist()))))
    return Pictures(images=tuple(images), title=title)


def _columns(tried: dict[str, Tried], n: int) -> Columns:
    measured = tried.values()
    return Columns(
        groups=tuple(tried),
        y=Axis(label="share that is right", low=0, high=1.08),
        bars=(
            ("orders named", tuple(each.accuracy for each in measured)),
            ("tiles placed", tuple(each.placed for each in measured)),
        ),
        levels=(Level("blind guess of the order", 1 / n),),
        title="Which orders can be named",
    )


JIGSAW = Demo(
    topic="Pretext tasks",
    summary="Shuffled tiles, and why their orders are chosen far apart.",
    run=run,
)
