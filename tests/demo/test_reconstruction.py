"""Demos that restore or reconstruct fail where what they claim is not so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flashdeck.demo import manifold, recover
from flashdeck.demo.demo import Check
from flashdeck.demo.glyphs import digits


def failed(checks: tuple[Check, ...]) -> set[str]:
    return {check.name for check in checks if not check.ok}


@pytest.fixture(scope="module")
def recovered() -> recover.Found:
    chance = np.random.default_rng(0)
    count = recover.TRAIN + recover.HELD_OUT
    flat = digits(chance, count, recover.SIZE, recover.ALL).pictures.reshape(count, -1)
    noise = chance.uniform(size=flat.shape)
    return recover.Found(
        denoised=recover.denoised(chance, flat, 0.3),
        denoised_chance=recover.denoised(chance, noise, 0.3),
        inpainted=recover.inpainted(flat, 4),
        inpainted_chance=recover.inpainted(noise, 4),
        painted=recover.painted(chance, open_question=True),
    )


def test_recover_holds_where_pixels_go_together(recovered: recover.Found) -> None:
    assert failed(recover.checks(recovered)) == set()


def test_recover_fails_where_pixels_have_nothing_to_do_with_one_another(
    recovered: recover.Found,
) -> None:
    noise = replace(
        recovered, denoised=recovered.denoised_chance, inpainted=recovered.inpainted_chance
    )
    assert failed(recover.checks(noise)) == {
        "noise: share of the error left",
        "noise: pixels by chance keep more, times",
        "hole: share of the error left",
    }


def test_recover_fails_where_independent_pixels_tell_of_each_other(
    recovered: recover.Found,
) -> None:
    known = replace(recovered, inpainted_chance=recovered.inpainted)
    assert failed(recover.checks(known)) == {"hole: of pixels by chance"}


def test_recover_fails_where_the_colour_is_no_open_question(recovered: recover.Found) -> None:
    chance = np.random.default_rng(0)
    known = replace(recovered, painted=recover.painted(chance, open_question=False))
    assert failed(recover.checks(known)) == {"red or cyan: saturation by squared error"}


def test_manifold_fails_where_pixels_do_not_go_together() -> None:
    """Digits with their pixels exchanged, in the place of digits."""
    sets = manifold.drawn_sets(np.random.default_rng(0), 500)
    found = manifold.Found(
        sets={name: manifold.measured(pictures) for name, pictures in sets.items()},
        straight=0.5,
        along=0.01,
    )
    assert failed(manifold.checks(found)) == set()
    loose = found.sets | {manifold.DIGITS: found.sets[manifold.EXCHANGED]}
    assert failed(manifold.checks(replace(found, sets=loose))) == {
        "dimension of digits (six factors)",
        "dimension of exchanged pixels, times",
        "dimension of chance, times",
        "95 % of variance: directions of digits",
    }


@pytest.mark.parametrize("dimensions", [1, 2, 3, 5])
def test_two_nearest_neighbours_tell_the_dimension(dimensions: int) -> None:
    """Whatever the space a plane lies in, and however it is turned."""
    chance = np.random.default_rng(0)
    plane = chance.uniform(size=(2000, dimensions)) @ chance.normal(size=(dimensions, 20))
    assert manifold.dimension(plane) == pytest.approx(dimensions, rel=0.12)
