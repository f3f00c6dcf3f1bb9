"""Groups and how well they fit: k-means, and accuracy under the best naming."""

from __future__ import annotations

import numpy as np

from flashdeck.demo.algorithms.assignment import assignment
from flashdeck.demo.glyphs import Floats, Indices

ROUNDS = 50
STARTS = 10


def k_means(chance: np.random.Generator, points: Floats, k: int) -> Indices:
    """The best of several starts: the cluster of each point (MacQueen 1967; k-means++ 2007)."""
    best, least = np.zeros(len(points), dtype=np.intp), np.inf
    for _ in range(STARTS):
        centers = _spread(chance, points, k)
        for _ in range(ROUNDS):
            distance = _distances(points, centers)
            nearest = distance.argmin(axis=1)
            moved = np.array(
                [
                    points[nearest == each].mean(axis=0) if (nearest == each).any() else center
                    for each, center in enumerate(centers)
                ]
            )
            if np.array_equal(moved, centers):
                break
            centers = moved
        if (total := float(distance.min(axis=1).sum())) < least:
            best, least = nearest, total
    return best


def accuracy(clusters: Indices, labels: Indices, k: int) -> float:
    """The share that is right when clusters get the names that suit them best."""
    counts = np.zeros((k, k))
    np.add.at(counts, (clusters, labels), 1)
    return assignment(counts, maximize=True).cost / len(labels)


def _spread(chance: np.random.Generator, points: Floats, k: int) -> Floats:
    """First centres far apart: the next is drawn by its squared distance to the others."""
    centers = points[chance.integers(len(points))][None]
    while len(centers) < k:
        far = np.maximum(_distances(points, centers).min(axis=1), 0)
        drawn = chance.choice(len(points), p=far / far.sum())
        centers = np.concatenate([centers, points[drawn][None]])
    return np.asarray(centers)


def _distances(points: Floats, centers: Floats) -> Floats:
    """Squared, each point to each centre."""
    squares = (points**2).sum(axis=1)[:, None] + (centers**2).sum(axis=1)
    return np.asarray(squares - 2 * points @ centers.T)
