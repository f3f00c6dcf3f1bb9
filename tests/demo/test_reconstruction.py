"""Demos that restore or reconstruct fail where what they claim is not so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flashdeck.demo import recover
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
