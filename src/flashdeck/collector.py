"""The collector of garbage, set aside while much is made of which nothing becomes any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, for_good: bool = False) -> Iterator[None]:
    """Look for no garbage: all that is made would be walked again and again. Such may be nested.

    What stays `for_good` is not looked through later, either, nor when the program ends.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if on:
            gc.enable()


def thawed() -> None:
    """Look through what was to stay for good, too: in a program that makes the same again."""
    gc.unfreeze()
