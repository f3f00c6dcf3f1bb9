"""What all tests share: a deck is the docstring of its test."""

from __future__ import annotations

import inspect

import pytest

from reading import Deck, read


@pytest.fixture
def deck(request: pytest.FixtureRequest) -> Deck:
    """The docstring of the test, read as one file, `deck.md`."""
    return read(inspect.cleandoc(request.function.__doc__ or "") + "\n")
