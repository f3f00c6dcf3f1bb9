"""The manifold of pictures: how few directions digits take among all that pixels could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np

from flashdeck.demo.demo import Cell, Check, Curves, Demo, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Line, Lines
from flashdeck.demo.glyphs import (
    PEN,
    Factors,
    Floats,
    digits,
    drawn,
    factors,
    pixels,
    unbent,
)

SIZE, SEVEN = 12, 7
ALL = tuple(range(10))
ENOUGH = 0.95  # of the variance
POSTS, BLENDS = 181, 5  # pictures along the path to compare with; pictures shown

TURNED = "sevens: turned"
TWO = "sevens: turned, finer or broader"
SIX = "sevens: all six factors"
DIGITS = "ten digits: all six factors"
EXCHANGED = "pixels of other digits"
CHANCE = "pixels by chance"

POINT = (
    "A digit is 144 numbers, but a few factors make it. Digits lie near a thin, bent surface: "
    "straight mixtures leave it, and nearly all other pictures are noise. That surface is what "
    "there is to learn without labels."
)


class Measured(NamedTuple):
    """Of a set of pictures: directions for 95 % of the variance, and intrinsic dimension."""

    directions: int
    dimension: float
    growth: tuple[float, ...]
    """Share of the variance in the first so many directions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Each set by its name; distances from the path, over that of its two ends."""

    sets: dict[str, Measured]
    straight: float
    along: float


def run(
    seed: int,
    *,
    n: Annotated[int, Within(help="Pictures of each kind.", low=500, high=2000)] = 1000,
    turn: Annotated[
        float, Within(help="Degrees from one end to the other.", low=30, high=120)
    ] = 60,
) -> Result:
    """Sevens and digits whose factors are known, and pictures without any."""
    chance = np.random.default_rng(seed)
    sets = drawn_sets(chance, n)
    path = _path(turn)
    found = Found(
        sets={name: measured(pictures) for name, pictures in sets.items()},
        straight=_apart(path, (path[0] + path[-1]) / 2),
        along=_apart(path, _path(turn, POSTS - 1)[POSTS // 2]),
    )
    return Result(
        steps=(
            _examples(sets),
            _directions(found, n),
            _dimensions(found),
            _between(path, turn, found),
        ),
        point=POINT,
        checks=checks(found),
        figure=_figure(found),
    )


def checks(found: Found) -> tuple[Check, ...]:
    """Dimensions are estimates: of few factors close, of many too small."""
    one, two, ten = found.sets[TURNED], found.sets[TWO], found.sets[DIGITS]
    loose, chance = found.sets[EXCHANGED], found.sets[CHANCE]
    return (
        Check(name="dimension, one factor", value=one.dimension, low=0.85, high=1.15),
        Check(name="dimension, two factors", value=two.dimension, low=1.5, high=2.6),
        Check(name="dimension of digits (six factors)", value=ten.dimension, low=4, high=8),
        Check(
            name="dimension of exchanged pixels, times",
            value=loose.dimension / ten.dimension,
            low=2.5,
        ),
        Check(name="dimension of chance, times", value=chance.dimension / ten.dimension, low=5),
        Check(name="95 % of variance: directions of digits", value=ten.directions, high=70),
        Check(name="95 % of variance: directions of chance", value=chance.directions, low=110),
        Check(name="straight middle: off the path", value=found.straight, low=0.2),
        Check(name="middle of the path: off the path", value=found.along, high=0.02),
    )


def drawn_sets(chance: np.random.Generator, n: int) -> dict[str, Floats]:
    """Pictures of the sets by their names, n × pixels each."""
    every = factors(chance, n)
    turned = unbent(n)._replace(turn=every.turn)
    ten = _flat(digits(chance, n, SIZE, ALL).pictures)
    return {
        TURNED: _sevens(turned),
        TWO: _sevens(turned._replace(pen=chance.uniform(*PEN, n))),
        SIX: _sevens(every),
        DIGITS: ten,
        EXCHANGED: chance.permuted(ten, axis=0),
        CHANCE: chance.uniform(size=ten.shape),
    }


def measured(pictures: Floats) -> Measured:
    centred = pictures - pictures.mean(axis=0)
    variance = np.linalg.eigvalsh(centred.T @ centred)[::-1]
    growth = np.cumsum(variance) / variance.sum()
    return Measured(
        directions=int(np.searchsorted(growth, ENOUGH)) + 1,
        dimension=dimension(pictures),
        growth=tuple(map(float, growth)),
    )


def dimension(points: Floats) -> float:
    """TwoNN (Facco and others, Scientific Reports 7, 2017): n over Σ ln(r₂ / r₁)."""
    squares = (points**2).sum(axis=1)
    apart = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(apart, np.inf)
    first, second = np.partition(apart, 1, axis=1)[:, :2].clip(1e-12).T
    return float(len(points) / (np.log(second / first) / 2).sum())


def _sevens(factors: Factors) -> Floats:
    return _flat(drawn(np.full(len(factors.turn), SEVEN), factors, SIZE))


def _flat(pictures: Floats) -> Floats:
    return pictures.reshape(len(pictures), -1)


def _path(turn: float, posts: int = POSTS) -> Floats:
    """A seven, turned little by little."""
    half = np.deg2rad(turn) / 2
    return _sevens(unbent(posts)._replace(turn=np.linspace(-half, half, posts)))


def _apart(path: Floats, picture: Floats) -> float:
    """To the nearest picture of the path, over the distance between its ends."""
    nearest = np.linalg.norm(path - picture, axis=1).min()
    return float(nearest / np.linalg.norm(path[0] - path[-1]))


def _examples(sets: dict[str, Floats]) -> Step:
    named = (
        ("digit", sets[DIGITS][0]),
        ("digit", sets[DIGITS][1]),
        ("exchanged", sets[EXCHANGED][0]),
        ("exchanged", sets[EXCHANGED][1]),
        ("by chance", sets[CHANCE][0]),
    )
    return Step(
        f"Pictures of {SIZE} × {SIZE} numbers from 0 to 1",
        (
            _shown(named),
            "Exchanged: each pixel is that of some digit, but each of another one. Pixel by "
            "pixel they are as digits are; together they are not.",
        ),
    )


def _directions(found: Found, n: int) -> Step:
    names = (DIGITS, EXCHANGED, CHANCE)
    curves = tuple((name, found.sets[name].growth) for name in names)
    return Step(
        f"How many straight directions hold 95 % of the variance of {n}? (PCA)",
        (
            Curves(lines=curves, low=0, high=1, title="share in the first 1, 2, … 144 directions"),
            Table(
                columns=("pictures", "directions for 95 %"),
                rows=tuple((name, found.sets[name].directions) for name in names),
            ),
        ),
    )


def _dimensions(found: Found) -> Step:
    known = {TURNED: 1, TWO: 2, SIX: 6, DIGITS: 6, EXCHANGED: None, CHANCE: SIZE * SIZE}
    rows: list[tuple[Cell, ...]] = [
        (name, each, found.sets[name].dimension) for name, each in known.items()
    ]
    return Step(
        "How many curved directions? Ask each picture for its two nearest others",
        (
            "In d dimensions a ball holds r^d of what lies around, so the second neighbour is "
            "the farther off the smaller d is: ln(r2 / r1) has the mean 1 / d.",
            Table(
                columns=("pictures", "factors known", "dimension measured"),
                rows=tuple(rows),
                digits=1,
            ),
            "Many dimensions come out too small: to fill them takes far more pictures.",
        ),
    )


def _between(path: Floats, turn: float, found: Found) -> Step:
    shares = np.linspace(0, 1, BLENDS)
    along = [
        (f"{turn * (share - 0.5):.0f}°".replace("-", "−"), path[round(share * (POSTS - 1))])
        for share in shares
    ]
    straight = [
        (f"{share:.0%} mixed", (1 - share) * path[0] + share * path[-1]) for share in shares
    ]
    return Step(
        "From one seven to another: along the factor, and straight through pixels",
        (
            _shown(along, "along: a little more turned each"),
            _shown(straight, "straight: a mixture of the two ends"),
            Table(
                columns=("halfway", "from the nearest turned seven, over the distance of the ends"),
                rows=(("along", found.along), ("straight", found.straight)),
            ),
        ),
    )


def _shown(named: Iterable[tuple[str, Floats]], title: str = "") -> Pictures:
    images = tuple((name, pixels(image.reshape(SIZE, SIZE))) for name, image in named)
    return Pictures(images=images, title=title)


def _figure(found: Found) -> tuple[Lines | Columns, ...]:
    count = tuple(float(each + 1) for each in range(SIZE * SIZE))
    names = (DIGITS, EXCHANGED, CHANCE)
    return (
        Lines(
            x=Axis(label="principal directions (count)"),
            y=Axis(label="variance held (share)", low=0, high=1),
            lines=tuple(Line(name, count, found.sets[name].growth) for name in names),
            title="Straight directions (PCA)",
        ),
        Columns(
            groups=tuple(found.sets),
            y=Axis(label="intrinsic dimension (count)", low=0),
            bars=(("", tuple(each.dimension for each in found.sets.values())),),
            digits=1,
            title="Curved directions (TwoNN)",
        ),
    )


MANIFOLD = Demo(
    topic="Data",
    summary="How few dimensions digits fill, and what lies between two.",
    run=run,
)
