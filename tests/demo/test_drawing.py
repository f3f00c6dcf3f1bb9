"""Small pictures made of characters."""

from __future__ import annotations

import numpy as np

from flashdeck.demo import drawing, glyphs


def test_a_plane_shows_each_kind_where_it_lies() -> None:
    points = [(0.0, 1.0, "a"), (1.0, 0.0, "b"), (1.0, 0.0, "b"), (1.0, 0.0, "a")]
    lines = [line.plain for line in drawing.scattered(points, 10)]
    assert lines == ["a", *[""] * (drawing.PLANE - 2), " " * 9 + "b"]


def test_a_plane_of_one_point_is_drawn() -> None:
    assert "a" in "".join(line.plain for line in drawing.scattered([(2.0, 2.0, "a")], 10))


def test_pictures_follow_from_their_factors() -> None:
    """The same factors, the same picture; a broader pen leaves more ink."""
    shown, same = np.array([7, 7]), glyphs.unbent(2)
    one, other = glyphs.drawn(shown, same, 12)
    assert np.array_equal(one, other)
    broader = same._replace(pen=same.pen * [1, 1.3])
    fine, broad = glyphs.drawn(shown, broader, 12).sum(axis=(1, 2))
    assert broad > fine
