"""What all tests share: a deck is the docstring of its test."""

from __future__ import annotations

import inspect
import os
import tempfile

import pytest
from hypothesis import settings

from reading import Deck, read

# The name of a machine is kept outside of every collection: not in that of whoever tests.
_STATE = tempfile.TemporaryDirectory(prefix="flashdeck-tests-")
os.environ["XDG_STATE_HOME"] = _STATE.name

# Read when numpy is imported; the demos' small products are slower on two threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Speed is measured by benchmarks: a test is never too slow. What it draws is the same each time.
settings.register_profile("flashdeck", deadline=None, derandomize=True)
settings.load_profile("flashdeck")


@pytest.fixture
def deck(request: pytest.FixtureRequest) -> Deck:
    """The docstring of the test, read as one file, `deck.md`."""
    return read(inspect.cleandoc(request.function.__doc__ or "") + "\n")
