"""The checks of the pretext tasks fail where the effect they tell of is not there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flashdeck.demo import context, fringes, jigsaw, rotation, scan, simclr_training
from flashdeck.demo.demo import Check


def failed(checks: tuple[Check, ...]) -> set[str]:
    return {check.name for check in checks if not check.ok}


def test_rotation_fails_where_nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "train", lambda *_: (0.0,))
    assert failed(rotation.run(0).checks) == {
        "layout: with places",
        "up to the edge: global pooling",
        "light: global pooling",
        "digits: with places less pooling",
    }


def test_rotation_fails_where_the_heads_are_alike() -> None:
    layout, numbers = (rotation.tried(0, data, 2, 100) for data in ("layout", "digits"))
    both = replace(layout, pooled=layout.placed), replace(numbers, pooled=numbers.placed)
    assert failed(rotation.checks({"layout": both[0], "digits": both[1]})) == {
        "layout: global pooling",
        "layout: change of its logits by turning",
        "digits: with places less pooling",
    }


def test_rotation_by_the_edge_fails_where_there_is_none() -> None:
    layout = rotation.tried(0, "layout", 2, 100)
    assert failed(rotation.checks({"border": layout})) == {"up to the edge: global pooling"}
    assert failed(rotation.checks({"layout": rotation.tried(0, "border", 2, 100)})) >= {
        "layout: share of patches that a turn keeps",
        "layout: global pooling",
    }


@pytest.mark.parametrize("aberration", [0.03, 0.06, 0.1])
def test_displacements_are_measured_as_the_lens_makes_them(aberration: float) -> None:
    """At the default and beyond, in the corners as in the middle: no more than a tenth off."""
    seen = fringes.pairs(np.random.default_rng(0), 1000, aberration)
    true = aberration * seen.places[..., None, :] * [[1], [-1]]
    measured = fringes.displaced(seen.patches)
    far = np.abs(seen.places).min(axis=-1) > 18
    for some in (far, np.abs(seen.places).max(axis=-1) > 0):
        slope = (measured[some] * true[some]).sum() / (true[some] ** 2).sum()
        assert 0.9 < slope < 1.1


def test_context_fails_where_the_lens_displaces_nothing() -> None:
    assert failed(context.run(0, aberration=0.0, n=500).checks) == {
        "colours displaced",
        "by the measured displacements alone",
    }


def test_context_fails_where_the_cue_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours dropped from nothing; the field without aberration has it after all."""
    real = fringes.pairs
    monkeypatch.setattr(fringes, "pairs", lambda chance, count, _: real(chance, count, 0.03))
    monkeypatch.setattr(fringes, "one_channel", lambda _, patches: patches)
    assert failed(context.run(0).checks) == {"colours in place", "displaced, one colour kept"}


def test_context_with_content_fails_where_nothing_is_learnt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "train", lambda *_: (0.0,))
    assert failed(context.run(0, n=500).checks) == {
        "colours displaced",
        "digits, with content and no colour",
    }


def test_jigsaw_fails_where_orders_are_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jigsaw, "far_apart", jigsaw.close)
    assert failed(jigsaw.run(0).checks) == {
        "smallest distance: far apart less at random",
        "far apart: orders named rightly",
        "far apart less few tiles",
    }
    monkeypatch.setattr(jigsaw, "far_apart", jigsaw.at_random)
    assert failed(jigsaw.run(0).checks) == {"smallest distance: far apart less at random"}


def test_orders_differ_and_put_every_tile_somewhere() -> None:
    chance = np.random.default_rng(0)
    for chosen in (jigsaw.far_apart, jigsaw.close):
        orders = chosen(chance, 100)
        assert np.array_equal(np.sort(orders, axis=1), np.tile(np.arange(9), (100, 1)))
        assert len(set(map(tuple, orders.tolist()))) == 100


def test_tiles_are_cut_row_by_row() -> None:
    picture = np.arange(144.0).reshape(1, 12, 12)
    cut = jigsaw.tiles(picture)[0]
    assert cut[1].reshape(4, 4).tolist() == picture[0, :4, 4:8].tolist()
    assert cut[3].reshape(4, 4).tolist() == picture[0, 4:8, :4].tolist()


def test_scan_fails_where_features_are_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = simclr_training.pretrained(0, 1000, 1000, 0, 0.5, jitter=True)
    pixels = seen._replace(h=seen.pictures.reshape(len(seen.pictures), -1))
    monkeypatch.setattr(scan, "pretrained", lambda *_, **__: pixels)
    assert failed(scan.run(0).checks) >= {
        "neighbours by h: same digit",
        "same hue: by pixels less by h",
        "SCAN: accuracy",
    }


def test_scan_fails_where_nothing_keeps_classes_in_use() -> None:
    assert failed(scan.run(0, entropy_weight=0.0).checks) == {
        "SCAN: accuracy",
        "SCAN less k-means on h",
        "classes used per head: with entropy less without",
    }
