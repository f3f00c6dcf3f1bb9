"""What scipy, POT, torch, lightly and published code made of small inputs; theirs, once computed.

The file says which versions and commits.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FILE = Path(__file__).parent / "demo" / "algorithms" / "oracles.json"
GIVEN: object = json.loads(FILE.read_text("utf-8"))


def oracle(*keys: str | int) -> object:
    """What stands under a path of keys and indices."""
    found = GIVEN
    for key in keys:
        if isinstance(found, dict):
            found = found[key]
        else:
            assert isinstance(found, list) and isinstance(key, int)
            found = found[key]
    return found


def array(*keys: str | int) -> Floats:
    return np.array(oracle(*keys), dtype=np.float64)


def number(*keys: str | int) -> float:
    return float(array(*keys))


def names(*keys: str | int) -> list[str]:
    found = oracle(*keys)
    assert isinstance(found, dict)
    return list(found)
