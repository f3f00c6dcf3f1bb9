"""Two numbers for a seven that was made of two factors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flashdeck.demo import autoencoder_training as training
from flashdeck.demo.autoencoder_part import Part, strip
from flashdeck.demo.autoencoder_training import SIZE, Network
from flashdeck.demo.demo import Cell, Check, Step, Table
from flashdeck.demo.figure import Axis, Columns
from flashdeck.demo.glyphs import Floats, drawn, unbent

SEVENS, SEVEN = 1000, 7
TURN, STRIP = np.deg2rad(30), 5
PENS = (0.36, 0.8)  # finer and broader than elsewhere, so that it is worth a number

POINT = (
    "The code holds the factors, since they are all there is to tell; nothing makes each number "
    "take one of them."
)


class Sevens(NamedTuple):
    """One run on turned sevens: R² of turn and pen, and each code's correlation with both."""

    turn: float
    pen: float
    correlations: Floats


def factor_checks(found: tuple[Sevens, ...]) -> tuple[Check, ...]:
    return (
        Check(
            name="sevens: R² of the turn, least run",
            value=min(each.turn for each in found),
            low=0.95,
        ),
        Check(
            name="sevens: R² of the pen, least run", value=min(each.pen for each in found), low=0.95
        ),
    )


def shown(seed: int, steps: int) -> Part:
    chance = np.random.default_rng(seed)
    turn, pen, pictures = drawn_sevens(chance)
    made = [training.trained(chance, pictures, steps) for _ in range(2)]
    found = tuple(seen(each.code(pictures), turn, pen) for each in made)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"run {number}, code {each + 1}", float(by[0]), float(by[1]))
        for number, run in enumerate(found, 1)
        for each, by in enumerate(run.correlations)
    )
    told: tuple[tuple[Cell, ...], ...] = tuple(
        (f"run {number}, both codes", run.turn, run.pen) for number, run in enumerate(found, 1)
    )
    first, second = _traversed(made[0], pictures)
    return Part(
        (
            Step(
                "Sevens made of two factors, turn and pen: does each number take one?",
                (
                    strip(
                        first,
                        "run 1: code 1 from its 5th to its 95th percentile, code 2 held",
                    ),
                    strip(second, "run 1: code 2 likewise, code 1 held"),
                    Table(columns=("correlation", "turn", "pen"), rows=rows, digits=2),
                    Table(columns=("R²", "turn", "pen"), rows=told, digits=2),
                    "R² is the share of a factor's variance that a cubic polynomial of both "
                    "numbers tells (least squares): it may be near 1 where neither number alone "
                    "follows the factor. Which mixture each number holds is left to chance: "
                    "another start, other axes.",
                ),
            ),
        ),
        factor_checks(found),
        (_figure(found),),
        POINT,
    )


def _figure(found: tuple[Sevens, ...]) -> Columns:
    groups = tuple(
        f"run {number}, code {each + 1}" for number in range(1, len(found) + 1) for each in range(2)
    )
    turn, pen = np.abs(np.concatenate([run.correlations for run in found])).T
    return Columns(
        groups=groups,
        y=Axis(label="|correlation| with the factor (share)", low=0, high=1),
        bars=(("turn", tuple(map(float, turn))), ("pen", tuple(map(float, pen)))),
        title="Sevens: what each number follows",
    )


def drawn_sevens(chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Turns in radians, pens in cells, and the pictures in rows."""
    turn, pen = chance.uniform(-TURN, TURN, SEVENS), chance.uniform(*PENS, SEVENS)
    known = unbent(SEVENS)._replace(turn=turn, pen=pen)
    return turn, pen, drawn(np.full(SEVENS, SEVEN), known, SIZE).reshape(SEVENS, -1)


def seen(code: Floats, turn: Floats, pen: Floats) -> Sevens:
    return Sevens(
        training.explained(code, turn),
        training.explained(code, pen),
        np.corrcoef(code.T, [turn, pen])[:2, 2:],
    )


def _traversed(made: Network, pictures: Floats) -> list[list[tuple[str, Floats]]]:
    """Five pictures for each number of the code, over nine tenths of its range."""
    code = made.code(pictures)
    shares = np.linspace(5, 95, STRIP)
    strips = []
    for axis in range(2):
        codes = np.tile(np.median(code, axis=0), (STRIP, 1))
        codes[:, axis] = np.percentile(code[:, axis], shares)
        images = made.rebuilt(np.empty((STRIP, 0)), codes)
        names = [f"{share:g} %" for share in shares]
        strips.append(list(zip(names, images, strict=True)))
    return strips
