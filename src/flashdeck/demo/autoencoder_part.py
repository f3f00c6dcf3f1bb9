"""A part of the demo on autoencoders, as one piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from flashdeck.demo.autoencoder_training import SIZE
from flashdeck.demo.demo import Check, Panel, Pictures, Step
from flashdeck.demo.glyphs import Floats, pixels


class Part(NamedTuple):
    """One part of the demo."""

    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    figure: tuple[Panel, ...]
    point: str


def strip(images: Sequence[tuple[str, Floats]], title: str = "") -> Pictures:
    return Pictures(
        images=tuple(
            (name, pixels(np.clip(image, 0, 1).reshape(SIZE, SIZE))) for name, image in images
        ),
        title=title,
    )
