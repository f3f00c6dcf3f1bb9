"""Demos that restore or reconstruct fail where what they claim is not so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flashdeck.demo import autoencoder, contrast, manifold, recover
from flashdeck.demo import autoencoder_codes as codes
from flashdeck.demo import autoencoder_factors as factors
from flashdeck.demo import autoencoder_skip as skip
from flashdeck.demo import autoencoder_training as training
from flashdeck.demo import autoencoder_widths as widths
from flashdeck.demo.demo import Check
from flashdeck.demo.glyphs import digits
from flashdeck.demo.simclr_training import coloured_digits


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


def test_each_part_of_the_autoencoder_is_a_part_of_all() -> None:
    whole = autoencoder.run(0, steps=300)
    words = ("width", "code", "factors", "skip")
    parts = [autoencoder.run(0, part=word, steps=300) for word in words]
    assert whole.steps == tuple(step for part in parts for step in part.steps)
    assert whole.checks == tuple(check for part in parts for check in part.checks)


def test_a_linear_autoencoder_finds_the_plane_of_pca_but_not_its_axes() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(300, 6)) * [4, 3, 2, 1, 1, 1]
    centred = rows - rows.mean(axis=0)
    found = training.linear(chance, centred, 2)
    axes = training.principal(centred, 2)
    assert training.angle(found.encoder, axes) < 1e-4
    assert np.abs(found.encoder.T @ found.encoder - np.eye(2)).max() > 0.01


def test_widths_fail_where_pictures_have_nothing_in_common() -> None:
    """Noise, learnt by heart as far as a code goes, and not finding PCA at all."""
    chance = np.random.default_rng(0)
    found = widths.widths(chance, training.sampled(chance, training.TEN).known)
    assert failed(widths.width_checks(found)) == set()
    noise = widths.widths(chance, chance.uniform(size=(1200, training.PIXELS)))
    assert failed(widths.width_checks(noise)) >= {"narrow code: share of digits lost"}
    wide = (found[0]._replace(error=found[0].error * 1.001, angle=1.0), *found[1:3], found[2])
    assert failed(widths.width_checks(wide)) == {
        "linear, 2 wide: error over PCA's, less 1",
        "linear, 2 wide: angle to PCA's plane, degrees",
        "full width: share of digits lost",
        "full width: share of noise lost",
    }


@pytest.fixture(scope="module")
def sample() -> training.Sample:
    return training.sampled(np.random.default_rng(0), training.FIVE)


def test_codes_fail_where_nothing_was_trained(sample: training.Sample) -> None:
    idle = training.network(np.random.default_rng(0), training.PIXELS, 2)
    told = codes.coded(0, sample, idle)
    found = codes.Codes(five=told, untrained=told, ten=told, ten_pixels=told)
    names = {check.name for check in codes.code_checks(found)}
    assert failed(codes.code_checks(found)) == names


def test_factors_fail_where_nothing_was_trained() -> None:
    turn, pen, pictures = factors.drawn_sevens(np.random.default_rng(0))
    idle = training.network(np.random.default_rng(0), training.PIXELS, 2)
    found = factors.seen(idle.code(pictures), turn, pen)
    names = {check.name for check in factors.factor_checks((found,))}
    assert failed(factors.factor_checks((found,))) == names


@pytest.mark.slow
def test_skips_fail_where_there_is_none_or_always_one(sample: training.Sample) -> None:
    found = {}
    for round_it in (False, True):
        chance = np.random.default_rng(0)
        found[round_it] = skip.skipped(
            sample, training.trained(chance, sample.known, 500, skip=round_it)
        )
    plain, skipping = found[False], found[True]
    assert failed(skip.skip_checks(plain, skipping)) == set()
    assert failed(skip.skip_checks(plain, plain)) == {
        "skip: error over that without",
        "skip: other codes add",
        "skip: neighbours agree less by",
    }
    assert failed(skip.skip_checks(skipping, skipping)) == {
        "skip: error over that without",
        "without: other codes add",
        "skip: neighbours agree less by",
    }


@pytest.mark.slow
def test_contrast_fails_where_colours_stay_and_where_the_tasks_are_exchanged() -> None:
    count = contrast.PICTURES + contrast.HELD_OUT
    seen = contrast.Seen(*coloured_digits(np.random.default_rng(0), count))
    plain, jittered = (
        contrast.told(seen, contrast.contrasted(0, 3, 250, jitter=jitter))
        for jitter in (False, True)
    )
    rebuilt = contrast.told(seen, contrast.rebuilding(0, seen, 3, 250).code)
    assert "contrast: hue (chance 0.167)" in failed(contrast.checks(rebuilt, plain, jittered))
    assert failed(contrast.checks(jittered, rebuilt, rebuilt)) == {
        "reconstruct: hue",
        "reconstruct: digit",
        "contrast: digit",
        "contrast: hue (chance 0.167)",
        "contrast: digit, more by",
        "reconstruct, wide: digit",
    }
