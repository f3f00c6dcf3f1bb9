"""Linear probes: what can be read from frozen vectors."""

from __future__ import annotations

import numpy as np

from flashdeck.demo.glyphs import Floats, Indices
from flashdeck.demo.networks import Adam

STEPS, RATE, DECAY = 150, 0.05, 1e-3


def probed(vectors: Floats, labels: Indices, train: int) -> float:
    """Accuracy of softmax regression on the rows after the first `train`, which it learns from."""
    middle, width = vectors[:train].mean(axis=0), vectors[:train].std(axis=0) + 1e-6
    rows = np.concatenate([(vectors - middle) / width, np.ones((len(vectors), 1))], axis=1)
    wanted = np.eye(int(labels.max()) + 1)[labels[:train]]
    weights = np.zeros((rows.shape[1], wanted.shape[1]))
    optimiser = Adam([(weights,)], RATE)
    for _ in range(STEPS):
        logits = rows[:train] @ weights
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = rows[:train].T @ (shares - wanted) / train + DECAY * weights
        optimiser.step([(slope,)])
    return float(((rows[train:] @ weights).argmax(axis=1) == labels[train:]).mean())
